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

import { aRequest } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/databases';
import { EngineLab } from './__testUtils__/EngineLab';

jest.setTimeout(300_000);

const SECOND = 1_000;
const REVOCATIONS = 200;

describe('Engine, when hundreds of grants end together', () => {
  const databases = createTestDatabases();
  let lab: EngineLab;

  afterEach(async () => {
    await lab.stop();
  });

  /** Live grants that all end at one instant, in every account that can be used. */
  async function giveThatEnd(endsAt: Date): Promise<void> {
    const { simulator, stores } = lab;
    const { accounts, users, permissionSets } = simulator.state();
    const [set] = permissionSets;
    const places = accounts
      .filter(({ state }) => state === 'ACTIVE')
      .slice(0, 20)
      .flatMap(account =>
        users
          .filter(({ status }) => status === 'ENABLED')
          .slice(0, 10)
          .map(user => ({ account, user })),
      )
      .slice(0, REVOCATIONS);
    expect(places).toHaveLength(REVOCATIONS);
    for (const { account, user } of places) {
      const names = {
        user: user.userName,
        account: account.name,
        permissionSet: set?.name ?? '',
      };
      if (simulator.oracle.canUse(...values(names))) {
        simulator.admin.unassign(names);
      }
      simulator.admin.assign(names);
    }
    await stores.transaction(async tx => {
      for (const { account, user } of places) {
        const key = {
          principalId: user.userId,
          accountId: account.id,
          permissionSetArn: set?.arn ?? '',
        };
        const row = await tx.assignments.ensureLocked(key);
        await tx.assignments.update(row, {
          owned: true,
          verified: 'present',
          verifiedAt: lab.now(),
        });
        await tx.requests.insert(
          aRequest({
            ...key,
            assignmentId: row.id,
            status: 'active',
            createdAt: lab.now(),
            startsAt: lab.now(),
            activatedAt: lab.now(),
            endsAt,
          }),
        );
      }
    });
  }

  it('removes all of them within AWS’s limits, without one throttled call, for at most 1.6 calls each', async () => {
    lab = await EngineLab.start({
      databases,
      id: 'SQLITE_3',
      paced: true,
      // None is lost, however slow the machine.
      requestTimeoutMs: 10_000,
      simulator: {
        limits: 'aws',
        latency: {
          roleExistsMs: 3 * SECOND,
          roleChangesMs: 3 * SECOND,
          spread: 0.4,
          listLagMs: 500,
        },
      },
    });
    await giveThatEnd(new Date(lab.clock.now() + 30 * SECOND));
    lab.simulator.resetApiCalls();
    await lab.pass(30 * SECOND);
    // A fifteenth of what AWS takes for all of them, and some for the last ones.
    await lab.pass(75 * SECOND);
    const live = await lab.stores.requests.count({
      statuses: ['active', 'ending'],
    });
    expect(live).toBe(0);
    const calls = lab.simulator.apiCalls();
    expect(calls).toMatchObject({ throttled: 0, conflicts: 0 });
    expect(calls.outstandingHighWater).toBeLessThanOrEqual(15);
    expect(calls.busiestSecond['sso-admin']).toBeLessThanOrEqual(20);
    const before =
      lab.calls('DeleteAccountAssignment') +
      lab.calls('ListAccountAssignmentDeletionStatus') +
      lab.calls('DescribeAccountAssignmentDeletionStatus');
    expect(before / REVOCATIONS).toBeLessThanOrEqual(1.6);
  });
});

describe('Engine, when hundreds of removals wait to be proved', () => {
  const databases = createTestDatabases();
  let lab: EngineLab;

  afterEach(async () => {
    await lab.stop();
  });

  /** Deletions that AWS reported done, no two of which one listing proves. */
  async function verifyMany(count: number): Promise<void> {
    const { accounts, permissionSets } = lab.simulator.state();
    const { userId } = lab.simulator.lookup.user('bo.ek');
    const keys = accounts
      .flatMap(account =>
        permissionSets.map(set => ({
          principalId: userId,
          accountId: account.id,
          permissionSetArn: set.arn,
        })),
      )
      .slice(0, count);
    expect(keys).toHaveLength(count);
    await lab.stores.transaction(async tx => {
      for (const [index, key] of keys.entries()) {
        const row = await tx.assignments.ensureLocked(key);
        await tx.assignments.update(row, {
          owned: true,
          verified: 'present',
          phase: 'verifying',
          operation: 'delete',
          awsRequestId: `request-${index}`,
          operationStartedAt: lab.now(),
          nextActionAt: lab.now(),
        });
      }
    });
  }

  it('removes what ends meanwhile at once', async () => {
    lab = await EngineLab.start({
      databases,
      id: 'SQLITE_3',
      paced: true,
      requestTimeoutMs: 10_000,
      simulator: { latency: 'none' },
    });
    const request = await lab.approve({ minutes: 1 });
    await lab.pass(58 * SECOND);
    expect(lab.canUse()).toBe(true);
    await verifyMany(585);
    await lab.pass(4 * SECOND);
    const isGone = !lab.canUse();
    // They wait for their turn on the lab's clock.
    await lab.pass(90 * SECOND);
    expect(isGone).toBe(true);
    expect(await lab.status(request)).toBe('ended');
    expect(await lab.stores.assignments.listInOperation()).toEqual([]);
  });
});

function values(names: {
  user: string;
  account: string;
  permissionSet: string;
}): [string, string, string] {
  return [names.user, names.account, names.permissionSet];
}
