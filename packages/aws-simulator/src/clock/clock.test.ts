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

import { RealClock, VirtualClock } from '../index';

describe('the virtual clock', () => {
  it('stands still until it is advanced', async () => {
    const clock = new VirtualClock({ start: '2026-01-01T00:00:00Z' });
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1));
    await clock.advance(500);
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1) + 500);
    await clock.advanceTo('2026-01-01T00:01:00Z');
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1, 0, 1));
  });

  it('fires timers in order, each at its own time, also those set meanwhile', async () => {
    const clock = new VirtualClock({ start: 0 });
    const fired: string[] = [];
    const note = (name: string) => () => {
      fired.push(`${name}@${clock.now()}`);
    };
    clock.setTimer(note('late'), 300);
    clock.setTimer(() => {
      note('early')();
      clock.setTimer(note('nested'), 50);
    }, 100);
    clock.setTimer(note('tie'), 100);
    clock.setTimer(note('cancelled'), 120)();
    clock.setTimer(note('never'), 1_001);
    await clock.advance(1_000);
    expect(fired).toEqual(['early@100', 'tie@100', 'nested@150', 'late@300']);
    expect(clock.pending).toBe(1);
    clock.dispose();
    expect(clock.pending).toBe(0);
  });

  it('refuses to run backwards or to nowhere', async () => {
    const clock = new VirtualClock();
    await expect(clock.advance(-1)).rejects.toThrow('cannot advance');
    await expect(clock.advanceTo('tomorrow')).rejects.toThrow('cannot advance');
    expect(() => new VirtualClock({ start: 'soon' })).toThrow('not a date');
  });
});

describe('the real clock', () => {
  it('fires timers, except those cancelled or disposed of', async () => {
    const clock = new RealClock();
    const fired: string[] = [];
    clock.setTimer(() => fired.push('cancelled'), 1)();
    await new Promise<void>(resolve => {
      clock.setTimer(() => {
        fired.push('fired');
        resolve();
      }, 5);
    });
    clock.setTimer(() => fired.push('disposed'), 1);
    clock.dispose();
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(fired).toEqual(['fired']);
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
  });
});
