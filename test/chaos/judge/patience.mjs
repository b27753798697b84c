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

import { lengthOf, merged, minus } from './intervals.mjs';

/**
 * How long things may take while AWS, the database and a replica are up,
 * milliseconds. docs/alerts.md calls access overdue after 60 s, and promises that
 * another replica acts within 15 s; with AWS's operations at a second each, a
 * removal that waits for its account's lane has to be through in the same time.
 */
export const LATENESS = 15_000;

/**
 * How long somebody may wait for access under the same conditions, milliseconds:
 * twice as long, since removals go first.
 */
export const PATIENCE = 2 * LATENESS;

/**
 * What the engine may sleep through after a spell is over, milliseconds: its own
 * pauses, from engine/tuning.ts and its neighbours.
 */
const AFTER = {
  /** The spell lasts until the lease has passed on, or a replica is back. */
  kill: 0,
  pause: 0,
  /** GATE_RETRY, the longest distance between two tries after a failed commit. */
  database: 5_000,
  /** A request that hangs for its timeout, then Contact's longest pause. */
  outage: 3_000 + 15_000,
  /**
   * Writes were halved down to one in two seconds, and gain half a write a second
   * every second (engine/TokenBucket.ts); calls are back sooner (aws/AdaptiveRate.ts).
   */
  throttle: 16_000,
  /** An answer that never came: its timeout, THROTTLE_RETRY, and SETTLE before it is sent again. */
  faults: 3_000 + 3_000 + 5_000,
};

/** DELETE_BACKOFF.longest. */
const LONGEST_BACKOFF = 60_000;

/**
 * The time that does not count against the engine, for access that had to go at
 * `end`: the spells, and after each what may be slept through because of it.
 *
 * A removal that fails is tried again after 1, 2, 4… s: the pause is never
 * longer than twice the time for which it has failed, and a second. What strikes
 * creations only makes no removal fail.
 */
export function disturbances(end, spells) {
  return merged(
    spells.map(({ kind, operation, from, until }) => {
      const backsOff =
        (kind === 'faults' || kind === 'outage') &&
        operation !== 'CreateAccountAssignment';
      const failingFor = Math.max(0, until - end);
      const backoff =
        backsOff && failingFor > 0
          ? Math.min(LONGEST_BACKOFF, 2 * failingFor + 1_000)
          : 0;
      return { from, until: until + Math.max(AFTER[kind], backoff) };
    }),
  );
}

/** When access has to be gone whose claim ended at `end`: the clock stops while it is disturbed. */
export function latest(end, spells) {
  let left = LATENESS;
  let now = end;
  for (const { from, until } of disturbances(end, spells)) {
    if (until > now) {
      if (from - now >= left) {
        break;
      }
      left -= Math.max(0, from - now);
      now = until;
    }
  }
  return now + left;
}

/** How much of a stretch was undisturbed, by spells and by what else is known to have been in the way, milliseconds. */
export function calmIn(stretch, spells, inTheWay = []) {
  return lengthOf(
    minus(stretch, [...disturbances(stretch.from, spells), ...inTheWay]),
  );
}
