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
  explanationSchema,
  type Explanation,
} from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import type { JsonObject } from '@backstage/types';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const UNKNOWN_SET =
  'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-ffffffffffffffff';

describe('POST /explain', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  const question = (overrides: JsonObject = {}): JsonObject => ({
    accountId: '111122223333',
    permissionSetArn: portal.permissionSetArn('PowerUser'),
    duration: 'PT10M',
    ...overrides,
  });

  const ask = async (
    name: string,
    overrides: JsonObject = {},
  ): Promise<Explanation> => {
    const { body } = await portal
      .as(name)
      .post('/explain', question(overrides))
      .expect(200);
    return explanationSchema.parse(body);
  };

  it('says who would approve what is permitted, and which policies say so', async () => {
    await expect(ask(people.requester)).resolves.toMatchObject({
      person: { entityRef: 'user:default/ann.li' },
      account: { id: '111122223333', name: 'payments-prod' },
      permissionSet: { name: 'PowerUser' },
      outcome: 'permitted',
      refusal: null,
      policy: { name: 'production' },
      eligibility: [
        {
          policy: 'production',
          applies: true,
          answers: true,
          change: null,
          checks: [
            {
              check: 'subject',
              ok: true,
              detail: 'names you through group:default/payments-engineers',
            },
            { check: 'target', ok: true },
            { check: 'permission-set', ok: true },
            {
              check: 'duration',
              ok: true,
              detail: 'permits up to 2 h; asked for 10 min',
            },
          ],
        },
        { policy: 'strict', answers: false },
        { answers: false },
        { answers: false },
      ],
      approvalPolicies: [
        {
          policy: 'payments-production',
          applies: true,
          answers: true,
          detail:
            'covers account payments-prod by its id; covers permission set PowerUser',
        },
        { answers: false },
        { answers: false },
      ],
      approval: {
        policy: 'payments-production',
        stages: [
          {
            approvers: [
              { entityRef: 'user:default/bo.ek' },
              { entityRef: 'user:default/cleo.diaz' },
            ],
          },
        ],
      },
    });
  });

  it('says what would have to change', async () => {
    const change = async (name: string, overrides?: JsonObject) => {
      const { refusal, eligibility } = await ask(name, overrides);
      return [refusal?.code, eligibility[0].policy, eligibility[0].change];
    };
    await expect(change(people.stranger)).resolves.toEqual([
      'not-eligible',
      'production',
      'be a member of group:default/payments-engineers',
    ]);
    await expect(
      change(people.requester, { duration: 'PT3H' }),
    ).resolves.toEqual([
      'duration-too-long',
      'production',
      'ask for at most 2 h',
    ]);
  });

  it('refuses, instead of failing, what is not known', async () => {
    await expect(
      ask(people.requester, { accountId: '999999999999' }),
    ).resolves.toMatchObject({
      account: { id: '999999999999', name: null },
      outcome: 'refused',
      refusal: { code: 'unknown-account' },
      policy: null,
      eligibility: [],
      approvalPolicies: [],
      approval: null,
    });
    await expect(
      ask(people.requester, { permissionSetArn: UNKNOWN_SET }),
    ).resolves.toMatchObject({
      permissionSet: { name: null },
      outcome: 'refused',
      refusal: { code: 'unknown-permission-set' },
    });
    await expect(
      ask(people.withoutUser, { duration: 'PT999999999999999H' }),
    ).resolves.toMatchObject({
      refusal: { code: 'no-identity-center-user' },
      checks: expect.arrayContaining([
        expect.objectContaining({ check: 'window', ok: false }),
      ]),
    });
  });

  describe('about somebody else', () => {
    const about = (authorization: string, person: string) =>
      portal
        .withHeader(authorization)
        .post('/explain', question({ person: `user:default/${person}` }));

    it.each([people.auditor, people.admin])(
      'answers %s, speaking of the person',
      async name => {
        const authorization = mockCredentials.user.header(
          `user:default/${name}`,
        );
        const { body } = await about(authorization, people.requester).expect(
          200,
        );
        expect(body).toMatchObject({
          person: { entityRef: 'user:default/ann.li' },
          outcome: 'permitted',
        });
        expect(body.eligibility[0].checks[0].detail).toBe(
          'names ann.li through group:default/payments-engineers',
        );
        const nobody = await about(authorization, 'nobody.at-all').expect(404);
        expect(nobody.body.error.code).toBe('unknown-person');
      },
    );

    it.each([
      people.requester,
      people.approver,
      people.responder,
      people.stranger,
    ])(
      'tells %s nothing, not even whether there is such a person',
      async name => {
        const authorization = mockCredentials.user.header(
          `user:default/${name}`,
        );
        const [known, unknown] = await Promise.all([
          about(authorization, people.disabled),
          about(authorization, 'nobody.at-all'),
        ]);
        expect([known.status, known.body.error.code]).toEqual([
          403,
          'forbidden',
        ]);
        expect(unknown.status).toBe(403);
        expect(unknown.body.error).toEqual(known.body.error);
      },
    );

    it('answers everybody who names themselves', async () => {
      await portal
        .as(people.stranger)
        .post('/explain', question({ person: 'User:Sven.Dahl' }))
        .expect(200);
    });

    it('knows nobody in a group', async () => {
      await portal
        .as(people.admin)
        .post('/explain', question({ person: 'group:default/payments' }))
        .expect(404);
    });
  });

  it.each([
    ['nobody', mockCredentials.none.header(), 401],
    ['a service', mockCredentials.service.header(), 403],
  ])('does not answer %s', async (_who, authorization, status) => {
    await portal
      .withHeader(authorization)
      .post('/explain', question())
      .expect(status);
  });

  it.each([
    { accountId: '1' },
    { permissionSetArn: 'PowerUser' },
    { duration: '1 hour' },
    { startsAt: 'tomorrow' },
    { person: 'ann.li' },
    { reason: 'OPS-31' },
  ])('refuses %p', async overrides => {
    const { body } = await portal
      .as(people.requester)
      .post('/explain', question(overrides))
      .expect(400);
    expect(body.error.code).toBe('invalid-input');
  });

  it('changes nothing', async () => {
    const before = await portal.rows();
    await ask(people.requester);
    await expect(portal.rows()).resolves.toEqual(before);
  });

  it('fails closed while the catalog is away', async () => {
    portal.catalog.setBroken(true);
    try {
      const { body } = await portal
        .as(people.requester)
        .post('/explain', question())
        .expect(503);
      expect(body.error.code).toBe('catalog-unavailable');
    } finally {
      portal.catalog.setBroken(false);
    }
  });

  it('never disagrees with a submission', async () => {
    const stage = portal.simulator.lookup.account('payments-stage').id;
    const [powerUser, readOnly, strict] = [
      'PowerUser',
      'ReadOnly',
      'DatabaseAdmin',
    ].map(it => portal.permissionSetArn(it));
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          people.requester,
          people.requester,
          people.approver,
          people.stranger,
          people.withoutUser,
        ),
        fc.constantFrom(
          '111122223333',
          '111122223334',
          '111122223335',
          stage,
          '100000000011',
          '999999999999',
        ),
        fc.constantFrom(powerUser, readOnly, strict, UNKNOWN_SET),
        fc.constantFrom('PT1M', 'PT1H', 'PT2H', 'PT3H', 'PT13H'),
        fc.constantFrom(undefined, -60, 60, 60 * 24 * 40),
        async (name, accountId, permissionSetArn, duration, inMinutes) => {
          const startsAt =
            inMinutes === undefined
              ? undefined
              : new Date(Date.now() + inMinutes * 60_000).toISOString();
          const wish = {
            permissionSetArn,
            duration,
            ...(startsAt ? { startsAt } : {}),
          };
          const explained = await ask(name, { accountId, ...wish });
          const { status, body } = await portal.as(name).post('/requests', {
            ...wish,
            accountIds: [accountId],
            reason: 'OPS-31 the deploy is stuck',
          });
          if (status === 201) {
            const [made] = body.items;
            await portal.as(name).post(`/requests/${made.id}/cancel`, {});
            expect(explained.outcome).toBe('permitted');
            expect(explained.policy).toEqual(made.policy);
            expect(explained.approval?.policy).toBe(made.approval?.policy);
            expect(explained.approval?.stages).toEqual(made.approval?.stages);
          } else {
            expect(explained.refusal).toEqual({
              code: body.error.code,
              reason: expect.any(String),
              remedy: body.error.remedy,
            });
          }
          const outcome = explained.refusal?.code ?? 'permitted';
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          if (status === 201) {
            await portal.clear();
          }
        },
      ),
      {
        numRuns: 120,
        // What is permitted, in each of the ways in which it can be.
        examples: [
          [people.requester, '111122223333', powerUser, 'PT1H', undefined],
          [people.requester, '111122223335', powerUser, 'PT2H', 60],
          [people.approver, '111122223333', readOnly, 'PT1H', undefined],
          [people.requester, stage, readOnly, 'PT3H', 60],
        ],
      },
    );
    expect(outcomes.get('permitted')).toBeGreaterThan(3);
    expect(outcomes.size).toBeGreaterThan(6);
  });
});
