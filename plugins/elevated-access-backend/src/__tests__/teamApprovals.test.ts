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

const LEADS = 'payments-leads';

describe.each(databases.eachSupportedId())(
  'faults of TEAM in approvals on %p',
  id => {
    let portal: TestPortal;

    beforeAll(async () => {
      const knex = await databases.init(id);
      portal = await (
        await TestPortal.start({ knex, settings: { comment: 'always' } })
      ).ready();
    });

    afterEach(() => portal.clear());

    afterAll(() => portal?.stop());

    const decide = (
      name: string,
      request: { id: string; digest: string },
      verdict: 'approve' | 'reject' = 'approve',
      comment = 'seen',
    ) => portal.decide(name, request, verdict, comment);

    it('S3: nobody approves themselves, not even after somebody else has rejected', async () => {
      portal.catalog.join(people.requester, LEADS);
      try {
        const wished = await portal.submit();
        await decide(people.requester, wished).expect(403);
        await decide(people.approver, wished, 'reject').expect(200);
        const { status, body } = await decide(people.requester, wished);
        expect([403, 409]).toContain(status);
        expect(['self-approval', 'already-decided']).toContain(body.error.code);
        const { body: seen } = await portal
          .as(people.auditor)
          .get(`/requests/${wished.id}`);
        expect(seen).toMatchObject({
          status: 'rejected',
          decisions: [
            {
              approver: { entityRef: `user:default/${people.approver}` },
              verdict: 'rejected',
            },
          ],
        });
      } finally {
        portal.catalog.leave(people.requester, LEADS);
      }
    });

    it('S3: says who decided, and does not let a later answer replace it', async () => {
      const wished = await portal.submit();
      await decide(people.approver, wished, 'reject').expect(200);
      const { body } = await decide(people.otherApprover, wished).expect(409);
      expect(body.error.message).toContain(people.approver);
      const { body: seen } = await portal
        .as(people.auditor)
        .get(`/requests/${wished.id}`);
      expect(seen.status).toBe('rejected');
      expect(seen.decisions).toHaveLength(1);
    });

    it('S11: whoever has left the approvers since cannot decide, and whoever has joined can', async () => {
      const wished = await portal.submit();
      portal.catalog.leave(people.approver, LEADS);
      portal.catalog.join(people.stranger, LEADS);
      try {
        const { body } = await decide(people.approver, wished).expect(403);
        expect(body.error.code).toBe('not-approver');
        await decide(people.stranger, wished).expect(200);
        await portal.reached(wished.id, 'active');
      } finally {
        portal.catalog.join(people.approver, LEADS);
        portal.catalog.leave(people.stranger, LEADS);
      }
    });

    it('does not let a disabled approver decide', async () => {
      const wished = await portal.submit();
      portal.simulator.admin.disableUser(people.approver);
      try {
        const before = await portal.rows();
        const { body } = await decide(people.approver, wished).expect(403);
        expect(body.error.code).toBe('identity-center-user-disabled');
        await expect(portal.rows()).resolves.toEqual(before);
      } finally {
        portal.simulator.admin.enableUser(people.approver);
      }
    });

    it('counts no approval of somebody who was disabled before access began', async () => {
      const wished = await portal.submit(people.requester, {
        startsAt: new Date(Date.now() + 2_000).toISOString(),
      });
      await decide(people.approver, wished).expect(200);
      portal.simulator.admin.disableUser(people.approver);
      try {
        const again = await portal.reachedAgain(wished.id);
        expect(again.reapprovalReason).toContain('no longer an approver');
      } finally {
        portal.simulator.admin.enableUser(people.approver);
      }
    });

    it.each(['approve', 'reject'] as const)(
      'wants a comment to %s where the settings say always, and more than blanks',
      async verdict => {
        const wished = await portal.submit();
        const before = await portal.rows();
        for (const comment of ['', '  \n ']) {
          const { body } = await decide(
            people.approver,
            wished,
            verdict,
            comment,
          ).expect(400);
          expect(body.error).toMatchObject({
            code: 'comment-required',
            field: 'comment',
          });
        }
        await expect(portal.rows()).resolves.toEqual(before);
        const { body } = await decide(people.approver, wished, verdict).expect(
          200,
        );
        expect(body.decisions).toEqual([
          expect.objectContaining({ comment: 'seen' }),
        ]);
      },
    );

    it('keeps the comment of everybody who decides', async () => {
      const wished = await portal.submit(people.requester, {
        accountIds: ['111122223335'],
      });
      await decide(people.approver, wished, 'approve', 'one').expect(200);
      const { body } = await decide(
        people.otherApprover,
        wished,
        'approve',
        'two',
      ).expect(200);
      expect(
        body.decisions.map(({ comment }: { comment: string }) => comment),
      ).toEqual(['one', 'two']);
    });
  },
);

describe.each(databases.eachSupportedId())(
  'expiry against approval (TEAM R6) on %p',
  id => {
    let portal: TestPortal;

    beforeAll(async () => {
      const knex = await databases.init(id);
      portal = await (
        await TestPortal.start({ knex, settings: { requestExpiry: 'PT2S' } })
      ).ready();
    });

    afterAll(() => portal?.stop());

    it('ends in one way, whoever is faster, and says so', async () => {
      const wishes = [];
      for (const minutes of [10, 20, 30, 40]) {
        wishes.push(
          await portal.submit(people.requester, {
            accountIds: ['111122223333'],
            startsAt: new Date(
              Date.now() + minutes * 60 * 60_000,
            ).toISOString(),
          }),
        );
      }
      const decided = await Promise.all(
        wishes.map(async (wished, index) => {
          const left = Date.parse(wished.expiresAt) - Date.now();
          await new Promise(resolve =>
            setTimeout(resolve, Math.max(0, left - 30 + 20 * index)),
          );
          return portal.decide(people.approver, wished);
        }),
      );
      for (const [index, { status }] of decided.entries()) {
        const { id: requestId } = wishes[index];
        const end = status === 200 ? 'scheduled' : 'expired';
        const seen = await portal.reached(requestId, end);
        expect(seen.decisions).toHaveLength(status === 200 ? 1 : 0);
        const { body } = await portal
          .as(people.auditor)
          .get(`/requests/${requestId}/events`);
        const types = body.items.map(({ type }: { type: string }) => type);
        expect(types.includes('request.expired')).toBe(status !== 200);
        expect(types.includes('request.scheduled')).toBe(status === 200);
      }
    });

    it('refuses whoever decides too late, although nobody has closed it yet', async () => {
      const wished = await portal.submit();
      await new Promise(resolve => setTimeout(resolve, 2_050));
      const { status, body } = await portal.decide(people.approver, wished);
      expect([status, body.error.code]).toEqual([
        409,
        expect.stringMatching(/^(wrong-status|already-decided)$/),
      ]);
      await portal.reached(wished.id, 'expired');
    });
  },
);
