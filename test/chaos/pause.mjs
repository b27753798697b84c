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

// yarn chaos:pause: the acting replica is stopped for longer than its lease, and then goes on
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import createKnex from 'knex';
import { reportFigures } from '../../scripts/lib/figures.mjs';
import { runMain } from '../../scripts/lib/say.mjs';
import { People } from './People.mjs';
import { World } from './World.mjs';

/** The lease lasts 10 s; the replica sleeps well beyond it. */
const PAUSE_MS = 25_000;

const goals = {
  takeoverSeconds: { atMost: 15 },
  writesAfterwards: { atMost: 0 },
  unfencedCommits: { atMost: 0 },
};

const say = line => process.stderr.write(`${line}\n`);
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

runMain(async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'chaos-pause-'));
  const world = new World(dir);
  const people = new People({ world });
  let met = false;
  let knex;
  try {
    await world.start();
    await people.signIn();
    knex = openDatabase(world.database);
    const before = await knex('engine_lease').first();
    const sleeper = world.replicas.find(({ child }) =>
      before.holder.includes(`-${child.pid}-`),
    );
    // Its end comes while the acting replica sleeps.
    const granted = await people.getAccess({ duration: 'PT10S' });
    say(`▸ Stopping replica ${sleeper.name}, which acts`);
    const stoppedAt = Date.now();
    world.pause(sleeper);
    const taken = await takenOver(knex, before);
    const takeoverSeconds = (taken - stoppedAt) / 1000;
    await sleep(stoppedAt + PAUSE_MS - Date.now());
    const ended = await knex('requests')
      .where({ id: granted.id })
      .first('status');
    if (ended.status !== 'ended') {
      throw new Error(`Access has not ended: ${ended.status}`);
    }
    const writesBefore = await writes(world);
    const lease = await knex('engine_lease').first();
    const versions = await rows(knex);
    world.resume(sleeper);
    await sleep(10_000);
    const leaseAfter = await knex('engine_lease').first();
    met = reportFigures({
      name: 'pause',
      figures: {
        takeoverSeconds,
        writesAfterwards: (await writes(world)) - writesBefore,
        unfencedCommits:
          Number(leaseAfter.fencing_token !== lease.fencing_token) +
          Number((await rows(knex)) !== versions),
      },
      goals,
      json: process.argv.includes('--json'),
    });
  } finally {
    await knex?.destroy();
    await world.stop();
    if (met) {
      fs.rmSync(dir, { recursive: true, force: true });
    } else {
      say(`Logs of the replicas are in ${dir}`);
    }
  }
  process.exit(met ? 0 : 1);
});

async function takenOver(knex, before) {
  for (;;) {
    const lease = await knex('engine_lease').first();
    if (lease.fencing_token !== before.fencing_token) {
      return Date.now();
    }
    await sleep(100);
  }
}

/** What the engine writes when it moves something on. */
async function rows(knex) {
  return JSON.stringify([
    await knex('assignments').select('id', 'version').orderBy('id'),
    await knex('requests').select('id', 'version').orderBy('id'),
  ]);
}

async function writes(world) {
  const { byOperation } = await world.aws('GET', '/api-calls');
  return ['Create', 'Delete'].reduce(
    (sum, verb) =>
      sum + (byOperation[`sso-admin:${verb}AccountAssignment`]?.calls ?? 0),
    0,
  );
}

function openDatabase(connectionString) {
  const url = new URL(connectionString);
  url.pathname = '/backstage_plugin_elevated-access';
  return createKnex({ client: 'pg', connection: url.href });
}
