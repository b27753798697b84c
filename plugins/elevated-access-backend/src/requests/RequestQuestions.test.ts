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

import { requestFiltersSchema } from 'backstage-plugin-elevated-access-common';
import { mockServices } from '@backstage/backend-test-utils';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryAccount } from '../domain/types';
import { RequestQuestions } from './RequestQuestions';

const account = (id: string, ouIds: string[]): [string, DirectoryAccount] => [
  id,
  { id, name: id, state: 'ACTIVE', ouIds, ouPath: [], tags: {} },
];

function setUp() {
  const catalog = new TestCatalog();
  catalog.addGroup('payments');
  catalog.addGroup('payments-engineers', 'payments');
  catalog.addGroup('empty');
  catalog.addUser('ann.li', ['payments-engineers']);
  catalog.addUser('bo.ek', ['payments']);
  const questions = new RequestQuestions({
    people: new CatalogPeople({
      catalog: catalog.service(),
      auth: mockServices.auth(),
    }),
    directory: {
      requireSnapshot: async () => ({
        syncedAt: new Date(0),
        managementAccountId: '999999999999',
        permissionSets: new Map(),
        units: new Map([
          ['ou-abcd-dev00000', { id: '', name: '', ids: [], path: [] }],
        ]),
        accounts: new Map([
          account('111111111111', ['r-abcd', 'ou-abcd-prod0000']),
          account('222222222222', [
            'r-abcd',
            'ou-abcd-prod0000',
            'ou-abcd-pay00000',
          ]),
          account('333333333333', ['r-abcd']),
        ]),
      }),
    },
  });
  return {
    catalog,
    ask: (query: Record<string, string>) =>
      questions.toFilter(requestFiltersSchema.parse(query)),
  };
}

describe('what is asked of requests', () => {
  it('knows that nobody decided what nobody had to approve', async () => {
    const { ask } = setUp();
    const approver = 'user:default/ann.li';
    expect(await ask({ automatic: 'true', approver })).toMatchObject({
      anyOf: [],
    });
    const possible: Record<string, string>[] = [
      { automatic: 'false', approver },
      { automatic: 'true' },
      { approver },
    ];
    for (const query of possible) {
      expect((await ask(query)).anyOf).toBeUndefined();
    }
  });

  it('takes a group for everybody in it and in the groups below it, and people as they are', async () => {
    const { ask } = setUp();
    const { requesterRefs } = await ask({
      requester: 'group:payments,user:Default/Gone.Person',
    });
    expect(new Set(requesterRefs)).toEqual(
      new Set([
        'user:default/ann.li',
        'user:default/bo.ek',
        'user:default/gone.person',
      ]),
    );
  });

  it('finds nothing for a group without people, instead of everything', async () => {
    const { ask } = setUp();
    expect(await ask({ requester: 'group:default/empty' })).toMatchObject({
      requesterRefs: [],
    });
  });

  it('takes a unit for the accounts in it and below it, and one without accounts for none', async () => {
    const { ask } = setUp();
    expect(await ask({ ouId: 'ou-abcd-prod0000' })).toMatchObject({
      allOf: [{ accountIds: ['111111111111', '222222222222'] }],
    });
    expect(await ask({ ouId: 'ou-abcd-dev00000' })).toMatchObject({
      allOf: [{ accountIds: [] }],
    });
    expect((await ask({ ouId: 'r-abcd' })).allOf).toEqual([
      { accountIds: ['111111111111', '222222222222', '333333333333'] },
    ]);
  });

  it.each([
    ['requester', { requester: 'group:default/ghosts' }],
    ['requester', { requester: 'component:default/website' }],
    ['approver', { approver: 'group:default/payments' }],
    ['ouId', { ouId: 'ou-abcd-nowhere0' }],
    [
      'createdTo',
      {
        createdFrom: '2026-11-22T12:00:00Z',
        createdTo: '2026-11-22T13:00:00+02:00',
      },
    ],
    [
      'accessTo',
      {
        accessFrom: '2026-11-22T12:00:00Z',
        accessTo: '2026-11-22T12:00:00Z',
      },
    ],
  ])('refuses nonsense and names the filter: %s', async (field, query) => {
    const { ask } = setUp();
    await expect(ask(query)).rejects.toMatchObject({
      name: 'InputError',
      code: 'invalid-input',
      field,
    });
  });

  it('says that the catalog is down only where it has to be asked', async () => {
    const { ask, catalog } = setUp();
    catalog.setBroken(true);
    await expect(
      ask({ requester: 'group:default/payments' }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'catalog-unavailable',
    });
    expect(await ask({ requester: 'user:default/ann.li' })).toMatchObject({
      requesterRefs: ['user:default/ann.li'],
    });
  });
});
