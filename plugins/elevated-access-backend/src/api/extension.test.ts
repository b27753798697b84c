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
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const more = { duration: 'PT30M', reason: 'OPS-31 it takes longer' };

describe.each(databases.eachSupportedId())('live access on %p', id => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init(id);
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  const extend = (base: AccessRequest, body: object = more) =>
    portal.as(people.requester).post(`/requests/${base.id}/extend`, body);

  const read = async (requestId: string): Promise<AccessRequest> =>
    (await portal.as(people.requester).get(`/requests/${requestId}`)).body;

  const minutesAfter = (iso: string | null, minutes: number) =>
    new Date(Date.parse(iso ?? '') + minutes * 60_000).toISOString();

  const canUse = () =>
    portal.simulator.oracle.canUse(
      people.requester,
      'payments-prod',
      'PowerUser',
    );

  const prolonged = async () => {
    const base = await portal.active();
    const { body } = await extend(base).expect(201);
    await portal.decide(people.approver, body).expect(200);
    await portal.reached(body.id, 'active');
    return { base, extension: await read(body.id) };
  };

  it('lasts from its end for as long again as was approved, without a gap', async () => {
    const base = await portal.active();
    expect((await read(base.id)).extension).toEqual({
      maxDuration: 'PT2H',
      remaining: 2,
    });
    const { body: wished } = await extend(base).expect(201);
    expect(wished).toMatchObject({
      status: 'pending',
      extends: base.id,
      requestedStart: base.endsAt,
      duration: 'PT30M',
      startsAt: null,
      expiresAt: base.accessEndsAt,
    });
    expect(wished.digest).not.toBe(base.digest);
    // One at a time.
    expect(await read(base.id)).toMatchObject({
      extension: null,
      actions: ['release'],
    });
    const again = await extend(base).expect(409);
    expect(again.body.error.code).toBe('already-requested');

    await portal.decide(people.approver, wished).expect(200);
    const active = await portal.reached(wished.id, 'active');
    expect(active.endsAt).toBe(minutesAfter(base.endsAt, 30));
    expect(Date.parse(active.startsAt ?? '')).toBeLessThan(
      Date.parse(base.endsAt ?? ''),
    );
    expect(canUse()).toBe(true);
    expect((await read(active.id)).extension).toMatchObject({ remaining: 1 });
    expect((await read(base.id)).extension).toBeNull();
    const { body } = await portal
      .as(people.requester)
      .get(`/requests/${active.id}/events`);
    expect(body.items[0]).toMatchObject({
      type: 'request.created',
      data: { extends: base.id },
    });
  });

  it('is over as a whole when any part of it is given back', async () => {
    const { base, extension } = await prolonged();
    const { body: third } = await extend(extension).expect(201);
    expect(third).toMatchObject({ extends: extension.id });
    await portal
      .as(people.requester)
      .post(`/requests/${base.id}/release`, {})
      .expect(200);
    await portal.reached(extension.id, 'ended');
    await portal.reached(base.id, 'ended');
    expect(canUse()).toBe(false);
    expect(await read(extension.id)).toMatchObject({ endReason: 'released' });
    expect(await read(third.id)).toMatchObject({
      status: 'cancelled',
      endComment: expect.stringContaining(base.id),
    });
  });

  it('is over as a whole when any part of it is revoked', async () => {
    const { base, extension } = await prolonged();
    await portal
      .as(people.responder)
      .post(`/requests/${extension.id}/revoke`, { comment: 'incident' })
      .expect(200);
    for (const member of [base, extension]) {
      await expect(portal.reached(member.id, 'ended')).resolves.toMatchObject({
        endReason: 'revoked',
        endComment: 'incident',
      });
    }
    expect(canUse()).toBe(false);
    const { body } = await extend(base).expect(409);
    expect(body.error.code).toBe('wrong-status');
  });

  it('is not prolonged more often than its policy permits', async () => {
    const { extension } = await prolonged();
    const { body: second } = await extend(extension).expect(201);
    await portal.decide(people.approver, second).expect(200);
    await portal.reached(second.id, 'active');
    const active = await read(second.id);
    expect(active).toMatchObject({ extension: null, actions: ['release'] });
    const { body: refused } = await extend(active).expect(403);
    expect(refused.error.code).toBe('not-extendable');
  });

  it.each([
    ['without a reason', { duration: 'PT30M' }, [400, 'reason-invalid']],
    [
      'for longer than anybody may ask',
      { ...more, duration: 'PT13H' },
      [400, 'duration-too-long'],
    ],
    [
      'for longer than altogether',
      { ...more, duration: 'PT2H' },
      [400, 'extension-too-long'],
    ],
    ['for nothing', { ...more, duration: 'PT0S' }, [400, 'duration-too-short']],
    ['with nonsense', { ...more, until: 'noon' }, [400, 'invalid-input']],
  ])('is not prolonged %s', async (_what, body, expected) => {
    const wished = await portal.submit(people.requester, { duration: 'PT90M' });
    await portal.decide(people.approver, wished).expect(200);
    const base = await portal.reached(wished.id, 'active');
    const answer = await extend(base, body);
    expect([answer.status, answer.body.error?.code]).toEqual(expected);
  });

  it('is prolonged only while it is active', async () => {
    const wished = await portal.submit();
    const { body } = await extend(wished).expect(409);
    expect(body.error.code).toBe('wrong-status');
  });

  it('is prolonged under the policy that answers now, and not once that says no', async () => {
    const base = await portal.active();
    portal.catalog.leave(people.requester, 'payments-engineers');
    expect(await read(base.id)).toMatchObject({
      extension: null,
      actions: ['release'],
    });
    const { body } = await extend(base).expect(403);
    expect(body.error.code).toBe('not-eligible');
    portal.catalog.join(people.requester, 'payments-engineers');
  });

  it('is shown without an extension, and with everything else, while the catalog is down', async () => {
    const base = await portal.active();
    portal.catalog.setBroken(true);
    expect(await read(base.id)).toMatchObject({
      status: 'active',
      extension: null,
      actions: ['release'],
    });
    portal.catalog.setBroken(false);
  });

  it('ends one session duration early where the window is strict, and says so', async () => {
    const wish = {
      permissionSetArn: portal.permissionSetArn('DatabaseAdmin'),
      duration: 'PT2H',
    };
    const tooShort = await portal
      .as(people.requester)
      .post('/requests', portal.wish({ ...wish, duration: 'PT1H' }))
      .expect(400);
    expect(tooShort.body.error.code).toBe('window-too-short');
    const preflight = await portal
      .as(people.requester)
      .post('/preflight', portal.wish({ ...wish, duration: 'PT1H' }))
      .expect(200);
    expect(
      preflight.body.items[0].checks.find(
        ({ check }: { check: string }) => check === 'window',
      ),
    ).toMatchObject({ ok: false, code: 'window-too-short' });

    const wished = await portal.submit(people.requester, wish);
    expect(wished.strictWindow).toBe(true);
    await portal.decide(people.approver, wished).expect(200);
    const active = await portal.reached(wished.id, 'active');
    expect(active.accessEndsAt).toBe(minutesAfter(active.startsAt, 60));
    expect(active.sessionsEndBy).toBe(active.endsAt);
    expect(active.endsAt).toBe(minutesAfter(active.startsAt, 120));

    const { body: longer } = await extend(active).expect(201);
    expect(longer).toMatchObject({ expiresAt: active.accessEndsAt });
    await portal.decide(people.approver, longer).expect(200);
    const extension = await portal.reached(longer.id, 'active');
    expect(extension.accessEndsAt).toBe(minutesAfter(active.accessEndsAt, 30));
  });
});
