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

import type { Revoked } from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const ann = `user:default/${people.requester}`;

/** What became of each request, by its id. */
const outcomesOf = ({ items }: Revoked) =>
  Object.fromEntries(
    items.map(({ requestId, outcome }) => [requestId, outcome]),
  );

describe.each(databases.eachSupportedId())(
  'revoking everything that somebody holds on %p',
  id => {
    let portal: TestPortal;

    beforeAll(async () => {
      const knex = await databases.init(id);
      portal = await (await TestPortal.start({ knex })).ready();
    });

    afterEach(() => portal.clear());

    afterAll(() => portal?.stop());

    const revokeAll = (body: object) =>
      portal.as(people.responder).post('/revocations', body);

    it('ends what is live and cancels what is to come, of that person and of nobody else', async () => {
      const live = await portal.active();
      const pending = await portal.submit(people.requester, {
        permissionSetArn: portal.permissionSetArn('ReadOnly'),
      });
      const scheduled = await portal.submit(people.requester, {
        startsAt: new Date(Date.now() + 3_600_000).toISOString(),
      });
      await portal.decide(people.approver, scheduled).expect(200);
      const others = await portal.submit(people.otherRequester);

      const { body } = await revokeAll({
        person: 'User:Ann.Li',
        comment: 'incident',
      }).expect(200);
      expect(outcomesOf(body)).toEqual({
        [live.id]: 'ending',
        [pending.id]: 'cancelled',
        [scheduled.id]: 'cancelled',
      });
      for (const item of body.items) {
        expect(item.request).toMatchObject({
          endComment: 'incident',
          endedBy: { entityRef: `user:default/${people.responder}` },
        });
      }
      await expect(portal.reached(live.id, 'ended')).resolves.toMatchObject({
        endReason: 'revoked',
      });
      await portal.reached(others.id, 'pending');

      const nothing = await revokeAll({ person: ann, comment: 'again' });
      expect(nothing.body).toEqual({ items: [] });
    });

    it('names what is being removed already: until that is verified the person may still use it', async () => {
      const live = await portal.active();
      await portal.simulator.outage.start({ mode: 'refuse' });
      const released = await portal
        .as(people.requester)
        .post(`/requests/${live.id}/release`, {});
      expect(released.body).toMatchObject({ status: 'ending' });
      const { body } = await revokeAll({
        person: ann,
        comment: 'incident',
      }).expect(200);
      expect(outcomesOf(body)).toEqual({ [live.id]: 'ending' });
      await portal.simulator.outage.end();
      await expect(portal.reached(live.id, 'ended')).resolves.toMatchObject({
        endReason: 'released',
      });
    });

    it('works for somebody whom the catalog no longer knows, while AWS is out of reach', async () => {
      const live = await portal.active();
      portal.catalog.removeUser(people.requester);
      await portal.simulator.outage.start({ mode: 'refuse' });
      const { body } = await revokeAll({
        person: ann,
        comment: 'incident',
      }).expect(200);
      expect(outcomesOf(body)).toEqual({ [live.id]: 'ending' });
      await portal.simulator.outage.end();
      await portal.reached(live.id, 'ended');
      portal.catalog.addUser(people.requester, ['payments-engineers'], {
        email: `${people.requester}@octant.example`,
      });
    });

    it('ends what the same Identity Center user holds under another name of the catalog', async () => {
      const alias = 'ann.li-oncall';
      portal.catalog.addUser(alias, ['payments-engineers'], {
        email: `${people.requester}@octant.example`,
      });
      const own = await portal.active();
      const other = await portal.submit(alias, {
        permissionSetArn: portal.permissionSetArn('ReadOnly'),
      });
      const others = await portal.submit(people.otherRequester);
      const first = await revokeAll({
        person: `user:default/${alias}`,
        comment: 'incident',
      }).expect(200);
      expect(outcomesOf(first.body)).toEqual({
        [own.id]: 'ending',
        [other.id]: 'cancelled',
      });
      await portal.reached(own.id, 'ended');

      // Nothing is open under this name any more; the last request tells who it was.
      const again = await portal.submit(alias, {
        permissionSetArn: portal.permissionSetArn('ReadOnly'),
      });
      const second = await revokeAll({ person: ann, comment: 'incident' });
      expect(outcomesOf(second.body)).toMatchObject({
        [again.id]: 'cancelled',
      });
      await portal.reached(others.id, 'pending');
      portal.catalog.removeUser(alias);
    });

    it.each([
      [
        'without a comment',
        { person: ann, comment: ' ' },
        [400, 'comment-required'],
      ],
      [
        'of a group',
        { person: 'group:default/x', comment: 'x' },
        [400, 'invalid-input'],
      ],
      ['of nobody', { comment: 'x' }, [400, 'invalid-input']],
      [
        'of oneself',
        { person: `user:default/${people.responder}`, comment: 'x' },
        [403, 'forbidden'],
      ],
    ])('is refused %s', async (_what, body, expected) => {
      const before = await portal.rows();
      const answer = await revokeAll(body);
      expect([answer.status, answer.body.error.code]).toEqual(expected);
      await expect(portal.rows()).resolves.toEqual(before);
    });
  },
);

it('ends everything else although one request cannot be written', async () => {
  const knex = await databases.init('SQLITE_3');
  const portal = await (await TestPortal.start({ knex })).ready();
  try {
    const live = await portal.active();
    const stuck = await portal.submit(people.requester, {
      permissionSetArn: portal.permissionSetArn('ReadOnly'),
    });
    await knex.raw(
      `create trigger stuck before update on requests when old.id = '${stuck.id}' begin select raise(abort, 'stuck'); end`,
    );
    const { body } = await portal
      .as(people.responder)
      .post('/revocations', { person: ann, comment: 'incident' })
      .expect(200);
    expect(outcomesOf(body)).toEqual({
      [live.id]: 'ending',
      [stuck.id]: 'unchanged',
    });
    await portal.reached(live.id, 'ended');
  } finally {
    await portal.stop();
  }
});
