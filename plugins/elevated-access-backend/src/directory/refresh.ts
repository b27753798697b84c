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

/** What is known of one of the things that a list names. */
export interface Known {
  readAt: Date;
}

/** How details of one kind are kept fresh. */
export interface RefreshRate {
  /** None stays older than this, milliseconds. */
  everyMs: number;
  /** So many are read anew each time, however little time has passed. */
  least: number;
}

/** What was read this recently, as by a reading that failed, is not read again, milliseconds. */
const JUST_READ = 10 * 60_000;

/**
 * Which of the listed things to ask AWS about: all of which nothing is known or
 * what is known is too old, and of the others those that were read longest ago,
 * as many as keep pace with the time that has passed. So readings that follow
 * each other regularly each do a small share of the work.
 */
export function chooseForReading(options: {
  /** What AWS lists now. */
  ids: readonly string[];
  known: ReadonlyMap<string, Known>;
  now: Date;
  /** When the last complete reading began; null where there was none. */
  lastReadAt: Date | null;
  rate: RefreshRate;
}): string[] {
  const { known, now, lastReadAt, rate } = options;
  const ids = [...new Set(options.ids)];
  const chosen: string[] = [];
  const fresh: { id: string; readAt: number }[] = [];
  for (const id of ids) {
    const readAt = known.get(id)?.readAt.getTime() ?? -Infinity;
    const ageMs = now.getTime() - readAt;
    if (ageMs >= rate.everyMs) {
      chosen.push(id);
    } else if (ageMs >= JUST_READ) {
      fresh.push({ id, readAt });
    }
  }
  const passedMs = lastReadAt ? now.getTime() - lastReadAt.getTime() : 0;
  const share = Math.ceil((ids.length * passedMs) / rate.everyMs);
  const more = Math.max(0, Math.max(rate.least, share) - chosen.length);
  return [
    ...chosen,
    ...fresh
      .sort((a, b) => a.readAt - b.readAt || (a.id < b.id ? -1 : 1))
      .slice(0, more)
      .map(({ id }) => id),
  ];
}
