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

jest.setTimeout(120_000);

const MINUTE = 60_000;
const databases = createTestDatabases();

describe('Engine', () => {
  let lab: EngineLab;

  async function start(
    options: Partial<Parameters<typeof EngineLab.start>[0]> = {},
  ) {
    lab = await EngineLab.start({ databases, id: 'SQLITE_3', ...options });
    return lab;
  }

  afterEach(async () => {
    await lab.stop();
  });

  it('gives access after AWS succeeded and lists it, and takes it away when the window ends', async () => {
    await start();
    const request = await lab.approve({ minutes: 10 });
    await lab.pass(500);
    expect(await lab.status(request)).toBe('activating');
    await lab.pass(10_000);
    expect(await lab.status(request)).toBe('active');
    expect(lab.canUse()).toBe(true);

    await lab.pass(10 * MINUTE - 10_500);
    expect(lab.canUse()).toBe(true);
    await lab.pass(15_000);

    expect(lab.canUse()).toBe(false);
    expect(await lab.read(request)).toMatchObject({
      status: 'ended',
      endReason: 'elapsed',
      overdueSince: null,
    });
    expect(await lab.eventTypes(request)).toEqual([
      'request.scheduled',
      'request.activating',
      'assignment.create-intended',
      'assignment.create-accepted',
      'assignment.verified-present',
      'request.active',
      'request.ending',
      'assignment.delete-intended',
      'assignment.delete-accepted',
      'assignment.verified-absent',
      'request.ended',
    ]);
    expect(await lab.assignment(request)).toMatchObject({
      owned: false,
      verified: 'absent',
      phase: 'idle',
      nextActionAt: null,
    });
  });

  it('takes access away at its end to the moment, whatever else is due and cannot be moved', async () => {
    await start();
    const stuck = await lab.approve({ user: 'bo.ek' });
    lab.gate = {
      check: async request =>
        request.id === stuck.id
          ? { ok: false, retry: true, reason: 'AWS does not answer' }
          : { ok: true },
    };
    // None of them ends when the scheduler would have a turn run anyway.
    const grants = await Promise.all(
      ['payments-prod', 'payments-dev'].map((account, index) =>
        lab.approve({ account, minutes: (60.3 + index * 1.6) / 60 }),
      ),
    );
    await lab.pass(66_000);
    expect(await lab.status(stuck)).toBe('scheduled');
    const { requests } = lab.simulator.state();
    for (const { principalId, accountId, endsAt } of grants) {
      const removal = requests.find(
        it =>
          it.kind === 'delete' &&
          it.principalId === principalId &&
          it.accountId === accountId,
      );
      const late =
        Date.parse(removal?.acceptedAt ?? '') - (endsAt?.getTime() ?? 0);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(250);
    }
  });

  it('takes access away as soon as it is released', async () => {
    await start();
    const request = await lab.approve();
    await lab.pass(10_000);
    await lab.release(request);
    await lab.pass(10_000);
    expect(lab.canUse()).toBe(false);
    expect(await lab.read(request)).toMatchObject({
      status: 'ended',
      endReason: 'released',
    });
  });

  it('waits for a start that lies ahead', async () => {
    await start();
    const request = await lab.approve({ inMinutes: 2 });
    await lab.pass(2 * MINUTE - 1_000);
    expect(await lab.status(request)).toBe('scheduled');
    expect(lab.canUse()).toBe(false);
    await lab.pass(12_000);
    expect(await lab.status(request)).toBe('active');
  });

  it('expires what nobody decided', async () => {
    await start();
    const request = await lab.approve({ inMinutes: 60 });
    await lab.stores.requests.update(await lab.read(request), {
      status: 'pending',
    });
    await lab.clock.advanceTo(request.expiresAt);
    await lab.engine.runTurn();
    expect(await lab.status(request)).toBe('expired');
  });

  it('keeps the assignment while another grant still needs it; the last one out removes it', async () => {
    await start();
    const first = await lab.approve({ minutes: 5 });
    await lab.pass(10_000);
    const second = await lab.approve({ minutes: 10 });
    await lab.pass(10_000);
    expect(await lab.status(second)).toBe('active');

    await lab.pass(5 * MINUTE);
    expect(await lab.status(first)).toBe('ended');
    expect(lab.canUse()).toBe(true);
    expect(lab.calls('DeleteAccountAssignment')).toBe(0);

    await lab.pass(6 * MINUTE);
    expect(await lab.status(second)).toBe('ended');
    expect(lab.canUse()).toBe(false);
    expect(lab.calls('CreateAccountAssignment')).toBe(1);
  });

  it('recognises access that was there before, and never removes it', async () => {
    await start();
    lab.simulator.admin.assign(WHO);
    await lab.pass(1_000);
    const request = await lab.approve({ minutes: 5 });
    await lab.pass(10_000);
    expect(await lab.status(request)).toBe('active');
    expect(await lab.assignment(request)).toMatchObject({
      standing: true,
      owned: false,
      standingEvidence: expect.stringContaining('ListAccountAssignments'),
    });
    await lab.pass(6 * MINUTE);
    expect(await lab.status(request)).toBe('ended');
    expect(lab.canUse()).toBe(true);
    expect(lab.calls('CreateAccountAssignment')).toBe(0);
    expect(lab.calls('DeleteAccountAssignment')).toBe(0);
  });

  it('does not count access through a group as the own', async () => {
    await start();
    lab.simulator.admin.assign({
      group: 'payments-leads',
      account: WHO.account,
      permissionSet: WHO.permissionSet,
    });
    await lab.pass(1_000);
    const request = await lab.approve();
    await lab.pass(10_000);
    expect(await lab.assignment(request)).toMatchObject({ standing: false });
    expect(lab.calls('CreateAccountAssignment')).toBe(1);
  });

  it('fails for good when AWS refuses, with the reason, and proves that nothing is there', async () => {
    await start();
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      action: {
        kind: 'error',
        name: 'AccessDeniedException',
        status: 400,
        message: 'not authorized to perform: sso:CreateAccountAssignment',
      },
    });
    const request = await lab.approve();
    await lab.pass(10_000);
    expect(await lab.read(request)).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('sso:CreateAccountAssignment'),
    });
    expect(lab.canUse()).toBe(false);
  });

  it('tries a creation again that AWS accepted and then failed, three times at most', async () => {
    await start();
    const fault = lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      times: 2,
      action: { kind: 'fail-later' },
    });
    const lucky = await lab.approve();
    await lab.pass(30_000);
    expect(fault.hits).toBe(2);
    expect(await lab.status(lucky)).toBe('active');

    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      action: { kind: 'fail-later' },
    });
    const unlucky = await lab.approve({ permissionSet: 'ReadOnly' });
    await lab.pass(60_000);
    expect(await lab.read(unlucky)).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('unexpected internal'),
    });
    expect(lab.canUse({ permissionSet: 'ReadOnly' })).toBe(false);
  });

  it('tries a removal again that AWS accepted and then failed, for ever', async () => {
    await start();
    const request = await lab.approve({ minutes: 2 });
    const fault = lab.simulator.faults.add({
      operation: 'DeleteAccountAssignment',
      times: 6,
      action: { kind: 'fail-later' },
    });
    await lab.pass(5 * MINUTE);
    expect(fault.hits).toBe(6);
    expect(await lab.status(request)).toBe('ended');
    expect(lab.canUse()).toBe(false);
  });

  it('lapses when AWS is away for the whole window, and gives nothing afterwards', async () => {
    await start();
    await lab.simulator.outage.start({ mode: 'unavailable' });
    const request = await lab.approve({ minutes: 2 });
    await lab.pass(3 * MINUTE);
    expect(await lab.status(request)).toBe('activating');
    expect(lab.engine.health().identityCenter.status).toBe('down');
    await lab.simulator.outage.end();
    await lab.pass(MINUTE);
    expect(await lab.status(request)).toBe('lapsed');
    expect(lab.canUse()).toBe(false);
    expect(lab.engine.health().identityCenter.status).toBe('ok');
  });

  it('says loudly that access is overdue, and removes it first when AWS is back', async () => {
    await start();
    const old = await lab.approve({ minutes: 2 });
    await lab.pass(10_000);
    await lab.simulator.outage.start({ mode: 'unavailable' });
    await lab.pass(2 * MINUTE);
    const fresh = await lab.approve({ user: 'gita.rao', minutes: 30 });
    await lab.pass(2 * MINUTE);
    expect(await lab.read(old)).toMatchObject({
      status: 'ending',
      overdueSince: expect.any(Date),
    });
    expect(await lab.eventTypes(old)).toContain('request.overdue');
    expect(lab.logger.error).toHaveBeenCalledWith(
      expect.stringContaining(old.id),
    );

    await lab.simulator.outage.end();
    await lab.pass(MINUTE);
    expect(await lab.read(old)).toMatchObject({
      status: 'ended',
      overdueSince: null,
    });
    expect(await lab.status(fresh)).toBe('active');
    const order = lab.simulator.oracle
      .timeline()
      .filter(({ type }) => type.startsWith('assignment'));
    expect(order.slice(-2).map(({ type }) => type)).toEqual([
      'assignment-removed',
      'assignment-created',
    ]);
  });

  it('goes back to an account that is busy with something else, and to AWS that is too busy', async () => {
    await start();
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      nth: 1,
      action: { kind: 'throttle', reason: 'outstanding' },
    });
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      nth: [2, 3],
      action: {
        kind: 'error',
        name: 'ConflictException',
        status: 400,
        message: 'There is a conflicting operation in process.',
      },
    });
    const request = await lab.approve();
    await lab.pass(MINUTE);
    expect(await lab.status(request)).toBe('active');
    expect(await lab.assignment(request)).toMatchObject({ lastError: null });
  });

  it('has one write at a time under way in an account', async () => {
    await start();
    const requests = await Promise.all([
      lab.approve(),
      lab.approve({ user: 'gita.rao' }),
      lab.approve({ permissionSet: 'ReadOnly' }),
    ]);
    await lab.pass(30_000);
    for (const request of requests) {
      expect(await lab.status(request)).toBe('active');
    }
    expect(lab.simulator.apiCalls().conflicts).toBe(0);
    expect(lab.simulator.apiCalls().outstandingHighWater).toBe(1);
  });

  it('leaves a request waiting that cannot be checked, and fails one that is refused', async () => {
    await start();
    lab.gate = {
      check: async () => ({
        ok: false,
        reason: 'catalog is down',
        retry: true,
      }),
    };
    const request = await lab.approve();
    await lab.pass(20_000);
    expect(await lab.status(request)).toBe('scheduled');

    lab.gate = {
      check: async () => ({
        ok: false,
        reason: 'no longer eligible',
        retry: false,
      }),
    };
    await lab.pass(20_000);
    expect(await lab.read(request)).toMatchObject({
      status: 'failed',
      failure: 'no longer eligible',
    });
    expect(lab.calls('CreateAccountAssignment')).toBe(0);
  });

  it('asks AWS as soon as an approval is committed, without waiting for the next turn', async () => {
    await start();
    await lab.pass(2_000);
    await lab.approve({ user: 'ann.li' });
    await lab.rest();
    expect(lab.calls('CreateAccountAssignment')).toBe(1);
  });

  it('goes on giving and removing access although overdue access cannot be looked for', async () => {
    await start();
    jest
      .spyOn(lab.stores.requests, 'list')
      .mockRejectedValue(new Error('a row that cannot be read'));
    const request = await lab.approve();
    await lab.pass(10_000);
    expect(await lab.status(request)).toBe('active');
    await lab.pass(3_700_000);
    expect(await lab.status(request)).toBe('ended');
    expect(lab.canUse()).toBe(false);
  });
});
