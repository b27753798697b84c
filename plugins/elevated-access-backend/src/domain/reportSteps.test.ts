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
import { isTooLong, stepsOf } from './reportSteps';

const at = (iso: string) => new Date(iso);

const period = fc
  .record({
    from: fc.date({
      min: at('2020-01-01T00:00:00Z'),
      max: at('2030-01-01T00:00:00Z'),
      noInvalidDate: true,
    }),
    lengthMs: fc.integer({ min: 1, max: 5 * 365 * 86_400_000 }),
  })
  .map(({ from, lengthMs }) => ({
    from,
    to: new Date(from.getTime() + lengthMs),
  }));

describe('the steps of a report', () => {
  it.each([
    ['2026-11-22T00:00:00Z', '2026-11-22T05:00:00Z', 'hour', 5],
    ['2026-11-20T00:00:00Z', '2026-11-24T00:00:00Z', 'hour', 96],
    ['2026-10-23T12:30:00Z', '2026-11-22T12:30:00Z', 'day', 31],
    ['2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z', 'week', 53],
    ['2022-01-15T00:00:00Z', '2026-12-31T00:00:00Z', 'month', 60],
  ])('from %s to %s are %ss', (from, to, unit, count) => {
    const found = stepsOf({ from: at(from), to: at(to) });
    expect([found.unit, found.steps.length]).toEqual([unit, count]);
  });

  it('cover the period without gap or overlap, the first beginning at or before it', () => {
    fc.assert(
      fc.property(period, ({ from, to }) => {
        const { steps } = stepsOf({ from, to });
        expect(steps.at(0)?.from).toEqual(from);
        expect(steps.at(-1)?.to).toEqual(to);
        expect(steps.length).toBeLessThanOrEqual(400);
        steps.forEach((step, index) => {
          expect(step.at <= step.from && step.from < step.to).toBe(true);
          expect(steps[index + 1]?.from ?? to).toEqual(step.to);
          expect(index === 0 || step.at.getTime() === step.from.getTime()).toBe(
            true,
          );
        });
      }),
    );
  });

  it('begin where the calendar does in UTC: weeks on Monday, months on the first', () => {
    const weeks = stepsOf({
      from: at('2026-04-01T00:00:00Z'),
      to: at('2026-11-22T00:00:00Z'),
    });
    expect(weeks.steps.every(step => step.at.getUTCDay() === 1)).toBe(true);
    const months = stepsOf({
      from: at('2023-04-05T00:00:00Z'),
      to: at('2026-11-22T00:00:00Z'),
    });
    expect(months.steps.every(step => step.at.getUTCDate() === 1)).toBe(true);
  });

  it('are refused beyond five years', () => {
    const from = at('2021-11-22T00:00:00Z');
    expect(isTooLong({ from, to: at('2026-11-22T00:00:00Z') })).toBe(false);
    expect(isTooLong({ from, to: at('2026-11-22T00:00:01Z') })).toBe(true);
  });
});
