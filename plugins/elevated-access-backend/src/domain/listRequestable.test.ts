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
import * as arbitrary from './__testUtils__/arbitraries';
import {
  anAccount,
  anAllow,
  aDeny,
  aPermissionSet,
  aSnapshot,
  HOUR,
} from './__testUtils__/policyBuilders';
import { evaluateEligibility } from './eligibility';
import { isProtected } from './protection';
import { listRequestable } from './listRequestable';

const ANN = {
  entityRef: 'user:default/ann.li',
  groupRefs: ['group:default/payments'],
};
/** Every limit of the policies of `arbitraries.ts`, and a little more. */
const DURATIONS = [0.5, 1, 12].flatMap(hours => [
  hours * HOUR,
  hours * HOUR + 1,
]);
/** Owners of the accounts of `arbitraries.ts`, of which some are not in the catalog. */
const owners = fc
  .dictionary(
    fc.constantFrom('000000000000', '111111111111', '222222222222'),
    arbitrary.ownerRefs,
  )
  .map(drawn => new Map(Object.entries(drawn)));
/** Names of `arbitraries.ts` are in the order of ids and ARNs. */
function byKey<T>(items: ReadonlyMap<string, T>): T[] {
  return [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it);
}
const UNPROTECTED = { protectedAccountIds: [], delegatedAdministrator: false };

describe('listRequestable', () => {
  it('lists exactly what evaluateEligibility permits, with the longest duration and the approval', () => {
    const protection = fc.record({
      protectedAccountIds: fc.subarray(['222222222222']),
      delegatedAdministrator: fc.boolean(),
    });
    fc.assert(
      fc.property(
        arbitrary.person,
        arbitrary.instant,
        fc.array(arbitrary.account, { maxLength: 4 }),
        owners,
        fc.array(arbitrary.permissionSet, { maxLength: 3 }),
        arbitrary.policies,
        protection,
        (person, now, accounts, owned, sets, drawn, protect) => {
          const policies = drawn.map(it => ({
            ...it,
            workingHours: undefined,
          }));
          const snapshot = aSnapshot(accounts, sets);
          const rows = listRequestable(
            { person, owners: owned },
            snapshot,
            policies,
            protect,
          );
          const expected = byKey(snapshot.accounts).flatMap(account =>
            byKey(snapshot.permissionSets).flatMap(permissionSet => {
              const offLimits =
                account.state !== 'ACTIVE' ||
                isProtected({ account, permissionSet, snapshot, ...protect });
              const permitted = DURATIONS.flatMap(durationMs => {
                const result = evaluateEligibility(
                  {
                    person,
                    account,
                    ownerRefs: owned.get(account.id) ?? [],
                    permissionSet,
                    startsAt: now,
                    durationMs,
                  },
                  policies,
                );
                return result.outcome === 'permitted'
                  ? [{ durationMs, approval: result.policy.approval }]
                  : [];
              });
              const approvals = new Set(permitted.map(it => it.approval));
              return offLimits || permitted.length === 0
                ? []
                : [
                    {
                      account,
                      permissionSet,
                      maxDurationMs: Math.max(
                        ...permitted.map(it => it.durationMs),
                      ),
                      approval:
                        approvals.size > 1 ? 'depends' : [...approvals][0],
                    },
                  ];
            }),
          );
          expect(rows).toEqual(expected);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('lists whatever is permitted at some time, whatever the time is now', () => {
    fc.assert(
      fc.property(
        arbitrary.person,
        arbitrary.instant,
        arbitrary.account,
        owners,
        arbitrary.permissionSet,
        arbitrary.policies,
        fc.constantFrom(...DURATIONS),
        (
          person,
          startsAt,
          account,
          owned,
          permissionSet,
          policies,
          durationMs,
        ) => {
          const snapshot = aSnapshot([account], [permissionSet]);
          const [row] = listRequestable(
            { person, owners: owned },
            snapshot,
            policies,
            UNPROTECTED,
          );
          const result = evaluateEligibility(
            {
              person,
              account,
              ownerRefs: owned.get(account.id) ?? [],
              permissionSet,
              startsAt,
              durationMs,
            },
            policies,
          );
          fc.pre(
            account.state === 'ACTIVE' &&
              account.id !== snapshot.managementAccountId &&
              result.outcome === 'permitted',
          );
          expect(row?.maxDurationMs).toBeGreaterThanOrEqual(durationMs);
          expect(
            result.outcome === 'permitted' && [
              'depends',
              result.policy.approval,
            ],
          ).toContain(row?.approval);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('lists what working hours permit or deny at other times than now', () => {
    const workingHours = {
      timeZone: 'UTC',
      days: [1, 2, 3, 4, 5],
      from: '08:00',
      to: '17:00',
    };
    const list = (policies: Parameters<typeof listRequestable>[2]) =>
      listRequestable(
        { person: ANN, owners: new Map() },
        aSnapshot([anAccount()], [aPermissionSet()]),
        policies,
        UNPROTECTED,
      );
    expect(list([anAllow({ workingHours })])).toHaveLength(1);
    expect(list([anAllow(), aDeny({ workingHours })])).toHaveLength(1);
    expect(list([anAllow(), aDeny()])).toEqual([]);
    expect(
      list([
        anAllow({
          name: 'office',
          workingHours,
          approval: 'not-required',
          priority: 1,
        }),
        anAllow({ name: 'night' }),
      ]),
    ).toMatchObject([{ approval: 'depends' }]);
  });

  it('says that approval depends where a longer request is answered by another policy', () => {
    const policies = [
      anAllow({
        name: 'short',
        maxDuration: 'PT1H',
        approval: 'not-required',
        priority: 1,
      }),
      anAllow({ name: 'long', maxDuration: 'PT8H' }),
    ];
    expect(
      listRequestable(
        { person: ANN, owners: new Map() },
        aSnapshot([anAccount()], [aPermissionSet()]),
        policies,
        UNPROTECTED,
      ),
    ).toMatchObject([{ maxDurationMs: 8 * HOUR, approval: 'depends' }]);
  });

  it('prepares each policy once, whatever the number of accounts and permission sets', () => {
    // The larger the organization, the more it matters that answers are shared.
    let reads = 0;
    const counted = (name: string) =>
      new Proxy(anAllow({ name, permissionSets: [{ all: true }] }), {
        get(policy, key, receiver) {
          reads += 1;
          return Reflect.get(policy, key, receiver);
        },
      });
    const readsFor = (size: number) => {
      reads = 0;
      const accounts = Array.from({ length: size }, (_, index) =>
        anAccount({ id: String(index + 1).padStart(12, '0') }),
      );
      const rows = listRequestable(
        { person: ANN, owners: new Map() },
        aSnapshot(accounts, [aPermissionSet('A'), aPermissionSet('B')]),
        [counted('a'), counted('b'), aDeny({ subjects: ['group:sre'] })],
        UNPROTECTED,
      );
      expect(rows).toHaveLength(2 * size);
      return reads;
    };
    expect(readsFor(1000)).toBe(readsFor(1));
  });
});
