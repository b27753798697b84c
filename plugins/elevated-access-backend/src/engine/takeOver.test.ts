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

jest.setTimeout(120_000);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const databases = createTestDatabases();

describe('A replica that takes the lease over again', () => {
  let lab: EngineLab;
  /** How often the chore ran. */
  let runs: number;

  beforeEach(async () => {
    lab = await EngineLab.start({ databases, id: 'SQLITE_3', engines: 0 });
    runs = 0;
    lab.chores = [
      {
        name: 'Something rare',
        everyMs: 24 * 60 * MINUTE,
        run: async () => {
          runs += 1;
        },
      },
    ];
    await lab.addEngine();
  });

  afterEach(() => lab.stop());

  /** Another one acts for a while, and is gone. */
  async function loseIt(): Promise<void> {
    await lab.stores.lease.takeOver({
      holder: 'another replica',
      now: lab.now(),
      ttlMs: 10 * SECOND,
    });
    await lab.pass(6 * SECOND);
    expect(lab.engine.health().isLeader).toBe(false);
  }

  it('looks after everything at once, however lately it did: another one has acted since', async () => {
    await lab.pass(20 * SECOND);
    expect(runs).toBe(1);
    await loseIt();
    await lab.pass(10 * SECOND);
    expect(lab.engine.health().isLeader).toBe(true);
    expect(runs).toBe(2);
  });

  it('counts what the rows say is under way, not what it remembers', async () => {
    lab.simulator.faults.add({
      operation: 'CreateAccountAssignment',
      action: { kind: 'slow-operation', ms: 10 * MINUTE },
    });
    const request = await lab.approve({ minutes: 60 });
    await lab.pass(3 * SECOND);
    expect(lab.engine.health().writesInFlight).toBe(1);
    await loseIt();
    // The other one saw it to its end.
    const row = await lab.assignment(request);
    if (!row) {
      throw new Error('Its row is gone');
    }
    await lab.stores.assignments.update(row, {
      phase: 'idle',
      operation: null,
      awsRequestId: null,
      nextActionAt: null,
    });
    await lab.stores.requests.update(await lab.read(request), {
      status: 'ended',
      endedAt: lab.now(),
    });
    await lab.pass(10 * SECOND);
    expect(lab.engine.health()).toMatchObject({
      isLeader: true,
      writesInFlight: 0,
    });
  });
});
