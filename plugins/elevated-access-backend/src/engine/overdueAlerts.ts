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

import { OVERDUE_AFTER } from './tuning';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** When alerts are raised about access that is not gone, counted from when it had to be. */
const FIRST_ALERTS = [OVERDUE_AFTER, 15 * MINUTE, HOUR] as const;

/** And then again and again, until it is. */
const THEN_EVERY = 4 * HOUR;

/**
 * When the n-th alert, counted from 1, is due about access that had to be gone at `endAt`:
 * after 1 minute, 15 minutes, 1 hour, and every 4 hours from then on.
 */
export function alertDueAt(endAt: Date, alert: number): Date {
  const beyond = Math.max(0, alert - FIRST_ALERTS.length);
  const index = Math.min(alert, FIRST_ALERTS.length) - 1;
  const delay = (FIRST_ALERTS[index] ?? OVERDUE_AFTER) + beyond * THEN_EVERY;
  return new Date(endAt.getTime() + delay);
}
