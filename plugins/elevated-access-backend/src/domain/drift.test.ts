/*
 * Copyright 2026 The Elevated Access Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import fc from 'fast-check';
import { aRequest, START } from '../__testUtils__/builders';
import {
  findDrift,
  FORGOTTEN_AFTER,
  type DriftView,
  type Listing,
} from './drift';
import type { AssignmentRecord, RequestRecord } from './types';

const ACCOUNT = '111122223333';
const SETS = ['arn:ps-1', 'arn:ps-2'];
const PEOPLE = ['ann', 'bo'];
const NOW = START;
const LONG_AGO = new Date(NOW.getTime() - FORGOTTEN_AFTER - 1);
const JUST_NOW = new Date(NOW.getTime() - 1_000);

function aRow(overrides: Partial<AssignmentRecord>): AssignmentRecord {
  const row = {
    principalId: 'ann',
    accountId: ACCOUNT,
    permissionSetArn: 'arn:ps-1',
    owned: false,
    standing: false,
    standingEvidence: null,
    verified: null,
    verifiedAt: null,
    operation: null,
    phase: 'idle' as const,
    awsRequestId: null,
    attempts: 0,
    operationStartedAt: null,
    mayLandUntil: null,
    mayRemoveUntil: null,
    lastError: null,
    nextActionAt: null,
    version: 1,
    ...overrides,
  };
  return { id: `row-${row.principalId}-${row.permissionSetArn}`, ...row };
}

function aGrant(overrides: Partial<RequestRecord> = {}): RequestRecord {
  return aRequest({
    assignmentId: 'row-ann-arn:ps-1',
    principalId: 'ann',
    accountId: ACCOUNT,
    permissionSetArn: 'arn:ps-1',
    permissionSetFingerprint: 'as-approved',
    status: 'active',
    ...overrides,
  });
}

function aListing(...people: string[]): Listing {
  return {
    accountId: ACCOUNT,
    permissionSetArn: 'arn:ps-1',
    principals: people.map(id => ({ type: 'USER', id })),
  };
}

function kinds(view: Partial<DriftView>): string[] {
  return findDrift({
    listings: [],
    running: [],
    fingerprints: new Map(),
    assignments: [],
    grants: [],
    now: NOW,
    groups: false,
    ...view,
  }).map(({ kind }) => kind);
}

describe('findDrift', () => {
  it('reports what AWS lists and nothing explains', () => {
    expect(kinds({ listings: [aListing('ann')] })).toEqual(['unexplained']);
  });

  it.each([
    ['a grant', { grants: [aGrant()] }],
    [
      'a grant that is being given',
      { grants: [aGrant({ status: 'activating' })] },
    ],
    ['known standing access', { assignments: [aRow({ standing: true })] }],
    [
      'a removal on its way',
      {
        assignments: [
          aRow({ owned: true, operation: 'delete', nextActionAt: NOW }),
        ],
      },
    ],
  ])('finds nothing where %s explains it', (_, known) => {
    expect(kinds({ listings: [aListing('ann')], ...known })).toEqual([]);
  });

  it('does not take a row that was once ours for an explanation', () => {
    expect(
      kinds({
        listings: [aListing('ann')],
        assignments: [aRow({ verified: 'absent' })],
      }),
    ).toEqual(['unexplained']);
  });

  it('leaves groups alone unless told otherwise', () => {
    const listings = [
      { ...aListing(), principals: [{ type: 'GROUP' as const, id: 'sre' }] },
    ];
    expect(kinds({ listings })).toEqual([]);
    expect(kinds({ listings, groups: true })).toEqual(['unexplained']);
  });

  it('reports a grant whose assignment is gone', () => {
    const grants = [aGrant()];
    expect(kinds({ listings: [aListing('bo')], grants })).toContain('removed');
    expect(kinds({ listings: [], grants })).toEqual([]);
  });

  it('waits for an operation that is under way', () => {
    expect(
      kinds({
        listings: [aListing()],
        grants: [aGrant()],
        assignments: [
          aRow({ owned: true, phase: 'accepted', nextActionAt: NOW }),
        ],
      }),
    ).toEqual([]);
  });

  it('reports a permission set that is not what was approved', () => {
    const fingerprints = new Map([['arn:ps-1', 'something else']]);
    expect(kinds({ fingerprints, grants: [aGrant()] })).toEqual(['altered']);
  });

  it.each([
    [
      'an intent',
      { phase: 'intent' as const, operation: 'create' as const },
      ['orphaned'],
    ],
    ['what is ours and nobody needs', { owned: true }, ['orphaned']],
  ])('reports %s that nothing follows up', (_, row, expected) => {
    const old = { ...row, operationStartedAt: LONG_AGO };
    expect(kinds({ assignments: [aRow(old)] })).toEqual(expected);
    expect(
      kinds({ assignments: [aRow({ ...old, nextActionAt: JUST_NOW })] }),
    ).toEqual([]);
    expect(
      kinds({ assignments: [aRow({ ...old, nextActionAt: LONG_AGO })] }),
    ).toEqual(expected);
  });

  it('reports an operation of ours that nobody follows, and nobody else’s', () => {
    const row = aRow({});
    const running = [
      { operation: 'create' as const, awsRequestId: 'r-1', key: row },
    ];
    expect(kinds({ running, assignments: [row] })).toEqual(['orphaned']);
    expect(kinds({ running })).toEqual([]);
    expect(
      kinds({
        running,
        assignments: [
          aRow({ phase: 'accepted', awsRequestId: 'r-1', nextActionAt: NOW }),
        ],
      }),
    ).toEqual([]);
  });

  it('waits for a quarter of an hour until something counts as forgotten', () => {
    const row = aRow({ phase: 'intent', operation: 'create' });
    const since = (ms: number) => {
      const at = new Date(NOW.getTime() - ms);
      return [{ ...row, operationStartedAt: at, nextActionAt: at }];
    };
    expect(kinds({ assignments: since(15 * 60_000) })).toEqual([]);
    expect(kinds({ assignments: since(15 * 60_000 + 1) })).toEqual([
      'orphaned',
    ]);
  });

  it('takes an operation whose request id is about to be written down for none that nobody follows', () => {
    const row = aRow({
      phase: 'intent',
      operation: 'create',
      nextActionAt: NOW,
    });
    const running = [
      { operation: 'create' as const, awsRequestId: 'r-1', key: row },
    ];
    expect(kinds({ running, assignments: [row] })).toEqual([]);
  });

  it('tells two grants of one assignment apart, and two operations on it', () => {
    const row = aRow({});
    const found = findDrift({
      listings: [aListing()],
      running: ['r-1', 'r-2'].map(awsRequestId => ({
        operation: 'create' as const,
        awsRequestId,
        key: row,
      })),
      fingerprints: new Map([['arn:ps-1', 'something else']]),
      assignments: [row],
      grants: [aGrant(), aGrant()],
      now: NOW,
      groups: false,
    });
    expect(found.map(({ kind }) => kind).sort()).toEqual([
      'altered',
      'altered',
      'orphaned',
      'orphaned',
      'removed',
      'removed',
    ]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(6);
  });

  it('gives the same difference the same id, and different ones different ids', () => {
    const view: DriftView = {
      listings: [aListing('ann', 'bo')],
      running: [],
      fingerprints: new Map(),
      assignments: [],
      grants: [],
      now: NOW,
      groups: false,
    };
    const [first, second] = findDrift(view);
    expect(findDrift({ ...view, now: LONG_AGO })[0]?.id).toBe(first?.id);
    expect(second?.id).not.toBe(first?.id);
  });

  it('agrees with the definitions, whatever AWS and the rows say', () => {
    const person = fc.constantFrom(...PEOPLE);
    const set = fc.constantFrom(...SETS);
    const instant = fc.constantFrom(null, LONG_AGO, JUST_NOW);
    const rows = fc.uniqueArray(
      fc
        .record({
          principalId: person,
          permissionSetArn: set,
          owned: fc.boolean(),
          standing: fc.boolean(),
          phase: fc.constantFrom('idle', 'intent', 'accepted', 'verifying'),
          operation: fc.constantFrom(null, 'create', 'delete'),
          nextActionAt: instant,
          operationStartedAt: instant,
        })
        .map(row => aRow(row)),
      { selector: ({ id }) => id },
    );
    const grants = fc.array(
      fc
        .record({
          principalId: person,
          permissionSetArn: set,
          status: fc.constantFrom('activating', 'active', 'ending'),
          permissionSetFingerprint: fc.constantFrom('a', 'b'),
        })
        .map(grant => aGrant(grant)),
      { maxLength: 4 },
    );
    const listings = fc.uniqueArray(
      fc.record({
        accountId: fc.constant(ACCOUNT),
        permissionSetArn: set,
        principals: fc.uniqueArray(
          fc.record({
            type: fc.constantFrom('USER', 'GROUP'),
            id: person,
          }),
          { selector: ({ type, id }) => type + id },
        ),
      }),
      { selector: ({ permissionSetArn }) => permissionSetArn },
    );
    fc.assert(
      fc.property(
        rows,
        grants,
        listings,
        fc.dictionary(set, fc.constantFrom('a', 'b')),
        fc.boolean(),
        (assignments, live, listed, fingerprints, groups) => {
          const view = {
            assignments,
            grants: live,
            listings: listed,
            fingerprints: new Map(Object.entries(fingerprints)),
            running: [],
            now: NOW,
            groups,
          };
          const found = findDrift(view).map(
            ({ kind, principal, permissionSetArn }) =>
              [kind, principal.type, principal.id, permissionSetArn].join(),
          );
          expect(found.sort()).toEqual(model(view).sort());
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

/** What each kind means, asked of every person and permission set in turn. */
function model(view: DriftView): string[] {
  const stale = (at: Date | null | undefined) => !at || at === LONG_AGO;
  return PEOPLE.flatMap(id =>
    SETS.flatMap(arn => {
      const isIts = (it: { principalId: string; permissionSetArn: string }) =>
        it.principalId === id && it.permissionSetArn === arn;
      const row = view.assignments.find(isIts);
      const live = view.grants.filter(isIts);
      const active = live.filter(({ status }) => status === 'active');
      const listing = view.listings.find(
        ({ permissionSetArn }) => permissionSetArn === arn,
      );
      const lists = (type: string) =>
        listing?.principals.some(it => it.type === type && it.id === id);
      const now = view.fingerprints.get(arn);
      const quiet = !row || (row.phase === 'idle' && !row.operation);
      const ours = row?.owned || row?.standing;
      const verdicts: [boolean | undefined, string][] = [
        [lists('USER') && !ours && live.length === 0, 'unexplained,USER'],
        [lists('GROUP') && view.groups, 'unexplained,GROUP'],
        ...active.flatMap(grant => [
          [listing && !lists('USER') && quiet, 'removed,USER'] as [
            boolean | undefined,
            string,
          ],
          [
            now !== undefined && now !== grant.permissionSetFingerprint,
            'altered,USER',
          ] as [boolean | undefined, string],
        ]),
        [
          row &&
            stale(row.nextActionAt) &&
            (row.phase === 'idle'
              ? row.owned && live.length === 0
              : stale(row.operationStartedAt)),
          'orphaned,USER',
        ],
      ];
      return verdicts.flatMap(([holds, what]) =>
        holds ? [`${what},${id},${arn}`] : [],
      );
    }),
  );
}
