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
import {
  anActiveRequest,
  aRequest,
  aStrictRequest,
  bo,
} from '../../__testUtils__/builders';
import { barOf, lanesOf } from './lanes';

const now = Date.parse('2026-11-22T15:00:00.000Z');
const MINUTE = 60_000;
const at = (minutes: number) => new Date(now + minutes * MINUTE).toISOString();
const day = { from: now - 720 * MINUTE, to: now + 720 * MINUTE };

describe('The bar of a request', () => {
  it('is missing while access was never given', () => {
    expect(barOf(aRequest(), now)).toBeUndefined();
  });

  it('reaches from activation to the planned end, its tail to the end of sessions', () => {
    expect(barOf(anActiveRequest(), now)).toMatchObject({
      from: Date.parse('2026-11-22T14:40:05.000Z'),
      to: Date.parse('2026-11-22T15:40:00.000Z'),
      tailTo: Date.parse('2026-11-22T16:40:00.000Z'),
      overdueFrom: null,
    });
  });

  it('ends when access ended, not when it was planned to', () => {
    const ended = anActiveRequest({ status: 'ended', endedAt: at(-10) });
    expect(barOf(ended, now)?.to).toBe(now - 10 * MINUTE);
  });

  it('has no tail in a strict window', () => {
    const bar = barOf(aStrictRequest(), now);
    expect(bar?.tailTo).toBe(bar?.to);
  });

  it('grows with the clock while it is overdue, and says since when it should be gone', () => {
    const overdue = anActiveRequest({
      status: 'ending',
      endsAt: at(-8),
      overdueSince: at(-7),
    });
    expect(barOf(overdue, now)).toMatchObject({
      to: now,
      overdueFrom: now - 8 * MINUTE,
    });
    expect(barOf(overdue, now + MINUTE)?.to).toBe(now + MINUTE);
  });

  it('still shows that it was overdue once it is gone', () => {
    const late = anActiveRequest({
      status: 'ended',
      endsAt: at(-30),
      endedAt: at(-10),
      overdueSince: at(-29),
    });
    expect(barOf(late, now)?.overdueFrom).toBe(now - 30 * MINUTE);
  });
});

describe('Lanes', () => {
  it('are one per person or one per account', () => {
    const requests = [
      anActiveRequest(),
      anActiveRequest({ id: 'req-2', requester: bo }),
    ];
    expect(lanesOf(requests, 'person', day, now).map(it => it.label)).toEqual([
      'Ann Li',
      'Bo Ek',
    ]);
    expect(lanesOf(requests, 'account', day, now).map(it => it.label)).toEqual([
      'payments-prod',
    ]);
  });

  it('hold every access that touches the span exactly once, and never let two overlap', () => {
    const accesses = fc.array(
      fc.tuple(
        fc.integer({ min: -900, max: 900 }),
        fc.integer({ min: 1, max: 300 }),
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(accesses, spans => {
        const requests = spans.map(([start, length], index) =>
          anActiveRequest({
            id: `req-${index}`,
            status: 'ended',
            activatedAt: at(start),
            endedAt: at(start + length),
            sessionsEndBy: at(start + length + 60),
          }),
        );
        const bars = lanesOf(requests, 'person', day, now).flatMap(lane =>
          lane.rows.flatMap(row => {
            row.slice(1).forEach((bar, index) => {
              expect(bar.from).toBeGreaterThanOrEqual(row[index]?.tailTo ?? 0);
            });
            return row;
          }),
        );
        const touching = spans.filter(
          ([start, length]) => start < 720 && start + length + 60 > -720,
        );
        expect(new Set(bars.map(bar => bar.request.id)).size).toBe(bars.length);
        expect(bars).toHaveLength(touching.length);
      }),
    );
  });
});
