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

import { mockCredentials } from '@backstage/backend-test-utils';
import {
  eligibilityPolicySchema,
  settingsSchema,
  type ListRequestableQuery,
  type Requestable,
  type TargetSelector,
} from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import type { OwnersByAccount } from '../directory/AccountOwners';
import * as arbitrary from '../domain/__testUtils__/arbitraries';
import { aPermissionSet } from '../domain/__testUtils__/policyBuilders';
import { problem } from '../domain/problems';
import { refsOf } from '../domain/refs';
import type { DirectorySnapshot } from '../domain/types';
import { formatDuration } from '../domain/window';
import { loadEligibilityPolicy, loadSettings } from '../policies/loadPolicies';
import { START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import { plainCatalogue } from './__testUtils__/plainCatalogue';
import { CallerFactory } from './Caller';
import { RequestableCatalogue } from './RequestableCatalogue';

const settings = loadSettings(
  settingsSchema.parse({ maximumDuration: 'PT4H' }),
);

const policiesFor = (targets: TargetSelector[]) => ({
  eligibility: [
    loadEligibilityPolicy(
      eligibilityPolicySchema.parse({
        name: 'everything',
        effect: 'allow',
        subjects: ['group:default/team'],
        targets,
        permissionSets: [{ name: 'ReadOnly' }, { name: 'PowerUser' }],
        maxDuration: 'PT2H',
      }),
      settings,
    ),
  ],
  approval: [],
  settings,
});

const anEmptySnapshot = {
  syncedAt: START,
  managementAccountId: '999999999999',
};

function aSnapshot(accounts: number): DirectorySnapshot {
  return {
    ...anEmptySnapshot,
    accounts: new Map(
      Array.from({ length: accounts }, (_, index) => {
        const id = String(100_000_000_000 + index);
        // Two accounts share each name, as AWS allows.
        const name = `Payments-${Math.floor(index / 2)}`;
        return [
          id,
          {
            id,
            name,
            state: 'ACTIVE',
            ouIds: ['r-1', 'ou-1'],
            ouPath: ['Workloads', index % 2 ? 'Prod' : 'Dev'],
            tags: { owner: `team-${index % 3}` },
          },
        ];
      }),
    ),
    permissionSets: new Map(
      ['ReadOnly', 'PowerUser'].map(name => [
        `arn:${name}`,
        {
          arn: `arn:${name}`,
          name,
          description: '',
          sessionDurationMs: 3_600_000,
          tags: {},
          fingerprint: 'f',
          inManagementAccount: false,
        },
      ]),
    ),
  };
}

function aCatalogue(
  accounts: number,
  targets: TargetSelector[] = [{ all: true }],
) {
  const clock = new ManualClock();
  const policies = policiesFor(targets);
  let owners: OwnersByAccount | undefined = new Map();
  let ownersAsked = 0;
  let groupRefs = ['group:default/team'];
  const catalogue = new RequestableCatalogue({
    directory: { requireSnapshot: async () => snapshot },
    owners: {
      snapshot: async () => {
        ownersAsked += 1;
        if (!owners) {
          throw problem('unavailable', {
            code: 'catalog-unavailable',
            reason: 'gone',
            remedy: 'wait',
          });
        }
        return owners;
      },
    },
    policies: { getPolicies: async () => policies },
    protection: { protectedAccountIds: [], delegatedAdministrator: true },
    clock,
  });
  let snapshot = aSnapshot(accounts);
  const callers = new CallerFactory({
    people: {
      getPerson: async entityRef => ({
        entityRef,
        displayName: entityRef,
        annotations: {},
        groupRefs,
      }),
    },
    roles: { admin: [], auditor: [], responder: [] },
  });
  const list = (query: Partial<ListRequestableQuery> = {}) =>
    catalogue.list(
      { limit: 50, ...query },
      callers.create({ credentials: mockCredentials.user() }),
    );
  return {
    list,
    clock,
    leave: () => (groupRefs = []),
    give: (accountId: string, ownerRef: string) =>
      (owners = new Map([[accountId, [ownerRef]]])),
    lose: () => (owners = undefined),
    ownersAsked: () => ownersAsked,
    shrink: (accountId: string) => {
      const left = [...snapshot.accounts].filter(([id]) => id !== accountId);
      snapshot = { ...snapshot, accounts: new Map(left) };
    },
  };
}

const named = ({
  account,
  permissionSet,
}: Awaited<
  ReturnType<ReturnType<typeof aCatalogue>['list']>
>['items'][number]) => `${account.id} ${permissionSet.name}`;

describe('what a person may ask for', () => {
  it('comes page by page, each row once, in the order of names', async () => {
    const { list } = aCatalogue(15);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 4, cursor });
      seen.push(...page.items.map(named));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(30);
    const all = await list({ limit: 200 });
    expect(seen).toEqual(all.items.map(named));
    const names = all.items.map(({ account }) => account.name.toLowerCase());
    expect(names).toEqual([...names].sort());
  });

  it.each([
    ['a part of the account name', 'ayments-3', 4],
    ['the account id', '100000000004', 2],
    ['the account id in groups of four', '1000 0000 0004', 2],
    ['an organizational unit', 'prod', 14],
    ['a path of organizational units', 'workloads/prod', 14],
    ['a tag', 'team-1', 10],
    ['the permission set', 'readonly', 15],
    ['words that must all occur, in any order', 'READONLY prod team-1', 3],
    ['a word that occurs nowhere', 'readonly nowhere', 0],
    ['nothing but blanks', '   ', 30],
  ])('is found by %s', async (_what, search, found) => {
    const { list } = aCatalogue(15);
    const { items } = await list({ search, limit: 200 });
    expect(items).toHaveLength(found);
  });

  it('is not longer than anybody may have it', async () => {
    const { list } = aCatalogue(1);
    const { items } = await list();
    expect(items[0]).toMatchObject({
      maxDuration: 'PT2H',
      approval: 'required',
    });
  });

  it('follows the person out of a group within seconds', async () => {
    const { list, clock, leave } = aCatalogue(1);
    await expect(list()).resolves.toHaveProperty('items.length', 2);
    leave();
    clock.advance(20_000);
    await expect(list()).resolves.toHaveProperty('items.length', 0);
  });

  it('refuses a cursor that it did not give out', async () => {
    const { list } = aCatalogue(1);
    await expect(list({ cursor: 'W10' })).rejects.toMatchObject({
      name: 'InputError',
      field: 'cursor',
    });
  });

  it('finds one account among five thousand', async () => {
    const { list } = aCatalogue(5_000);
    await list();
    const { items } = await list({ search: 'payments-1234 readonly' });
    expect(items).toHaveLength(2);
  });

  it('goes on behind the cursor when what it named is gone', async () => {
    const { list, shrink } = aCatalogue(6);
    const { nextCursor, items } = await list({ limit: 2 });
    shrink(items[1].account.id);
    const rest = await list({ limit: 50, cursor: nextCursor });
    const all = await list();
    expect(all.items).toHaveLength(10);
    expect([...items.map(named), ...rest.items.map(named)]).toEqual([
      ...items.map(named),
      ...all.items.map(named),
    ]);
  });

  it('follows the catalog when an account changes hands', async () => {
    const { list, give } = aCatalogue(4, [{ owned: true }]);
    await expect(list()).resolves.toHaveProperty('items.length', 0);
    give('100000000002', 'group:default/team');
    const { items } = await list();
    expect(new Set(items.map(({ account }) => account.id))).toEqual(
      new Set(['100000000002']),
    );
  });

  it('does not ask the catalog who owns what while no policy goes by it', async () => {
    const { list, ownersAsked } = aCatalogue(4);
    await list();
    expect(ownersAsked()).toBe(0);
  });

  it('says why there is no list while it cannot be read who owns what', async () => {
    const { list, lose } = aCatalogue(4, [{ owner: 'group:default/team' }]);
    lose();
    await expect(list()).rejects.toMatchObject({ code: 'catalog-unavailable' });
  });
});

/** Worlds in which names, tags and OUs share words, and some names differ in case or not at all. */
const worlds = fc
  .record({
    accounts: fc.array(
      fc.record({
        like: arbitrary.account,
        name: fc.constantFrom('pay-prod', 'Pay-Prod', 'pay-dev', 'Ledger', 'A'),
      }),
      { maxLength: 12 },
    ),
    sets: fc.subarray(['Admin', 'ReadOnly', 'readonly', 'Pay Admin', 'Zoo']),
    tagged: arbitrary.permissionSet,
    person: arbitrary.person,
    owners: fc.array(arbitrary.ownerRefs, { maxLength: 12 }),
    policies: arbitrary.policies,
  })
  .map(({ accounts, sets, tagged, person, owners, policies: eligibility }) => {
    const ids = accounts.map((_, index) => IDS[index] ?? `30000000000${index}`);
    return {
      accounts: accounts.map(({ like, name }, index) => ({
        ...like,
        name,
        id: ids[index],
      })),
      permissionSets: sets.map(name =>
        aPermissionSet(name, { tags: tagged.tags }),
      ),
      person,
      owners: new Map(owners.map((refs, index) => [ids[index] ?? '', refs])),
      policies: eligibility,
    };
  });

/** Ids that policies of `arbitraries.ts` name. */
const IDS = ['111111111111', '222222222222'];

const searches = fc
  .array(
    fc.constantFrom('pay', 'PROD', 'a', 'admin', 'team', '/b', '3000', 'sre'),
    { maxLength: 3 },
  )
  .map(words => words.join(' '));

describe('the index behind the list', () => {
  it('gives, page by page, what a plain list of all rows would hold, in its order', async () => {
    await fc.assert(
      fc.asyncProperty(
        worlds,
        searches,
        fc.integer({ min: 1, max: 5 }),
        async (world, text, limit) => {
          const seen = await readAll(world, text, limit);
          const askerRefs = [...refsOf(world.person)];
          const expected = plainCatalogue({ ...world, askerRefs }, text);
          expect(seen).toEqual(
            expected.map(row => ({
              accountId: row.account.id,
              permissionSet: row.permissionSet.name,
              maxDuration: formatDuration(
                Math.min(row.maxDurationMs, settings.maximumDurationMs),
              ),
              approval: row.approval,
            })),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});

async function readAll(
  world: typeof worlds extends fc.Arbitrary<infer World> ? World : never,
  text: string,
  limit: number,
) {
  const snapshot = {
    ...anEmptySnapshot,
    accounts: new Map(world.accounts.map(it => [it.id, it])),
    permissionSets: new Map(world.permissionSets.map(it => [it.arn, it])),
  };
  const policySet = { eligibility: world.policies, approval: [], settings };
  const catalogue = new RequestableCatalogue({
    directory: { requireSnapshot: async () => snapshot },
    owners: { snapshot: async () => world.owners },
    policies: { getPolicies: async () => policySet },
    protection: { protectedAccountIds: [], delegatedAdministrator: false },
    clock: new ManualClock(),
  });
  const caller = new CallerFactory({
    people: {
      getPerson: async () => ({
        ...world.person,
        displayName: '',
        annotations: {},
      }),
    },
    roles: { admin: [], auditor: [], responder: [] },
  }).create({ credentials: mockCredentials.user() });
  const seen: Requestable[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalogue.list({ search: text, limit, cursor }, caller);
    seen.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return seen.map(({ account, permissionSet, maxDuration, approval }) => ({
    accountId: account.id,
    permissionSet: permissionSet.name,
    maxDuration,
    approval,
  }));
}
