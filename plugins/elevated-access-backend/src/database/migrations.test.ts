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

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createTestDatabases } from '../__testUtils__/databases';
import { migrateDatabase } from './DatabaseStores';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('migrations on %p', id => {
  it('go up, back down to nothing, and up again', async () => {
    const knex = await databases.init(id);
    await migrateDatabase(knex);
    await knex.migrate.rollback(
      {
        directory: resolvePackagePath(
          'backstage-plugin-elevated-access-backend',
          'migrations',
        ),
      },
      true,
    );
    for (const table of ['requests', 'overdue_watch', 'outbox', 'events']) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await migrateDatabase(knex);
    expect(await knex.schema.hasTable('dependency_state')).toBe(true);
  });
});
