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
import {
  RememberingAuditor,
  type Attempt,
} from '../__testUtils__/RememberingAuditor';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';
import { createOpenApiDocument } from './openapi';

jest.setTimeout(180_000);

const databases = createTestDatabases();

/** Routes that are asked by POST because the question is long, and change nothing. */
const QUESTIONS = [
  'post /preflight',
  'post /explain',
  'post /policies/validate',
];

interface Try {
  path: string;
  body?: JsonObject;
}

/** What a route is called with: in order as far as its shape goes, for whoever may. */
type Tries = (known: { requestId: string; digest: string }) => Try;

/** Routes that refuse nobody of themselves: they tell everybody what is theirs, or answer for each item. */
const FOR_EVERYBODY = [
  'get /me',
  'get /requestable',
  'post /preflight',
  'get /requests',
  'get /requests/export',
  'post /requests',
  'post /decisions',
  'get /health',
  'get /entity-access',
  'get /reports/access',
  'get /reviews',
  'get /settings',
];

const spec = {
  name: 'another',
  effect: 'deny',
  subjects: ['group:default/ghosts'],
  targets: [{ all: true }],
  permissionSets: [{ all: true }],
};

describe("the portal's audit log", () => {
  const auditor = new RememberingAuditor();
  let portal: TestPortal;
  let policiesAtStart: Attempt[];

  const wish = () => portal.wish();

  const tries: Record<string, Tries> = {
    'post /requests': () => ({ path: '/requests', body: wish() }),
    'post /requests/{id}/decisions': ({ requestId, digest }) => ({
      path: `/requests/${requestId}/decisions`,
      body: { verdict: 'approve', digest },
    }),
    'post /requests/{id}/cancel': ({ requestId }) => ({
      path: `/requests/${requestId}/cancel`,
      body: {},
    }),
    'post /requests/{id}/release': ({ requestId }) => ({
      path: `/requests/${requestId}/release`,
      body: {},
    }),
    'post /requests/{id}/revoke': ({ requestId }) => ({
      path: `/requests/${requestId}/revoke`,
      body: { comment: 'incident' },
    }),
    'post /requests/{id}/extend': ({ requestId }) => ({
      path: `/requests/${requestId}/extend`,
      body: { duration: 'PT10M', reason: 'OPS-31 it takes longer' },
    }),
    'post /decisions': ({ requestId, digest }) => ({
      path: '/decisions',
      body: { verdict: 'approve', items: [{ requestId, digest }] },
    }),
    'post /revocations': () => ({
      path: '/revocations',
      body: { person: 'user:default/nobody.at.all', comment: 'incident' },
    }),
    'post /policies': () => ({
      path: '/policies',
      body: { policy: { kind: 'eligibility', spec }, comment: 'OPS-1' },
    }),
    'post /policies/{kind}/{name}/changes': () => ({
      path: '/policies/approval/two-agree/changes',
      body: { action: 'disable', version: '000000000000', comment: 'OPS-1' },
    }),
    'post /policy-changes/{id}': () => ({
      path: '/policy-changes/00000000-0000-4000-8000-000000000000',
      body: { verdict: 'confirm' },
    }),
    'put /settings': () => ({
      path: '/settings',
      body: { settings: {}, version: '0', comment: 'OPS-1' },
    }),
  };

  const get = (path: string) => () => ({ path });
  const ofRequest =
    (action: string): Tries =>
    ({ requestId }) => ({ path: `/requests/${requestId}${action}` });

  /** What else is refused to somebody who has nothing to do with it. */
  const questions: Record<string, Tries> = {
    'get /requests/{id}': ofRequest(''),
    'get /requests/{id}/events': ofRequest('/events'),
    'get /requests/{id}/activity': ofRequest('/activity'),
    'get /requests/{id}/activity/export': ofRequest('/activity/export'),
    'get /requests/{id}/background': ofRequest('/background'),
    'post /explain': () => ({
      path: '/explain',
      body: {
        person: `user:default/${people.otherRequester}`,
        accountId: '111122223333',
        permissionSetArn: portal.permissionSetArn('PowerUser'),
        duration: 'PT1H',
      },
    }),
    'get /events/verification': get('/events/verification'),
    'get /events/export': get('/events/export'),
    'get /directory': get('/directory'),
    'get /drift': get('/drift'),
    'get /policies': get('/policies'),
    'get /policies/{kind}/{name}': get('/policies/approval/two-agree'),
    'get /policies/{kind}/{name}/versions': get(
      '/policies/approval/two-agree/versions',
    ),
    'get /policies/lint': get('/policies/lint'),
    'get /policies/coverage': get(
      '/policies/coverage?kind=eligibility&names=another',
    ),
    'post /policies/validate': () => ({
      path: '/policies/validate',
      body: { policy: { kind: 'eligibility', spec } },
    }),
    'get /policy-changes': get('/policy-changes'),
    'get /policy-sources': get('/policy-sources'),
    'get /accounts/{id}/reach': get('/accounts/111122223333/reach'),
    'get /reviews/{id}': get('/reviews/00000000-0000-4000-8000-000000000000'),
    'get /settings/versions': get('/settings/versions'),
  };

  const routes = Object.entries(createOpenApiDocument().paths ?? {}).flatMap(
    ([path, operations]) =>
      Object.keys(Object(operations)).map(method => `${method} ${path}`),
  );
  const mutations = routes.filter(
    route => !route.startsWith('get ') && !QUESTIONS.includes(route),
  );
  const refusing = routes.filter(route => !FOR_EVERYBODY.includes(route));

  const call = (route: string, who: string, { path, body }: Try) => {
    const [method] = route.split(' ');
    return method === 'get'
      ? portal.as(who).get(path)
      : portal.as(who)[method === 'put' ? 'put' : 'post'](path, body);
  };

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await TestPortal.start({ knex, auditor });
    await portal.ready();
    await eventually(
      async () => auditor.changes('settings-changed').length > 0,
      () => 'the auditor heard of no settings',
    );
    policiesAtStart = auditor.changes('policy-created');
  });
  afterEach(() => portal.clear());
  afterAll(() => portal?.stop());

  it('is told of every route that changes something: each has a row here', () => {
    expect(mutations.filter(route => !tries[route])).toEqual([]);
  });

  it.each(mutations.filter(route => tries[route]))(
    'has who tried %s, and what came of it, refused or not',
    async route => {
      const { id, digest } = await portal.submit(people.otherRequester);
      for (const who of [people.stranger, people.admin, people.approver]) {
        auditor.attempts.length = 0;
        const { status, body } = await call(
          route,
          who,
          tries[route]({ requestId: id, digest }),
        );
        // What is not even well-formed is nobody's attempt at anything.
        expect([status, body.error?.message]).not.toEqual([
          400,
          expect.stringMatching(/invalid|expected/i),
        ]);
        expect(auditor.byPeople).not.toEqual([]);
        for (const { event, outcome } of auditor.byPeople) {
          expect(event).toMatchObject({
            eventId: expect.stringMatching(/^[a-z]+(-[a-z]+)*$/),
            severityLevel: expect.stringMatching(/^(medium|high|critical)$/),
            meta: { actorRef: `user:default/${who}` },
          });
          // Of many decisions together each has its own outcome.
          if (route !== 'post /decisions') {
            expect(outcome).toBe(status < 400 ? 'succeeded' : 'failed');
          }
          expect(outcome).not.toBe('open');
        }
      }
    },
  );

  it('has what changed without a call: policies of the configuration, and what the engine did', async () => {
    expect(policiesAtStart.map(({ event }) => event.meta)).toContainEqual(
      expect.objectContaining({
        actorRef: 'engine',
        kind: 'eligibility',
        name: 'production',
        source: 'config',
      }),
    );
    auditor.attempts.length = 0;
    const { id } = await portal.active();
    await portal.as(people.requester).post(`/requests/${id}/release`, {});
    await portal.reached(id, 'ended');
    const told = () =>
      auditor.attempts.filter(
        ({ event }) =>
          event.meta?.requestId === id && event.meta.actorRef === 'engine',
      );
    await eventually(
      async () => told().length === 2,
      () => `told: ${JSON.stringify(told())}`,
    );
    expect(
      told().map(({ event, outcome }) => [event.eventId, outcome]),
    ).toEqual([
      ['request-active', 'succeeded'],
      ['request-ended', 'succeeded'],
    ]);
  });

  it.each(refusing)(
    'and the event log have who was refused %s',
    async route => {
      const { id, digest } = await portal.submit(people.requester);
      auditor.attempts.length = 0;
      const attempt = (tries[route] ?? questions[route])({
        requestId: id,
        digest,
      });
      const { status } = await call(route, people.stranger, attempt);
      expect([403, 404]).toContain(status);
      const actorRef = `user:default/${people.stranger}`;
      expect(auditor.byPeople).not.toEqual([]);
      for (const { event, outcome } of auditor.byPeople) {
        expect([event.meta?.actorRef, outcome]).toEqual([actorRef, 'failed']);
      }
      const denied = await portal
        .knex('events')
        .where({ type: 'access.denied', actor_ref: actorRef })
        .select('data');
      // Of several attempts of a kind within a minute the first stands there.
      expect(denied.map(({ data }) => JSON.parse(data))).toContainEqual(
        expect.objectContaining({
          attempt: auditor.byPeople[0]?.event.eventId,
          attempts: expect.any(Number),
        }),
      );
    },
  );
});
