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

import fc from 'fast-check';
import { chooseForReading, type Known } from './refresh';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const rate = { everyMs: 6 * HOUR, least: 3 };

/** Readings one after the other, each reading what was chosen for it. */
function readings(ids: readonly string[], gapsMs: readonly number[]) {
  const known = new Map<string, Known>();
  let now = new Date('2026-11-22T00:00:00Z');
  let lastReadAt: Date | null = null;
  const counts: number[] = [];
  for (const gapMs of [0, ...gapsMs]) {
    now = new Date(now.getTime() + gapMs);
    const chosen = chooseForReading({ ids, known, now, lastReadAt, rate });
    for (const id of chosen) {
      known.set(id, { readAt: now });
    }
    counts.push(chosen.length);
    lastReadAt = now;
  }
  return { known, now, counts };
}

const someIds = fc
  .integer({ min: 1, max: 400 })
  .map(many => [...Array(many).keys()].map(String));
const gap = fc
  .integer({ min: 1, max: 20 * 60 })
  .map(minutes => minutes * MINUTE);

describe('what a reading asks AWS about', () => {
  it('leaves nothing older than the rate says, however readings follow each other', () => {
    fc.assert(
      fc.property(someIds, fc.array(gap, { maxLength: 40 }), (ids, gaps) => {
        const { known, now } = readings(ids, gaps);
        expect([...known.keys()].sort()).toEqual([...ids].sort());
        for (const { readAt } of known.values()) {
          expect(now.getTime() - readAt.getTime()).toBeLessThan(rate.everyMs);
        }
      }),
    );
  });

  it('spreads the work evenly over readings that follow each other regularly', () => {
    fc.assert(
      fc.property(someIds, ids => {
        const gaps = Array.from({ length: 100 }, () => 15 * MINUTE);
        const { counts } = readings(ids, gaps);
        const share = Math.max(rate.least, Math.ceil(ids.length / 24));
        expect(counts[0]).toBe(ids.length);
        expect(Math.max(...counts.slice(1))).toBeLessThanOrEqual(share);
      }),
    );
  });

  it('does not ask again what it has just been told', () => {
    const { counts } = readings(['a', 'b', 'c'], [MINUTE, MINUTE, 20 * MINUTE]);
    expect(counts).toEqual([3, 0, 0, 3]);
  });

  it('asks about what is new at once, and about each thing once', () => {
    const now = new Date('2026-11-22T00:00:00Z');
    const known = new Map([['old', { readAt: now }]]);
    expect(
      chooseForReading({
        ids: ['old', 'new', 'new'],
        known,
        now,
        lastReadAt: now,
        rate,
      }),
    ).toEqual(['new']);
  });
});
