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
import { ConflictError } from '@backstage/errors';
import { AwsSimulator, VirtualClock } from 'aws-identity-center-simulator';
import { AwsClients, IdentityCenterProvisioner, InstanceLocator } from '../aws';
import { aRequest, START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { Lease } from '../database/types';
import type { AssignmentRecord, RequestRecord } from '../domain/types';
import { commitChange } from './commitChange';
import { engineParts } from './engineParts';
import type { Change } from './steps';

jest.setTimeout(60_000);

const SECOND = 1_000;
const TTL = 10 * SECOND;
const databases = createTestDatabases();

/** A grant that waits for access, and its assignment. */
async function makeWaiting(
  stores: DatabaseStores,
  key = {
    principalId: 'p',
    accountId: '111122223333',
    permissionSetArn: 'arn',
  },
) {
  return stores.transaction(async tx => {
    const row = await tx.assignments.ensureLocked(key);
    const assignment = await tx.assignments.update(row, {
      nextActionAt: START,
    });
    const request = aRequest({
      ...key,
      assignmentId: row.id,
      status: 'activating',
      startsAt: START,
      endsAt: new Date(START.getTime() + 3_600 * SECOND),
    });
    await tx.requests.insert(request);
    return { assignment, request };
  });
}

describe.each(databases.eachSupportedId())(
  'What one step changes, on %p',
  id => {
    let stores: DatabaseStores;
    let assignment: AssignmentRecord;
    let request: RequestRecord;
    let change: Change;
    let lease: Lease;
    let events: string[];

    beforeEach(async () => {
      const clock = new ManualClock(START);
      stores = await createTestStores({ databases, id, clock });
      ({ assignment, request } = await makeWaiting(stores));
      events = [];
      stores.onCommitted(told => {
        events.push(...told.map(({ type }) => type));
      });
      const taken = await stores.lease.acquire({
        holder: 'first',
        now: START,
        ttlMs: TTL,
      });
      if (!taken) {
        throw new Error('Nobody else can hold the lease');
      }
      lease = taken;
      change = {
        assignment: { verified: 'present', nextActionAt: null },
        transitions: [
          {
            request,
            patch: { status: 'active', activatedAt: START },
            event: { type: 'request.active', data: {} },
          },
        ],
        events: [{ type: 'assignment.verified-present', data: {} }],
      };
    });

    const commit = () =>
      commitChange({ stores, lease, assignment, change, now: START });

    const written = async () => ({
      status: (await stores.requests.get(request.id))?.status,
      verified: (await stores.assignments.get(assignment.id))?.verified,
      events,
    });

    it('is committed as a whole, with its events', async () => {
      await commit();
      expect(await written()).toEqual({
        status: 'active',
        verified: 'present',
        events: ['assignment.verified-present', 'request.active'],
      });
    });

    it('is not committed once another replica holds the lease, although nobody changed the rows', async () => {
      await stores.lease.takeOver({ holder: 'second', now: START, ttlMs: TTL });
      await expect(commit()).rejects.toThrow(ConflictError);
      expect(await written()).toEqual({
        status: 'activating',
        verified: null,
        events: [],
      });
    });

    it.each([
      [
        'the assignment',
        () => stores.assignments.wake(assignment.id, new Date(0)),
      ],
      [
        'one of its requests',
        () => stores.requests.update(request, { failure: 'no' }),
      ],
    ])(
      'is not committed, not even in part, when somebody changed %s meanwhile',
      async (_, meanwhile) => {
        await meanwhile();
        await expect(commit()).rejects.toThrow(ConflictError);
        expect(await written()).toEqual({
          status: 'activating',
          verified: null,
          events: [],
        });
      },
    );

    it('is not committed when a request may not move like that', async () => {
      const [transition] = change.transitions;
      change = {
        ...change,
        transitions: transition
          ? [{ ...transition, patch: { status: 'ended' } }]
          : [],
      };
      await expect(commit()).rejects.toThrow();
      expect((await written()).verified).toBeNull();
    });
  },
);

describe('A write that has to wait for its turn', () => {
  let simulator: AwsSimulator;
  let clients: AwsClients;
  let stores: DatabaseStores;
  let now: number;
  let timers: (() => void)[];

  beforeEach(async () => {
    now = 0;
    timers = [];
    simulator = await AwsSimulator.start({
      clock: new VirtualClock(),
      latency: 'none',
    });
    stores = await createTestStores({
      databases,
      id: 'SQLITE_3',
      clock: { now: () => new Date(START.getTime() + now) },
    });
  });

  afterEach(async () => {
    clients.destroy();
    await simulator.stop();
  });

  const monotonic = () => now;
  const setTimer = (run: () => void) => {
    timers.push(run);
    return () => {
      timers = timers.filter(timer => timer !== run);
    };
  };

  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  };

  /** The write waits for so long; gives what came of it. */
  async function afterWaiting(ms: number) {
    const logger = mockServices.logger.mock();
    clients = AwsClients.create({
      ...simulator.clientConfig,
      version: 'test',
      pace: { monotonic, setTimer },
    });
    const { pace } = clients;
    const provisioner = IdentityCenterProvisioner.create({
      clients,
      instance: InstanceLocator.create({ clients, logger }),
    });
    const start = provisioner.start.bind(provisioner);
    let others = Infinity;
    jest.spyOn(provisioner, 'start').mockImplementation((...args) => {
      // Others have used up all that may be asked of AWS in this second.
      for (let count = 0; count < 20; count += 1) {
        pace?.turn({ priority: 'write' });
      }
      others = pace?.waiting ?? 0;
      return start(...args);
    });
    const nothing = () => {};
    const { time, leadership, keeper, worker } = engineParts({
      stores,
      provisioner,
      activationGate: { check: async () => ({ ok: true }) },
      logger,
      monotonic,
      setTimer,
      config: { leaseTtlMs: TTL },
      onRequestMoved: nothing,
      onBack: nothing,
      onOver: nothing,
      onOutcome: nothing,
      onChecked: nothing,
    });
    const { lookup } = simulator;
    const { assignment, request } = await makeWaiting(stores, {
      principalId: lookup.user('ann.li').userId,
      accountId: lookup.account('payments-prod').id,
      permissionSetArn: lookup.permissionSet('PowerUser').arn,
    });
    await leadership.ensure(await time.refresh());
    // It was checked when it was activated.
    keeper.ask(request, { onVerdict: async () => {}, onOver: nothing });
    await keeper.idle();
    const run = worker.run(assignment.id, {
      admitted: true,
      stop: new AbortController().signal,
    });
    const row = () => stores.assignments.get(assignment.id);
    await until(() => (pace?.waiting ?? 0) > others);
    now += ms;
    timers.splice(0).forEach(fire => fire());
    const outcome = await run;
    return {
      outcome: outcome.kind,
      phase: (await row())?.phase,
      sent: simulator.state().requests.length,
    };
  }

  it('goes out while its replica is sure to act alone', async () => {
    expect(await afterWaiting(7 * SECOND)).toEqual({
      outcome: 'resting',
      phase: 'accepted',
      sent: 1,
    });
  });

  it('does not go out when its replica may have lost the lease meanwhile; the intent is left to the next', async () => {
    expect(await afterWaiting(9 * SECOND)).toEqual({
      outcome: 'stopped',
      phase: 'intent',
      sent: 0,
    });
  });
});
