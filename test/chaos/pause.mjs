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

// yarn chaos:pause: the acting replica is stopped in the middle of its work for
// longer than its lease, and goes on while more of it falls due
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { reportFigures } from '../../scripts/lib/figures.mjs';
import { runMain } from '../../scripts/lib/say.mjs';
import { startRecordingProxy } from '../bench/lib/recordingProxy.mjs';
import { makeGrants, stopAmidTransaction, stopAmidWork } from './sleep.mjs';
import { Witness } from './Witness.mjs';
import { World } from './World.mjs';

/** The lease lasts 10 s; the replica sleeps well beyond it. */
const CONTINUE_AFTER_MS = 30_000;

/** How long what a replica writes after it has woken up is looked for, at least. */
const WATCH_MS = 10_000;

const PATIENCE_MS = 60_000;

/** As many as AWS works on at a time. */
const TOGETHER = Array.from({ length: 15 }, () => 0);

/** When grants end: together, then while the replica sleeps, then around the moment that it goes on. */
const ENDS = [
  ...TOGETHER,
  ...[14_000, 15_000, 16_000],
  ...Array.from(
    { length: 10 },
    (_, index) => CONTINUE_AFTER_MS - 500 + index * 250,
  ),
];

const goals = {
  takeoverSeconds: { atMost: 15 },
  // In the middle of its work: else there would be nothing to go on with.
  unsentIntents: { atLeast: 1 },
  unansweredCalls: { atLeast: 1 },
  dueAtContinue: { atLeast: 5 },
  // Who wrote what is known: the replica did write before it slept.
  writesBefore: { atLeast: 1 },
  rowsBefore: { atLeast: 1 },
  writesAfterwards: { atMost: 0 },
  rowsAfterwards: { atMost: 0 },
  leaseChanges: { atMost: 0 },
  writesOfTheOther: { atLeast: ENDS.filter(at => at > 0).length },
  left: { atMost: 0 },
  takeoverAmidTransactionSeconds: { atMost: 15 },
  leftAmidTransaction: { atMost: 0 },
};

const say = line => process.stderr.write(`${line}\n`);
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

runMain(async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'chaos-pause-'));
  const world = new World(dir, {
    wayToAws: startRecordingProxy,
    configFiles: ['test/chaos/app-config.pause.yaml'],
  });
  let met = false;
  let witness;
  try {
    await world.start();
    witness = await Witness.open(world);
    met = reportFigures({
      name: 'pause',
      figures: {
        ...(await sleepAmidWork(world, witness)),
        ...(await sleepAmidTransaction(world, witness)),
      },
      goals,
      json: process.argv.includes('--json'),
    });
  } finally {
    await witness?.close();
    await world.stop();
    if (met) {
      fs.rmSync(dir, { recursive: true, force: true });
    } else {
      say(`Logs of the replicas are in ${dir}`);
    }
  }
  process.exit(met ? 0 : 1);
});

/** With removals that it has committed to and not sent, others whose answers come while it sleeps, and more that is due when it wakes up. */
async function sleepAmidWork(world, witness) {
  const before = await witness.lease();
  const { acting: sleeper, other } = rolesOf(world, before);
  const begin = await makeGrants(world, ENDS);

  say(`▸ Stopping replica ${sleeper.name} in the middle of its removals`);
  const asleep = await stopAmidWork(world, sleeper, witness);
  const takenAt = await takenOver(witness, before);
  await sleep(begin + CONTINUE_AFTER_MS - Date.now());

  const lease = await witness.lease();
  const rowsBefore = await witness.rowsOf(sleeper);
  const writesBefore = witness.writesOf(sleeper).length;
  const dueAtContinue = await witness.liveGrants();
  say('▸ Letting it go on');
  world.resume(sleeper);
  const wokenAt = Date.now();
  const left = await untilEnded(witness);
  await sleep(wokenAt + WATCH_MS - Date.now());

  const leaseAfter = await witness.lease();
  return {
    takeoverSeconds: (takenAt - asleep.at) / 1000,
    unsentIntents: asleep.unsent,
    unansweredCalls: asleep.unanswered,
    dueAtContinue,
    writesBefore,
    rowsBefore,
    writesAfterwards: witness.writesOf(sleeper).length - writesBefore,
    rowsAfterwards: (await witness.rowsOf(sleeper)) - rowsBefore,
    leaseChanges: Number(leaseAfter.fencing_token - lease.fencing_token),
    writesOfTheOther: witness.writesOf(other).length,
    left,
  };
}

/** While PostgreSQL keeps the lease locked for it. */
async function sleepAmidTransaction(world, witness) {
  const before = await witness.lease();
  const { acting: sleeper } = rolesOf(world, before);
  await makeGrants(world, TOGETHER);
  say(`▸ Stopping replica ${sleeper.name} in the middle of a transaction`);
  const { at } = await stopAmidTransaction(world, sleeper, witness);
  const takenAt = await takenOver(witness, before);
  world.resume(sleeper);
  return {
    takeoverAmidTransactionSeconds: (takenAt - at) / 1000,
    leftAmidTransaction: await untilEnded(witness),
  };
}

function rolesOf({ replicas }, { holder }) {
  const acting = replicas.find(({ child }) =>
    holder.includes(`-${child.pid}-`),
  );
  return { acting, other: replicas.find(replica => replica !== acting) };
}

async function takenOver(witness, before) {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const lease = await witness.lease();
    if (lease.fencing_token !== before.fencing_token) {
      return Date.now();
    }
    await sleep(100);
  }
  throw new Error('No other replica took over');
}

/** How many grants have not ended after a while. */
async function untilEnded(witness) {
  const deadline = Date.now() + PATIENCE_MS;
  let left = await witness.liveGrants();
  while (left > 0 && Date.now() < deadline) {
    await sleep(200);
    left = await witness.liveGrants();
  }
  return left;
}
