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

import { Turns } from './Turns';

const SECOND = 1_000;

/** Turns that take until they are told to end, with a clock that moves only when told to. */
function lab() {
  const stop = new AbortController();
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const timers = new Map<() => void, number>();
  let now = 0;
  const turns = new Turns({
    run: () =>
      new Promise<void>((resolve, reject) => {
        ends.push({ resolve, reject });
      }),
    stop: stop.signal,
    monotonic: () => now,
    setTimer: (run, delayMs) => {
      timers.set(run, now + delayMs);
      return () => timers.delete(run);
    },
  });
  return {
    turns,
    stop,
    /** When timers are set for, by this clock. */
    timers: () => [...timers.values()],
    /** How many turns have begun. */
    begun: () => ends.length,
    pass: (ms: number) => {
      now += ms;
      for (const [run, at] of timers) {
        if (at <= now) {
          timers.delete(run);
          run();
        }
      }
    },
    async end(error?: Error) {
      const last = ends.at(-1);
      if (error) {
        last?.reject(error);
      } else {
        last?.resolve();
      }
      await new Promise(resolve => setImmediate(resolve));
    },
  };
}

describe('Turns', () => {
  it('run one after another, and one more however many were asked for meanwhile', async () => {
    const { turns, begun, end } = lab();
    const first = turns.request();
    turns.wake();
    turns.wake();
    expect(begun()).toBe(1);
    await end();
    expect(begun()).toBe(2);
    await end();
    expect(begun()).toBe(2);
    await first;
    expect(turns.running).toBeUndefined();
  });

  it('tell whoever asked that one failed, and go on with the next', async () => {
    const { turns, begun, end } = lab();
    const failed = turns.request().catch((error: Error) => error.message);
    await end(new Error('away'));
    expect(await failed).toBe('away');
    const next = turns.request();
    expect(begun()).toBe(2);
    await end();
    await next;
  });

  it('trouble nobody with a failure who only woke them', async () => {
    const { turns, begun, end } = lab();
    turns.wake();
    await end(new Error('away'));
    turns.wake();
    expect(begun()).toBe(2);
    await end();
  });

  it('come at the earliest instant that was asked for, and once', async () => {
    const { turns, timers, begun, pass, end } = lab();
    turns.wakeIn(10 * SECOND);
    turns.wakeIn(2 * SECOND);
    turns.wakeIn(5 * SECOND);
    expect(timers()).toEqual([2 * SECOND]);
    pass(2 * SECOND - 1);
    expect(begun()).toBe(0);
    pass(1);
    expect(begun()).toBe(1);
    await end();
    expect(timers()).toEqual([]);
    turns.wakeIn(SECOND);
    expect(timers()).toEqual([3 * SECOND]);
  });

  it.each([
    ['in half a minute at the latest', 3_600 * SECOND, 30 * SECOND],
    ['at once when what is due is due already', -5 * SECOND, 0],
  ])('come %s', (_, delayMs, at) => {
    const { turns, timers } = lab();
    turns.wakeIn(delayMs);
    expect(timers()).toEqual([at]);
  });

  it('are no more after the process was told to stop', async () => {
    const { turns, timers, begun, stop, end } = lab();
    const first = turns.request();
    turns.wake();
    stop.abort();
    await end();
    await first;
    await turns.request();
    turns.wake();
    turns.wakeIn(SECOND);
    expect(begun()).toBe(1);
    expect(timers()).toEqual([]);
  });

  it('come by no timer that was cancelled, and by the next one', () => {
    const { turns, timers } = lab();
    turns.wakeIn(SECOND);
    turns.cancel();
    expect(timers()).toEqual([]);
    turns.wakeIn(2 * SECOND);
    expect(timers()).toEqual([2 * SECOND]);
  });

  it('are not begun for somebody who no longer wants one', async () => {
    const { turns, begun } = lab();
    await turns.request(AbortSignal.abort());
    expect(begun()).toBe(0);
  });
});
