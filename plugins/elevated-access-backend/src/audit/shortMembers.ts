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

import type { JsonObject } from '@backstage/types';

/** Longer texts are whatever somebody sent, and have no place in an audit log. */
export const LONGEST_TEXT = 300;

/** Numbers, switches and short texts of an object. */
export function shortMembers(
  members: Readonly<Record<string, unknown>>,
): JsonObject {
  const short: JsonObject = {};
  for (const [name, value] of Object.entries(members)) {
    if (
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      (typeof value === 'string' && value.length <= LONGEST_TEXT)
    ) {
      short[name] = value;
    }
  }
  return short;
}
