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

// yarn crash-points [--json] [--share N]: the engine dies at every await point and is started again
// yarn crash-points --kill [--json] [--rounds N] [--seed N]: its process is killed at random moments instead
import os from 'node:os';
import { parseArgs } from 'node:util';
import { reportFigures } from '../../scripts/lib/figures.mjs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { run } from '../../scripts/lib/processes.mjs';

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';
const WORKERS = Math.max(2, Math.min(4, os.availableParallelism()));

export const goals = {
  leaked: { atMost: 0 },
  lost: { atMost: 0 },
  removedStanding: { atMost: 0 },
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    // Every N-th death only; the points are found all the same.
    share: { type: 'string', default: '1' },
    only: { type: 'string' },
    kill: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '36' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

const postgres = process.env[POSTGRES] ? undefined : await startPostgres();
const connection = process.env[POSTGRES] ?? postgres?.connectionString;
try {
  process.exitCode = (await (values.kill ? killAtRandom() : dieEverywhere()))
    ? 0
    : 1;
} finally {
  await postgres?.stop();
}

async function dieEverywhere() {
  const stories = values.only
    ? [values.only]
    : JSON.parse((await runWorker(['--list'])).at(-1));
  // A process for each story: what dead engines leave behind makes the next slow.
  const works = [
    ...stories.map(story => ['--only', story]),
    // Statements, transactions and connections of the other database.
    ['--only', 'grant', '--postgres', connection],
  ];
  const found = [];
  await Promise.all(
    Array.from({ length: WORKERS }, async () => {
      for (let args = works.shift(); args; args = works.shift()) {
        const lines = await runWorker(['--share', values.share, ...args]);
        const part = JSON.parse(lines.at(-1));
        found.push(part);
        process.stderr.write(
          `▸ ${args[1]}${args.length > 2 ? ' (PostgreSQL)' : ''}: ${
            part.points
          } points, ${part.restarts} restarts\n`,
        );
      }
    }),
  );
  const all = kind => found.flatMap(part => part[kind]);
  const sum = kind => found.reduce((total, part) => total + part[kind], 0);
  for (const kind of ['leaked', 'lost', 'removedStanding']) {
    all(kind).forEach(what => process.stdout.write(`${kind}: ${what}\n`));
  }
  return reportFigures({
    name: 'crash-points',
    figures: {
      points: sum('points'),
      restarts: sum('restarts'),
      leaked: all('leaked').length,
      lost: all('lost').length,
      removedStanding: all('removedStanding').length,
    },
    goals,
    json: values.json,
  });
}

async function killAtRandom() {
  process.stdout.write(`seed ${values.seed}\n`);
  const lines = await runWorker(
    [
      '--rounds',
      values.rounds,
      '--seed',
      values.seed,
      '--postgres',
      connection,
    ],
    'kill.ts',
  );
  const found = JSON.parse(lines.at(-1));
  const broken = ['leaked', 'lost', 'removedStanding', 'chainBroken'];
  for (const kind of broken) {
    found[kind].forEach(what => process.stdout.write(`${kind}: ${what}\n`));
  }
  return reportFigures({
    name: 'crash-points-kill',
    figures: {
      kills: found.kills,
      grants: found.grants,
      given: found.given,
      ...Object.fromEntries(broken.map(kind => [kind, found[kind].length])),
    },
    // A proof in which nobody ever had access proves nothing.
    goals: { ...goals, chainBroken: { atMost: 0 }, given: { atLeast: 1 } },
    json: values.json,
  });
}

async function runWorker(args, file = 'worker.ts') {
  const { ok, output } = await run(
    process.execPath,
    [
      '--no-warnings',
      '--require',
      inRoot('node_modules/@backstage/cli/config/nodeTransform.cjs'),
      inRoot('test/crash-points', file),
      ...args,
    ],
    { env: { ...process.env, NODE_ENV: 'test' } },
  );
  if (!ok) {
    throw new Error(`A worker did not come to its end:\n${output}`);
  }
  return output.trim().split('\n');
}
