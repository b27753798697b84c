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

import type { RequestFilter, Stores } from '../database/types';
import type { RequestRecord } from '../domain/types';

const PAGE = 200;

/** Every request that a filter matches. */
export async function listAll(
  stores: Pick<Stores, 'requests'>,
  filter: RequestFilter,
): Promise<RequestRecord[]> {
  const found: RequestRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await stores.requests.list({
      filter,
      order: 'oldest',
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}
