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

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('the main job on %p', id => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init(id);
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterAll(() => portal?.stop());

  const canUse = () =>
    portal.simulator.oracle.canUse(
      people.requester,
      'payments-prod',
      'PowerUser',
    );

  it('gives access when it is approved and takes it away when it is given back', async () => {
    const wished = await portal.submit();
    expect(wished).toMatchObject({
      status: 'pending',
      requester: { entityRef: 'user:default/ann.li' },
      account: { id: '111122223333', name: 'payments-prod' },
      permissionSet: { name: 'PowerUser', sessionDuration: 'PT1H' },
      duration: 'PT10M',
      startsAt: null,
      actions: ['cancel'],
    });
    expect(canUse()).toBe(false);

    const inbox = await portal
      .as(people.approver)
      .get('/requests?view=inbox')
      .expect(200);
    expect(inbox.body.items).toEqual([
      expect.objectContaining({ id: wished.id, actions: ['decide'] }),
    ]);

    const approved = await portal.decide(people.approver, wished).expect(200);
    expect(approved.body.decisions).toEqual([
      expect.objectContaining({
        approver: { entityRef: 'user:default/bo.ek', displayName: 'bo.ek' },
        verdict: 'approved',
      }),
    ]);
    const active = await portal.reached(wished.id, 'active');
    expect(canUse()).toBe(true);
    expect(Date.parse(active.endsAt ?? '')).toBe(
      Date.parse(active.startsAt ?? '') + 10 * 60_000,
    );

    await portal
      .as(people.requester)
      .post(`/requests/${wished.id}/release`, {})
      .expect(200);
    const ended = await portal.reached(wished.id, 'ended');
    expect(canUse()).toBe(false);
    expect(ended).toMatchObject({
      endReason: 'released',
      endedBy: { entityRef: 'user:default/ann.li' },
      overdueSince: null,
      actions: [],
    });

    const events = await portal
      .as(people.requester)
      .get(`/requests/${wished.id}/events`)
      .expect(200);
    const types = events.body.items.map(
      (event: { type: string }) => event.type,
    );
    expect(types.slice(0, 3)).toEqual([
      'request.created',
      'request.approved',
      'request.scheduled',
    ]);
    expect(types.at(-1)).toBe('request.ended');
  });

  it('gives access at once where nobody has to approve', async () => {
    const [wished] = (
      await portal
        .as(people.requester)
        .post('/requests', {
          accountIds: [portal.simulator.lookup.account('payments-stage').id],
          permissionSetArn: portal.permissionSetArn('ReadOnly'),
          duration: 'PT30M',
        })
        .expect(201)
    ).body.items;
    expect(wished).toMatchObject({ status: 'scheduled', approval: null });
    await portal.reached(wished.id, 'active');
    await portal.as(people.approver).get(`/requests/${wished.id}`).expect(404);
    await portal
      .as(people.responder)
      .post(`/requests/${wished.id}/revoke`, { comment: 'drill' })
      .expect(200);
    await expect(portal.reached(wished.id, 'ended')).resolves.toMatchObject({
      endReason: 'revoked',
      endComment: 'drill',
    });
  });

  it('tells pages and people what happened', async () => {
    const wished = await portal.submit();
    await portal.decide(people.approver, wished, 'reject').expect(200);
    await portal.reached(wished.id, 'rejected');

    // A moment later, and together with other changes in quick succession.
    const told = () => ({
      pages: portal.signals.filter(({ message }) =>
        JSON.stringify(message).includes(wished.id),
      ),
      people: portal.notifications.filter(
        ({ payload }) =>
          payload.scope === `elevated-access:request:${wished.id}`,
      ),
    });
    while (told().pages.length === 0 || told().people.length < 3) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    const [page] = told().pages;
    expect(page).toEqual({
      recipients: { type: 'broadcast' },
      channel: 'elevated-access:requests',
      message: { requestIds: expect.arrayContaining([wished.id]) },
    });
    expect(told().people).toEqual([
      expect.objectContaining({
        recipients: {
          type: 'entity',
          entityRef: ['group:default/payments-leads'],
          excludeEntityRef: ['user:default/ann.li'],
        },
        payload: expect.objectContaining({
          link: `/elevated-access/requests/${wished.id}`,
          scope: `elevated-access:request:${wished.id}`,
          topic: 'elevated-access:approvals',
        }),
      }),
      expect.objectContaining({
        recipients: expect.objectContaining({
          entityRef: ['user:default/ann.li'],
        }),
        payload: expect.objectContaining({
          title: 'Rejected: PowerUser on payments-prod',
          description: 'By bo.ek. Comment: not now',
          topic: 'elevated-access:my-access',
        }),
      }),
      // In place of what asked them: the scope is the same.
      expect.objectContaining({
        recipients: {
          type: 'entity',
          entityRef: ['group:default/payments-leads'],
          excludeEntityRef: ['user:default/ann.li', 'user:default/bo.ek'],
        },
        payload: expect.objectContaining({
          title: 'bo.ek rejected PowerUser on payments-prod for ann.li',
          severity: 'low',
        }),
      }),
    ]);
  });
});

describe('the main job in a portal without notifications and signals', () => {
  it('is done all the same', async () => {
    const knex = await databases.init('SQLITE_3');
    const portal = await TestPortal.start({ knex, messengers: false });
    try {
      await portal.ready();
      const { id } = await portal.active();
      await portal.clear();
      await expect(portal.reached(id, 'ended')).resolves.toMatchObject({
        endReason: 'released',
      });
    } finally {
      await portal.stop();
    }
  });
});
