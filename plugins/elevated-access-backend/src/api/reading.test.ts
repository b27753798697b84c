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

import { mockCredentials } from '@backstage/backend-test-utils';
import {
  accessRequestPageSchema,
  healthSchema,
  meSchema,
  preflightResponseSchema,
  requestablePageSchema,
  requestEventsSchema,
  type AccessRequest,
} from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('reading through the API', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  it('answers in the forms that the client knows', async () => {
    const { id } = await portal.active();
    const requester = portal.as(people.requester);
    for (const [path, schema] of [
      ['/me', meSchema],
      ['/requestable', requestablePageSchema],
      ['/requests', accessRequestPageSchema],
      [`/requests/${id}/events`, requestEventsSchema],
      ['/health', healthSchema],
    ] as const) {
      const { body } = await requester.get(path).expect(200);
      expect(schema.parse(body)).toEqual(body);
    }
    const { body } = await requester.post('/preflight', portal.wish());
    expect(preflightResponseSchema.parse(body)).toEqual(body);
  });

  it('tells how much of what AWS allows is in use', async () => {
    const { body } = await portal.as(people.requester).get('/health');
    expect(body.quota).toEqual({
      callsPerSecond: expect.any(Number),
      callsPerSecondLimit: expect.any(Number),
      callsWaiting: expect.any(Number),
      writesInFlight: 0,
      writesInFlightLimit: 15,
      writesWaiting: 0,
      slowedDown: expect.any(Boolean),
    });
  });

  it('tells a person who they are and how much waits for them', async () => {
    await portal.submit();
    const me = async (name: string) => (await portal.as(name).get('/me')).body;
    await expect(me(people.approver)).resolves.toMatchObject({
      entityRef: 'user:default/bo.ek',
      identityCenter: { state: 'enabled', userName: 'bo.ek' },
      counts: { inbox: 1, live: 0 },
      aws: { region: 'eu-west-1', demo: true },
    });
    await expect(me(people.otherRequester)).resolves.toMatchObject({
      counts: { inbox: 0, live: 0 },
    });
    await expect(me(people.disabled)).resolves.toMatchObject({
      identityCenter: {
        state: 'problem',
        code: 'identity-center-user-disabled',
      },
    });
    await expect(me(people.withoutUser)).resolves.toMatchObject({
      identityCenter: { state: 'problem', code: 'no-identity-center-user' },
    });
    await expect(me('ghost')).resolves.toMatchObject({
      entityRef: 'user:default/ghost',
      identityCenter: { state: 'problem', code: 'forbidden' },
    });
  });

  it('offers only what may be asked for, and finds it by any word', async () => {
    const requester = portal.as(people.requester);
    const { body } = await requester
      .get('/requestable?search=PROD%20poweruser')
      .expect(200);
    expect(
      body.items.map(
        ({ account }: { account: { name: string } }) => account.name,
      ),
    ).toEqual(['cards-prod', 'ledger-prod', 'payments-prod']);
    const stranger = await portal.as(people.stranger).get('/requestable');
    expect(stranger.body.items).toEqual([]);
    const all = await requester.get('/requestable?limit=200').expect(200);
    expect(JSON.stringify(all.body)).not.toContain('100000000011');
  });

  it('calls AWS for no form', async () => {
    const before = portal.simulator.apiCalls();
    const requester = portal.as(people.requester);
    await requester.get('/me').expect(200);
    await requester.get('/requestable').expect(200);
    await requester.post('/preflight', portal.wish()).expect(200);
    expect(portal.simulator.apiCalls()).toEqual(before);
  });

  it('shows before submission what would happen', async () => {
    const { body } = await portal
      .as(people.requester)
      .post('/preflight', portal.wish({ duration: 'PT1H' }))
      .expect(200);
    const [item] = body.items;
    expect(item.checks.map(({ ok }: { ok: boolean }) => ok)).not.toContain(
      false,
    );
    expect(item).toMatchObject({
      accountId: '111122223333',
      policy: { name: 'production', maxDuration: 'PT2H' },
      approval: {
        policy: 'payments-production',
        stages: [
          {
            name: 'Leads',
            required: 1,
            approvers: [
              { entityRef: 'user:default/bo.ek', displayName: 'bo.ek' },
              { entityRef: 'user:default/cleo.diaz', displayName: 'cleo.diaz' },
            ],
          },
        ],
      },
    });
    const minutes = (from: string, to: string) =>
      (Date.parse(to) - Date.parse(from)) / 60_000;
    expect(minutes(item.startsAt, item.endsAt)).toBe(60);
    expect(minutes(item.endsAt, item.sessionsEndBy)).toBe(60);
  });

  it('pages an inbox that holds what can be decided and nothing else', async () => {
    const starts = [1, 2, 3].map(hours =>
      new Date(Date.now() + hours * 3_600_000).toISOString(),
    );
    const wished: string[] = [];
    for (const startsAt of starts) {
      wished.push((await portal.submit(people.requester, { startsAt })).id);
    }
    const own = await portal.submit(people.approver);
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await portal
        .as(people.approver)
        .get(`/requests?view=inbox&limit=1${cursor}`)
        .expect(200);
      seen.push(...body.items.map(({ id }: AccessRequest) => id));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual(wished);
    expect(seen).not.toContain(own.id);
  });

  it('filters by status and account', async () => {
    const wished = await portal.submit();
    const list = async (query: string) =>
      (
        await portal.as(people.auditor).get(`/requests?view=all&${query}`)
      ).body.items.map(({ id }: AccessRequest) => id);
    await expect(list('status=pending')).resolves.toEqual([wished.id]);
    await expect(
      list('status=pending&accountId=111122223334'),
    ).resolves.toEqual([]);
    await expect(list('status=active,ending')).resolves.toEqual([]);
  });

  it('lets an undecided request expire with its window at the latest', async () => {
    const startsAt = new Date(Date.now() + 30 * 60_000).toISOString();
    const soon = await portal.submit(people.requester, { startsAt });
    expect(Date.parse(soon.expiresAt)).toBe(Date.parse(startsAt) + 10 * 60_000);
    const later = await portal.submit(people.otherRequester);
    expect(Date.parse(later.expiresAt) - Date.parse(later.createdAt)).toBe(
      3 * 3_600_000,
    );
  });

  it('lets nobody act for a person who is not signed in as one', async () => {
    await portal
      .withHeader(mockCredentials.user.invalidHeader())
      .get('/me')
      .expect(401);
  });
});
