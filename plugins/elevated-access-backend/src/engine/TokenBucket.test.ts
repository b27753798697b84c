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

import { TokenBucket } from './TokenBucket';

function setUp(start: number, highest = start) {
  let now = 0;
  const bucket = new TokenBucket({ start, highest, monotonic: () => now });
  return {
    bucket,
    pass: (ms: number) => {
      now += ms;
    },
    /** How many writes are let through within some seconds. */
    writesIn(seconds: number): number {
      let writes = 0;
      for (let tick = 0; tick < seconds * 10; tick += 1) {
        now += 100;
        while (bucket.take()) {
          writes += 1;
        }
      }
      return writes;
    },
  };
}

describe('TokenBucket', () => {
  it('never stops altogether, however often AWS throttles', () => {
    const { bucket, pass, writesIn } = setUp(8);
    for (let count = 0; count < 20; count += 1) {
      bucket.slowDown();
      pass(1_000);
    }
    expect(writesIn(10)).toBeGreaterThan(0);
  });

  it('lets writes through at a configured rate below one a second', () => {
    const { writesIn } = setUp(0.5);
    expect(writesIn(20)).toBeGreaterThanOrEqual(10);
  });

  it('takes throttled calls of one burst as one', () => {
    const { bucket, pass, writesIn } = setUp(8);
    for (let count = 0; count < 10; count += 1) {
      bucket.slowDown();
    }
    pass(1_000);
    expect(writesIn(5)).toBeGreaterThanOrEqual(5 * 4);
  });

  it('is back at full speed some time after the last throttling', () => {
    const { bucket, pass, writesIn } = setUp(8);
    for (let count = 0; count < 20; count += 1) {
      bucket.slowDown();
      pass(1_000);
    }
    pass(60_000);
    expect(writesIn(10)).toBeGreaterThanOrEqual(79);
  });

  it('begins as configured and grows faster while AWS does not throttle', () => {
    const { pass, writesIn } = setUp(8, 16);
    expect(writesIn(1)).toBeLessThanOrEqual(8 + 9);
    pass(60_000);
    writesIn(1);
    expect(writesIn(10)).toBeGreaterThanOrEqual(159);
    expect(writesIn(10)).toBeLessThanOrEqual(161);
  });

  it('is half as fast after it was throttled', () => {
    const { bucket, pass, writesIn } = setUp(16);
    bucket.slowDown();
    pass(1_000);
    expect(writesIn(1)).toBeLessThanOrEqual(8 + 1 + 8);
    expect(writesIn(2)).toBeLessThan(2 * 11);
  });

  it('says how long until the next write, truthfully', () => {
    const { bucket, pass } = setUp(2);
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([
      true,
      true,
      false,
    ]);
    pass(bucket.waitMs());
    expect(bucket.take()).toBe(true);
  });

  it('lets nothing through right after AWS throttled, whatever was saved up', () => {
    const { bucket, pass } = setUp(8);
    bucket.slowDown();
    expect(bucket.take()).toBe(false);
    pass(bucket.waitMs());
    expect(bucket.take()).toBe(true);
  });

  it('saves up no more than one second brings at the rate of now, however long it rests', () => {
    const { bucket, pass } = setUp(16);
    bucket.slowDown();
    pass(60_000);
    expect(bucket.tokens).toBe(8);
  });

  it.each([
    ['cut to less than one in two seconds', 0.6, 2_000],
    ['made faster where it was configured to be slower still', 0.25, 4_000],
  ])('is never %s by throttling', (_, start, waitMs) => {
    const { bucket } = setUp(start, 8);
    bucket.slowDown();
    expect(bucket.waitMs()).toBe(waitMs);
  });

  it('lets the first write through at once, however low the configured rate', () => {
    expect(setUp(0.25).bucket.take()).toBe(true);
  });

  it('stays as fast as it begins where the highest rate is configured lower', () => {
    const { pass, writesIn } = setUp(8, 4);
    pass(60_000);
    expect(writesIn(10)).toBeGreaterThanOrEqual(79);
  });
});
