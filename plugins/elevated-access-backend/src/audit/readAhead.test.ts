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

import { readAhead } from './readAhead';

/** Counts what is asked of it, and says when it was stopped. */
function counting(count: number, failsAt = Infinity) {
  const seen = { asked: 0, stopped: false };
  async function* items() {
    try {
      for (let item = 1; item <= count; item += 1) {
        seen.asked = item;
        await Promise.resolve();
        if (item === failsAt) {
          throw new Error('The database went away');
        }
        yield item;
      }
    } finally {
      seen.stopped = true;
    }
  }
  return { seen, items: items() };
}

/** Everything that can happen without another question has happened. */
const settled = () => new Promise(resolve => setTimeout(resolve, 5));

describe('reading ahead', () => {
  it('gives the same items in the same order', async () => {
    const taken: number[] = [];
    for await (const item of readAhead(counting(5).items)) {
      taken.push(item);
    }
    expect(taken).toEqual([1, 2, 3, 4, 5]);
  });

  it('asks for one item more than was taken, and for no other', async () => {
    const { seen, items } = counting(10);
    const ahead = readAhead(items);
    await ahead.next();
    await settled();
    expect(seen.asked).toBe(2);
    await ahead.next();
    await settled();
    expect(seen.asked).toBe(3);
  });

  it('fails where its source does, and not before', async () => {
    const ahead = readAhead(counting(5, 2).items);
    expect(await ahead.next()).toEqual({ done: false, value: 1 });
    await settled();
    await expect(ahead.next()).rejects.toThrow('The database went away');
  });

  it('stops its source when nobody takes items any more', async () => {
    const { seen, items } = counting(10);
    for await (const item of readAhead(items)) {
      expect(item).toBe(1);
      break;
    }
    await settled();
    expect(seen).toEqual({ asked: 2, stopped: true });
  });
});
