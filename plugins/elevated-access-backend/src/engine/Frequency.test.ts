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

import { Frequency } from './Frequency';

const BOUNDS = { shortest: 250, longest: 500 };

describe('Frequency', () => {
  it.each([
    ['nothing lately', 0, 500],
    ['5 a second', 20, 500],
    ['8 a second', 32, 312.5],
    ['15 a second', 60, 250],
  ])('expects 2.5 more after %s within its bounds', (_, times, expected) => {
    const frequency = new Frequency({ monotonic: () => 10_000 });
    for (let count = 0; count < times; count += 1) {
      frequency.add();
    }
    expect(frequency.msFor(2.5, BOUNDS)).toBe(expected);
  });

  it('forgets what is four seconds old', () => {
    let now = 0;
    const frequency = new Frequency({ monotonic: () => now });
    for (let count = 0; count < 40; count += 1) {
      frequency.add();
    }
    now = 3_999;
    expect(frequency.msFor(2.5, BOUNDS)).toBe(250);
    now = 4_000;
    expect(frequency.msFor(2.5, BOUNDS)).toBe(500);
  });
});
