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

import { randomUUID } from 'node:crypto';
import { aRequest, START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import { createTestDatabases } from '../__testUtils__/databases';
import { KEY } from '../database/__testUtils__/setUp';
import { DatabaseStores, migrateDatabase } from '../database/DatabaseStores';
import { verifyEventLog } from './eventLog';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const clock = new ManualClock(START);

describe.each(databases.eachSupportedId())(
  'events with a number before the first, on %s',
  id => {
    const start = async () => {
      const knex = await databases.init(id);
      await migrateDatabase(knex);
      const stores = new DatabaseStores({
        knex,
        clock,
        agreedNow: async () => clock.now(),
        onListenerError: error => {
          throw error;
        },
      });
      const { id: assignmentId } = await stores.assignments.ensureLocked(KEY);
      const request = aRequest({ assignmentId });
      await stores.requests.insert(request);
      /** As somebody might who can write to the tables. */
      const forge = (seq: number) =>
        knex('events').insert({
          id: randomUUID(),
          type: 'request.approved',
          at: clock.now(),
          actor_kind: 'user',
          actor_ref: 'user:default/nobody',
          actor_name: 'Nobody',
          request_id: request.id,
          assignment_id: null,
          data: '{}',
          seq,
          prev_hash: '0'.repeat(64),
          hash: 'f'.repeat(64),
        });
      /** What only the owner of the tables can do. */
      const dropGuards = async () => {
        if (id.startsWith('POSTGRES')) {
          await knex.raw('ALTER TABLE events DROP CONSTRAINT events_seq_check');
        } else {
          await knex.raw('DROP TRIGGER events_seq_insert');
          await knex.raw('DROP TRIGGER events_seq_update');
        }
      };
      return { knex, stores, request, forge, dropGuards };
    };

    it.each([0, -1])('are refused by the database: %d', async seq => {
      const { knex, forge, stores, request } = await start();
      const refusal = { message: expect.stringContaining('events_seq') };
      await expect(forge(seq)).rejects.toMatchObject(refusal);
      await stores.events.append({
        type: 'request.created',
        at: clock.now(),
        actor: { kind: 'engine' },
        requestId: request.id,
        assignmentId: null,
        data: {},
      });
      await expect(knex('events').update({ seq })).rejects.toMatchObject(
        refusal,
      );
    });

    it.each([0, -1])(
      'are found, and not shown, where the database was made to take them: %d',
      async seq => {
        const { forge, dropGuards, stores, request } = await start();
        await dropGuards();
        await forge(seq);
        const found = await verifyEventLog(stores.chain, stores.anchors);
        expect(found).toMatchObject({
          intact: false,
          brokenAt: {
            seq: 0,
            reason: expect.stringContaining(`Event ${seq} stands before`),
          },
        });
        await expect(stores.events.listForRequest(request)).resolves.toEqual(
          [],
        );
        const which = { types: ['request.approved'], through: 1_000 };
        await expect(
          stores.exports.eventsOf([request.id], which),
        ).resolves.toEqual([]);
        await expect(stores.exports.countEvents({}, which)).resolves.toBe(0);
      },
    );
  },
);
