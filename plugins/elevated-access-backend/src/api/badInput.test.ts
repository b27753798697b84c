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

import type { JsonObject } from '@backstage/types';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** What is wrong, in which request, by whom, and how it is refused. */
const refusals: [
  what: string,
  wish: JsonObject,
  refused: { status: number; code: string; field?: string },
  who?: string,
][] = [
  [
    'an unknown account',
    { accountIds: ['999999999999'] },
    { status: 400, code: 'unknown-account', field: 'accountIds' },
  ],
  [
    'one unknown account among good ones',
    { accountIds: ['111122223333', '999999999999'] },
    { status: 400, code: 'unknown-account', field: 'accountIds' },
  ],
  [
    'an account named twice',
    { accountIds: ['111122223333', '111122223333'] },
    { status: 400, code: 'invalid-input', field: 'accountIds' },
  ],
  [
    'the management account',
    { accountIds: ['100000000001'] },
    { status: 403, code: 'account-protected', field: 'accountIds' },
  ],
  [
    'a protected account',
    { accountIds: ['100000000011'] },
    { status: 403, code: 'account-protected', field: 'accountIds' },
  ],
  [
    'an unknown permission set',
    {
      permissionSetArn:
        'arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-0000000000000000',
    },
    { status: 400, code: 'unknown-permission-set', field: 'permissionSetArn' },
  ],
  [
    'something that is no ARN',
    { permissionSetArn: 'PowerUser' },
    { status: 400, code: 'invalid-input', field: 'permissionSetArn' },
  ],
  [
    'a window in the past',
    { startsAt: '2020-01-01T00:00:00Z' },
    { status: 400, code: 'window-in-past', field: 'startsAt' },
  ],
  [
    'a window years ahead',
    { startsAt: '9999-12-31T23:59:59Z' },
    { status: 400, code: 'window-too-far', field: 'startsAt' },
  ],
  [
    'a duration over what its policy permits',
    { duration: 'PT3H' },
    { status: 400, code: 'duration-too-long', field: 'duration' },
  ],
  [
    'a duration over what anybody may have',
    { duration: 'P999999999999D' },
    { status: 400, code: 'invalid-input', field: 'duration' },
  ],
  [
    'a duration of a year',
    { duration: 'P365D' },
    { status: 400, code: 'duration-too-long', field: 'duration' },
  ],
  [
    'a duration of nothing',
    { duration: 'PT0S' },
    { status: 400, code: 'duration-too-short', field: 'duration' },
  ],
  [
    'no reason',
    { reason: '   ' },
    { status: 400, code: 'reason-invalid', field: 'reason' },
  ],
  [
    'a reason that cannot be stored',
    { reason: 'OPS-31 the deploy\0 is stuck' },
    { status: 400, code: 'invalid-input', field: 'reason' },
  ],
  [
    'a ticket of the wrong form',
    { ticket: 'soon' },
    { status: 400, code: 'ticket-invalid', field: 'ticket' },
  ],
  [
    'a member that nobody knows',
    { approved: true },
    { status: 400, code: 'invalid-input' },
  ],
  [
    'something that nobody permits',
    {},
    { status: 403, code: 'not-eligible' },
    people.stranger,
  ],
  [
    'a person without an Identity Center user',
    {},
    { status: 403, code: 'no-identity-center-user' },
    people.withoutUser,
  ],
  [
    'a person whose Identity Center user is disabled',
    {},
    { status: 403, code: 'identity-center-user-disabled' },
    people.disabled,
  ],
  [
    'a person whom the catalog does not have',
    {},
    { status: 403, code: 'forbidden' },
    'ghost',
  ],
  [
    'an approval group in which nobody is',
    { accountIds: ['111122223334'] },
    { status: 409, code: 'no-approver' },
  ],
];

describe.each(databases.eachSupportedId())('bad input on %p', id => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init(id);
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  it.each(refusals)(
    'refuses %s, says why and what to do, and changes nothing',
    async (_what, wish, { status, code, field }, who = people.requester) => {
      const before = await portal.rows();
      const answer = await portal
        .as(who)
        .post('/requests', portal.wish(wish))
        .expect(status);
      expect(answer.body.error).toMatchObject({
        code,
        message: expect.any(String),
      });
      expect(answer.body.error.field).toBe(field);
      expect(answer.body.error.remedy).not.toBe('');
      expect(answer.body.error.message.length).toBeGreaterThan(10);
      await expect(portal.rows()).resolves.toEqual(before);
    },
  );

  it.each(
    refusals.filter(
      ([, , { code }]) => code !== 'invalid-input' && code !== 'forbidden',
    ),
  )(
    'says before submission what is wrong with %s',
    async (_what, wish, { code }, who = people.requester) => {
      const { body } = await portal
        .as(who)
        .post('/preflight', portal.wish(wish))
        .expect(200);
      const codes = body.items.flatMap(
        (item: { checks: { ok: boolean; code?: string }[] }) =>
          item.checks.filter(check => !check.ok).map(check => check.code),
      );
      expect(codes).toContain(code);
    },
  );

  it('names the longest duration that would do', async () => {
    const { body } = await portal
      .as(people.requester)
      .post('/requests', portal.wish({ duration: 'PT3H' }))
      .expect(400);
    expect(body.error.remedy).toContain('2 h');
  });

  it('knows a person whose name differs only in case', async () => {
    portal.catalog.addUser('ann.case', ['payments-engineers'], {
      annotations: { 'elevated-access.io/identity-center-user': 'Ann.LI' },
    });
    const wished = await portal.submit('ann.case');
    expect(wished.principal.userName).toBe('ann.li');
  });

  it('refuses an approver who left the group a second ago', async () => {
    const wished = await portal.submit();
    portal.catalog.leave(people.approver, 'payments-leads');
    const before = await portal.rows();
    const refused = await portal.decide(people.approver, wished).expect(403);
    expect(refused.body.error.code).toBe('not-approver');
    await expect(portal.rows()).resolves.toEqual(before);
    portal.catalog.join(people.approver, 'payments-leads');
    await portal.decide(people.approver, wished, 'reject').expect(200);
  });

  it('refuses a decision on something else than was shown', async () => {
    const wished = await portal.submit();
    const answer = await portal
      .decide(people.approver, { ...wished, digest: 'sha256:other' })
      .expect(409);
    expect(answer.body.error.code).toBe('digest-changed');
  });

  it('asks for a comment where the policy does', async () => {
    const wished = await portal.submit();
    const answer = await portal
      .decide(people.approver, wished, 'reject', '  ')
      .expect(400);
    expect(answer.body.error).toMatchObject({
      code: 'comment-required',
      field: 'comment',
    });
  });

  it('refuses a body of five megabytes', async () => {
    const answer = await portal
      .as(people.requester)
      .post('/requests', portal.wish({ reason: 'x'.repeat(5_000_000) }))
      .expect(413);
    expect(answer.body.error).toMatchObject({
      name: 'InputError',
      code: 'invalid-input',
      remedy: expect.any(String),
    });
  });

  it('refuses a body that is not JSON without repeating it', async () => {
    const answer = await portal
      .as(people.requester)
      .post('/requests')
      .set('content-type', 'application/json')
      .send('{"reason": "secret')
      .expect(400);
    expect(answer.body.error).toMatchObject({
      name: 'InputError',
      message: 'The body is not JSON.',
    });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it.each(['/nothing', '/requests/x/y/z', '/requests/%E0%A4%A'])(
    'answers %s in JSON',
    async path => {
      const answer = await portal.as(people.requester).get(path);
      expect([400, 404]).toContain(answer.status);
      expect(answer.body.error.message).toEqual(expect.any(String));
    },
  );
});
