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

/** How long it may take until every event is in the chain. */
const SEALED_MS = 30_000;

const goals = {
  leaked: { atMost: 0 },
  lost: { atMost: 0 },
  removedStanding: { atMost: 0 },
  chainBroken: { atMost: 0 },
  // Where nobody gets anything, nothing can go wrong.
  grantedShare: { atLeast: 0.33 },
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
      found.became.forEach((count, what) => say(`  ${count} × ${what}`));
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
        grantedShare: Number((found.granted / found.requests).toFixed(2)),
        extended: found.extended,
        strict: found.strict,
        scheduled: found.scheduled,
        strictlyJudgedShare: Number(found.strictShare.toFixed(2)),
        worstLatenessSeconds: Math.ceil(found.worstLateness / 1000),
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
  const verification = await sealed(people);
  const history = {
    timeline: await world.aws('GET', '/timeline?since=0'),
    requests,
    log: await people.log(),
    promises: people.promises,
    edits: world.edits,
    // For whoever looks into what took so long.
    calls: await world.aws('GET', '/api-calls'),
    spells: weather.spells,
    endedAt,
  };
  fs.writeFileSync(
    path.join(world.dir, 'history.json'),
    JSON.stringify(history),
  );
  const found = judge(history);
  return {
    ...found,
    lost: [
      ...found.lost,
      ...people.doubles.map(id => `${id} was approved twice`),
    ],
    chainBroken: [
      ...found.chainBroken,
      ...(isIntact(verification) ? [] : [JSON.stringify(verification)]),
    ],
    requests: requests.length,
    became: countEach(requests.map(({ failure, status }) => failure ?? status)),
    ...kindsOf(requests.filter(({ activatedAt }) => activatedAt)),
  };
}

/** What is known of the log when all of it is in the chain. */
async function sealed(people) {
  const deadline = Date.now() + SEALED_MS;
  let verification = await people.verification();
  while (Date.now() < deadline && verification.body.unsealed > 0) {
    await sleep(500);
    verification = await people.verification();
  }
  return verification;
}

function isIntact({ status, body }) {
  return status === 200 && body.intact;
}

/** What kinds of access were given. */
function kindsOf(given) {
  return {
    granted: given.length,
    extended: given.filter(request => request.extends).length,
    strict: given.filter(({ strictWindow }) => strictWindow).length,
    scheduled: given.filter(({ requestedStart }) => requestedStart).length,
  };
}

function countEach(items) {
  const counts = new Map();
  items.forEach(item => counts.set(item, (counts.get(item) ?? 0) + 1));
  return counts;
}

function isUnderWay({ status }) {
  return ['pending', 'scheduled', 'activating', 'active', 'ending'].includes(
    status,
  );
}
