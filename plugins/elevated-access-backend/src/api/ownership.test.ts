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

import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const ACCOUNT = '111122223333';
const everything = {
  subjects: ['group:default/payments-engineers'],
  permissionSets: [{ name: 'PowerUser' }],
};

/** What one's groups own may be asked for, unless security owns it as well. */
const POLICIES = {
  eligibility: [
    {
      ...everything,
      name: 'owned',
      effect: 'allow',
      targets: [{ owned: true }],
      maxDuration: 'PT1H',
      approval: 'required',
    },
    {
      ...everything,
      name: 'not-security',
      effect: 'deny',
      targets: [{ owner: 'group:default/security-audit' }],
    },
  ],
  approval: [
    {
      name: 'leads',
      targets: [{ owned: true }],
      permissionSets: [{ all: true }],
      stages: [{ name: 'Leads', approvers: ['group:default/payments-leads'] }],
    },
  ],
};

describe('access by ownership', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await (
      await TestPortal.start({ knex, policies: POLICIES })
    ).ready();
  });

  beforeEach(() =>
    // The requester's group is below it.
    portal.catalog.setAccountOwner(ACCOUNT, 'group:default/payments'),
  );

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  const ask = () =>
    portal.as(people.requester).post('/requests', portal.wish());

  it('is asked for by those of the owning group, its groups below included', async () => {
    const { body } = await ask().expect(201);
    expect(body.items[0]).toMatchObject({
      status: 'pending',
      policy: { name: 'owned' },
    });
  });

  it('is nobody’s any more from the moment in which the account changes hands', async () => {
    portal.catalog.setAccountOwner(ACCOUNT, 'group:default/cards-engineers');
    const { body } = await ask().expect(403);
    expect(body.error.code).toBe('not-eligible');
  });

  it('is denied by who owns the account', async () => {
    portal.catalog.setAccountOwner(ACCOUNT, 'group:default/security-audit');
    portal.catalog.join(people.requester, 'security-audit');
    try {
      const { body } = await ask().expect(403);
      expect(body.error.message).toMatch(/not-security/);
    } finally {
      portal.catalog.leave(people.requester, 'security-audit');
    }
  });

  it('is not given when the account changed hands after it was approved', async () => {
    const wished = await portal.submit(people.requester, {
      startsAt: new Date(Date.now() + 2_000).toISOString(),
    });
    await portal.decide(people.approver, wished).expect(200);
    portal.catalog.setAccountOwner(ACCOUNT, 'group:default/cards-engineers');
    const again = await portal.reachedAgain(wished.id);
    expect(again.reapprovalReason).toMatch(/No policy lets you ask/);
    expect(
      portal.simulator.oracle.canUse(
        people.requester,
        'payments-prod',
        'PowerUser',
      ),
    ).toBe(false);
  });
});
