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

import type { WorkingHours } from 'backstage-plugin-elevated-access-common';
import { DateTime } from 'luxon';

const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * Whether an instant lies within working hours, by the clock on the wall of
 * their time zone. Hours that end at or before their beginning reach into the
 * next day and belong to the day on which they begin. Where clocks are put
 * back, the repeated hour counts both times.
 *
 * @throws Error when the time zone is unknown, so that nothing is decided on a guess
 */
export function isWithinWorkingHours(
  hours: WorkingHours,
  instant: Date,
): boolean {
  const local = DateTime.fromJSDate(instant, { zone: hours.timeZone });
  if (!local.isValid) {
    throw new Error(
      `Working hours name the unknown time zone '${hours.timeZone}'. Use an IANA name such as Europe/Stockholm.`,
    );
  }
  const minute = local.hour * 60 + local.minute;
  const from = minuteOfDay(hours.from);
  const to = minuteOfDay(hours.to);
  const today = hours.days.includes(local.weekday);
  if (from < to) {
    return today && minute >= from && minute < to;
  }
  const yesterday = hours.days.includes(((local.weekday + 5) % 7) + 1);
  return (today && minute >= from) || (yesterday && minute < to);
}

/** Working hours for people: `Mon, Tue 08:00-17:00 (Europe/Stockholm)`. */
export function describeWorkingHours(hours: WorkingHours): string {
  const days = [...new Set(hours.days)].sort().map(day => DAY_NAMES[day - 1]);
  return `${days.join(', ')} ${hours.from}-${hours.to} (${hours.timeZone})`;
}

function minuteOfDay(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour * 60 + minute;
}
