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
import { AdaptiveRate } from './AdaptiveRate';

const SECOND = 1_000;

function setUp(fastest = 18) {
  let now = 0;
  const rate = new AdaptiveRate({ fastest, monotonic: () => now });
  return {
    rate,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('AdaptiveRate', () => {
  it('is half as fast after AWS throttled, and counts throttled calls of one burst once', () => {
    const { rate, pass } = setUp();
    rate.slowDown();
    rate.slowDown();
    expect(rate.perSecond).toBe(9);
    pass(SECOND);
    rate.slowDown();
    expect(rate.perSecond).toBe(6);
  });

  it('is soon back where it was too fast, and does not pass it for a second', () => {
    const { rate, pass } = setUp();
    rate.slowDown();
    pass(2 * SECOND);
    rate.slowDown();
    const before = 16;
    expect(rate.perSecond).toBe(before / 2);
    pass(4.5 * SECOND);
    expect(rate.perSecond).toBe(before);
    pass(SECOND);
    expect(rate.perSecond).toBe(before);
  });

  it('has its whole rate back within 8 seconds, however long AWS throttled', () => {
    const { rate, pass } = setUp();
    for (let second = 0; second < 600; second += 1) {
      rate.slowDown();
      pass(SECOND);
    }
    pass(7 * SECOND);
    expect(rate.perSecond).toBe(18);
  });

  it('lies between 2 a second, or its fastest, and its fastest, and never falls by itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.record({ ms: fc.nat(20_000), throttled: fc.boolean() })),
        (fastest, steps) => {
          const { rate, pass } = setUp(fastest);
          for (const { ms, throttled } of steps) {
            if (throttled) {
              rate.slowDown();
            }
            const before = rate.perSecond;
            pass(ms);
            expect(rate.perSecond).toBeGreaterThanOrEqual(before);
            expect(before).toBeGreaterThanOrEqual(Math.min(2, fastest));
            expect(rate.perSecond).toBeLessThanOrEqual(fastest);
          }
        },
      ),
    );
  });
});
