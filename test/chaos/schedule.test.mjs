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

// What a run does follows from its seed alone.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { digestOf, makeSchedule } from './schedule.mjs';

const SEEDS = [0, 1, 20261122, 2 ** 32 - 1];

describe('a schedule', () => {
  it('is the same for the same seed', () => {
    for (const seed of SEEDS) {
      assert.deepEqual(
        makeSchedule({ seed, seconds: 600 }),
        makeSchedule({ seed, seconds: 600 }),
      );
    }
  });

  it('is the same in another process, as the printed digest tells', () => {
    const module = new URL('./schedule.mjs', import.meta.url).href;
    const program = `import { digestOf, makeSchedule } from '${module}';
      process.stdout.write(digestOf(makeSchedule({ seed: 7, seconds: 60 })));`;
    const digest = execFileSync(process.execPath, [
      ...['--input-type', 'module', '--eval', program],
    ]);
    assert.equal(
      String(digest),
      digestOf(makeSchedule({ seed: 7, seconds: 60 })),
    );
  });

  it('is another one for another seed', () => {
    const digests = SEEDS.map(seed =>
      digestOf(makeSchedule({ seed, seconds: 60 })),
    );
    assert.equal(new Set(digests).size, SEEDS.length);
  });

  it('has every kind of weather, even of a minute', () => {
    for (const seed of SEEDS) {
      const kinds = makeSchedule({ seed, seconds: 60 })
        .filter(({ forMs }) => forMs !== undefined)
        .map(({ kind }) => kind);
      assert.deepEqual([...new Set(kinds)].sort(), [
        'clock',
        'database',
        'faults',
        'kill',
        'outage',
        'pause',
        'throttle',
      ]);
    }
  });

  it('has everything that people do, even of a minute, and policies that take something away', () => {
    for (const seed of SEEDS) {
      const kinds = makeSchedule({ seed, seconds: 60 })
        .filter(({ forMs }) => forMs === undefined)
        .map(({ kind }) => kind);
      assert.deepEqual([...new Set(kinds)].sort(), [
        'approve',
        'ask',
        'disable',
        'edit-policy',
        'extend',
        'release',
        'revoke',
        'revoke-all',
      ]);
      assert.ok(kinds.filter(kind => kind === 'edit-policy').length >= 2);
    }
  });

  it('has calm between storms, in which lateness counts', () => {
    for (const seed of SEEDS) {
      const weather = makeSchedule({ seed, seconds: 600 }).filter(
        ({ forMs }) => forMs !== undefined,
      );
      const calms = weather.filter(
        ({ at }, index) => index > 0 && at - weather[index - 1].at >= 40_000,
      );
      assert.ok(calms.length >= 5, `${calms.length} calms`);
    }
  });
});
