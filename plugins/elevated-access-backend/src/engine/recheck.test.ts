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

import { anApproval } from '../__testUtils__/builders';
import { askAgain } from '../domain/reapproval';
import type { RequestRecord } from '../domain/types';
import { createTestDatabases } from '../__testUtils__/databases';
import { EngineLab } from './__testUtils__/EngineLab';
import type { ActivationGate } from './GateKeeper';
import { CLEARED_FOR, GATE_RETRY, LATE_EFFECT } from './tuning';

jest.setTimeout(180_000);

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const databases = createTestDatabases();

type Answer = Awaited<ReturnType<ActivationGate['check']>>;

const refused: Answer = { ok: false, retry: false, reason: 'not eligible' };

describe.each(databases.eachSupportedId())('Access that waits, on %s,', id => {
  let lab: EngineLab;
  let checks: number;
  let answer: (request: RequestRecord) => Answer;

  beforeEach(async () => {
    lab = await EngineLab.start({ databases, id });
    checks = 0;
    answer = () => ({ ok: true });
    lab.gate = {
      check: async request => {
        checks += 1;
        return answer(request);
      },
    };
  });

  afterEach(() => lab.stop());

  const creations = () => lab.calls('CreateAccountAssignment');

  /** AWS takes no write until told otherwise. */
  function refuseWrites(): () => void {
    const fault = lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      action: { kind: 'throttle' },
    });
    return () => fault.remove();
  }

  it('is checked once when it is given at once', async () => {
    const request = await lab.approve({ minutes: 60 });
    await lab.pass(10 * SECOND);
    expect(await lab.status(request)).toBe('active');
    expect(checks).toBe(1);
  });

  it.each([
    ['nobody had to approve', null],
    ['somebody approved', anApproval()],
  ])(
    'is not given for hours late to somebody who lost it meanwhile, where %s',
    async (_what, approval) => {
      const takeWrites = refuseWrites();
      const request = await lab.approve({ minutes: 300 });
      await lab.stores.requests.update(await lab.read(request), { approval });
      await lab.leap(2 * HOUR, 5 * MINUTE);
      expect(await lab.status(request)).toBe('activating');

      answer = () => refused;
      await lab.leap(2 * MINUTE, 30 * SECOND);
      takeWrites();
      const sent = creations();
      await lab.pass(30 * SECOND);
      expect(creations()).toBe(sent);
      expect(lab.canUse()).toBe(false);
      expect(await lab.read(request)).toMatchObject({
        status: 'failed',
        failure: 'not eligible',
      });
    },
  );

  it('goes back to its approvers with what is true now when it changed meanwhile', async () => {
    const takeWrites = refuseWrites();
    const request = await lab.approve({ minutes: 300 });
    await lab.leap(20 * MINUTE, MINUTE);
    const digest = (await lab.read(request)).digest;
    answer = changed => ({
      ok: false,
      retry: false,
      reason: 'changed',
      reapproval: askAgain(changed, {
        reason: 'changed',
        now: lab.now(),
        expiryMs: HOUR,
        permissionSet: {
          name: 'PowerUser2',
          fingerprint: 'sha256:bb',
          sessionDurationMs: 2 * HOUR,
        },
      }),
    });
    await lab.leap(2 * MINUTE, 30 * SECOND);
    takeWrites();
    const sent = creations();
    await lab.pass(30 * SECOND);
    const again = await lab.read(request);
    expect(again).toMatchObject({
      status: 'pending',
      reapprovalReason: 'changed',
      failure: null,
      permissionSetName: 'PowerUser2',
      permissionSetFingerprint: 'sha256:bb',
      sessionDurationMs: 2 * HOUR,
    });
    expect(again.digest).not.toBe(digest);
    expect(creations()).toBe(sent);
    expect(await lab.eventTypes(request)).toContain(
      'request.reapproval-needed',
    );
  });

  it('is given late when everything is as it was', async () => {
    const takeWrites = refuseWrites();
    const request = await lab.approve({ minutes: 300 });
    await lab.leap(20 * MINUTE, MINUTE);
    takeWrites();
    await lab.pass(30 * SECOND);
    expect(await lab.status(request)).toBe('active');
    expect(checks).toBeGreaterThan(1);
  });

  it('waits while that cannot be checked, and lapses when its window passes', async () => {
    const takeWrites = refuseWrites();
    const request = await lab.approve({ minutes: 30 });
    const short = await lab.approve({ account: 'ledger-prod', minutes: 10 });
    await lab.pass(5 * SECOND);
    answer = () => ({ ok: false, retry: true, reason: 'the catalog is down' });
    await lab.leap(5 * MINUTE, 30 * SECOND);
    takeWrites();
    const sent = creations();
    await lab.leap(10 * MINUTE, 30 * SECOND);
    expect(creations()).toBe(sent);
    expect(await lab.status(request)).toBe('activating');
    expect(await lab.status(short)).toBe('lapsed');

    answer = () => ({ ok: true });
    await lab.pass(GATE_RETRY + 20 * SECOND);
    expect(await lab.status(request)).toBe('active');
  });

  it('does not keep others in its account from losing theirs while it cannot be checked', async () => {
    const other = await lab.approve({ user: 'gita.rao', minutes: 4 });
    await lab.pass(10 * SECOND);
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      times: 1,
      action: { kind: 'drop', when: 'before' },
    });
    const request = await lab.approve({ minutes: 60 });
    const reads = lab.simulator.faults.add({
      operation: 'ListAccountAssignmentCreationStatus',
      action: { kind: 'throttle' },
    });
    await lab.leap(CLEARED_FOR + MINUTE, 30 * SECOND);
    answer = () => ({ ok: false, retry: true, reason: 'the catalog is down' });
    reads.remove();
    await lab.pass(2 * MINUTE);
    expect(creations()).toBe(2);
    expect(await lab.status(request)).toBe('activating');
    expect(await lab.status(other)).toBe('ended');
  });

  it('is taken back when it is refused after a creation whose answer was lost', async () => {
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      times: 1,
      action: { kind: 'drop', when: 'after' },
    });
    const reads = lab.simulator.faults.add({
      operation: 'ListAccountAssignmentCreationStatus',
      action: { kind: 'throttle' },
    });
    const request = await lab.approve({ minutes: 60 });
    await lab.leap(CLEARED_FOR + MINUTE, 30 * SECOND);
    expect(lab.canUse()).toBe(true);
    answer = () => refused;
    reads.remove();
    await lab.pass(LATE_EFFECT + MINUTE);
    expect(lab.canUse()).toBe(false);
    expect(await lab.read(request)).toMatchObject({
      status: 'failed',
      failure: 'not eligible',
    });
    expect(creations()).toBe(1);
  });

  it('is checked by a replica that takes over, which cannot know when that was done', async () => {
    const takeWrites = refuseWrites();
    const request = await lab.approve({ minutes: 60 });
    await lab.pass(10 * SECOND);
    expect(checks).toBe(1);
    await lab.engine.shutdown();
    answer = () => refused;
    await lab.addEngine();
    takeWrites();
    const sent = creations();
    await lab.pass(20 * SECOND);
    expect(creations()).toBe(sent);
    expect(await lab.status(request)).toBe('failed');
  });
});
