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

import type {
  AccessRequest,
  PolicyView,
} from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const PAYMENTS = '111122223333';
const LEDGER = '111122223334';

const allow = (name: string, account: string, more: object = {}) => ({
  name,
  effect: 'allow',
  subjects: ['group:default/payments-engineers'],
  targets: [{ account }],
  permissionSets: [{ name: 'PowerUser' }],
  maxDuration: 'PT2H',
  ...more,
});

const approvalBy = (name: string, account: string, approver: string) => ({
  name,
  targets: [{ account }],
  permissionSets: [{ all: true }],
  stages: [{ name: 'Leads', approvers: [approver] }],
});

const POLICIES = {
  eligibility: [
    allow('dangerous', PAYMENTS, {
      risk: 'high',
      extension: { maximum: 2, maxTotalDuration: 'PT3H' },
    }),
    allow('usual', PAYMENTS, { permissionSets: [{ name: 'ReadOnly' }] }),
    allow('dangerous-elsewhere', LEDGER, { risk: 'high' }),
  ],
  approval: [
    approvalBy('payments', PAYMENTS, 'group:default/payments-leads'),
    approvalBy('ledger', LEDGER, 'group:default/platform'),
  ],
};

describe.each(databases.eachSupportedId())('the risk of a policy on %p', id => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init(id);
    portal = await (
      await TestPortal.start({ knex, policies: POLICIES })
    ).ready();
  });

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  const inAnHour = (hours: number) =>
    new Date(Date.now() + hours * 3_600_000).toISOString();

  const inboxOf = async (name: string, query = ''): Promise<string[]> => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await portal
        .as(name)
        .get(`/requests?view=inbox${query}${cursor}`)
        .expect(200);
      seen.push(...body.items.map((item: AccessRequest) => item.id));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    return seen;
  };

  it('puts requests under a high one first in the inbox, and the oldest first in each', async () => {
    const ask = (permissionSet: string, hours: number) =>
      portal.submit(people.requester, {
        permissionSetArn: portal.permissionSetArn(permissionSet),
        startsAt: inAnHour(hours),
      });
    const usual = [await ask('ReadOnly', 1), await ask('ReadOnly', 2)];
    const high = [await ask('PowerUser', 1), await ask('PowerUser', 2)];
    usual.push(await ask('ReadOnly', 3));
    high.push(await ask('PowerUser', 3));
    expect(high.map(({ risk }) => risk)).toEqual(['high', 'high', 'high']);
    expect(usual.map(({ risk }) => risk)).toEqual([
      'normal',
      'normal',
      'normal',
    ]);
    const expected = [...high, ...usual].map(request => request.id);
    for (const limit of [1, 2, 4, 25]) {
      await expect(
        inboxOf(people.approver, `&limit=${limit}`),
      ).resolves.toEqual(expected);
    }
    // Who wants another order still gets it.
    await expect(
      inboxOf(people.approver, '&order=oldest&limit=2'),
    ).resolves.toEqual(
      [usual[0], usual[1], high[0], high[1], usual[2], high[2]].map(
        request => request.id,
      ),
    );
  });

  it('is said before anything is submitted', async () => {
    const preflight = async (permissionSet: string) => {
      const { body } = await portal.as(people.requester).post(
        '/preflight',
        portal.wish({
          permissionSetArn: portal.permissionSetArn(permissionSet),
        }),
      );
      return body.items[0].policy;
    };
    await expect(preflight('PowerUser')).resolves.toMatchObject({
      name: 'dangerous',
      risk: 'high',
    });
    await expect(preflight('ReadOnly')).resolves.toMatchObject({
      name: 'usual',
      risk: 'normal',
    });
  });

  it('lets nobody see or decide what they could not before', async () => {
    const wished = await portal.submit(people.requester, {
      accountIds: [LEDGER],
    });
    expect(wished.risk).toBe('high');
    await expect(inboxOf(people.approver)).resolves.toEqual([]);
    await portal.as(people.approver).get(`/requests/${wished.id}`).expect(404);
    await portal.decide(people.approver, wished).expect(403);
    await expect(inboxOf(people.requester)).resolves.toEqual([]);
    await portal.decide(people.requester, wished).expect(403);
    await expect(inboxOf(people.admin)).resolves.toEqual([wished.id]);
  });

  it('is pinned when it is asked, and an extension takes that of the policy that answers then', async () => {
    const admin = portal.as(people.admin);
    const nightly = (more: object) => ({
      kind: 'eligibility',
      spec: allow('nightly', PAYMENTS, {
        permissionSets: [{ name: 'DatabaseAdmin' }],
        extension: { maximum: 2, maxTotalDuration: 'PT3H' },
        ...more,
      }),
    });
    await admin
      .post('/policies', {
        policy: nightly({ risk: 'high' }),
        comment: 'OPS-7',
      })
      .expect(201);
    const wish = { permissionSetArn: portal.permissionSetArn('DatabaseAdmin') };
    const asked = async () =>
      (await portal.as(people.requester).post('/preflight', portal.wish(wish)))
        .body.items[0].policy;
    await eventually(async () => (await asked())?.risk === 'high');
    const base = await portal.submit(people.requester, wish);
    expect(base.risk).toBe('high');
    await portal.decide(people.approver, base).expect(200);
    await portal.reached(base.id, 'active');

    const before: PolicyView = (
      await admin.get('/policies/eligibility/nightly').expect(200)
    ).body;
    await admin
      .post('/policies/eligibility/nightly/changes', {
        action: 'edit',
        policy: nightly({}),
        version: before.version,
        comment: 'OPS-8',
      })
      .expect(200);
    await eventually(async () => (await asked())?.risk === 'normal');

    const read = await portal.as(people.requester).get(`/requests/${base.id}`);
    expect(read.body.risk).toBe('high');
    const { body: extension } = await portal
      .as(people.requester)
      .post(`/requests/${base.id}/extend`, {
        duration: 'PT30M',
        reason: 'OPS-7 it takes longer',
      })
      .expect(201);
    expect(extension).toMatchObject({ extends: base.id, risk: 'normal' });
    const versions = await admin
      .get('/policies/eligibility/nightly/versions')
      .expect(200);
    expect(versions.body.items[0].diff).toContainEqual({
      kind: 'removed',
      text: 'risk: high',
    });
  });
});
