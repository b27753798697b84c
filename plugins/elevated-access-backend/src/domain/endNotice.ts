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

const MINUTE = 60_000;

/** How long before its end somebody is told of it at most, milliseconds. */
export const LONGEST_NOTICE = 15 * MINUTE;

/** Access that is shorter ends before anybody has forgotten about it, milliseconds. */
const SHORTEST_ACCESS = 20 * MINUTE;

/**
 * When to tell somebody that their access ends soon: a quarter of it before the
 * end, and no more than fifteen minutes. Undefined where access is too short for
 * that.
 */
export function endNoticeAt(access: {
  from: Date;
  /** When it is taken away. */
  to: Date;
}): Date | undefined {
  const length = access.to.getTime() - access.from.getTime();
  return length < SHORTEST_ACCESS
    ? undefined
    : new Date(access.to.getTime() - Math.min(LONGEST_NOTICE, length / 4));
}
