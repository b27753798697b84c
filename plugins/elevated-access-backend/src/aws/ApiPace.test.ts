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
import fc from 'fast-check';
import { ApiPace, NoRoomError } from './ApiPace';
import type { CallPriority } from './CallQueues';

const SECOND = 1_000;

function setUp(perSecond = 18) {
  const clock = new VirtualClock({ start: 0 });
  const pace = new ApiPace({
    perSecond,
    monotonic: () => clock.now(),
    setTimer: (run, delayMs) => clock.setTimer(run, delayMs),
  });
  const went: { name: string; at: number }[] = [];
  const call = (
    priority: CallPriority,
    name: string = priority,
    { signal, atOnce }: { signal?: AbortSignal; atOnce?: boolean } = {},
  ) => {
    const turn = pace
      .turn({ priority, signal, atOnce })
      .then(() => went.push({ name, at: clock.now() }));
    turn.catch(() => {});
    return turn;
  };
  const names = () => went.map(({ name }) => name);
  return { clock, pace, went, call, names };
}

/** The most calls within any one second. */
function busiest(instants: readonly number[]): number {
  return Math.max(
    ...instants.map(
      start => instants.filter(at => at >= start && at < start + SECOND).length,
    ),
  );
}

describe('ApiPace', () => {
  it.each<{ priorities: CallPriority[]; most: number }>([
    { priorities: ['write', 'status'], most: 18 },
    { priorities: ['grant', 'outcome', 'verification', 'directory'], most: 16 },
    { priorities: ['status', 'grant', 'outcome', 'directory'], most: 18 },
  ])(
    'never lets more than $most calls of $priorities through in any one second, however they come',
    async ({ priorities, most }) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              afterMs: fc.nat(400),
              calls: fc.nat(30),
              priority: fc.constantFrom(...priorities),
            }),
            { maxLength: 12 },
          ),
          async bursts => {
            const { clock, went, call } = setUp();
            for (const { afterMs, calls, priority } of bursts) {
              await clock.advance(afterMs);
              for (let count = 0; count < calls; count += 1) {
                call(priority);
              }
              // Those that go at once are noted before time moves on.
              await new Promise(resolve => setImmediate(resolve));
            }
            await clock.advance(120 * SECOND);
            const wanted = bursts.reduce((sum, { calls }) => sum + calls, 0);
            expect(went).toHaveLength(wanted);
            expect(busiest(went.map(({ at }) => at))).toBeLessThanOrEqual(most);
          },
        ),
        { numRuns: 50 },
      );
    },
  );

  it('lets writes use the whole rate, and half of it after AWS throttled', async () => {
    const { clock, pace, went, call } = setUp();
    for (let count = 0; count < 60; count += 1) {
      call('write');
    }
    await clock.advance(SECOND - 1);
    expect(went).toHaveLength(18);
    pace.slowDown();
    await clock.advance(SECOND);
    expect(went.slice(18).length).toBeLessThanOrEqual(9);
  });

  it('spends nearly its whole rate while calls wait', async () => {
    const { clock, went, call } = setUp();
    for (let count = 0; count < 200; count += 1) {
      call('directory');
    }
    await clock.advance(10 * SECOND);
    expect(went.length).toBeGreaterThanOrEqual(10 * 16);
  });

  it('lets a call through at once after a rest', async () => {
    const { clock, went, call } = setUp();
    await clock.advance(SECOND);
    call('grant');
    await clock.advance(0);
    expect(went).toHaveLength(1);
  });

  it('lets writes through first, then what frees places, then what people wait for', async () => {
    const { clock, call, names } = setUp(1);
    call('directory', 'first');
    const order: CallPriority[] = [
      'directory',
      'verification',
      'outcome',
      'grant',
      'status',
      'write',
    ];
    order.forEach(priority => call(priority));
    await clock.advance(10 * SECOND);
    expect(names()).toEqual(['first', ...order.reverse()]);
  });

  it('keeps room for writes among many reads', async () => {
    const { clock, went, call } = setUp();
    for (let quarter = 0; quarter < 40; quarter += 1) {
      for (let count = 0; count < 8; count += 1) {
        call('verification');
      }
      call('write', `write ${clock.now()}`);
      await new Promise(resolve => setImmediate(resolve));
      await clock.advance(SECOND / 4);
    }
    const waits = went
      .filter(({ name }) => name.startsWith('write'))
      .map(({ name, at }) => at - Number(name.split(' ')[1]));
    expect(waits).toHaveLength(40);
    expect(Math.max(...waits.slice(4))).toBe(0);
  });

  it('lets nobody wait for minutes for proofs while half of the rate is free', async () => {
    const { clock, went, call } = setUp();
    for (let second = 0; second < 60; second += 1) {
      for (const priority of ['write', 'status', 'status', 'grant'] as const) {
        call(priority);
      }
      call('verification', `verification ${clock.now()}`);
      call('outcome');
      await new Promise(resolve => setImmediate(resolve));
      await clock.advance(SECOND);
    }
    const waits = went
      .filter(({ name }) => name.startsWith('verification'))
      .map(({ name, at }) => at - Number(name.split(' ')[1]));
    expect(waits.length).toBeGreaterThanOrEqual(59);
    expect(Math.max(...waits)).toBeLessThanOrEqual(2 * SECOND);
  });

  it.each<{ when: string; load: [CallPriority, number][] }>([
    {
      when: 'many begin',
      load: [
        ['write', 2],
        ['status', 5],
        ['grant', 6],
        ['verification', 1],
      ],
    },
    {
      when: 'many end',
      load: [
        ['write', 9],
        ['status', 4],
        ['grant', 2],
        ['verification', 1],
      ],
    },
  ])(
    'lets neither people nor proofs queue up when $when below the rate, and writes wait but a moment',
    async ({ load }) => {
      const { clock, went, call } = setUp();
      const STEPS = 20;
      const due = new Map(load.map(([priority]) => [priority, 0]));
      for (let step = 0; step < 60 * STEPS; step += 1) {
        for (const [priority, perSecond] of load) {
          const now = (due.get(priority) ?? 0) + perSecond / STEPS;
          due.set(priority, now % 1);
          if (now >= 1) {
            call(priority, `${priority} ${clock.now()}`);
          }
        }
        await new Promise(resolve => setImmediate(resolve));
        await clock.advance(SECOND / STEPS);
      }
      const longest = (priority: CallPriority) =>
        Math.max(
          ...went
            .filter(({ name }) => name.startsWith(priority))
            .map(({ name, at }) => at - Number(name.split(' ')[1])),
        );
      expect(went.length).toBeGreaterThanOrEqual(58 * 14);
      expect(longest('write')).toBeLessThanOrEqual(SECOND / 4);
      expect(longest('grant')).toBeLessThanOrEqual(SECOND);
      expect(longest('verification')).toBeLessThanOrEqual(3 * SECOND);
    },
  );

  it('lets the few reads that a person waits for go at once between writes', async () => {
    const { clock, went, call } = setUp();
    const READS = 6;
    for (let second = 0; second < 10; second += 1) {
      call('write');
      for (let count = 0; count < READS; count += 1) {
        call('grant', `grant ${clock.now()}`);
        call('verification');
      }
      await new Promise(resolve => setImmediate(resolve));
      await clock.advance(SECOND);
    }
    const waits = went
      .filter(({ name }) => name.startsWith('grant'))
      .map(({ name, at }) => at - Number(name.split(' ')[1]));
    expect(waits).toHaveLength(10 * READS);
    expect(Math.max(...waits)).toBe(0);
  });

  it('keeps a share for what people wait for and for the outcome of removals, however much is asked about writes', async () => {
    const { clock, went, call } = setUp();
    const calls: [CallPriority, number][] = [
      ['write', 9],
      ['status', 14],
      ['grant', 2],
      ['outcome', 1],
    ];
    for (let second = 0; second < 20; second += 1) {
      for (const [priority, times] of calls) {
        for (let count = 0; count < times; count += 1) {
          call(priority, `${priority} ${clock.now()}`);
        }
      }
      await new Promise(resolve => setImmediate(resolve));
      await clock.advance(SECOND);
    }
    for (const [priority, times] of calls.filter(([it]) => it !== 'status')) {
      const waits = went
        .filter(({ name }) => name.startsWith(priority))
        .map(({ name, at }) => at - Number(name.split(' ')[1]));
      expect(waits.length).toBeGreaterThanOrEqual(19 * times);
      expect(Math.max(...waits)).toBeLessThanOrEqual(1.5 * SECOND);
    }
  });

  it('keeps no more than their share for them', async () => {
    const { clock, went, call } = setUp();
    for (let second = 0; second < 20; second += 1) {
      for (const priority of ['status', 'grant', 'outcome'] as const) {
        for (let count = 0; count < 30; count += 1) {
          call(priority);
        }
      }
      await new Promise(resolve => setImmediate(resolve));
      await clock.advance(SECOND);
    }
    const count = (name: string) => went.filter(it => it.name === name).length;
    // A little more between two batches, when nothing else waits.
    expect(count('grant')).toBeLessThanOrEqual(2.2 * 20);
    expect(count('outcome')).toBeLessThanOrEqual(1.1 * 20);
    expect(count('status')).toBeGreaterThanOrEqual(15 * 19);
  });

  it.each([
    { used: 11, againAt: 0 },
    { used: 12, againAt: SECOND },
  ])(
    'lets the same be read again at $againAt ms when $used of 18 calls a second are used',
    async ({ used, againAt }) => {
      const { clock, pace, call } = setUp();
      const beganAt = pace.now;
      for (let count = 0; count < used; count += 1) {
        call('grant');
      }
      let readAt: number | undefined;
      pace.mayRepeat(beganAt).then(() => {
        readAt = clock.now();
      });
      await new Promise(resolve => setImmediate(resolve));
      await clock.advance(2 * SECOND);
      expect(readAt).toBe(againAt);
    },
  );

  it('keeps the order in which calls of one priority came', async () => {
    const { clock, call, names } = setUp(1);
    ['a', 'b', 'c'].forEach(name => call('write', name));
    await clock.advance(5 * SECOND);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('lets no reading starve, and none of them hold up a write', async () => {
    const { clock, went, call } = setUp(4);
    call('directory', 'reading');
    const begun = went.length;
    for (let second = 0; second < 120; second += 1) {
      for (let count = 0; count < 4; count += 1) {
        call('grant');
      }
      if (second === 1) {
        call('directory', 'late reading');
      }
      call('write', `write ${clock.now()}`);
      await clock.advance(SECOND);
    }
    expect(begun).toBe(0);
    expect(went.map(({ name }) => name)).toContain('late reading');
    const waits = went
      .filter(({ name }) => name.startsWith('write'))
      .map(({ name, at }) => at - Number(name.split(' ')[1]));
    expect(Math.max(...waits)).toBeLessThanOrEqual(SECOND);
  });

  it('serves people before what waits longest, and that after every second of them', async () => {
    const { clock, call, names } = setUp(2);
    for (let count = 0; count < 60; count += 1) {
      call('verification');
    }
    await clock.advance(20 * SECOND);
    const before = names().length;
    for (let count = 0; count < 10; count += 1) {
      call('grant');
    }
    await clock.advance(16 * SECOND);
    const since = names().slice(before);
    expect(since.slice(0, 15)).toEqual(
      Array.from({ length: 5 }, () => [
        'grant',
        'grant',
        'verification',
      ]).flat(),
    );
  });

  it('never stops altogether', async () => {
    const { clock, pace, went, call } = setUp();
    for (let count = 0; count < 20; count += 1) {
      pace.slowDown();
      await clock.advance(SECOND);
    }
    for (let count = 0; count < 10; count += 1) {
      call('write');
    }
    await clock.advance(5 * SECOND);
    expect(went).toHaveLength(10);
  });

  it('forgets a call that was given up', async () => {
    const { clock, pace, call, names } = setUp(1);
    call('write', 'first');
    const given = new AbortController();
    const turn = call('write', 'given up', { signal: given.signal });
    given.abort(new Error('no longer wanted'));
    await expect(turn).rejects.toThrow('no longer wanted');
    call('write', 'last');
    await clock.advance(5 * SECOND);
    expect(names()).toEqual(['first', 'last']);
    expect(pace.waiting).toBe(0);
  });

  it('lets a call go at once or not at all', async () => {
    const { clock, pace, call, names } = setUp(1);
    await call('grant', 'there is room', { atOnce: true });
    await expect(call('grant', 'too late', { atOnce: true })).rejects.toThrow(
      NoRoomError,
    );
    call('grant', 'can wait');
    await clock.advance(5 * SECOND);
    expect(names()).toEqual(['there is room', 'can wait']);
    expect(pace.waiting).toBe(0);
  });
});
