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

// yarn chaos [--seed N] [--seconds S] [--json]: two replicas, a real PostgreSQL, the simulator, and bad luck
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { reportFigures } from '../../scripts/lib/figures.mjs';
import { runMain } from '../../scripts/lib/say.mjs';
import { judge } from './judge.mjs';
import { People } from './People.mjs';
import { digestOf, makeSchedule } from './schedule.mjs';
import { Weather } from './Weather.mjs';
import { World } from './World.mjs';

const QUIESCE_MS = 180_000;

const goals = {
  leaked: { atMost: 0 },
  lost: { atMost: 0 },
  removedStanding: { atMost: 0 },
  chainBroken: { atMost: 0 },
};

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    // Also says what people were answered.
    verbose: { type: 'boolean', default: false },
  },
});

const say = line => process.stderr.write(`${line}\n`);
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

runMain(async () => {
  const seed = Number(values.seed);
  const seconds = Number(values.seconds);
  const schedule = makeSchedule({ seed, seconds });
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'chaos-'));
  const world = new World(dir);
  const people = new People({ world });
  const weather = new Weather({ world, say });
  let met = false;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      world.stop().finally(() => process.exit(1));
    });
  }
  try {
    say(`▸ Seed ${seed}: schedule ${digestOf(schedule)}; logs in ${dir}`);
    await world.start();
    await people.signIn();
    say(`▸ ${schedule.length} deeds and mishaps in ${seconds} s`);
    await play(schedule, { people, weather });
    say('▸ Good weather, until everything has come to rest');
    await people.done();
    await weather.clear();
    await people.enableAll();
    const found = await settle({ people, weather, world });
    for (const kind of ['leaked', 'lost', 'removedStanding', 'chainBroken']) {
      found[kind].forEach(what => say(`  ${kind}: ${what}`));
    }
    if (values.verbose) {
      people.answers.forEach((count, what) => say(`  ${count} × ${what}`));
      say(`  ${found.became.sort().join(', ')}`);
    }
    met = reportFigures({
      name: 'chaos',
      figures: {
        operations: people.operations,
        kills: world.kills,
        leaked: found.leaked.length,
        lost: found.lost.length,
        removedStanding: found.removedStanding.length,
        chainBroken: found.chainBroken.length,
        requests: found.requests,
        granted: found.granted,
      },
      goals,
      json: values.json,
    });
  } finally {
    await world.stop();
    if (met) {
      fs.rmSync(dir, { recursive: true, force: true });
    } else {
      say(`Logs of the replicas are in ${dir}`);
    }
  }
  process.exit(met ? 0 : 1);
});

async function play(schedule, { people, weather }) {
  const start = Date.now();
  for (const item of schedule) {
    await sleep(start + item.at - Date.now());
    if (item.forMs === undefined) {
      people.act(item);
    } else {
      weather.strike(item);
    }
  }
}

/** Waits until nobody has anything, then looks at what happened. */
async function settle({ people, weather, world }) {
  const deadline = Date.now() + QUIESCE_MS;
  let requests = await people.allRequests();
  while (Date.now() < deadline && requests.some(isUnderWay)) {
    await sleep(1000);
    requests = await people.allRequests();
  }
  const endedAt = Date.now();
  const withEvents = [];
  for (const request of requests) {
    withEvents.push({ ...request, events: await people.events(request.id) });
  }
  const { status, body } = await people.verification();
  const timeline = await world.aws('GET', '/timeline?since=0');
  const found = judge({
    timeline: timeline.events ?? timeline,
    requests: withEvents,
    spells: weather.spells,
    endedAt,
  });
  return {
    ...found,
    lost: [
      ...found.lost,
      ...people.doubles.map(id => `${id} was approved twice`),
    ],
    chainBroken:
      status === 200 && body.intact
        ? []
        : [`${status} ${JSON.stringify(body.brokenAt ?? body)}`],
    requests: requests.length,
    became: requests.map(request => request.failure ?? request.status),
    granted: requests.filter(({ activatedAt }) => activatedAt).length,
  };
}

function isUnderWay({ status }) {
  return ['pending', 'scheduled', 'activating', 'active', 'ending'].includes(
    status,
  );
}
