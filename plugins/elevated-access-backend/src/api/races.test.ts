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

import createKnex, { type Knex } from 'knex';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';
import { createTestDatabases } from '../__testUtils__/databases';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'things that happen at once on %p',
  id => {
    let portal: TestPortal;

    beforeAll(async () => {
      const knex = await databases.init(id);
      portal = await (await TestPortal.start({ knex })).ready();
    });

    afterEach(() => portal.clear());

    afterAll(() => portal?.stop());

    it('makes one request of a double click', async () => {
      const answers = await Promise.all([
        portal.as(people.requester).post('/requests', portal.wish()),
        portal.as(people.requester).post('/requests', portal.wish()),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const [made] = answers.find(({ status }) => status === 201)?.body.items;
      const refused = answers.find(({ status }) => status === 409)?.body.error;
      expect(refused.code).toBe('already-requested');
      expect(refused.message).toContain(made.id);
    });

    it('makes none of several requests when one of them is already asked for', async () => {
      const stage = portal.simulator.lookup.account('payments-stage').id;
      const dev = portal.simulator.lookup.account('payments-dev').id;
      const wish = (accountIds: string[]) => ({
        accountIds,
        permissionSetArn: portal.permissionSetArn('ReadOnly'),
        duration: 'PT1H',
        startsAt: new Date(Date.now() + 3_600_000).toISOString(),
      });
      const requester = portal.as(people.requester);
      await requester.post('/requests', wish([stage])).expect(201);
      const before = await portal.rows();
      await requester.post('/requests', wish([dev, stage])).expect(409);
      await expect(portal.rows()).resolves.toEqual(before);
    });

    it('lets one of two approvers decide who act in the same instant, and tells the other who was faster', async () => {
      const wished = await portal.submit();
      const answers = await Promise.all([
        portal.decide(people.approver, wished, 'reject'),
        portal.decide(people.otherApprover, wished, 'reject'),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const won = answers.find(({ status }) => status === 200)?.body;
      const lost = answers.find(({ status }) => status === 409)?.body.error;
      expect(lost.code).toBe('already-decided');
      expect(lost.message).toContain(won.decisions[0].approver.displayName);
      expect(lost.message).toContain(won.decisions[0].decidedAt);
    });

    it('counts both of two approvers who agree in the same instant where two are needed', async () => {
      const wished = await portal.submit(people.requester, {
        accountIds: ['111122223335'],
      });
      const answers = await Promise.all([
        portal.decide(people.approver, wished),
        portal.decide(people.otherApprover, wished),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const again = await portal.decide(people.approver, wished).expect(409);
      expect(again.body.error.code).toBe('already-decided');
      await portal.reached(wished.id, 'active');
    });

    it('counts one approver once, however often they agree', async () => {
      const wished = await portal.submit(people.requester, {
        accountIds: ['111122223335'],
      });
      await portal.decide(people.approver, wished).expect(200);
      const again = await portal.decide(people.approver, wished).expect(409);
      expect(again.body.error.code).toBe('already-decided');
      await portal.reached(wished.id, 'pending');
    });

    it('says where a request stands when it is withdrawn twice', async () => {
      const live = await portal.active();
      const requester = portal.as(people.requester);
      const cancelled = await requester.post(`/requests/${live.id}/cancel`, {});
      expect([cancelled.status, cancelled.body.error.code]).toEqual([
        409,
        'wrong-status',
      ]);
      const [first, second] = await Promise.all([
        requester.post(`/requests/${live.id}/release`, {}),
        requester.post(`/requests/${live.id}/release`, {}),
      ]);
      expect([first.status, second.status].sort()).toEqual([200, 409]);
      await portal.reached(live.id, 'ended');
      const again = await requester.post(`/requests/${live.id}/release`, {});
      expect(again.status).toBe(409);
      expect(again.body.error).toMatchObject({
        code: 'wrong-status',
        message: expect.stringContaining('has ended'),
      });
    });
  },
);

describe('two approvers at two replicas on one PostgreSQL', () => {
  let portal: TestPortal;
  let other: TestPortal;
  let otherKnex: Knex;

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    portal = await (await TestPortal.start({ knex })).ready();
    // Connections of its own, as another process has them.
    otherKnex = createKnex(knex.client.config);
    const { simulator } = portal;
    other = await TestPortal.start({ knex: otherKnex, simulator });
  });

  afterEach(() => portal.clear());

  afterAll(async () => {
    await other?.stopBackend();
    await otherKnex?.destroy();
    await portal?.stop();
  });

  /** Decisions that were both under way before either could be written. */
  async function inTheSameInstant(
    wished: { id: string; digest: string },
    first: 'approve' | 'reject',
    second: 'approve' | 'reject',
  ) {
    const [answers] = await portal.knex.transaction(async tx => {
      await tx('requests').where({ id: wished.id }).forUpdate().first();
      const both = Promise.all([
        portal.decide(people.approver, wished, first),
        other.decide(people.otherApprover, wished, second),
      ]);
      await eventually(
        async () => (await waitingForLocks(tx)) >= 2,
        () => 'both decisions wait for the request',
      );
      // Not awaited in here: they wait for the end of this transaction.
      return [both];
    });
    return answers;
  }

  async function waitingForLocks(tx: Knex): Promise<number> {
    const { rows } = await tx.raw(
      `SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length;
  }

  /** What AWS has of payments-prod, and what it was asked to make there. */
  function made() {
    const { assignments, requests } = portal.simulator.state();
    const isOurs = ({ accountId }: { accountId: string }) =>
      accountId === '111122223333';
    return {
      assignments: assignments.filter(isOurs).length,
      creations: requests.filter(
        request => request.kind === 'create' && isOurs(request),
      ).length,
    };
  }

  it.each([
    ['approve', 'approve'],
    ['approve', 'reject'],
    ['reject', 'approve'],
    ['reject', 'reject'],
  ] as const)(
    'who %s and %s in the same instant make one decision, and the other is told so',
    async (first, second) => {
      const before = made();
      const wished = await portal.submit();
      const answers = await inTheSameInstant(wished, first, second);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const won = answers.find(({ status }) => status === 200)?.body;
      const lost = answers.find(({ status }) => status === 409)?.body.error;
      expect(lost.code).toBe('already-decided');
      expect(lost.message).toContain(won.decisions[0].approver.displayName);
      const isGranted = won.decisions[0].verdict === 'approved';
      const now = await portal.reached(
        wished.id,
        isGranted ? 'active' : 'rejected',
      );
      expect(now.decisions).toHaveLength(1);
      const count = isGranted ? 1 : 0;
      expect(made()).toEqual({
        assignments: before.assignments + count,
        creations: before.creations + count,
      });
    },
  );
});
