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

import { AgreedTime } from './time';

const AGREED = Date.UTC(2026, 10, 22, 12);

describe('The time that replicas agree on', () => {
  let agreed: number;
  let monotonic: number;
  let time: AgreedTime;

  beforeEach(() => {
    agreed = AGREED;
    monotonic = 5_000;
    time = new AgreedTime({
      stores: { now: async () => new Date(agreed) },
      monotonic: () => monotonic,
    });
  });

  it('is what the database says, whatever the clock of the process says', async () => {
    await expect(time.refresh()).resolves.toEqual(new Date(AGREED));
    expect(time.now()).toEqual(new Date(AGREED));
  });

  it('goes on from there by a clock that does not jump', async () => {
    await time.refresh();
    monotonic += 1_500;
    // Nobody asks in between.
    agreed += 3_600_000;
    expect(time.now()).toEqual(new Date(AGREED + 1_500));
  });

  it.each([
    ['forward', 90_000],
    ['back', -90_000],
  ])(
    'is put right with the next look when the database was set %s',
    async (_, byMs) => {
      await time.refresh();
      monotonic += 2_000;
      agreed = AGREED + 2_000 + byMs;
      await time.refresh();
      monotonic += 500;
      expect(time.now()).toEqual(new Date(AGREED + 2_500 + byMs));
    },
  );

  it('goes on as before while the database does not answer', async () => {
    const failing = new AgreedTime({
      stores: {
        now: jest
          .fn()
          .mockResolvedValueOnce(new Date(AGREED))
          .mockRejectedValue(new Error('The database is away')),
      },
      monotonic: () => monotonic,
    });
    await failing.refresh();
    monotonic += 1_000;
    await expect(failing.refresh()).rejects.toThrow('The database is away');
    expect(failing.now()).toEqual(new Date(AGREED + 1_000));
  });
});
