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

// Stretches of time `[from, until)`, epoch milliseconds.

/** What of a stretch no other covers. */
export function minus(stretch, covers) {
  return covers.reduce(
    (rest, cover) =>
      rest.flatMap(({ from, until }) =>
        [
          { from, until: Math.min(until, cover.from) },
          { from: Math.max(from, cover.until), until },
        ].filter(part => part.from < part.until),
      ),
    stretch.from < stretch.until ? [stretch] : [],
  );
}

/** The same time without overlaps, in order. */
export function merged(stretches) {
  const found = [];
  for (const { from, until } of [...stretches].sort(
    (a, b) => a.from - b.from,
  )) {
    const last = found.at(-1);
    if (last && from <= last.until) {
      last.until = Math.max(last.until, until);
    } else {
      found.push({ from, until });
    }
  }
  return found;
}

export function lengthOf(stretches) {
  return stretches.reduce((sum, { from, until }) => sum + until - from, 0);
}

/** An instant in ISO 8601 as epoch milliseconds; null for none. */
export function at(instant) {
  return instant ? new Date(instant).getTime() : null;
}

export function iso(ms) {
  return new Date(ms).toISOString();
}
