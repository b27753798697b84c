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

import { TestDatabases } from '@backstage/backend-test-utils';
import type { Clock } from '../domain/types';
import { DatabaseStores, migrateDatabase } from '../database/DatabaseStores';

/** The databases that every store and the engine are tested on. */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
}

/** Stores over a fresh, migrated database whose agreed time is the given clock's. */
export async function createTestStores(options: {
  databases: TestDatabases;
  id: ReturnType<TestDatabases['eachSupportedId']>[number][0];
  clock: Clock;
}): Promise<DatabaseStores> {
  const knex = await options.databases.init(options.id);
  await migrateDatabase(knex);
  return new DatabaseStores({
    knex,
    clock: options.clock,
    agreedNow: async () => options.clock.now(),
    onListenerError: error => {
      throw error;
    },
  });
}
