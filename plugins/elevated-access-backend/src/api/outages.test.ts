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

  it('grants and approves nothing while AWS is out of reach, and still lets go', async () => {
    const live = await portal.active();
    const waiting = await portal.submit(people.otherRequester);
    await portal.simulator.outage.start({ mode: 'refuse' });
    const before = await portal.rows();
    for (const refused of [
      await portal.as(people.requester).post('/requests', portal.wish()),
      await portal.decide(people.approver, waiting),
    ]) {
      expect(refused.status).toBe(503);
      expect(refused.body.error.code).toBe('identity-center-unavailable');
    }
    await expect(portal.rows()).resolves.toEqual(before);
    await portal
      .as(people.approver)
      .post(`/requests/${live.id}/revoke`, { comment: 'incident' })
      .expect(200);
    await portal.simulator.outage.end();
    await portal.reached(live.id, 'ended');
    await portal.decide(people.approver, waiting, 'reject').expect(200);
  });
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
      let health = await requester.get('/health').expect(200);
      await eventually(async () => {
        health = await requester.get('/health').expect(200);
        return health.body.directory.lastError !== null;
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
