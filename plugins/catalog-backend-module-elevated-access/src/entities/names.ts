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

import { createHash } from 'node:crypto';

/** The longest name that the catalog accepts. */
const LONGEST = 63;

/** The catalog ignores case, so an id with capitals is not safe as it is. */
const PLAIN = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * A name that is valid and belongs to one id only, for ever: the id itself, or
 * its hash where it cannot be part of a name. Only the latter contains a dot.
 */
export function entityName(prefix: string, id: string): string {
  const name = `${prefix}-${id}`;
  return name.length <= LONGEST && PLAIN.test(name)
    ? name
    : `${prefix}.${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}
