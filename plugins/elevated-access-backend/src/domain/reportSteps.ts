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

import { DateTime } from 'luxon';
import type { AccessReport } from 'backstage-plugin-elevated-access-common';

export type StepUnit = AccessReport['step'];

/** A step of a report, clipped to the period: `[from, to)`. */
export interface PeriodStep {
  /** When the step begins, which may be before the period does. */
  at: Date;
  from: Date;
  to: Date;
}

const DAY = 24 * 60 * 60_000;

/** Up to which length of the period, in milliseconds, a step of each unit is drawn: about a hundred steps each. */
const UNITS: readonly (readonly [StepUnit, number])[] = [
  ['hour', 4 * DAY],
  ['day', 100 * DAY],
  ['week', 2 * 366 * DAY],
  ['month', Infinity],
];

/** The longest period that is reported, in years. */
export const LONGEST_YEARS = 5;

/** Whether a period is longer than what is reported. */
export function isTooLong(period: { from: Date; to: Date }): boolean {
  return (
    period.to >
    DateTime.fromJSDate(period.from, { zone: 'utc' })
      .plus({ years: LONGEST_YEARS })
      .toJSDate()
  );
}

/** A period in steps of the calendar, in UTC: hours, days, weeks from Monday on, or months. */
export function stepsOf({ from, to }: { from: Date; to: Date }): {
  unit: StepUnit;
  steps: PeriodStep[];
} {
  const length = to.getTime() - from.getTime();
  const [unit] = UNITS.find(([, longest]) => length <= longest) ?? ['month'];
  const steps: PeriodStep[] = [];
  let at = DateTime.fromJSDate(from, { zone: 'utc' }).startOf(unit);
  while (at.toJSDate() < to) {
    const next = at.plus({ [unit]: 1 });
    const [begin, end] = [at.toJSDate(), next.toJSDate()];
    steps.push({
      at: begin,
      from: begin < from ? from : begin,
      to: end > to ? to : end,
    });
    at = next;
  }
  return { unit, steps };
}
