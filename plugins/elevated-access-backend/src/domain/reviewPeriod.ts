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

/** How often access is reviewed. */
export const reviewCadences = ['weekly', 'monthly', 'quarterly'] as const;

export type ReviewCadence = (typeof reviewCadences)[number];

/** A period of the calendar in UTC: `[from, to)`. */
export interface ReviewPeriod {
  from: Date;
  to: Date;
}

const UNITS = {
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
} as const satisfies Record<ReviewCadence, string>;

/**
 * How long after its end a period is reviewed, milliseconds: AWS's records of the
 * last sessions have arrived by then, so that what was used is known.
 */
const SETTLED_AFTER = 24 * 60 * 60_000;

/** The last period that is over, and settled. Weeks begin on Monday. */
export function lastPeriod(cadence: ReviewCadence, now: Date): ReviewPeriod {
  const unit = UNITS[cadence];
  const to = DateTime.fromMillis(now.getTime() - SETTLED_AFTER, {
    zone: 'utc',
  }).startOf(unit);
  return { from: to.minus({ [unit]: 1 }).toJSDate(), to: to.toJSDate() };
}
