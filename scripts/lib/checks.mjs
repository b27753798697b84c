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

import { bin } from './paths.mjs';
import { run } from './processes.mjs';
import { say } from './say.mjs';

const backstage = bin('@backstage/cli', 'bin/backstage-cli');
const eslint = bin('eslint', 'bin/eslint.js');

const SHOWN_LINES = 60;

/** What is checked without running the product; each counts as one test. */
export const CHECKS = [
  {
    name: 'types',
    title: 'Type check',
    commands: [[bin('typescript', 'bin/tsc')]],
  },
  {
    name: 'lint',
    title: 'Lint',
    commands: [
      [backstage, 'repo', 'lint', '--max-warnings', '0', '--format', 'stylish'],
      [
        eslint,
        ...['--ext', '.ts,.mjs,.js', '--max-warnings', '0'],
        ...['scripts', 'test'],
      ],
    ],
  },
  {
    name: 'format',
    title: 'Formatting',
    commands: [
      [
        bin('prettier', 'bin-prettier.js'),
        '--check',
        '--loglevel',
        'warn',
        '.',
      ],
    ],
  },
  {
    name: 'api-reports',
    title: 'API reports',
    // Reads the declarations that the type check writes.
    needs: 'types',
    commands: [[bin('.', 'scripts/api-reports.mjs'), '--ci']],
  },
  {
    name: 'packages',
    title: 'Package metadata',
    commands: [[backstage, 'repo', 'fix', '--publish', '--check']],
  },
  {
    name: 'config',
    title: 'Configuration schema',
    commands: [[backstage, 'config:check', '--lax']],
  },
  {
    name: 'demo-catalog',
    title: 'Demo catalog agrees with the simulator',
    commands: [[bin('.', 'scripts/generate-demo-catalog.mjs'), '--check']],
  },
];

/** Runs checks two at a time and tells which passed. */
export async function runChecks(checks) {
  const finished = new Map();
  const start = check => {
    if (!finished.has(check.name)) {
      finished.set(check.name, runCheck(check, finished, start));
    }
    return finished.get(check.name);
  };
  const queue = [...checks];
  const worker = async () => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      await start(check);
    }
  };
  await Promise.all([worker(), worker()]);
  const results = await Promise.all(
    checks.map(({ name }) => finished.get(name)),
  );
  return {
    passed: results.filter(Boolean).length,
    failed: results.filter(ok => !ok).length,
  };
}

async function runCheck(check, finished, start) {
  const needed = CHECKS.find(({ name }) => name === check.needs);
  if (needed) {
    await start(needed);
  }
  const began = Date.now();
  for (const args of check.commands) {
    const { ok, output } = await run(process.execPath, args);
    if (!ok) {
      say(`✘ ${check.title}\n\n${shorten(output.trim())}\n`);
      return false;
    }
  }
  say(`✔ ${check.title} (${Math.round((Date.now() - began) / 1000)} s)`);
  return true;
}

/** An API report that changed comes with the whole new report. */
function shorten(output) {
  const lines = output.split('\n');
  const left = lines.length - 2 * SHOWN_LINES;
  return left <= 0
    ? output
    : [
        ...lines.slice(0, SHOWN_LINES),
        `… ${left} lines left out …`,
        ...lines.slice(-SHOWN_LINES),
      ].join('\n');
}
