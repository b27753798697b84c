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
  AwsSimulator,
  generateOrganization,
} from 'aws-identity-center-simulator';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import { AwsClients, AwsDirectory, InstanceLocator } from '../aws';
import { Pacer } from '../aws/Pacer';
import { DirectoryService } from './DirectoryService';
import { DirectorySync } from './DirectorySync';

jest.setTimeout(180_000);

const MINUTE = 60_000;
const ACCOUNTS = 400;
const databases = createTestDatabases();

/** The simulator of these tests has no request rates to keep to. */
const unhurried = () => new Pacer({ perSecond: 1_000_000, burst: 1_000 });

describe('reading a large organization over HTTP', () => {
  let simulator: AwsSimulator;
  let clients: AwsClients;

  beforeAll(async () => {
    simulator = await AwsSimulator.start({
      limits: 'no-request-rates',
      emptyPages: 0,
      org: generateOrganization({
        accounts: ACCOUNTS,
        permissionSets: 60,
        users: 100,
        seed: 4,
      }),
    });
    clients = AwsClients.create({
      ...simulator.clientConfig,
      version: 'test',
      pace: { perSecond: 1_000 },
    });
  });

  afterAll(async () => {
    clients.destroy();
    await simulator.stop();
  });

  it('gets there through throttling and a fault half-way, and costs little from then on', async () => {
    const clock = new ManualClock();
    const stores = await createTestStores({ databases, id: 'SQLITE_3', clock });
    const logger = mockServices.logger.mock();
    const sync = new DirectorySync({
      reader: AwsDirectory.create({
        clients,
        instance: InstanceLocator.create({ clients, logger }),
        createPacer: unhurried,
      }),
      store: stores.directory,
      details: stores.directoryDetails,
      clock,
      logger,
    });
    const directory = new DirectoryService({
      store: stores.directory,
      clock,
      maximumAgeMs: 24 * 60 * MINUTE,
    });
    const tagCalls = () =>
      simulator.apiCalls().byOperation['organizations:ListTagsForResource']
        ?.succeeded ?? 0;

    simulator.faults.add({
      operation: 'ListTagsForResource',
      service: 'organizations',
      probability: 0.03,
      action: { kind: 'throttle' },
    });
    simulator.faults.add({
      operation: 'ListTagsForResource',
      service: 'organizations',
      nth: 250,
      action: { kind: 'error', name: 'AccessDeniedException', status: 400 },
    });
    await sync.run();
    await expect(directory.requireSnapshot()).rejects.toMatchObject({
      code: 'directory-unavailable',
    });
    const before = tagCalls();
    expect(before).toBeLessThan(ACCOUNTS);

    clock.advance(MINUTE);
    await sync.run();
    const snapshot = await directory.requireSnapshot();
    expect(snapshot.accounts.size).toBe(ACCOUNTS);
    expect(snapshot.units?.size).toBeGreaterThan(1);
    // What the first reading had was kept; a few calls were under way when it failed.
    expect(tagCalls()).toBeLessThan(ACCOUNTS + 10);
    expect(simulator.apiCalls().throttled).toBeGreaterThan(0);

    simulator.faults.clear();
    simulator.resetApiCalls();
    clock.advance(15 * MINUTE);
    await sync.run();
    const { byOperation } = simulator.apiCalls();
    expect(tagCalls()).toBe(100);
    expect(byOperation['sso-admin:DescribePermissionSet']?.calls).toBe(25);
    const again = await directory.requireSnapshot();
    expect(again.syncedAt).toEqual(clock.now());
    expect(again.accounts).toEqual(snapshot.accounts);
    expect(again.permissionSets).toEqual(snapshot.permissionSets);
  });
});
