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

// npm test: everything. npm test -- unit [jest arguments] | crash-points | pause | chaos | e2e [playwright arguments] | checks | NAME OF A CHECK
import fs from 'node:fs';
import { CHECKS, runChecks } from './lib/checks.mjs';
import { runBrowserTests } from './lib/e2e.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runUnitTests } from './lib/jest.mjs';
import { runChaos, runCrashPoints, runPause } from './lib/proofs.mjs';
import { runMain, say, Stop } from './lib/say.mjs';

const SUITES = {
  checks: () => runChecks(CHECKS),
  unit: args => runUnitTests(args),
  'crash-points': args => runCrashPoints(args),
  pause: args => runPause(args),
  chaos: args => runChaos(args),
  e2e: args => runBrowserTests(args),
};

const TITLES = {
  checks: 'Checks',
  unit: 'Unit and database tests (SQLite and PostgreSQL)',
  'crash-points': 'Crash points (every fifth death)',
  pause: 'A replica that sleeps beyond its lease',
  chaos: 'One minute of chaos',
  e2e: 'Browser tests',
};

function selectSuites([wanted, ...args]) {
  if (wanted === undefined) {
    return Object.entries(SUITES).map(([name, suite]) => [name, suite]);
  }
  if (Object.hasOwn(SUITES, wanted)) {
    return [[wanted, () => SUITES[wanted](args)]];
  }
  const checks = CHECKS.filter(({ name }) => name === wanted);
  if (checks.length === 0) {
    throw new Stop(
      `npm test knows ${[
        ...Object.keys(SUITES),
        ...CHECKS.map(({ name }) => name),
      ].join(', ')}; not ${wanted}.`,
    );
  }
  return [['checks', () => runChecks(checks)]];
}

runMain(async () => {
  const suites = selectSuites(process.argv.slice(2));
  await ensureInstalled();
  const total = { passed: 0, failed: 0 };
  for (const [name, suite] of suites) {
    say(`\n▸ ${TITLES[name]}`);
    const began = Date.now();
    const { passed, failed } = await suite([]).catch(error => {
      say(error instanceof Stop ? error.message : error.stack);
      return { passed: 0, failed: 1 };
    });
    const minutes = ((Date.now() - began) / 60_000).toFixed(1);
    say(
      `  ${TITLES[name]}: ${passed} passed, ${failed} failed (${minutes} min)`,
    );
    total.passed += passed;
    total.failed += failed;
  }

  const summary = `${total.passed} passed, ${total.failed} failed`;
  // .ci/run prints it itself, after everything that npm still has to say.
  if (process.env.TEST_SUMMARY_FILE) {
    fs.writeFileSync(process.env.TEST_SUMMARY_FILE, `${summary}\n`);
  } else {
    say(`\n${summary}`);
  }
  process.exitCode = total.failed > 0 ? 1 : 0;
});
