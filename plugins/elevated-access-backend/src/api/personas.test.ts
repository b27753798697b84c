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
import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

/** Status, and the problem's code where the call is refused. */
type Expected = 200 | 201 | 401 | 403 | 404 | 409 | readonly [number, string];

const nobody = mockCredentials.none.header();
const service = mockCredentials.service.header();
const agentOf = (name: string) =>
  `Bearer ${mockCredentials.user.token(`user:default/${name}`, {
    actor: { subject: 'plugin:mcp-actions' },
  })}`;
const person = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

const callers = {
  requester: person(people.requester),
  'other requester': person(people.otherRequester),
  approver: person(people.approver),
  auditor: person(people.auditor),
  admin: person(people.admin),
  responder: person(people.responder),
  stranger: person(people.stranger),
  'person without Identity Center user': person(people.withoutUser),
  "agent of the approver's": agentOf(people.approver),
  nobody,
  service,
};

type Row = Record<keyof typeof callers, Expected>;

const everyPerson: Row = {
  requester: 200,
  'other requester': 200,
  approver: 200,
  auditor: 200,
  admin: 200,
  responder: 200,
  stranger: 200,
  'person without Identity Center user': 200,
  "agent of the approver's": 200,
  nobody: 401,
  service: 403,
};

const whoMaySee: Row = {
  ...everyPerson,
  'other requester': [404, 'unknown-request'],
  stranger: [404, 'unknown-request'],
  'person without Identity Center user': [404, 'unknown-request'],
};

const whoMayDecide: Row = {
  ...everyPerson,
  requester: [403, 'self-approval'],
  'other requester': [403, 'not-approver'],
  auditor: [403, 'not-approver'],
  admin: [403, 'not-approver'],
  responder: [403, 'not-approver'],
  stranger: [403, 'not-approver'],
  'person without Identity Center user': [403, 'not-approver'],
  "agent of the approver's": [403, 'acting-through-plugin'],
};

const whoMayWithdraw: Row = {
  ...whoMaySee,
  approver: [403, 'not-yours'],
  auditor: [403, 'not-yours'],
  admin: [403, 'not-yours'],
  responder: [403, 'not-yours'],
  "agent of the approver's": [403, 'not-yours'],
};

const whoMayExtend: Row = {
  ...whoMayWithdraw,
  requester: 201,
};

const whoMayRevokeAll: Row = {
  ...everyPerson,
  requester: [403, 'forbidden'],
  'other requester': [403, 'forbidden'],
  approver: [403, 'forbidden'],
  auditor: [403, 'forbidden'],
  stranger: [403, 'forbidden'],
  'person without Identity Center user': [403, 'forbidden'],
  "agent of the approver's": [403, 'acting-through-plugin'],
};

const whoMayRevoke: Row = {
  ...whoMaySee,
  requester: [403, 'forbidden'],
  auditor: [403, 'not-approver'],
  "agent of the approver's": [403, 'acting-through-plugin'],
};

const names = Object.keys(callers) as (keyof typeof callers)[];
const databases = createTestDatabases();

describe('who may do what through the API', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterAll(() => portal?.stop());

  const expectAnswer = (
    { status, body }: { status: number; body: { error?: { code?: string } } },
    expected: Expected,
  ) => {
    if (typeof expected === 'number') {
      expect(status).toBe(expected);
    } else {
      expect([status, body.error?.code]).toEqual(expected);
    }
  };

  afterEach(() => portal.clear());

  describe.each([
    ['/me', everyPerson],
    ['/requestable', everyPerson],
    ['/requests', everyPerson],
    ['/requests?view=inbox', everyPerson],
    ['/requests?view=decided', everyPerson],
    ['/requests?view=active', everyPerson],
    ['/requests?view=all', everyPerson],
    ['/health', everyPerson],
    ['/openapi.json', everyPerson],
  ])('GET %s', (path, row) => {
    it.each(names)('as %s', async name => {
      expectAnswer(await portal.withHeader(callers[name]).get(path), row[name]);
    });
  });

  describe('POST /preflight', () => {
    it.each(names)('as %s', async name => {
      expectAnswer(
        await portal
          .withHeader(callers[name])
          .post('/preflight', portal.wish()),
        everyPerson[name],
      );
    });
  });

  describe('with a request that waits for approval', () => {
    let wished: AccessRequest;

    beforeEach(async () => {
      wished = await portal.submit();
    });

    it.each(names)('GET /requests/:id as %s', async name => {
      expectAnswer(
        await portal.withHeader(callers[name]).get(`/requests/${wished.id}`),
        whoMaySee[name],
      );
    });

    it.each(names)('GET /requests/:id/events as %s', async name => {
      expectAnswer(
        await portal
          .withHeader(callers[name])
          .get(`/requests/${wished.id}/events`),
        whoMaySee[name],
      );
    });

    it.each(names)('GET /requests?view=all shows it to %s', async name => {
      const { body } = await portal
        .withHeader(callers[name])
        .get('/requests?view=all');
      const seen = body.items?.some(
        ({ id }: AccessRequest) => id === wished.id,
      );
      expect(seen ?? false).toBe(whoMaySee[name] === 200);
    });

    it.each(names)('POST /requests/:id/decisions as %s', async name => {
      expectAnswer(
        await portal
          .withHeader(callers[name])
          .post(`/requests/${wished.id}/decisions`, {
            verdict: 'reject',
            digest: wished.digest,
            comment: 'no',
          }),
        whoMayDecide[name],
      );
    });

    it.each(names)('POST /requests/:id/cancel as %s', async name => {
      expectAnswer(
        await portal
          .withHeader(callers[name])
          .post(`/requests/${wished.id}/cancel`, {}),
        whoMayWithdraw[name],
      );
    });

    it('tells those who may not see it nothing about it, not even when they guess at its digest', async () => {
      await portal
        .as(people.stranger)
        .post(`/requests/${wished.id}/decisions`, {
          verdict: 'approve',
          digest: 'sha256:0',
        })
        .expect(404);
    });
  });

  describe('with live access', () => {
    let live: AccessRequest;

    beforeEach(async () => {
      live = await portal.active();
    });

    it.each(names)('POST /requests/:id/extend as %s', async name => {
      expectAnswer(
        await portal
          .withHeader(callers[name])
          .post(`/requests/${live.id}/extend`, {
            duration: 'PT10M',
            reason: 'OPS-31 it takes longer',
          }),
        whoMayExtend[name],
      );
    });

    it.each(names)('POST /revocations as %s', async name => {
      const answer = await portal
        .withHeader(callers[name])
        .post('/revocations', {
          person: `user:default/${people.requester}`,
          comment: 'incident',
        });
      expectAnswer(answer, whoMayRevokeAll[name]);
      if (answer.status === 200) {
        expect(answer.body.items).toMatchObject([
          { requestId: live.id, outcome: 'ending' },
        ]);
        await portal.reached(live.id, 'ended');
      }
    });

    it.each(names)('POST /requests/:id/release as %s', async name => {
      expectAnswer(
        await portal
          .withHeader(callers[name])
          .post(`/requests/${live.id}/release`, {}),
        whoMayWithdraw[name],
      );
    });

    it.each(names)('POST /requests/:id/revoke as %s', async name => {
      const answer = await portal
        .withHeader(callers[name])
        .post(`/requests/${live.id}/revoke`, { comment: 'incident' });
      expectAnswer(answer, whoMayRevoke[name]);
      if (answer.status === 200) {
        await expect(portal.reached(live.id, 'ended')).resolves.toMatchObject({
          endReason: 'revoked',
        });
      }
    });

    it('offers everybody exactly what they may do', async () => {
      const offered = async (name: string) =>
        (await portal.as(name).get(`/requests/${live.id}`)).body.actions;
      await expect(offered(people.requester)).resolves.toEqual([
        'extend',
        'release',
      ]);
      await expect(offered(people.approver)).resolves.toEqual(['revoke']);
      await expect(offered(people.responder)).resolves.toEqual(['revoke']);
      await expect(offered(people.auditor)).resolves.toEqual([]);
    });
  });

  describe('an approver who asks', () => {
    it('cannot approve it, is not shown as an approver, and is not asked to', async () => {
      const own = await portal.submit(people.approver);
      expect(own.approval?.stages[0].approvers).toEqual([
        {
          entityRef: 'user:default/cleo.diaz',
          displayName: 'cleo.diaz',
          via: ['group:default/payments-leads'],
          escalated: false,
        },
      ]);
      const refused = await portal.decide(people.approver, own);
      expectAnswer(refused, [403, 'self-approval']);
      const inbox = await portal
        .as(people.approver)
        .get('/requests?view=inbox');
      expect(inbox.body.items).toEqual([]);
      await portal.decide(people.otherApprover, own, 'reject').expect(200);
    });

    it('cannot approve it under another catalog name either', async () => {
      portal.catalog.addUser('bo.alias', ['payments-leads'], {
        annotations: { 'elevated-access.io/identity-center-user': 'BO.EK' },
      });
      const own = await portal.submit(people.approver);
      expectAnswer(await portal.decide('bo.alias', own), [
        403,
        'self-approval',
      ]);
      await portal.decide(people.otherApprover, own, 'reject').expect(200);
      portal.catalog.removeUser('bo.alias');
    });
  });

  it('tells each person their roles', async () => {
    const rolesOf = async (name: string) =>
      (await portal.as(name).get('/me')).body.roles;
    await expect(rolesOf(people.admin)).resolves.toEqual(['admin']);
    await expect(rolesOf(people.auditor)).resolves.toEqual(['auditor']);
    await expect(rolesOf(people.responder)).resolves.toEqual(['responder']);
    await expect(rolesOf(people.requester)).resolves.toEqual([]);
  });
});
