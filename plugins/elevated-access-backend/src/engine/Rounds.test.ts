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

import type { AssignmentOperation } from '../domain/types';
import { isFew, Rounds } from './Rounds';

describe('Rounds', () => {
  let now: number;
  let isCrowded: boolean;

  beforeEach(() => {
    now = 100_000;
    isCrowded = false;
  });

  function roundsOf(operation: AssignmentOperation) {
    return new Rounds({
      operation,
      monotonic: () => now,
      isCrowded: () => isCrowded,
    });
  }

  /** Milliseconds until the next round, when one begins now. */
  function rest(rounds: Rounds): number {
    rounds.begin();
    return rounds.nextAt() - now;
  }

  it('begin at once with the first', () => {
    expect(roundsOf('create').nextAt()).toBe(now);
    expect(roundsOf('delete').nextAt()).toBe(now);
  });

  it('tell whoever waits for access twice a second, and leave calls to what is due in a crowd', () => {
    const creations = roundsOf('create');
    expect(rest(creations)).toBe(500);
    isCrowded = true;
    expect(rest(creations)).toBe(1_000);
  });

  it('look for free places once a second while nobody wants one', () => {
    expect(rest(roundsOf('delete'))).toBe(1_000);
  });

  it.each([
    // So many removals end a second, and this long is rested then.
    [0, 500],
    [1, 500],
    [6, 417],
    [8, 313],
    [15, 250],
  ])(
    'look for free places in a crowd as often as %d removals a second end: every %d ms',
    (aSecond, expected) => {
      const removals = roundsOf('delete');
      isCrowded = true;
      for (let second = 0; second < 10; second += 1) {
        for (let one = 0; one < aSecond; one += 1) {
          now += 1_000 / aSecond;
          removals.ended();
        }
        now += aSecond === 0 ? 1_000 : 0;
      }
      expect(Math.abs(rest(removals) - expected)).toBeLessThan(25);
    },
  );

  it.each([
    [[], true],
    [[1], true],
    [[1, 2], true],
    [[1, 2, 3], false],
  ])('leave %j to be asked about one by one: %p', (open, expected) => {
    expect(isFew(open)).toBe(expected);
  });
});
