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

import { at, iso } from './intervals.mjs';
import { calmIn } from './patience.mjs';

/**
 * How long somebody's access may still be wanted after they were disabled,
 * milliseconds of good weather: `personCheck` in the config, the look itself,
 * and as long again for the pause in which it falls.
 */
export const NOTICED = 10_000;

/** Access that went on being wanted although its holder had been disabled. */
export function keptByTheDisabled(claims, { timeline, spells, endedAt }) {
  const absences = absencesOf(timeline, endedAt);
  return claims.flatMap(({ id, key, from, until }) =>
    absences
      .filter(({ userId }) => key.startsWith(`${userId} `))
      .map(absence => ({
        from: Math.max(from, absence.from),
        until: Math.min(until, absence.until),
      }))
      .filter(
        stretch =>
          stretch.from < stretch.until && calmIn(stretch, spells) > NOTICED,
      )
      .map(
        stretch =>
          `${id} was kept from ${iso(stretch.from)} until ${iso(
            stretch.until,
          )} by somebody who was disabled`,
      ),
  );
}

/** When each person was disabled, and until when. */
function absencesOf(timeline, endedAt) {
  const absences = [];
  const open = new Map();
  for (const { type, userId, status, at: changedAt } of timeline) {
    if (type !== 'user-status') {
      continue;
    }
    const absence = open.get(userId);
    if (status === 'DISABLED' && !absence) {
      const begun = { userId, from: at(changedAt), until: endedAt };
      open.set(userId, begun);
      absences.push(begun);
    } else if (status !== 'DISABLED' && absence) {
      absence.until = at(changedAt);
      open.delete(userId);
    }
  }
  return absences;
}
