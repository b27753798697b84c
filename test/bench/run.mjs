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

// The one way to measure: yarn bench NAME [--json]
import { pathToFileURL } from 'node:url';
import fs from 'node:fs';
import path from 'node:path';

const folder = path.dirname(new URL(import.meta.url).pathname);
const names = fs
  .readdirSync(folder)
  .filter(file => file.endsWith('.bench.mjs'))
  .map(file => file.replace('.bench.mjs', ''))
  .sort();

const json = process.argv.includes('--json');
const [name] = process.argv.slice(2).filter(arg => !arg.startsWith('--'));

if (!names.includes(name)) {
  process.stderr.write(
    `Usage: yarn bench NAME [--json], where NAME is one of: ${names.join(
      ', ',
    )}\n`,
  );
  process.exit(2);
}

const { goals, measure } = await import(
  pathToFileURL(path.join(folder, `${name}.bench.mjs`)).href
);
const figures = await measure({
  say: line => process.stderr.write(`${line}\n`),
});

const rows = Object.entries(figures).map(([figure, value]) => {
  const goal = goals[figure];
  return {
    figure,
    value,
    goal: goal
      ? `${goal.atMost !== undefined ? '≤' : '≥'} ${
          goal.atMost ?? goal.atLeast
        }`
      : '',
    met: goal ? meets(value, goal) : true,
  };
});
const missing = Object.keys(goals).filter(goal => !(goal in figures));
const met = missing.length === 0 && rows.every(row => row.met);

process.stdout.write(`${name}\n`);
for (const row of rows) {
  process.stdout.write(
    `  ${row.figure.padEnd(24)} ${String(row.value).padStart(
      12,
    )}  ${row.goal.padEnd(10)} ${row.met ? 'met' : 'NOT MET'}\n`,
  );
}
if (json) {
  process.stdout.write(`${JSON.stringify({ name, figures, goals, met })}\n`);
}
process.exitCode = met ? 0 : 1;

function meets(value, { atMost = Infinity, atLeast = -Infinity }) {
  return Number.isFinite(value) && value <= atMost && value >= atLeast;
}
