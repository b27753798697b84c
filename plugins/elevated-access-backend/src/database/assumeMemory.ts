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

import type { Knex } from 'knex';

/**
 * Lets PostgreSQL plan the rest of a transaction for tables that are in memory or
 * on disks that seek quickly. By default it takes reading a row by an index for
 * four times as expensive as one in passing, and then rather looks at half a
 * million rows than at two thousand. Compiling takes longer than what is asked here.
 */
export async function assumeMemory(tx: Knex): Promise<void> {
  await tx.raw(
    "select set_config('random_page_cost', '1.1', true), set_config('jit', 'off', true)",
  );
}
