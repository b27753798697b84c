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

import { mockServices } from '@backstage/backend-test-utils';
import type { ChoreContext } from '../engine';
import { ManualClock } from '../__testUtils__/clock';
import { createTestDatabases } from '../__testUtils__/databases';
import { DatabaseStores, migrateDatabase } from '../database/DatabaseStores';
import { EventLogWatch } from './EventLogWatch';
import { EventSealer } from './EventSealer';

jest.setTimeout(60_000);

const DAY = 24 * 3_600_000;

const databases = createTestDatabases();

it('verifies once a day, however often it is started, and is loud when the log was cut off', async () => {
  const clock = new ManualClock();
  const knex = await databases.init('SQLITE_3');
  await migrateDatabase(knex);
  const stores = new DatabaseStores({
    knex,
    clock,
    onListenerError: error => {
      throw error;
    },
  });
  const lease = await stores.lease.acquire({
    holder: 'replica',
    now: clock.now(),
    ttlMs: 10 * DAY,
  });
  if (!lease) {
    throw new Error('the lease was not free');
  }
  const context = (): ChoreContext => ({
    now: clock.now(),
    lease: () => lease,
    signal: new AbortController().signal,
  });
  const sealOne = async () => {
    await stores.events.append({
      type: 'request.created',
      at: clock.now(),
      actor: { kind: 'engine' },
      requestId: null,
      assignmentId: null,
      data: {},
    });
    await new EventSealer({ stores }).run(context());
  };

  const logger = mockServices.logger.mock();
  const watch = new EventLogWatch({ stores, logger });
  expect(watch.last).toBeUndefined();

  await sealOne();
  await watch.run(context());
  expect(watch.last?.result).toMatchObject({ intact: true, events: 1 });

  await sealOne();
  clock.advance(DAY - 1);
  await watch.run(context());
  expect(watch.last?.result.events).toBe(1);

  await knex('event_chain').update({ seq: 3 });
  clock.advance(1);
  await watch.run(context());
  expect(watch.last?.result).toMatchObject({
    intact: false,
    brokenAt: { seq: 3 },
  });
  expect(logger.error).toHaveBeenCalledWith(expect.stringContaining('event 3'));
});
