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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const OWNED = '111122223333';
const MANAGED = '111122223334';
const STAGED = '111122223335';

const LEADS = 'group:default/payments-leads';
const CARDS = 'group:default/cards-engineers';
const PLATFORM = 'group:default/platform';

const approvalOf = (
  name: string,
  account: string,
  ...stages: {
    name: string;
    approvers: string[];
    required?: number;
    escalation?: { after: string; approvers: string[] }[];
  }[]
) => ({
  name,
  targets: [{ account }],
  permissionSets: [{ all: true }],
  stages,
});

const POLICIES = {
  eligibility: [
    {
      name: 'production',
      effect: 'allow',
      subjects: ['group:default/payments-engineers'],
      targets: [{ account: OWNED }, { account: MANAGED }, { account: STAGED }],
      permissionSets: [{ name: 'PowerUser' }],
      maxDuration: 'PT2H',
      extension: { maximum: 2, maxTotalDuration: 'PT3H' },
    },
  ],
  approval: [
    approvalOf('owned', OWNED, { name: 'Owner', approvers: ['owner'] }),
    approvalOf('managed', MANAGED, { name: 'Manager', approvers: ['manager'] }),
    approvalOf(
      'staged',
      STAGED,
      {
        name: 'Leads',
        approvers: [LEADS],
        escalation: [{ after: 'PT3S', approvers: [CARDS] }],
      },
      { name: 'Platform', approvers: [PLATFORM, LEADS] },
    ),
  ],
};

describe.each(databases.eachSupportedId())('who approves on %p', id => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init(id);
    portal = await (
      await TestPortal.start({ knex, policies: POLICIES })
    ).ready();
  });

  beforeEach(() => {
    portal.catalog.setAccountOwner(OWNED, LEADS);
    portal.catalog.setManager(people.requester, `user:${people.approver}`);
  });

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  const ask = (accountId: string, overrides = {}) =>
    portal.submit(people.requester, { accountIds: [accountId], ...overrides });

  const inboxOf = async (name: string): Promise<string[]> => {
    const { body } = await portal.as(name).get('/requests?view=inbox');
    return body.items.map((item: AccessRequest) => item.id);
  };

  const told = (title: RegExp) =>
    portal.notifications
      .filter(({ payload }) => title.test(payload.title))
      .map(({ recipients }) => recipients);

  it('lets the owner of the account approve, and says that it is why', async () => {
    const wished = await ask(OWNED);
    expect(wished.approval?.stages[0]?.approvers).toEqual([
      expect.objectContaining({
        entityRef: `user:default/${people.approver}`,
        via: ['owner'],
        escalated: false,
      }),
      expect.objectContaining({
        entityRef: `user:default/${people.otherApprover}`,
        via: ['owner'],
      }),
    ]);
    await expect(inboxOf(people.approver)).resolves.toEqual([wished.id]);
    const me = await portal.as(people.approver).get('/me');
    expect(me.body.counts.inbox).toBe(1);
    await expect(inboxOf(people.stranger)).resolves.toEqual([]);
    await portal.as(people.stranger).get(`/requests/${wished.id}`).expect(404);
    await portal.decide(people.approver, wished).expect(200);
    await portal.reached(wished.id, 'active');
    // Who owns the account may end what is held there.
    const active = await portal
      .as(people.otherApprover)
      .get('/requests?view=active');
    expect(active.body.items).toEqual([
      expect.objectContaining({ id: wished.id, actions: ['revoke'] }),
    ]);
  });

  it('takes the owner as the catalog has them when it is decided, not when it was asked', async () => {
    const wished = await ask(OWNED);
    portal.catalog.setAccountOwner(OWNED, CARDS);
    const refused = await portal.decide(people.approver, wished).expect(403);
    expect(refused.body.error.code).toBe('not-approver');
    await portal.decide(people.stranger, wished).expect(200);
  });

  it('asks the new owner when the account changed hands between approval and beginning', async () => {
    const wished = await ask(OWNED, {
      startsAt: new Date(Date.now() + 2_000).toISOString(),
    });
    await portal.decide(people.approver, wished).expect(200);
    portal.catalog.setAccountOwner(OWNED, CARDS);
    const again = await portal.reachedAgain(wished.id);
    expect(again.approval?.stages[0]?.approvers).toEqual([
      expect.objectContaining({
        entityRef: `user:default/${people.stranger}`,
      }),
    ]);
    await portal.decide(people.stranger, again).expect(200);
    await portal.reached(wished.id, 'active');
  });

  it('refuses before anything exists what nobody could approve, and says whom to tell', async () => {
    portal.catalog.setAccountOwner(OWNED, `user:default/${people.requester}`);
    const before = await portal.rows();
    const { body } = await portal
      .as(people.requester)
      .post('/requests', portal.wish({ accountIds: [OWNED] }))
      .expect(409);
    expect(body.error).toMatchObject({
      code: 'no-approver',
      message: expect.stringContaining('the owner of the account'),
      remedy: expect.stringContaining('the administrators (platform)'),
    });
    await expect(portal.rows()).resolves.toEqual(before);
  });

  it('lets the manager of whoever asks approve, a user or a group', async () => {
    const wished = await ask(MANAGED);
    expect(wished.approval?.stages[0]?.approvers).toEqual([
      expect.objectContaining({ via: ['manager'] }),
    ]);
    await expect(inboxOf(people.approver)).resolves.toEqual([wished.id]);
    await expect(inboxOf(people.otherApprover)).resolves.toEqual([]);
    const manager = `user:default/${people.approver}`;
    await eventually(async () =>
      told(/^Ann|asks for PowerUser/).some(
        to => to.type === 'entity' && [to.entityRef].flat().includes(manager),
      ),
    );
    portal.catalog.setManager(people.requester, CARDS);
    await expect(inboxOf(people.approver)).resolves.toEqual([]);
    await expect(inboxOf(people.stranger)).resolves.toEqual([wished.id]);
    await portal.decide(people.approver, wished).expect(403);
    await portal.decide(people.stranger, wished).expect(200);
  });

  it('refuses somebody without a manager where one has to approve', async () => {
    portal.catalog.setManager(people.requester, undefined);
    const { body } = await portal
      .as(people.requester)
      .post('/requests', portal.wish({ accountIds: [MANAGED] }))
      .expect(409);
    expect(body.error.code).toBe('no-approver');
  });

  it('lets those of an escalation decide once the stage has waited, and tells them once', async () => {
    const wished = await ask(STAGED);
    expect(wished.approval?.stages[0]?.escalatesAt).toBe(
      new Date(Date.parse(wished.createdAt) + 3_000).toISOString(),
    );
    const early = await portal.decide(people.stranger, wished).expect(403);
    expect(early.body.error).toMatchObject({
      code: 'not-approver',
      message: expect.stringContaining('escalated to you at'),
    });
    await expect(inboxOf(people.stranger)).resolves.toEqual([]);
    await eventually(
      async () => told(/^Nobody has decided, and you may/).length > 0,
    );
    expect(told(/^Nobody has decided, and you may/)).toEqual([
      expect.objectContaining({
        entityRef: [`user:default/${people.stranger}`],
      }),
    ]);
    await expect(inboxOf(people.stranger)).resolves.toEqual([wished.id]);
    const seen = await portal
      .as(people.requester)
      .get(`/requests/${wished.id}`);
    expect(seen.body.approval.stages[0].approvers).toContainEqual(
      expect.objectContaining({ via: [CARDS], escalated: true }),
    );
    await portal.decide(people.stranger, wished).expect(200);
    // The next stage is asked, and the escalation of the first is over.
    const next = await portal.as(people.admin).get(`/requests/${wished.id}`);
    expect(next.body.approval.stages).toMatchObject([
      { approved: 1, required: 1 },
      { approved: 0, required: 1, escalatesAt: null },
    ]);
    await portal.decide(people.admin, wished).expect(200);
    await portal.reached(wished.id, 'active');
    expect(told(/^Nobody has decided, and you may/)).toHaveLength(1);
  });

  it('gives what the shortest of the approvals allows, and keeps saying what was asked', async () => {
    const wished = await ask(STAGED, { duration: 'PT30M' });
    const decide = (name: string, duration?: string) =>
      portal.as(name).post(`/requests/${wished.id}/decisions`, {
        verdict: 'approve',
        digest: wished.digest,
        duration,
      });
    for (const [duration, code] of [
      ['PT30M', 'duration-too-long'],
      ['PT2H', 'duration-too-long'],
      ['PT1M', 'duration-too-short'],
      ['30', 'invalid-input'],
    ]) {
      const { body } = await decide(people.approver, duration).expect(400);
      expect(body.error).toMatchObject({ code, field: 'duration' });
    }
    await decide(people.approver, 'PT10M').expect(200);
    const { body } = await decide(people.admin, 'PT20M').expect(200);
    expect(body).toMatchObject({
      duration: 'PT30M',
      approvedDuration: 'PT10M',
      decisions: [{ duration: 'PT10M' }, { duration: 'PT20M' }],
    });
    const live = await portal.reached(wished.id, 'active');
    expect(
      Date.parse(live.endsAt ?? '') - Date.parse(live.startsAt ?? ''),
    ).toBe(10 * 60_000);
    const events = await portal
      .as(people.requester)
      .get(`/requests/${wished.id}/events`);
    expect(
      events.body.items.find(
        ({ type }: { type: string }) => type === 'request.scheduled',
      ).data,
    ).toMatchObject({ duration: 'PT10M', asked: 'PT30M' });
    await eventually(async () =>
      portal.notifications.some(({ payload }) =>
        payload.description?.includes('For 10 min, not the 30 min'),
      ),
    );
  });

  it('prolongs by no more than was approved', async () => {
    const wished = await ask(OWNED);
    await portal.decide(people.approver, wished).expect(200);
    const base = await portal.reached(wished.id, 'active');
    const { body: more } = await portal
      .as(people.requester)
      .post(`/requests/${base.id}/extend`, {
        duration: 'PT40M',
        reason: 'OPS-31 not done yet',
      });
    const { body: extension } = await portal
      .as(people.otherApprover)
      .post(`/requests/${more.id}/decisions`, {
        verdict: 'approve',
        digest: more.digest,
        duration: 'PT15M',
      })
      .expect(200);
    expect(extension).toMatchObject({
      duration: 'PT40M',
      approvedDuration: 'PT15M',
      endsAt: new Date(
        Date.parse(base.endsAt ?? '') + 15 * 60_000,
      ).toISOString(),
    });
  });

  it('gives a rejection no duration', async () => {
    const wished = await ask(OWNED);
    const { body } = await portal
      .as(people.approver)
      .post(`/requests/${wished.id}/decisions`, {
        verdict: 'reject',
        comment: 'no',
        digest: wished.digest,
        duration: 'PT6M',
      })
      .expect(400);
    expect(body.error.field).toBe('duration');
  });
});
