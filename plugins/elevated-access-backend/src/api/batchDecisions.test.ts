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
  BatchDecided,
  RequestBackground,
} from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('deciding', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  const decideMany = async (
    name: string,
    requests: readonly Pick<AccessRequest, 'id' | 'digest'>[],
    decision: object = { verdict: 'approve' },
  ): Promise<BatchDecided['items']> => {
    const { body } = await portal
      .as(name)
      .post('/decisions', {
        ...decision,
        items: requests.map(({ id, digest }) => ({ requestId: id, digest })),
      })
      .expect(200);
    return body.items;
  };

  const statusesOf = (items: BatchDecided['items']) =>
    items.map(item =>
      item.outcome === 'decided'
        ? item.request.status
        : `${item.status} ${item.code}`,
    );

  describe('on several requests at once', () => {
    it('decides each by itself: what is wrong with one stops no other', async () => {
      const good = await portal.submit();
      const changed = await portal.submit(people.otherRequester);
      const own = await portal.submit(people.approver);
      const decided = await portal.submit(people.requester, {
        permissionSetArn: portal.permissionSetArn('ReadOnly'),
      });
      await portal.decide(people.otherApprover, decided).expect(200);
      const items = await decideMany(people.approver, [
        { id: 'no-such-request', digest: 'x' },
        { ...changed, digest: 'sha256:old' },
        own,
        decided,
        good,
      ]);
      expect(statusesOf(items)).toEqual([
        '404 unknown-request',
        '409 digest-changed',
        '403 self-approval',
        expect.stringMatching(/^409 /),
        'scheduled',
      ]);
      expect(items.map(({ requestId }) => requestId)).toEqual([
        'no-such-request',
        changed.id,
        own.id,
        decided.id,
        good.id,
      ]);
      // As they stand now, where they may be seen.
      expect(items.map(({ request }) => request?.id ?? null)).toEqual([
        null,
        changed.id,
        own.id,
        decided.id,
        good.id,
      ]);
      expect(await portal.reached(good.id, 'active')).toMatchObject({
        decisions: [{ approver: { entityRef: 'user:default/bo.ek' } }],
      });
    });

    it('refuses with the words of a decision alone', async () => {
      const wished = await portal.submit();
      const [refused] = await decideMany(people.stranger, [wished]);
      const alone = await portal.decide(people.stranger, wished);
      expect(refused).toMatchObject({
        status: alone.status,
        code: alone.body.error.code,
        reason: alone.body.error.reason,
        remedy: alone.body.error.remedy,
        request: null,
      });
      const [comment] = await decideMany(people.approver, [wished], {
        verdict: 'reject',
      });
      expect(comment).toMatchObject({
        status: 400,
        code: 'comment-required',
        request: { id: wished.id, status: 'pending' },
      });
    });

    it('approves all for less time where the approver says so', async () => {
      const wishes = [
        await portal.submit(),
        await portal.submit(people.otherRequester),
      ];
      const items = await decideMany(people.approver, wishes, {
        verdict: 'approve',
        duration: 'PT5M',
        comment: 'short, please',
      });
      expect(
        items.map(({ request }) => [
          request?.approvedDuration,
          request?.decisions[0]?.comment,
        ]),
      ).toEqual([
        ['PT5M', 'short, please'],
        ['PT5M', 'short, please'],
      ]);
    });

    it.each([
      ['nothing', { items: [] }],
      [
        'one request twice',
        { items: [1, 2].map(() => ({ requestId: 'a', digest: 'b' })) },
      ],
      [
        'more than fifty',
        {
          items: [...Array(51).keys()].map(at => ({
            requestId: `${at}`,
            digest: 'b',
          })),
        },
      ],
    ])('refuses %s as a whole', async (_, body) => {
      const answer = await portal
        .as(people.approver)
        .post('/decisions', { verdict: 'approve', ...body });
      expect([answer.status, answer.body.error.field]).toEqual([400, 'items']);
    });
  });

  describe('with the background of a request', () => {
    const backgroundOf = async (
      { id }: AccessRequest,
      name: string = people.approver,
    ): Promise<RequestBackground> => {
      const { body } = await portal
        .as(name)
        .get(`/requests/${id}/background`)
        .expect(200);
      return body;
    };

    it('shows what the permission set is made of, without asking AWS', async () => {
      const wished = await portal.submit();
      const { permissionSet } = await backgroundOf(wished);
      expect(permissionSet.managedPolicies).toEqual([
        expect.stringContaining('PowerUserAccess'),
      ]);
      expect(permissionSet).toMatchObject({
        hasInlinePolicy: expect.any(Boolean),
        hasBoundary: expect.any(Boolean),
        description: expect.any(String),
      });
    });

    it('shows when the approver approved the same last, and whether it still is the same', async () => {
      const first = await portal.submit();
      expect((await backgroundOf(first)).lastApproval?.requestId).not.toBe(
        first.id,
      );
      await portal.decide(people.approver, first).expect(200);
      await portal.reached(first.id, 'active');
      const second = await portal.submit(people.otherRequester);
      expect((await backgroundOf(second)).lastApproval).toEqual({
        requestId: first.id,
        at: expect.stringMatching(/Z$/),
        unchanged: true,
      });
      expect(
        (await backgroundOf(second, people.otherApprover)).lastApproval,
      ).toBeNull();
      await portal
        .knex('requests')
        .where({ id: first.id })
        .update({ permission_set_fingerprint: 'other' });
      expect((await backgroundOf(second)).lastApproval?.unchanged).toBe(false);
    });

    it("counts the requester's other requests, and lists what they hold there", async () => {
      const live = await portal.active();
      const wished = await portal.submit(people.requester, {
        permissionSetArn: portal.permissionSetArn('ReadOnly'),
      });
      const background = await backgroundOf(wished);
      expect(background.requester.requests).toBeGreaterThanOrEqual(1);
      expect(background.requester.approved).toBeGreaterThanOrEqual(1);
      expect(background.alsoHolds).toEqual([
        {
          requestId: live.id,
          permissionSetName: 'PowerUser',
          accessEndsAt: live.accessEndsAt,
        },
      ]);
      // Whoever may not read that other request does not hear of it.
      await portal
        .knex('request_approvers')
        .where({ request_id: live.id })
        .delete();
      expect(
        (await backgroundOf(wished, people.otherApprover)).alsoHolds,
      ).toEqual([]);
      expect(
        (await backgroundOf(wished, people.auditor)).alsoHolds,
      ).toHaveLength(1);
    });

    it('is for those who may decide, and who look after all', async () => {
      const wished = await portal.submit(people.approver);
      const statusFor = async (name: string) =>
        (await portal.as(name).get(`/requests/${wished.id}/background`)).status;
      expect(await statusFor(people.otherApprover)).toBe(200);
      expect(await statusFor(people.responder)).toBe(200);
      expect(await statusFor(people.approver)).toBe(403);
      expect(await statusFor(people.requester)).toBe(404);
    });
  });
});
