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

import type { AccountReach } from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('how far policies reach, over HTTP', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await TestPortal.start({ knex });
    await portal.ready();
  });

  afterAll(() => portal.stop());

  const reach = async (accountId: string): Promise<AccountReach> => {
    const { body } = await portal
      .as(people.auditor)
      .get(`/accounts/${accountId}/reach`)
      .expect(200);
    return body;
  };

  it('tells who reaches an account and through which policies, in the order in which they answer', async () => {
    const found = await reach('111122223333');
    expect(found).toMatchObject({
      account: { id: '111122223333', name: 'payments-prod' },
      barred: null,
      truncated: false,
    });
    expect(found.items.map(({ name }) => name)).toEqual([
      'production',
      'strict',
    ]);
    expect(found.items[0]).toMatchObject({
      effect: 'allow',
      priority: 10,
      permissionSets: 2,
      maxDuration: 'PT2H',
      approval: 'required',
      workingHoursOnly: false,
    });
    expect(found.items[0]?.people).toBeGreaterThan(3);
  });

  it('says of a protected account that nobody reaches it, whatever a policy says', async () => {
    const found = await reach('100000000011');
    expect(found.items).toEqual([]);
    expect(found.barred).toContain('protected by configuration');
  });

  it('does not know an account that the directory does not have', async () => {
    const { body } = await portal
      .as(people.auditor)
      .get('/accounts/999999999999/reach')
      .expect(404);
    expect(body.error.code).toBe('unknown-account');
    await portal.as(people.auditor).get('/accounts/12/reach').expect(400);
  });

  it('counts what policies cover, and passes over names that there are not', async () => {
    const { body } = await portal
      .as(people.auditor)
      .get('/policies/coverage?kind=eligibility&names=production,no-such')
      .expect(200);
    expect(body.items).toEqual([
      {
        kind: 'eligibility',
        name: 'production',
        people: expect.any(Number),
        accounts: 3,
        permissionSets: 2,
      },
    ]);
    expect(body.items[0].people).toBeGreaterThan(3);
  });

  it('says who and what a change of a policy gains and loses', async () => {
    const spec = {
      name: 'production',
      effect: 'allow',
      subjects: ['group:default/payments-engineers'],
      targets: [{ account: '111122223333' }],
      permissionSets: [{ name: 'ReadOnly' }, { name: 'DatabaseAdmin' }],
      maxDuration: 'PT1H',
    };
    const { body } = await portal
      .as(people.admin)
      .post('/policies/validate', {
        policy: { kind: 'eligibility', spec },
        replaces: 'production',
      })
      .expect(200);
    expect(body.changes).toMatchObject({
      people: { gained: 0, lost: 0 },
      accounts: { gained: 0, lost: 2 },
      permissionSets: {
        gained: 1,
        sampleGained: ['DatabaseAdmin'],
        lost: 1,
        sampleLost: ['PowerUser'],
      },
    });
  });
});
