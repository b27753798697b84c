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

import { VirtualClock } from 'aws-identity-center-simulator';
import { SharedReadings } from './SharedReadings';

const SECOND = 1_000;

/** Each reading takes 100 ms and answers with when it began. */
function setUp(
  mayFollow: (clock: VirtualClock, beganAt: number) => Promise<void>,
) {
  const clock = new VirtualClock({ start: 0 });
  const began: number[] = [];
  const pass = (ms: number) =>
    new Promise<void>(resolve => clock.setTimer(() => resolve(), ms));
  const readings = new SharedReadings<number>({
    read: async key => {
      const at = clock.now();
      began.push(at);
      await pass(100);
      if (key === 'gone') {
        throw new Error('there is none');
      }
      return at;
    },
    now: () => clock.now(),
    mayFollow: beganAt => mayFollow(clock, beganAt),
  });
  return { clock, began, readings };
}

const atOnce = async () => {};

/** What goes at once has begun before time moves on. */
const begun = () => new Promise(resolve => setImmediate(resolve));

describe('SharedReadings', () => {
  it('gives everybody a reading that began after they asked, and no more readings than that takes', async () => {
    const { clock, began, readings } = setUp(atOnce);
    const answers: { asked: number; answer: Promise<number> }[] = [];
    for (const at of [0, 0, 10, 50, 99, 150, 500]) {
      await clock.advance(at - clock.now());
      answers.push({ asked: at, answer: readings.next('set') });
      await begun();
    }
    await clock.advance(SECOND);
    for (const { asked, answer } of answers) {
      expect(await answer).toBeGreaterThanOrEqual(asked);
    }
    expect(began).toEqual([0, 100, 200, 500]);
  });

  it('waits until it may follow the one before', async () => {
    const { clock, began, readings } = setUp((its, beganAt) => {
      const waitMs = beganAt + SECOND - its.now();
      return new Promise(resolve => its.setTimer(() => resolve(), waitMs));
    });
    for (let asked = 0; asked < 10; asked += 1) {
      readings.next('set');
      await begun();
      await clock.advance(250);
    }
    await clock.advance(SECOND);
    expect(began).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it('reads different things at the same time', async () => {
    const { clock, began, readings } = setUp(atOnce);
    readings.next('one');
    readings.next('another');
    await begun();
    await clock.advance(SECOND);
    expect(began).toEqual([0, 0]);
  });

  it('fails those who share a reading that fails, and reads again for the next', async () => {
    const { clock, began, readings } = setUp(atOnce);
    const shared = Promise.allSettled([
      readings.next('gone'),
      readings.next('gone'),
    ]);
    await begun();
    await clock.advance(SECOND);
    expect(await shared).toEqual([
      expect.objectContaining({ status: 'rejected' }),
      expect.objectContaining({ status: 'rejected' }),
    ]);
    readings.next('gone').catch(() => {});
    await begun();
    await clock.advance(SECOND);
    expect(began).toHaveLength(2);
  });
});
