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
} from 'backstage-plugin-elevated-access-common';
import type { DirectorySnapshot } from '../domain/types';
import { loadEligibilityPolicy, loadSettings } from '../policies/loadPolicies';
import { START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import { CallerFactory } from './Caller';
import { RequestableCatalogue } from './RequestableCatalogue';

const settings = loadSettings(
  settingsSchema.parse({ maximumDuration: 'PT4H' }),
);

const policies = {
  eligibility: [
    loadEligibilityPolicy(
      eligibilityPolicySchema.parse({
        name: 'everything',
        effect: 'allow',
        subjects: ['group:default/team'],
        targets: [{ all: true }],
        permissionSets: [{ name: 'ReadOnly' }, { name: 'PowerUser' }],
        maxDuration: 'PT2H',
      }),
      settings,
    ),
  ],
  approval: [],
  settings,
};

function aSnapshot(accounts: number): DirectorySnapshot {
  return {
    syncedAt: START,
    managementAccountId: '999999999999',
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

function aCatalogue(accounts: number) {
  const clock = new ManualClock();
  let groupRefs = ['group:default/team'];
  const catalogue = new RequestableCatalogue({
    directory: { requireSnapshot: async () => snapshot },
    policies: { getPolicies: async () => policies },
    protection: { protectedAccountIds: [], delegatedAdministrator: true },
    clock,
  });
  const snapshot = aSnapshot(accounts);
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
  return { list, clock, leave: () => (groupRefs = []) };
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
});
