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
import { EngineLab } from './__testUtils__/EngineLab';

jest.setTimeout(600_000);

const MINUTE = 60_000;
const databases = createTestDatabases();

describe('Engine, when answers of AWS get lost', () => {
  let lab: EngineLab;

  beforeEach(async () => {
    lab = await EngineLab.start({ databases, id: 'SQLITE_3' });
  });

  afterEach(async () => {
    await lab.stop();
  });

  const mishaps = [
    ['the answer is lost after AWS accepted', { kind: 'drop', when: 'after' }],
    ['the request is lost on its way', { kind: 'drop', when: 'before' }],
    ['AWS never answers', { kind: 'hang', when: 'after' }],
    [
      'AWS answers with an internal error although it accepted',
      { kind: 'error', status: 500, when: 'after' },
    ],
    ['AWS forgets the request id', { kind: 'forget-status' }],
    ['the lists lag for twelve seconds', { kind: 'list-lag', ms: 12_000 }],
    ['AWS accepts and fails later', { kind: 'fail-later' }],
  ] as const;

  it.each(mishaps)(
    'gives and removes access all the same when %s',
    async (_, action) => {
      for (const operation of ['Create', 'Delete']) {
        lab.simulator.faults.add({
          operation: `${operation}AccountAssignment`,
          times: 1,
          action,
        });
      }
      const request = await lab.approve({ minutes: 2 });
      await lab.pass(30_000);
      expect(await lab.status(request)).toBe('active');
      expect(lab.canUse()).toBe(true);
      await lab.pass(2 * MINUTE);
      expect(await lab.status(request)).toBe('ended');
      expect(lab.canUse()).toBe(false);
    },
  );

  it('goes on after lost answers although AWS denies the list of what is under way', async () => {
    for (const [operation, noun] of [
      ['Create', 'Creation'],
      ['Delete', 'Deletion'],
    ]) {
      lab.simulator.faults.add({
        operation: `ListAccountAssignment${noun}Status`,
        action: { kind: 'error', status: 400, name: 'AccessDeniedException' },
      });
      lab.simulator.faults.add({
        operation: `${operation}AccountAssignment`,
        times: 1,
        action: { kind: 'drop', when: 'before' },
      });
    }
    const request = await lab.approve({ minutes: 2 });
    await lab.pass(30_000);
    expect(await lab.status(request)).toBe('active');
    await lab.pass(2 * MINUTE);
    expect(await lab.status(request)).toBe('ended');
    expect(lab.canUse()).toBe(false);
  });

  it('does not take a creation that is still under way for one that never happened', async () => {
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      times: 1,
      action: { kind: 'slow-operation', ms: 60_000 },
    });
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      times: 1,
      action: { kind: 'drop', when: 'after' },
    });
    const request = await lab.approve({ minutes: 3 });
    await lab.pass(30_000);
    expect(await lab.assignment(request)).toMatchObject({ phase: 'accepted' });
    await lab.pass(MINUTE);
    expect(await lab.status(request)).toBe('active');
    expect(lab.calls('CreateAccountAssignment')).toBe(1);
  });

  it('removes what a creation left behind whose window is over', async () => {
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      action: { kind: 'slow-operation', ms: 3 * MINUTE },
    });
    const request = await lab.approve({ minutes: 1 });
    await lab.pass(2 * MINUTE);
    expect(await lab.status(request)).toBe('activating');
    await lab.pass(2 * MINUTE);
    expect(await lab.status(request)).toBe('lapsed');
    expect(lab.canUse()).toBe(false);
  });

  it('counts an assignment that somebody else removed as gone', async () => {
    const request = await lab.approve({ minutes: 2 });
    await lab.pass(10_000);
    lab.simulator.admin.unassign({
      user: 'ann.li',
      account: 'payments-prod',
      permissionSet: 'PowerUser',
    });
    await lab.pass(2 * MINUTE);
    expect(await lab.status(request)).toBe('ended');
  });
});

describe.each(databases.eachSupportedId())(
  'Engine, on several replicas on %p',
  id => {
    let lab: EngineLab;

    afterEach(async () => {
      await lab.stop();
    });

    it('lets one of them act', async () => {
      lab = await EngineLab.start({ databases, id, engines: 3 });
      const request = await lab.approve();
      await lab.pass(10_000);
      expect(await lab.status(request)).toBe('active');
      expect(lab.calls('CreateAccountAssignment')).toBe(1);
      expect(
        lab.engines.filter(engine => engine.health().isLeader),
      ).toHaveLength(1);
    });

    it('has another one act within 15 seconds of the death of the first', async () => {
      lab = await EngineLab.start({ databases, id, engines: 0 });
      const mortal = await lab.addMortal();
      await lab.addEngine();
      const request = await lab.approve({ minutes: 1 });
      await lab.pass(55_000);
      mortal.kill();
      await lab.pass(5_000 + 15_000);
      expect(lab.calls('DeleteAccountAssignment')).toBe(1);
      expect(await lab.status(request)).not.toBe('active');
    });

    it('hands over at once when it is shut down', async () => {
      lab = await EngineLab.start({ databases, id, engines: 2 });
      await lab.pass(2_000);
      // Whichever was first to ask for the lease.
      const [first, second] = [...lab.engines].sort(
        (a, b) => Number(b.health().isLeader) - Number(a.health().isLeader),
      );
      expect(first?.health().isLeader).toBe(true);
      await first?.shutdown();
      await second?.runTurn();
      expect(second?.health().isLeader).toBe(true);
    });

    it('counts what another left under way, even when that cannot be read at first', async () => {
      lab = await EngineLab.start({ databases, id });
      lab.simulator.faults.add({
        operation: 'CreateAccountAssignment',
        action: { kind: 'slow-operation', ms: MINUTE },
      });
      await lab.approve();
      await lab.pass(3_000);
      await lab.engine.shutdown();
      const { assignments } = lab.stores;
      jest
        .spyOn(assignments, 'listInOperation')
        .mockRejectedValueOnce(new Error('The database is away'));
      const other = await lab.addEngine({}, lab.stores);
      await expect(other.runTurn()).rejects.toThrow('The database is away');
      expect(other.health().isLeader).toBe(false);
      await other.runTurn();
      expect(other.health()).toMatchObject({
        isLeader: true,
        writesInFlight: 1,
      });
    });

    it('measures how late access is removed from when it had to end', async () => {
      lab = await EngineLab.start({ databases, id });
      const waits: [string, number][] = [];
      await lab.approve({ minutes: 2 });
      await lab.pass(MINUTE);
      await lab.engine.shutdown();
      lab.metrics = { firstCall: (...wait) => waits.push(wait) };
      await lab.clock.advance(5 * MINUTE);
      const other = await lab.addEngine();
      await other.runTurn();
      expect(waits).toEqual([['delete', 4 * MINUTE]]);
    });

    it('does not write after it was paused for longer than its lease', async () => {
      lab = await EngineLab.start({ databases, id, engines: 0 });
      let resume = () => {};
      let fallAsleep = () => {};
      const asleep = new Promise<void>(resolve => {
        fallAsleep = resolve;
      });
      const paused = new Promise<void>(resolve => {
        resume = resolve;
      });
      lab.gate = {
        check: async () => {
          fallAsleep();
          await paused;
          return { ok: true };
        },
      };
      const sleeper = await lab.addEngine();
      const request = await lab.approve();
      await asleep;
      // It holds the lease and sleeps in the middle of a step.
      lab.gate = { check: async () => ({ ok: true }) };
      const other = await lab.addEngine();
      for (let seconds = 0; seconds < 20; seconds += 1) {
        await lab.clock.advance(1_000);
        await other.runTurn();
      }
      expect(other.health().isLeader).toBe(true);
      expect(await lab.status(request)).toBe('active');
      const before = await lab.read(request);
      resume();
      await sleeper.idle();
      expect(sleeper.health().isLeader).toBe(false);
      expect(await lab.read(request)).toEqual(before);
      expect(lab.calls('CreateAccountAssignment')).toBe(1);
    });
  },
);
