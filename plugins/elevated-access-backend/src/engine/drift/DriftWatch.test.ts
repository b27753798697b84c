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

import { AwsClients, AwsDirectory, InstanceLocator } from '../../aws';
import { AssignmentReader } from '../../aws/AssignmentReader';
import type { PolicyService } from '../../policies/types';
import { createTestDatabases } from '../../__testUtils__/databases';
import { DirectoryService } from '../../directory/DirectoryService';
import type { RequestRecord } from '../../domain/types';
import { someSettings } from '../../domain/__testUtils__/policyBuilders';
import { EngineLab, WHO } from '../__testUtils__/EngineLab';
import { AwsDriftReader, DriftComparison, DriftWatch } from '.';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const databases = createTestDatabases();
/** Somebody else's access, somewhere else. */
const OTHER = { ...WHO, user: 'gita.rao', account: 'ledger-prod' };

const unpaced = { turn: async () => {} };

const policies: PolicyService = {
  getPolicies: async () => ({
    eligibility: [
      {
        name: 'engineers',
        effect: 'allow',
        version: 'v1',
        priority: 0,
        subjects: ['group:default/engineers'],
        targets: [{ all: true }],
        permissionSets: [{ name: WHO.permissionSet }],
        maxDuration: 'PT4H',
        approval: 'not-required',
        strictWindow: false,
        reason: { required: false, minLength: 0 },
        ticket: { required: false, minLength: 0 },
      },
    ],
    approval: [],
    settings: someSettings(),
  }),
};

describe('DriftWatch', () => {
  let lab: EngineLab;
  let clients: AwsClients;
  let directory: AwsDirectory;
  /** How many readings were begun. */
  let readings = 0;

  beforeEach(async () => {
    lab = await EngineLab.start({
      databases,
      id: 'SQLITE_3',
      engines: 0,
    });
    clients = AwsClients.create({
      ...lab.simulator.clientConfig,
      requestTimeoutMs: 300,
      version: 'test',
    });
    const instance = InstanceLocator.create({ clients, logger: lab.logger });
    directory = AwsDirectory.create({ clients, instance });
    const clock = { now: () => lab.now() };
    const snapshot = new DirectoryService({
      store: lab.stores.directory,
      clock,
      maximumAgeMs: 24 * HOUR,
    });
    await fillDirectory();
    readings = 0;
    const comparison = new DriftComparison({
      stores: lab.stores,
      reader: new AwsDriftReader({
        assignments: new AssignmentReader({
          clients,
          instance,
          pacer: unpaced,
        }),
        permissionSets: directory,
        provisioner: lab.provisioner,
        pacer: unpaced,
      }),
      directory: snapshot,
      policies,
      protection: { protectedAccountIds: [], delegatedAdministrator: false },
      groups: false,
    });
    lab.chores = [
      new DriftWatch({
        stores: lab.stores,
        comparison: {
          read: async (signal, goOn) => {
            readings += 1;
            return comparison.read(signal, goOn);
          },
          confirm: (suspects, signal, goOn) =>
            comparison.confirm(suspects, signal, goOn),
        },
        directory: snapshot,
        intervalMs: HOUR,
        logger: lab.logger,
      }),
    ];
  });

  afterEach(async () => {
    await lab.stop();
    clients.destroy();
  });

  /** What a synchronisation would find, as far as it matters here. */
  async function fillDirectory(): Promise<void> {
    const { lookup } = lab.simulator;
    const { arn } = lookup.permissionSet(WHO.permissionSet);
    await lab.stores.directory.replace(
      {
        managementAccountId: lookup.managementAccountId,
        accounts: [WHO.account, OTHER.account].map(name => ({
          id: lookup.account(name).id,
          name,
          state: 'ACTIVE',
          ouIds: [],
          ouPath: [],
          tags: {},
        })),
        permissionSets: [
          {
            arn,
            name: WHO.permissionSet,
            description: '',
            sessionDurationMs: HOUR,
            tags: {},
            fingerprint: 'f',
            inManagementAccount: false,
          },
        ],
        users: [WHO.user, OTHER.user].map(userName => ({
          userId: lookup.user(userName).userId,
          userName,
          displayName: userName,
          emails: [],
          enabled: true,
        })),
      },
      lab.now(),
    );
  }

  /** Somebody with access, approved for what the permission set permits now. */
  async function grant(): Promise<RequestRecord> {
    const request = await lab.approve({ minutes: 300 });
    await lab.pass(12_000);
    await approvedAsIs(request);
    expect(await lab.status(request)).toBe('active');
    return request;
  }

  async function approvedAsIs(request: RequestRecord): Promise<void> {
    const { fingerprint } = await directory.describePermissionSet(
      request.permissionSetArn,
    );
    await lab.stores.requests.update(await lab.read(request), {
      permissionSetFingerprint: fingerprint,
    });
  }

  async function findings() {
    return lab.stores.drift.listFindings();
  }

  async function driftEvents(): Promise<string[]> {
    const seen: string[] = [];
    const stop = lab.stores.onCommitted(events =>
      seen.push(...events.map(({ type }) => type)),
    );
    await anHour();
    stop();
    return seen.filter(type => type.startsWith('drift.'));
  }

  /** Enough for the next comparison. */
  async function anHour(): Promise<void> {
    await lab.leap(HOUR, 5 * MINUTE);
    await lab.pass(12_000);
  }

  it('finds nothing where every assignment is explained', async () => {
    await lab.addEngine();
    await grant();
    await lab.pass(15_000);
    expect(await findings()).toEqual([]);
    expect(await lab.stores.drift.state()).toMatchObject({
      comparedAt: expect.any(Date),
      lastError: null,
    });
  });

  it('reports an assignment that no grant explains once, never touches it, and says when it is gone', async () => {
    lab.simulator.admin.assign(OTHER);
    await lab.pass(MINUTE);
    await lab.addEngine();
    await lab.pass(15_000);
    const [finding] = await findings();
    expect(await findings()).toHaveLength(1);
    expect(finding).toMatchObject({
      kind: 'unexplained',
      principal: { type: 'USER', name: OTHER.user },
      account: { name: OTHER.account },
      permissionSet: { name: WHO.permissionSet },
      requestId: null,
    });
    expect(await driftEvents()).toEqual([]);
    expect(await findings()).toMatchObject([
      { id: finding?.id, foundAt: finding?.foundAt },
    ]);
    expect(lab.canUse(OTHER)).toBe(true);
    expect(lab.calls('DeleteAccountAssignment')).toBe(0);

    lab.simulator.admin.unassign(OTHER);
    expect(await driftEvents()).toEqual(['drift.gone']);
    expect(await findings()).toEqual([]);
  });

  it('has somebody told of what no grant explains', async () => {
    lab.simulator.admin.assign(OTHER);
    await lab.pass(MINUTE);
    await lab.addEngine();
    await lab.pass(15_000);
    const untold = await lab.stores.outbox.listDue({
      channel: 'notification',
      now: lab.now(),
      limit: 100,
    });
    expect(untold).toMatchObject([
      { event: { type: 'drift.found', data: { newFindings: 1 } } },
    ]);
  });

  it('reports a grant whose assignment was removed behind our back', async () => {
    await lab.addEngine();
    const request = await grant();
    lab.simulator.admin.unassign(WHO);
    expect(await driftEvents()).toEqual(['drift.found']);
    expect(await findings()).toMatchObject([
      {
        kind: 'removed',
        requestId: request.id,
        person: { entityRef: request.requesterRef },
      },
    ]);
    expect(await lab.status(request)).toBe('active');
  });

  it('reports a permission set that was altered under a live grant', async () => {
    await lab.addEngine();
    const request = await grant();
    await lab.stores.requests.update(await lab.read(request), {
      permissionSetFingerprint: 'as it was approved',
    });
    await anHour();
    expect(await findings()).toMatchObject([
      { kind: 'altered', requestId: request.id },
    ]);
  });

  it('reports what we made and forgot', async () => {
    await lab.addEngine();
    const request = await grant();
    await lab.stores.requests.update(await lab.read(request), {
      status: 'ended',
      endedAt: lab.now(),
    });
    await anHour();
    expect(await findings()).toMatchObject([
      { kind: 'orphaned', assignmentId: request.assignmentId },
    ]);
  });

  it('takes neither lagging lists nor access that comes and goes for drift', async () => {
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      action: { kind: 'list-lag', ms: 3_000 },
    });
    lab.simulator.faults.add({
      operation: 'DeleteAccountAssignment',
      action: { kind: 'list-lag', ms: 3_000 },
    });
    await lab.addEngine();
    for (let round = 0; round < 6; round += 1) {
      const request = await lab.approve({ minutes: 60 });
      await lab.pass(12_000);
      await approvedAsIs(request);
      await lab.leap(10 * MINUTE, 5 * MINUTE);
      await lab.release(request);
      await lab.pass(5_000 + round * 1_500);
    }
    expect(readings).toBeGreaterThan(1);
    const found = await findings();
    expect(found).toEqual([]);
  });

  it('keeps the last complete comparison when one fails, and says why', async () => {
    lab.simulator.admin.assign(OTHER);
    await lab.addEngine();
    await lab.pass(15_000);
    const before = await lab.stores.drift.state();
    lab.simulator.admin.unassign(OTHER);
    lab.simulator.faults.add({
      operation: 'ListAccountsForProvisionedPermissionSet',
      action: { kind: 'error', status: 400, name: 'AccessDeniedException' },
    });
    await anHour();
    expect(await findings()).toHaveLength(1);
    expect(await lab.stores.drift.state()).toMatchObject({
      comparedAt: before.comparedAt,
      lastError: expect.stringContaining(
        'ListAccountsForProvisionedPermissionSet',
      ),
    });
    lab.simulator.faults.clear();
    await lab.leap(15 * MINUTE, MINUTE);
    await lab.pass(10_000);
    expect(await findings()).toEqual([]);
    expect(await lab.stores.drift.state()).toMatchObject({ lastError: null });
  });

  it('rests for the interval between two comparisons, whoever acts', async () => {
    await lab.addEngine();
    await lab.pass(MINUTE);
    await lab.engine.shutdown();
    await lab.addEngine();
    await lab.leap(50 * MINUTE, MINUTE);
    expect(readings).toBe(1);
    await lab.leap(15 * MINUTE, MINUTE);
    await lab.pass(10_000);
    expect(readings).toBe(2);
  });
});
