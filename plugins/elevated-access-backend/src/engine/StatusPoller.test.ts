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
import { createDeferred } from '@backstage/types';
import {
  AwsSimulator,
  VirtualClock,
  type AwsSimulatorOptions,
} from 'aws-identity-center-simulator';
import { AwsClients, IdentityCenterProvisioner, InstanceLocator } from '../aws';
import type { AssignmentOperation } from '../domain/types';
import { AwsLine } from './AwsLine';
import { Contact } from './Contact';
import { noMetrics } from './metrics';
import { StatusPoller } from './StatusPoller';
import { AgreedTime } from './time';
import { TokenBucket } from './TokenBucket';
import type { AcceptedOperation } from './WatchedOperations';
import { WriteLimit } from './WriteLimit';

const SECOND = 1_000;
const USERS = ['ann.li', 'bo.ek', 'cleo.diaz', 'dana.roy', 'eli.stone'];

class Lab {
  readonly clock = new VirtualClock();
  readonly over: string[] = [];
  readonly underWay: string[] = [];
  readonly outcomes = new Map<string, string>();
  readonly contact = new Contact({ monotonic: () => this.clock.now() });
  isCrowded = false;

  static async start(
    options: AwsSimulatorOptions & { lenient?: boolean } = {},
  ): Promise<Lab> {
    const { lenient, ...simulation } = options;
    const clock = new VirtualClock();
    const simulator = await AwsSimulator.start({
      clock,
      limits: 'no-request-rates',
      latency: { roleExistsMs: 3_000, roleChangesMs: 3_000 },
      ...simulation,
    });
    return new Lab(simulator, clock, lenient ?? false);
  }

  readonly provisioner: IdentityCenterProvisioner;
  readonly poller: StatusPoller;
  readonly #clients: AwsClients;

  private constructor(
    readonly simulator: AwsSimulator,
    clock: VirtualClock,
    lenient: boolean,
  ) {
    this.clock = clock;
    const logger = mockServices.logger.mock();
    const monotonic = () => clock.now();
    this.#clients = AwsClients.create({
      ...simulator.clientConfig,
      version: 'test',
      pace: false,
    });
    this.provisioner = IdentityCenterProvisioner.create({
      clients: this.#clients,
      instance: InstanceLocator.create({ clients: this.#clients, logger }),
      lenient,
    });
    const line = new AwsLine({
      provisioner: this.provisioner,
      contact: this.contact,
      bucket: new TokenBucket({ start: 8, highest: 16, monotonic }),
      limit: new WriteLimit({ highest: 15, monotonic }),
      time: new AgreedTime({
        stores: { now: async () => new Date(clock.now()) },
        monotonic,
      }),
      logger,
      metrics: noMetrics,
      onBack: () => {},
    });
    this.poller = new StatusPoller({
      line,
      monotonic,
      setTimer: (run, delayMs) => clock.setTimer(run, delayMs),
      isCrowded: () => this.isCrowded,
      onOver: ({ assignmentId }) => this.over.push(assignmentId),
      onUnderWay: ({ assignmentId }) => this.underWay.push(assignmentId),
      onOutcome: ({ assignmentId, awsRequestId }) => {
        const status = this.poller.status(assignmentId, awsRequestId);
        this.outcomes.set(
          assignmentId,
          'state' in status ? status.state : 'unknown',
        );
        this.poller.forget(assignmentId);
      },
    });
  }

  /** Removals of so many assignments in as many accounts, or of one. */
  async remove(count: number): Promise<AcceptedOperation[]> {
    const accounts = this.simulator
      .state()
      .accounts.filter(({ state }) => state === 'ACTIVE')
      .slice(0, count);
    const accepted = [];
    for (const [index, { name, id }] of accounts.entries()) {
      const user = USERS[index % USERS.length] ?? '';
      this.simulator.admin.assign({
        user,
        account: name,
        permissionSet: 'ReadOnly',
      });
      accepted.push(await this.send('delete', user, id));
    }
    return accepted;
  }

  async send(
    operation: AssignmentOperation,
    user: string,
    accountId: string,
  ): Promise<AcceptedOperation> {
    const { awsRequestId } = await this.provisioner.start(operation, {
      principalId: this.simulator.lookup.user(user).userId,
      accountId,
      permissionSetArn: this.simulator.lookup.permissionSet('ReadOnly').arn,
    });
    return { assignmentId: awsRequestId, accountId, operation, awsRequestId };
  }

  watch(accepted: readonly AcceptedOperation[]): void {
    accepted.forEach(operation => this.poller.watch(operation));
  }

  async pass(ms: number): Promise<void> {
    for (const end = this.clock.now() + ms; this.clock.now() < end; ) {
      await this.clock.advance(50);
      await this.poller.idle();
    }
  }

  /** As above, while something that it asks gets no answer. */
  async passBusily(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 50) {
      await this.clock.advance(50);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  /** Has lists of what succeeded wait; the returned function lets them be answered. */
  holdOutcomes(): () => void {
    const { provisioner } = this;
    const list = provisioner.listRequestIds.bind(provisioner);
    const held = createDeferred();
    jest
      .spyOn(provisioner, 'listRequestIds')
      .mockImplementation(async (operation, state, options) => {
        if (state === 'succeeded') {
          await held;
        }
        return list(operation, state, options);
      });
    return () => held.resolve();
  }

  calls(operation: string): number {
    const { byOperation } = this.simulator.apiCalls();
    return byOperation[`sso-admin:${operation}`]?.calls ?? 0;
  }

  async stop(): Promise<void> {
    this.poller.stop();
    await this.poller.idle();
    this.#clients.destroy();
    await this.simulator.stop();
  }
}

describe('StatusPoller', () => {
  let lab: Lab;

  afterEach(async () => {
    await lab.stop();
  });

  it('tells of one operation by asking about it', async () => {
    lab = await Lab.start();
    const [one] = await lab.remove(1);
    lab.watch(one ? [one] : []);
    await lab.pass(2 * SECOND);
    expect(lab.outcomes.size).toBe(0);
    await lab.pass(4 * SECOND);
    expect([...lab.outcomes.values()]).toEqual(['succeeded']);
    expect(lab.calls('ListAccountAssignmentDeletionStatus')).toBe(0);
  });

  it('tells of many with a few lists, and frees each place as soon as AWS is done with it', async () => {
    lab = await Lab.start();
    lab.isCrowded = true;
    const accepted = await lab.remove(12);
    lab.watch(accepted);
    await lab.pass(3_600);
    expect(lab.over).toHaveLength(12);
    await lab.pass(10 * SECOND);
    expect([...lab.outcomes.values()]).toEqual(Array(12).fill('succeeded'));
    const calls =
      lab.calls('ListAccountAssignmentDeletionStatus') +
      lab.calls('DescribeAccountAssignmentDeletionStatus');
    expect(calls).toBeLessThanOrEqual(10);
  });

  it('goes on freeing places while it still waits for the outcomes of others', async () => {
    lab = await Lab.start();
    lab.watch(await lab.remove(6));
    const answer = lab.holdOutcomes();
    await lab.passBusily(6 * SECOND);
    expect(lab.over).toHaveLength(6);
    expect(lab.outcomes.size).toBe(0);
    const later = await lab.remove(3);
    lab.watch(later);
    await lab.passBusily(8 * SECOND);
    expect(lab.over).toHaveLength(9);
    expect(lab.outcomes.size).toBe(0);
    answer();
    await lab.pass(15 * SECOND);
    expect([...lab.outcomes.values()]).toEqual(Array(9).fill('succeeded'));
  });

  it('goes on freeing places while it still asks about some that no list has shown', async () => {
    lab = await Lab.start();
    const early = await lab.remove(6);
    // Over before they are first asked about.
    await lab.clock.advance(4 * SECOND);
    const answer = lab.holdOutcomes();
    lab.watch(early);
    await lab.passBusily(SECOND);
    const later = await lab.remove(5);
    lab.watch(later);
    await lab.passBusily(8 * SECOND);
    expect(lab.over).toHaveLength(11);
    answer();
    await lab.pass(15 * SECOND);
    expect([...lab.outcomes.values()]).toEqual(Array(11).fill('succeeded'));
  });

  it('frees the place of what no list has shown, although it still waits for the outcomes of others', async () => {
    lab = await Lab.start();
    lab.isCrowded = true;
    lab.watch(await lab.remove(6));
    const answer = lab.holdOutcomes();
    await lab.passBusily(6 * SECOND);
    expect(lab.outcomes.size).toBe(0);
    const later = await lab.remove(1);
    // Over before it is first asked about, and still too young to be taken for it.
    await lab.clock.advance(4 * SECOND);
    lab.watch(later);
    await lab.passBusily(SECOND);
    expect(lab.over).toHaveLength(7);
    answer();
    await lab.pass(15 * SECOND);
    expect([...lab.outcomes.values()]).toEqual(Array(7).fill('succeeded'));
  });

  it('takes for succeeded only what AWS says succeeded', async () => {
    lab = await Lab.start();
    const accepted = await lab.remove(5);
    lab.simulator.faults.add({
      operation: 'DeleteAccountAssignment',
      times: 1,
      action: { kind: 'fail-later' },
    });
    lab.simulator.faults.add({
      operation: 'DeleteAccountAssignment',
      nth: 2,
      action: { kind: 'forget-status' },
    });
    const failing = await lab.send('delete', 'ann.li', '100000000029');
    await lab.pass(4 * SECOND);
    const forgotten = await lab.send('delete', 'ann.li', '100000000029');
    lab.watch([...accepted, failing, forgotten]);
    await lab.pass(15 * SECOND);
    expect(lab.outcomes.get(failing.assignmentId)).toBe('failed');
    expect(lab.outcomes.get(forgotten.assignmentId)).toBe('forgotten');
    for (const { assignmentId } of accepted) {
      expect(lab.outcomes.get(assignmentId)).toBe('succeeded');
    }
  });

  it('does not take for over what the list does not show yet', async () => {
    lab = await Lab.start();
    const accepted = await lab.remove(6);
    const list = jest
      .spyOn(lab.provisioner, 'listRequestIds')
      .mockResolvedValue({ ids: new Set(), pages: 1 });
    lab.watch(accepted);
    await lab.pass(1_500);
    expect(lab.over).toEqual([]);
    list.mockRestore();
    await lab.pass(10 * SECOND);
    expect(lab.outcomes.size).toBe(6);
  });

  it('takes the place again of what was listed no longer and goes on all the same', async () => {
    lab = await Lab.start({
      latency: { roleExistsMs: 30_000, roleChangesMs: 30_000 },
    });
    const accepted = await lab.remove(6);
    lab.watch(accepted);
    await lab.pass(3 * SECOND);
    const list = jest
      .spyOn(lab.provisioner, 'listRequestIds')
      .mockResolvedValue({ ids: new Set(), pages: 1 });
    await lab.pass(3 * SECOND);
    expect(lab.underWay.length).toBeGreaterThan(0);
    expect(lab.outcomes.size).toBe(0);
    list.mockRestore();
    await lab.pass(40 * SECOND);
    expect([...lab.outcomes.values()]).toEqual(Array(6).fill('succeeded'));
  });

  it.each([
    ['knows no such lists', { lenient: true }],
    [
      'says that it does not know the operation',
      {
        faults: [
          {
            operation: 'ListAccountAssignmentDeletionStatus',
            action: {
              kind: 'error' as const,
              name: 'UnknownOperationException',
              status: 400,
            },
          },
        ],
      },
    ],
  ])('asks about each where the other side %s', async (_, options) => {
    lab = await Lab.start(options);
    lab.watch(await lab.remove(8));
    await lab.pass(15 * SECOND);
    expect([...lab.outcomes.values()]).toEqual(Array(8).fill('succeeded'));
    expect(
      lab.calls('ListAccountAssignmentDeletionStatus'),
    ).toBeLessThanOrEqual(1);
  });

  it('says that AWS cannot be asked while it cannot, and goes on when it can', async () => {
    lab = await Lab.start();
    const accepted = await lab.remove(5);
    lab.watch(accepted);
    await lab.simulator.outage.start({ mode: 'unavailable' });
    // The SDK waits between its tries in real time; one round is enough.
    await lab.clock.advance(SECOND);
    await lab.poller.idle();
    const [first] = accepted;
    expect(
      lab.poller.status(first?.assignmentId ?? '', first?.awsRequestId ?? ''),
    ).toMatchObject({ failure: { kind: 'unavailable' } });
    await lab.simulator.outage.end();
    await lab.pass(15 * SECOND);
    expect([...lab.outcomes.values()]).toEqual(Array(5).fill('succeeded'));
  });
});
