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

import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { AwsSimulator } from 'aws-identity-center-simulator';
import {
  healthSchema,
  type Health,
} from 'backstage-plugin-elevated-access-common';
import { eventually, people, TestPortal } from '../__testUtils__/TestPortal';
import { elevatedAccessPlugin } from '../plugin';
import { createTestDatabases } from '../__testUtils__/databases';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('outages on %p', id => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init(id);
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterEach(() => portal.clear());

  afterAll(() => portal?.stop());

  it('keeps access removable while the catalog is down, and grants nothing', async () => {
    const live = await portal.active();
    portal.catalog.setBroken(true);
    const refused = await portal
      .as(people.otherRequester)
      .post('/requests', portal.wish())
      .expect(503);
    expect(refused.body.error.code).toBe('catalog-unavailable');
    await portal.as(people.requester).get('/requests').expect(200);
    await portal
      .as(people.requester)
      .post(`/requests/${live.id}/release`, {})
      .expect(200);
    portal.catalog.setBroken(false);
    await portal.reached(live.id, 'ended');
  });

  it('says of an outage since when, what waits and what is overdue, grants and approves nothing, and catches up', async () => {
    const live = await portal.active();
    const waiting = await portal.submit(people.otherRequester);
    await portal.simulator.outage.start({ mode: 'refuse' });
    await portal
      .as(people.approver)
      .post(`/requests/${live.id}/revoke`, { comment: 'incident' })
      .expect(200);
    const down = await healthOnce(
      ({ identityCenter }) => identityCenter.status === 'down',
    );
    expect(down.status).toBe('down');
    expect(down.queue).toMatchObject({ ending: 1 });
    expect(Date.parse(down.identityCenter.since ?? '')).toBeLessThanOrEqual(
      Date.parse(down.now),
    );

    const refused = await portal.decide(people.approver, waiting);
    expect(refused.status).toBe(503);
    expect(refused.body.error.code).toBe('identity-center-unavailable');
    const queued = await portal.submit(people.requester, {
      accountIds: ['222233334401'],
      permissionSetArn: portal.permissionSetArn('ReadOnly'),
    });
    expect(['scheduled', 'activating']).toContain(queued.status);

    await portal.simulator.outage.end();
    await portal.reached(live.id, 'ended');
    await portal.reached(queued.id, 'active');
    await portal.decide(people.approver, waiting, 'reject').expect(200);
    const up = await healthOnce(
      ({ identityCenter }) => identityCenter.status === 'ok',
    );
    expect(Date.parse(up.identityCenter.since ?? '')).toBeGreaterThan(
      Date.parse(down.identityCenter.since ?? ''),
    );
  });

  it('shows error texts and who acts to those who look after the portal, and to nobody else', async () => {
    // Not the next test's person: a removal that nobody answered holds up what
    // is given to the same one for a minute.
    const live = await portal.active(people.otherRequester);
    await portal.simulator.outage.start({ mode: 'unavailable' });
    await portal
      .as(people.otherRequester)
      .post(`/requests/${live.id}/release`, {})
      .expect(200);
    await healthOnce(({ identityCenter }) => identityCenter.status === 'down');
    for (const name of [people.admin, people.auditor, people.responder]) {
      const { body } = await portal.as(name).get('/health').expect(200);
      expect(body.engine).toMatchObject({
        acting: true,
        leader: expect.any(String),
        leaseExpiresAt: expect.any(String),
      });
      expect(body.identityCenter.lastError).toEqual(expect.any(String));
    }
    for (const name of [people.requester, people.approver]) {
      const { body } = await portal.as(name).get('/health').expect(200);
      expect(body).toMatchObject({
        status: 'down',
        engine: { acting: true, leader: null, leaseExpiresAt: null },
        identityCenter: { status: 'down', lastError: null },
        directory: { lastError: null },
      });
    }
    await portal.simulator.outage.end();
    await healthOnce(({ identityCenter }) => identityCenter.status === 'ok');
  });

  it('shows overdue access to those who may see the request, and that nothing else enforces its end', async () => {
    const live = await portal.active();
    await portal.simulator.outage.start({ mode: 'unavailable' });
    await portal
      .as(people.approver)
      .post(`/requests/${live.id}/revoke`, { comment: 'incident' })
      .expect(200);
    const since = new Date(Date.now() - 30_000);
    await portal
      .knex('requests')
      .where({ id: live.id })
      .update({ overdue_since: since });
    for (const name of [
      people.requester,
      people.approver,
      people.responder,
      people.admin,
      people.auditor,
    ]) {
      const { body } = await portal.as(name).get('/health').expect(200);
      expect(body.status).not.toBe('ok');
      expect(body.overdue).toEqual([
        expect.objectContaining({
          requestId: live.id,
          overdueSince: since.toISOString(),
          endAt: expect.any(String),
          sessionsEndBy: expect.any(String),
          enforcedBy: 'nothing',
        }),
      ]);
    }
    const other = await portal.as(people.stranger).get('/health').expect(200);
    expect(other.body).toMatchObject({ queue: { overdue: 1 }, overdue: [] });

    portal.catalog.setBroken(true);
    const own = await portal.as(people.requester).get('/health').expect(200);
    expect(own.body.overdue).toHaveLength(1);
    const blind = await portal.as(people.auditor).get('/health').expect(200);
    expect(blind.body).toMatchObject({ engine: { leader: null }, overdue: [] });
    portal.catalog.setBroken(false);

    await portal.simulator.outage.end();
    await portal.reached(live.id, 'ended');
  });

  /** The auditor's view of the health, once it is as wanted. */
  async function healthOnce(
    isAsWanted: (health: Health) => boolean,
  ): Promise<Health> {
    let seen: Health | undefined;
    await eventually(
      async () => {
        const { body } = await portal.as(people.auditor).get('/health');
        seen = healthSchema.parse(body);
        return isAsWanted(seen);
      },
      () => `health is ${JSON.stringify(seen)}`,
    );
    return healthSchema.parse(seen);
  }
});

describe('a backend that cannot work', () => {
  it('does not start without a required config key, and says which', async () => {
    const start = startTestBackend({
      features: [
        elevatedAccessPlugin,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({ data: { elevatedAccess: {} } }),
      ],
    });
    await expect(start).rejects.toThrow(/elevatedAccess\.aws\.region/);
  });

  it.each([
    [
      'in a Region without Identity Center',
      (portal: JsonObject) => ({ ...portal, region: 'us-west-2' }),
      /us-west-2/,
    ],
    [
      'while AWS is out of reach',
      (portal: JsonObject) => ({ ...portal, endpoint: 'http://127.0.0.1:9' }),
      /127\.0\.0\.1:9/,
    ],
  ])('starts %s, says so, and grants nothing', async (_what, change, told) => {
    const knex = await databases.init('SQLITE_3');
    const simulator = await AwsSimulator.start();
    const portal = await TestPortal.start({
      knex,
      simulator,
      aws: change(simulator.clientConfig),
    });
    try {
      const requester = portal.as(people.requester);
      const auditor = portal.as(people.auditor);
      let health = await auditor.get('/health').expect(200);
      await eventually(async () => {
        health = await auditor.get('/health').expect(200);
        return (
          health.body.directory.lastError !== null &&
          health.body.identityCenter.status === 'down'
        );
      });
      expect(health.body.status).toBe('down');
      expect(health.body.directory.lastError).toMatch(told);
      const refused = await requester
        .post('/requests', portal.wish())
        .expect(503);
      expect(refused.body.error).toMatchObject({
        code: 'directory-unavailable',
        remedy: expect.any(String),
      });
      expect(refused.body.error.message).toMatch(told);
    } finally {
      await portal.stop();
    }
  });
});
