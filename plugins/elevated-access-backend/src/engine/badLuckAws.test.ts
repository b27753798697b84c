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

import { createTestDatabases } from '../__testUtils__/databases';
import { EngineLab, WHO } from './__testUtils__/EngineLab';
import { GarblingProxy, type Garbage } from './__testUtils__/GarblingProxy';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const databases = createTestDatabases();

describe('Bad luck with AWS', () => {
  let lab: EngineLab;
  let proxy: GarblingProxy | undefined;

  beforeEach(async () => {
    lab = await EngineLab.start({
      databases,
      id: 'SQLITE_3',
      via: async url => {
        proxy = await GarblingProxy.start(url);
        return proxy.url;
      },
    });
  });

  afterEach(async () => {
    await lab.stop();
    await proxy?.stop();
  });

  /** The request is over, nothing is left in AWS, and the row says that a listing proved it. */
  async function expectEnded(
    request: Parameters<EngineLab['read']>[0],
  ): Promise<void> {
    expect(await lab.status(request)).toBe('ended');
    expect(lab.canUse()).toBe(false);
    expect(await lab.assignment(request)).toMatchObject({
      owned: false,
      operation: null,
      phase: 'idle',
      verified: 'absent',
      nextActionAt: null,
    });
    expect(await lab.eventTypes(request)).toContain(
      'assignment.verified-absent',
    );
  }

  function assignmentsMade(): number {
    return lab.simulator.oracle
      .timeline()
      .filter(({ type }) => type === 'assignment-created').length;
  }

  it.each([
    ['hears at once and answers after 30 s', 'after'],
    ['hears after 30 s', 'before'],
  ] as const)(
    'gives access once and takes it once when AWS %s',
    async (_, when) => {
      const before = assignmentsMade();
      for (const operation of [
        'CreateAccountAssignment',
        'DeleteAccountAssignment',
      ]) {
        lab.simulator.faults.add({
          operation,
          times: 1,
          action: { kind: 'delay', ms: 30_000, when },
        });
      }
      const request = await lab.approve({ minutes: 3 });
      await lab.pass(MINUTE);
      expect(await lab.status(request)).toBe('active');
      await lab.pass(4 * MINUTE);
      await expectEnded(request);
      expect(assignmentsMade() - before).toBe(1);
    },
  );

  it('leaves nothing when it hears of a creation only after that was taken back', async () => {
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      times: 1,
      action: { kind: 'delay', ms: 30_000, when: 'before' },
    });
    const request = await lab.approve({ minutes: 10 });
    await lab.pass(12_000);
    await lab.release(request);
    await lab.pass(2 * MINUTE);
    await expectEnded(request);
  });

  it('keeps what was given since when it hears of a removal only after that', async () => {
    lab.simulator.faults.add({
      operation: 'DeleteAccountAssignment',
      times: 1,
      action: { kind: 'delay', ms: 30_000, when: 'before' },
    });
    const request = await lab.approve({ minutes: 1 });
    await lab.pass(MINUTE + 5_000);
    const next = await lab.approve({ minutes: 30 });
    await lab.pass(15_000);
    expect(await lab.status(request)).toBe('ended');
    await lab.pass(2 * MINUTE);
    expect(await lab.status(next)).toBe('active');
    expect(lab.canUse()).toBe(true);
  });

  const garbage: Garbage[] = ['html', 'truncated', 'empty', 'no-members'];
  it.each(garbage)(
    'gives access once and takes it once when garbage (%s) comes for every kind of answer',
    async kind => {
      const before = assignmentsMade();
      proxy?.garble(
        [
          'CreateAccountAssignment',
          'DescribeAccountAssignmentCreationStatus',
          'DeleteAccountAssignment',
          'DescribeAccountAssignmentDeletionStatus',
        ],
        kind,
        2,
      );
      const request = await lab.approve({ minutes: 2 });
      await lab.pass(MINUTE);
      expect(await lab.status(request)).toBe('active');
      await lab.pass(2 * MINUTE);
      await expectEnded(request);
      expect(assignmentsMade() - before).toBe(1);
    },
  );

  it.each(garbage)(
    'does not take garbage (%s) for a list without the standing access that it would have shown',
    async kind => {
      lab.simulator.admin.assign(WHO);
      await lab.pass(MINUTE);
      proxy?.garble(['ListAccountAssignments'], kind, 5);
      const request = await lab.approve({ minutes: 1 });
      await lab.pass(3 * MINUTE);
      expect(await lab.status(request)).toBe('ended');
      expect(lab.canUse()).toBe(true);
      expect(lab.calls('DeleteAccountAssignment')).toBe(0);
    },
  );

  it.each(garbage)(
    'does not take garbage (%s) for a list that proves access gone',
    async kind => {
      const request = await lab.approve({ minutes: 1 });
      await lab.pass(30_000);
      expect(await lab.status(request)).toBe('active');
      lab.simulator.faults.add({
        operation: 'DeleteAccountAssignment',
        times: 1,
        action: { kind: 'list-lag', ms: 10_000 },
      });
      await lab.pass(30_000);
      proxy?.garble(['ListAccountAssignments'], kind, 1_000);
      await lab.pass(MINUTE);
      expect(await lab.status(request)).toBe('ending');
      proxy?.garble(['ListAccountAssignments'], kind, 0);
      await lab.pass(MINUTE);
      await expectEnded(request);
    },
  );

  it('ends access as soon as AWS stops answering with 500s', async () => {
    const request = await lab.approve({ minutes: 2 });
    await lab.pass(30_000);
    expect(await lab.status(request)).toBe('active');
    lab.simulator.faults.add({
      service: 'sso-admin',
      action: { kind: 'error', status: 500 },
    });
    await lab.leap(3 * MINUTE, 30_000);
    expect(await lab.read(request)).toMatchObject({
      status: 'ending',
      overdueSince: expect.any(Date),
    });
    lab.simulator.faults.clear();
    await lab.pass(MINUTE);
    await expectEnded(request);
  });

  it('gives and ends access after ten minutes of throttling, and throttles itself meanwhile', async () => {
    const live = await lab.approve({ minutes: 2 });
    await lab.pass(30_000);
    lab.simulator.faults.add({
      operation: 'DeleteAccountAssignment',
      action: { kind: 'throttle' },
    });
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      action: { kind: 'throttle' },
    });
    const waiting = await lab.approve({
      user: 'gita.rao',
      minutes: 30,
    });
    await lab.leap(10 * MINUTE, 20_000);
    expect(await lab.status(live)).toBe('ending');
    expect(await lab.status(waiting)).toBe('activating');
    // A second and more between two tries of each.
    expect(
      lab.calls('DeleteAccountAssignment') +
        lab.calls('CreateAccountAssignment'),
    ).toBeLessThan((2 * 10 * MINUTE) / 1_000);
    lab.simulator.faults.clear();
    await lab.pass(MINUTE);
    await expectEnded(live);
    expect(await lab.status(waiting)).toBe('active');
  });

  it.each([
    [
      'its account is suspended',
      () => lab.simulator.admin.setAccountState(WHO.account, 'SUSPENDED'),
    ],
    [
      'its account is closed',
      () => lab.simulator.admin.setAccountState(WHO.account, 'CLOSED'),
    ],
    [
      'its permission set is deleted',
      () => lab.simulator.admin.deletePermissionSet(WHO.permissionSet),
    ],
    [
      'its person is deleted from Identity Center',
      () => lab.simulator.admin.deleteUser(WHO.user),
    ],
  ])('ends a live grant, verified, when %s', async (_, happens) => {
    const request = await lab.approve({ minutes: 2 });
    await lab.pass(30_000);
    expect(await lab.status(request)).toBe('active');
    const { permissionSetArn, accountId } = request;
    happens();
    await lab.pass(3 * MINUTE);
    expect(await lab.read(request)).toMatchObject({
      status: 'ended',
      endReason: 'elapsed',
    });
    expect(await lab.assignment(request)).toMatchObject({
      owned: false,
      verified: 'absent',
      nextActionAt: null,
    });
    const left = lab.simulator
      .state()
      .assignments.filter(
        assignment =>
          assignment.permissionSetArn === permissionSetArn &&
          assignment.accountId === accountId &&
          assignment.principalId === request.principalId,
      );
    expect(left).toEqual([]);
  });
});
