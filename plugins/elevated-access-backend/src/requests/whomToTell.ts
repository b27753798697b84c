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

import type { CatalogPeople } from '../directory/CatalogPeople';

/** Words for the administrators, by the names that people know them by. */
export function whomToTell(
  admins: readonly string[],
  people: Pick<CatalogPeople, 'displayNames'>,
): () => Promise<string> {
  return async () => {
    if (admins.length === 0) {
      return 'your platform team';
    }
    // Whoever reads it can do something with a ref too.
    const names = await people.displayNames(admins).catch(() => admins);
    return `the administrators (${names.join(', ')})`;
  };
}
