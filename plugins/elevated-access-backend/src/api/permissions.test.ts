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

import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  accessRequestCreatePermission,
  accessRequestDecidePermission,
  accessRequestReadPermission,
  accessRequestRevokePermission,
} from 'backstage-plugin-elevated-access-common';
import {
  accessRequestConditions,
  createAccessRequestConditionalDecision,
} from '../requests/permissions';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('the permission framework', () => {
  const decisions = new Map<string, PolicyDecision>();
  let trouble: Error | undefined;
  let portal: TestPortal;

  const decisionOn = (name: string): PolicyDecision =>
    decisions.get(name) ?? { result: AuthorizeResult.ALLOW };

  const requireNoTrouble = () => {
    if (trouble) {
      throw trouble;
    }
  };

  beforeAll(async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async queries => {
        requireNoTrouble();
        return queries.map(({ permission }) => {
          const { result } = decisionOn(permission.name);
          return {
            result:
              result === AuthorizeResult.ALLOW
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          };
        });
      },
      authorizeConditional: async queries => {
        requireNoTrouble();
        return queries.map(({ permission }) => decisionOn(permission.name));
      },
    });
    const knex = await databases.init('SQLITE_3');
    portal = await (await TestPortal.start({ knex, permissions })).ready();
  });

  afterEach(async () => {
    decisions.clear();
    trouble = undefined;
    await portal.clear();
  });

  afterAll(() => portal?.stop());

  const deny = (permission: { name: string }) =>
    decisions.set(permission.name, { result: AuthorizeResult.DENY });

  it('keeps somebody from asking who may not create requests', async () => {
    deny(accessRequestCreatePermission);
    const requester = portal.as(people.requester);
    for (const answer of [
      await requester.post('/requests', portal.wish()),
      await requester.post('/preflight', portal.wish()),
      await requester.get('/requestable'),
    ]) {
      expect([answer.status, answer.body.error.code]).toEqual([
        403,
        'forbidden',
      ]);
    }
  });

  it('narrows lists and single requests alike to what a condition permits', async () => {
    const anns = await portal.submit();
    const gitas = await portal.submit(people.otherRequester);
    decisions.set(
      accessRequestReadPermission.name,
      createAccessRequestConditionalDecision(
        accessRequestReadPermission,
        accessRequestConditions.isRequester({
          claims: ['user:default/ann.li'],
        }),
      ),
    );
    const auditor = portal.as(people.auditor);
    const { body } = await auditor.get('/requests?view=all').expect(200);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([anns.id]);
    await auditor.get(`/requests/${anns.id}`).expect(200);
    await auditor.get(`/requests/${gitas.id}`).expect(404);
    await auditor.get(`/requests/${gitas.id}/events`).expect(404);
    await auditor.get(`/requests/${anns.id}/background`).expect(200);
    await auditor.get(`/requests/${gitas.id}/background`).expect(404);
    const exported = await auditor
      .get('/requests/export?view=all&format=jsonl')
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', chunk => chunks.push(Buffer.from(chunk)));
        res.on('end', () => done(null, Buffer.concat(chunks).toString()));
      })
      .expect(200);
    expect(String(exported.body)).toContain(anns.id);
    expect(String(exported.body)).not.toContain(gitas.id);
  });

  it('leaves everybody their own requests, to see and to end', async () => {
    const live = await portal.active();
    for (const permission of [
      accessRequestReadPermission,
      accessRequestDecidePermission,
      accessRequestRevokePermission,
    ]) {
      deny(permission);
    }
    const requester = portal.as(people.requester);
    await requester.get(`/requests/${live.id}`).expect(200);
    const { body } = await requester.get('/requests').expect(200);
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: live.id, actions: ['extend', 'release'] }),
    );
    await requester.post(`/requests/${live.id}/release`, {}).expect(200);
    decisions.clear();
    await portal.reached(live.id, 'ended');
  });

  it('keeps an approver from deciding and from revoking, and offers neither', async () => {
    const live = await portal.active();
    const waiting = await portal.submit(people.otherRequester);
    deny(accessRequestDecidePermission);
    deny(accessRequestRevokePermission);
    const approver = portal.as(people.approver);
    for (const { id } of [live, waiting]) {
      const { body } = await approver.get(`/requests/${id}`).expect(200);
      expect(body.actions).toEqual([]);
    }
    const decided = await portal.decide(people.approver, waiting);
    const revoked = await approver.post(`/requests/${live.id}/revoke`, {
      comment: 'incident',
    });
    for (const answer of [decided, revoked]) {
      expect([answer.status, answer.body.error.code]).toEqual([
        403,
        'forbidden',
      ]);
    }
  });

  it('keeps somebody from prolonging, and from asking what they could have, who may not create requests', async () => {
    const live = await portal.active();
    deny(accessRequestCreatePermission);
    const requester = portal.as(people.requester);
    for (const answer of [
      await requester.post(`/requests/${live.id}/extend`, {
        duration: 'PT30M',
        reason: 'OPS-31 takes longer',
      }),
      await requester.post('/explain', {
        accountId: live.account.id,
        permissionSetArn: live.permissionSet.arn,
        duration: 'PT1H',
      }),
    ]) {
      expect([answer.status, answer.body.error.code]).toEqual([
        403,
        'forbidden',
      ]);
    }
  });

  it('keeps a responder from ending all that a person holds who may revoke nothing', async () => {
    const live = await portal.active();
    deny(accessRequestRevokePermission);
    const { status, body } = await portal
      .as(people.responder)
      .post('/revocations', {
        person: `user:default/${people.requester}`,
        comment: 'incident',
      });
    expect([status, body.error?.code]).toEqual([403, 'forbidden']);
    const { body: kept } = await portal
      .as(people.requester)
      .get(`/requests/${live.id}`);
    expect(kept.status).toBe('active');
  });

  it('permits nobody what the rules of the product forbid', async () => {
    const own = await portal.submit(people.approver);
    const answer = await portal.decide(people.approver, own).expect(403);
    expect(answer.body.error.code).toBe('self-approval');
  });

  it('answers 503 and changes nothing while it cannot be asked', async () => {
    const { id } = await portal.submit();
    const errors = [
      // What its client throws when the permission backend has lost its database…
      Object.assign(new Error('Request failed with 500'), {
        name: 'ResponseError',
        statusCode: 500,
      }),
      // …and when it is not there at all.
      new TypeError('fetch failed'),
    ];
    for (const error of errors) {
      trouble = error;
      const requester = portal.as(people.requester);
      const approver = portal.as(people.approver);
      for (const answer of [
        await requester.post('/requests', portal.wish()),
        await requester.get('/requests'),
        await requester.get(`/requests/${id}`),
        await approver.post(`/requests/${id}/decisions`, {
          verdict: 'approve',
          digest: 'any',
        }),
        await approver.post(`/requests/${id}/revoke`, { comment: 'Over' }),
      ]) {
        expect([answer.status, answer.body.error]).toEqual([
          503,
          expect.objectContaining({
            code: 'permissions-unavailable',
            reason: expect.stringContaining('nothing was changed'),
            remedy: expect.stringContaining('Try again'),
          }),
        ]);
      }
    }
    trouble = undefined;
    const { body } = await portal.as(people.requester).get(`/requests/${id}`);
    expect(body.status).toBe('pending');
  });

  it('lets people give back their own access although it cannot be asked', async () => {
    const { id } = await portal.submit();
    trouble = new TypeError('fetch failed');
    await portal
      .as(people.requester)
      .post(`/requests/${id}/cancel`, { comment: '' })
      .expect(200);
  });
});
