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
import { AwsSimulator } from 'aws-identity-center-simulator';
import {
  AwsClients,
  AwsDirectory,
  IdentityCenterProvisioner,
  InstanceLocator,
} from '../aws';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { ChoreContext } from '../engine/chores';
import { NotLeaderError } from '../engine/Leadership';
import { START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import { observedProvisioner, probesOf } from './awsServices';
import { DependencyWatch } from './DependencyWatch';
import { Reachability } from './Reachability';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('DependencyWatch on %p', id => {
  const logger = mockServices.logger.mock();
  let clock: ManualClock;
  let stores: DatabaseStores;
  let simulator: AwsSimulator;
  let clients: AwsClients;

  beforeEach(async () => {
    clock = new ManualClock(START);
    stores = await createTestStores({ databases, id, clock });
    simulator = await AwsSimulator.start({ limits: 'no-request-rates' });
    clients = AwsClients.create({
      ...simulator.clientConfig,
      requestTimeoutMs: 300,
      version: 'test',
    });
  });

  afterEach(async () => {
    clients.destroy();
    await simulator.stop();
  });

  /** A replica's watch, and the calls from which it learns. */
  function aReplica(
    options: Pick<
      ConstructorParameters<typeof DependencyWatch>[0],
      'eventLog'
    > = {},
  ) {
    const instance = InstanceLocator.create({ clients, logger });
    const reader = AwsDirectory.create({ clients, instance });
    const provisioner = IdentityCenterProvisioner.create({ clients, instance });
    const reachability = new Reachability();
    const watch = new DependencyWatch({
      ...options,
      stores,
      reachability,
      probes: probesOf({ provisioner, reader }),
    });
    return {
      watch,
      provisioner: observedProvisioner(provisioner, reachability),
    };
  }

  async function acting(holder = 'replica-1'): Promise<ChoreContext> {
    const now = clock.now();
    const lease = await stores.lease.acquire({ holder, now, ttlMs: 10_000 });
    return {
      now,
      signal: new AbortController().signal,
      lease: () => {
        if (!lease) {
          throw new NotLeaderError();
        }
        return lease;
      },
    };
  }

  async function states() {
    const all = await stores.dependencies.list();
    return Object.fromEntries(
      all.map(({ name, status, since }) => [
        name,
        [status, (since.getTime() - START.getTime()) / 1_000],
      ]),
    );
  }

  it('finds each service out by itself, and since when it is so', async () => {
    const { watch } = aReplica();
    await watch.run(await acting());
    expect(await states()).toEqual({
      identityCenter: ['ok', 0],
      identityStore: ['ok', 0],
      organizations: ['ok', 0],
    });

    await simulator.outage.start({
      mode: 'reset',
      services: ['identitystore'],
    });
    clock.advance(30_000);
    await watch.run(await acting());
    clock.advance(30_000);
    await watch.run(await acting());
    expect(await states()).toEqual({
      identityCenter: ['ok', 0],
      identityStore: ['down', 30],
      organizations: ['ok', 0],
    });

    await simulator.outage.end();
    clock.advance(30_000);
    await watch.run(await acting());
    expect(await states()).toMatchObject({ identityStore: ['ok', 90] });
  });

  it('learns from the calls that are made anyway, without waiting for the next probe', async () => {
    const { watch, provisioner } = aReplica();
    await watch.run(await acting());
    await simulator.outage.start({ mode: 'refuse' });
    for (let failures = 0; failures < 3; failures += 1) {
      await expect(provisioner.listInProgress('delete')).rejects.toThrow();
    }
    clock.advance(1_000);
    await watch.run(await acting());
    expect(await states()).toMatchObject({
      identityCenter: ['down', 1],
      identityStore: ['ok', 0],
    });
    await simulator.outage.end();
    await provisioner.listInProgress('delete');
    clock.advance(1_000);
    await watch.run(await acting());
    expect(await states()).toMatchObject({ identityCenter: ['ok', 2] });
  });

  it('remembers over a takeover since when a service is down', async () => {
    await simulator.outage.start({ mode: 'reset', services: ['sso-admin'] });
    await aReplica().watch.run(await acting('replica-1'));
    clock.advance(60_000);
    await aReplica().watch.run(await acting('replica-2'));
    expect(await states()).toMatchObject({ identityCenter: ['down', 0] });
  });

  it('keeps what was found of the event log until it is verified again', async () => {
    const broken = aReplica({
      eventLog: () => ({ status: 'down', lastError: 'Event 7: changed' }),
    });
    await broken.watch.run(await acting());
    clock.advance(30_000);
    await aReplica().watch.run(await acting());
    expect(await states()).toMatchObject({ eventLog: ['down', 0] });
  });

  it('writes nothing on a replica that does not act any more', async () => {
    const late = await acting('replica-1');
    clock.advance(60_000);
    await acting('replica-2');
    await expect(aReplica().watch.run(late)).rejects.toThrow('replica-1');
    expect(await states()).toEqual({});
  });
});
