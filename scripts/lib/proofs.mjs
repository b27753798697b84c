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

import { meets } from './figures.mjs';
import { inRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { say } from './say.mjs';

/** A fifth of the deaths that `yarn crash-points` dies, the points are all found; and two by SIGKILL. */
export async function runCrashPoints(args) {
  const file = 'test/crash-points/run.mjs';
  const died = await prove(file, ['--share', '5', ...args]);
  const killed = await prove(file, [
    ...['--kill', '--rounds', '2', '--seed', '20261122'],
  ]);
  return {
    passed: died.passed + killed.passed,
    failed: died.failed + killed.failed,
  };
}

/** The acting replica, stopped for longer than its lease. */
export function runPause(args) {
  return prove('test/chaos/pause.mjs', args);
}

/** Its judge on trial, and one minute of it, always the same one; yarn chaos takes any seed. */
export async function runChaos(args) {
  const seed = '20261122';
  const judged = await tryJudge();
  const proved = await prove('test/chaos/run.mjs', [
    ...['--seed', seed, '--seconds', '60'],
    ...args,
  ]);
  return {
    passed: judged.passed + proved.passed,
    failed: judged.failed + proved.failed,
  };
}

/** Each test of what the judge has to find counts. */
async function tryJudge() {
  const { ok, output } = await run(process.execPath, [
    ...['--test', '--test-reporter', 'tap'],
    ...[
      'schedule',
      'judge',
      'judge/causes',
      'judge/departures',
      'judge/patience',
    ].map(name => inRoot(`test/chaos/${name}.test.mjs`)),
  ]);
  if (!ok) {
    say(output);
  }
  const count = what =>
    Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return { passed: count('pass'), failed: ok ? 0 : count('fail') || 1 };
}

/** Each figure with a goal counts as one test. */
async function prove(file, args) {
  const { ok, output } = await run(process.execPath, [
    inRoot(file),
    '--json',
    ...args,
  ]);
  const figures = readFigures(output);
  if (!figures || !ok) {
    say(output);
  }
  if (!figures) {
    return { passed: 0, failed: 1 };
  }
  const goals = Object.entries(figures.goals);
  const failed = goals.filter(
    ([name, goal]) => !meets(figures.figures[name], goal),
  ).length;
  return { passed: goals.length - failed, failed: ok ? failed : failed || 1 };
}

function readFigures(output) {
  const line = output
    .split('\n')
    .findLast(candidate => candidate.startsWith('{"name"'));
  return line && JSON.parse(line);
}
