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

import { inRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { say } from './say.mjs';

/** A fifth of the deaths that `yarn crash-points` dies; the points are all found. */
export function runCrashPoints(args) {
  return prove('test/crash-points/run.mjs', ['--share', '5', ...args]);
}

/** The acting replica, stopped for longer than its lease. */
export function runPause(args) {
  return prove('test/chaos/pause.mjs', args);
}

/** One minute of it, always the same one; yarn chaos takes any seed. */
export function runChaos(args) {
  const seed = '20261122';
  return prove('test/chaos/run.mjs', [
    ...['--seed', seed, '--seconds', '60'],
    ...args,
  ]);
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
    ([name, { atMost }]) => !(figures.figures[name] <= atMost),
  ).length;
  return { passed: goals.length - failed, failed: ok ? failed : failed || 1 };
}

function readFigures(output) {
  const line = output
    .split('\n')
    .findLast(candidate => candidate.startsWith('{"name"'));
  return line && JSON.parse(line);
}
