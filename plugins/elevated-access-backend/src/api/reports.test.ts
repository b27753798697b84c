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
  AccessReport,
  AccessReview,
  AccessReviewPage,
} from 'backstage-plugin-elevated-access-common';
import { randomUUID } from 'node:crypto';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('what requests add up to', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await (await TestPortal.start({ knex })).ready();
    const given = await portal.active();
    await portal.as(people.requester).post(`/requests/${given.id}/release`, {});
    await portal.reached(given.id, 'ended');
    const other = await portal.submit(people.otherRequester);
    await portal.decide(people.approver, other, 'reject').expect(200);
  });

  afterAll(() => portal?.stop());

  const report = async (name: string, query = ''): Promise<AccessReport> => {
    const { body } = await portal
      .as(name)
      .get(`/reports/access${query}`)
      .expect(200);
    return body;
  };

  it('is what an auditor sees of the last thirty days, day by day', async () => {
    const found = await report(people.auditor);
    expect(found).toMatchObject({
      step: 'day',
      requests: 2,
      given: 1,
      rejected: 1,
      expired: 0,
      failed: 0,
      decidedAutomatically: { count: 0, of: 1 },
      neverUsed: { count: 0, of: 0 },
      overdueMinutes: 0,
      busiestAccounts: [
        { id: '111122223333', requests: 2, given: 1, name: expect.any(String) },
      ],
      busiestPermissionSets: [{ name: 'PowerUser', requests: 2, given: 1 }],
      busiestPeople: expect.arrayContaining([
        {
          entityRef: 'user:default/ann.li',
          displayName: 'ann.li',
          requests: 1,
          given: 1,
        },
      ]),
    });
    expect(found.timeToApprove.median).toMatch(/^PT\d+S$/);
    expect(found.overTime).toHaveLength(31);
    const today = found.overTime.at(-1);
    expect(today).toMatchObject({
      requests: 2,
      given: 1,
      rejected: 1,
      live: 1,
    });
    const days = found.overTime.map(({ at }) => at);
    expect(days.every(at => at.endsWith('T00:00:00.000Z'))).toBe(true);
    expect(days[0] <= found.from && days[1] > found.from).toBe(true);
  });

  it.each([
    [people.requester, 1],
    [people.otherRequester, 1],
    [people.approver, 2],
    [people.responder, 2],
    [people.stranger, 0],
  ])('counts for %s what they may see', async (name, count) => {
    const found = await report(name);
    expect(found.requests).toBe(count);
    expect(found.busiestPeople.length <= count).toBe(true);
  });

  it('can be asked about accounts, permission sets, people and groups', async () => {
    const count = async (query: string) =>
      (await report(people.auditor, query)).requests;
    expect(await count('?accountId=111122223333,111122223334')).toBe(2);
    expect(await count('?accountId=111122223334')).toBe(0);
    expect(await count('?requester=user:default/ann.li')).toBe(1);
    expect(await count('?requester=group:default/payments')).toBe(2);
    expect(await count('?requester=group:default/platform')).toBe(0);
    const arn = encodeURIComponent(portal.permissionSetArn('ReadOnly'));
    expect(await count(`?permissionSetArn=${arn}`)).toBe(0);
    expect(await count('?to=2026-01-01T00:00:00Z')).toBe(0);
  });

  it.each([
    ['?from=2019-01-01T00:00:00Z', 'from'],
    ['?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'from'],
    ['?from=2190-01-01T00:00:00Z', 'from'],
    ['?from=yesterday', 'from'],
    ['?accountId=12', 'accountId.0'],
    ['?requester=component:default/x', 'requester'],
  ])('refuses %s and says what is wrong', async (query, field) => {
    const { status, body } = await portal
      .as(people.auditor)
      .get(`/reports/access${query}`);
    expect([status, body.error.field]).toEqual([400, field]);
  });

  describe('in access reviews', () => {
    const ids: string[] = [];

    beforeAll(async () => {
      for (const [at, reviewer] of [
        'group:default/payments',
        'group:default/cards-engineers',
        `user:default/${people.approver}`,
      ].entries()) {
        const id = randomUUID();
        ids.push(id);
        await portal.knex('access_reviews').insert({
          id,
          scope: 'people',
          reviewer_ref: reviewer,
          reviewer_name: reviewer,
          period_from: new Date('2026-09-01T00:00:00Z'),
          period_to: new Date('2026-10-01T00:00:00Z'),
          created_at: new Date(Date.UTC(2026, 9, 2, at)),
          accesses: 0,
          unused: 0,
          truncated: false,
          unused_policies: JSON.stringify([{ name: 'idle', lastUsedAt: null }]),
        });
      }
    });

    const seenBy = async (name: string) => {
      const items: AccessReviewPage['items'] = [];
      let cursor: string | undefined;
      do {
        const { body } = await portal
          .as(name)
          .get(`/reviews?limit=1${cursor ? `&cursor=${cursor}` : ''}`)
          .expect(200);
        const page: AccessReviewPage = body;
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return items.map(({ id }) => ids.indexOf(id));
    };

    it.each<[string, number[]]>([
      [people.auditor, [2, 1, 0]],
      [people.admin, [2, 1, 0]],
      [people.approver, [2, 0]],
      // In a group below the reviewer.
      [people.requester, [0]],
      [people.stranger, [1]],
      [people.responder, []],
    ])('shows %s theirs, newest first', async (name, expected) => {
      expect(await seenBy(name)).toEqual(expected);
      for (const [at, id] of ids.entries()) {
        const { status, body } = await portal.as(name).get(`/reviews/${id}`);
        expect([status, body.error?.code]).toEqual(
          expected.includes(at) ? [200, undefined] : [404, 'unknown-review'],
        );
      }
    });

    it('shows all of one', async () => {
      const { body } = await portal
        .as(people.auditor)
        .get(`/reviews/${ids[0]}`);
      const review: AccessReview = body;
      expect(review).toEqual({
        id: ids[0],
        scope: 'people',
        reviewer: {
          entityRef: 'group:default/payments',
          displayName: 'group:default/payments',
        },
        from: '2026-09-01T00:00:00.000Z',
        to: '2026-10-01T00:00:00.000Z',
        createdAt: '2026-10-02T00:00:00.000Z',
        accesses: 0,
        unused: 0,
        rows: [],
        accountIds: null,
        truncated: false,
        unusedPolicies: [{ name: 'idle', lastUsedAt: null }],
      });
    });

    it.each(['nonsense', '%00', randomUUID()])(
      'answers 404 to %s',
      async id => {
        await portal.as(people.auditor).get(`/reviews/${id}`).expect(404);
      },
    );

    it('refuses a cursor that it did not give out', async () => {
      const answer = await portal.as(people.auditor).get('/reviews?cursor=abc');
      expect([answer.status, answer.body.error.field]).toEqual([400, 'cursor']);
    });
  });
});
