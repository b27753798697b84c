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

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase } from './createDatabase';
import { scenarios, type Scenario } from './scenarios';
import { Stage, type Outcome } from './Stage';

/** What one worker found, on its last line. */
export interface Found {
  points: number;
  restarts: number;
  leaked: string[];
  lost: string[];
  removedStanding: string[];
}

/**
 * Of the moments that leave the same world behind, the first, the last and one in
 * between: dying at the others is the same death.
 */
function deaths(moments: Outcome['moments']): number[] {
  const byWorld = new Map<number, number[]>();
  moments.forEach(({ world }, index) => {
    byWorld.set(world, [...(byWorld.get(world) ?? []), index + 1]);
  });
  const chosen = [...byWorld.values()].flatMap(group => [
    group[0],
    group[Math.floor(group.length / 2)],
    group[group.length - 1],
  ]);
  return [...new Set(chosen)].sort((a, b) => a - b);
}

/** @param share - every so many deaths are tried; the others are only counted */
async function play(
  stage: Stage,
  scenario: Scenario,
  share: number,
): Promise<Found> {
  const undisturbed = await stage.play(scenario, 0);
  const found: Found = {
    points: undisturbed.moments.length,
    restarts: 0,
    leaked: [],
    lost: [],
    removedStanding: [],
  };
  const note = (dieAt: number, outcome: Outcome) => {
    const where = outcome.moments[dieAt - 1]?.what ?? 'nowhere';
    for (const kind of ['leaked', 'lost', 'removedStanding'] as const) {
      found[kind].push(
        ...outcome[kind].map(
          what => `${scenario.name}, dead at ${dieAt} (${where}): ${what}`,
        ),
      );
    }
  };
  note(0, undisturbed);
  const tried = deaths(undisturbed.moments).filter(
    (_, index) => index % share === 0,
  );
  for (const dieAt of tried) {
    note(dieAt, await stage.play(scenario, dieAt));
    found.restarts += 1;
  }
  return found;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      list: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      share: { type: 'string', default: '1' },
      postgres: { type: 'string' },
    },
  });
  if (values.list) {
    say(scenarios.map(({ name }) => name));
    return;
  }
  const scenario = scenarios.find(({ name }) => name === values.only);
  if (!scenario) {
    throw new Error(`There is no story '${values.only}'`);
  }
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'crash-points-'));
  const stage = await Stage.open(
    values.postgres
      ? await createDatabase(values.postgres, `crash_points_${process.pid}`)
      : {
          client: 'better-sqlite3',
          useNullAsDefault: true,
          connection: { filename: path.join(dir, 'plugin.sqlite') },
        },
  );
  say(await play(stage, scenario, Number(values.share)));
  await stage.close();
  fs.rmSync(dir, { recursive: true, force: true });
}

function say(result: Found | string[]): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
