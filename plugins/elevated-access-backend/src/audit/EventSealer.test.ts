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

import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { ManualClock } from '../__testUtils__/clock';
import { createTestDatabases } from '../__testUtils__/databases';
import { DatabaseStores, migrateDatabase } from '../database/DatabaseStores';
import type { Lease, Stores } from '../database/types';
import { verifyEventLog } from './eventLog';
import { EventSealer } from './EventSealer';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const clock = new ManualClock();
const running = new AbortController().signal;

describe.each(databases.eachSupportedId())(
  'sealing the event log on %s',
  id => {
    let knex: Knex;
    let stores: DatabaseStores;
    let lease: Lease;

    const open = () =>
      new DatabaseStores({
        knex,
        clock,
        agreedNow: async () => clock.now(),
        onListenerError: error => {
          throw error;
        },
      });

    const append = (
      from: Pick<Stores, 'events'> = stores,
      data: Record<string, unknown> = {},
    ) =>
      from.events.append({
        type: 'request.created',
        at: clock.now(),
        actor: { kind: 'user', entityRef: 'user:default/é', displayName: 'É' },
        requestId: null,
        assignmentId: null,
        data,
      });

    const take = async (from: DatabaseStores, holder: string) => {
      const taken = await from.lease.acquire({
        holder,
        now: clock.now(),
        ttlMs: 10_000,
      });
      if (!taken) {
        throw new Error(`${holder} did not get the lease`);
      }
      return taken;
    };

    const seal = (by: DatabaseStores = stores, held: Lease = lease) =>
      new EventSealer({ stores: by }).run({
        now: clock.now(),
        lease: () => held,
        signal: running,
      });

    const tamper = async (work: () => Promise<unknown>) => {
      const table = id.startsWith('POSTGRES') ? ' ON events' : '';
      await knex.raw(`DROP TRIGGER events_no_update${table}`);
      await knex.raw(`DROP TRIGGER events_no_delete${table}`);
      await work();
    };

    const sealed = async (count: number) => {
      for (let index = 1; index <= count; index += 1) {
        await append(stores, { index, b: [{ d: 1.5, c: null }], a: 'ü' });
      }
      await seal();
    };

    const places = async () =>
      (await knex('events').orderBy('position').select('seq')).map(({ seq }) =>
        Number(seq),
      );

    const brokenAt = async () =>
      (await verifyEventLog(stores.chain, stores.anchors)).brokenAt;

    beforeEach(async () => {
      knex = await databases.init(id);
      await migrateDatabase(knex);
      stores = open();
      lease = await take(stores, 'first');
    });

    it('gives every event its place in order, and the log verifies', async () => {
      await sealed(3);
      await expect(places()).resolves.toEqual([1, 2, 3]);
      await append();
      await expect(
        verifyEventLog(stores.chain, stores.anchors),
      ).resolves.toEqual({
        intact: true,
        events: 3,
        unsealed: 1,
        head: { seq: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        brokenAt: null,
        anchors: { held: 0, places: [] },
      });
    });

    it('is intact while nothing was ever sealed', async () => {
      await expect(
        verifyEventLog(stores.chain, stores.anchors),
      ).resolves.toEqual({
        intact: true,
        events: 0,
        unsealed: 0,
        head: null,
        brokenAt: null,
        anchors: { held: 0, places: [] },
      });
    });

    it('seals more than a batch in one go, and verifies across pages', async () => {
      await stores.transaction(async tx => {
        for (let index = 0; index < 1_203; index += 1) {
          await append(tx, { index });
        }
      });
      await seal();
      await expect(
        verifyEventLog(stores.chain, stores.anchors),
      ).resolves.toMatchObject({
        intact: true,
        events: 1_203,
        unsealed: 0,
      });
    });

    it('gives an event that was written first and committed last the later place', async () => {
      if (!id.startsWith('POSTGRES')) {
        // SQLite has one writer at a time: no transaction commits out of order.
        await sealed(2);
        await expect(places()).resolves.toEqual([1, 2]);
        return;
      }
      let finish = () => {};
      const gate = new Promise<void>(resolve => {
        finish = resolve;
      });
      let written = () => {};
      const hasWritten = new Promise<void>(resolve => {
        written = resolve;
      });
      const late = stores.transaction(async tx => {
        await append(tx);
        written();
        await gate;
      });
      await hasWritten;
      await append();
      await seal();
      finish();
      await late;
      await seal();
      await expect(places()).resolves.toEqual([2, 1]);
      await expect(brokenAt()).resolves.toBeNull();
    });

    it('lets only the holder of the lease seal', async () => {
      await append();
      const other = open();
      clock.advance(60_000);
      await take(other, 'second');
      await expect(seal(stores, lease)).rejects.toThrow(ConflictError);
      await expect(places()).resolves.toEqual([0]);
    });

    it('makes neither gap nor fork while two replicas seal and many write', async () => {
      const other = open();
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let index = 0; index < 10; index += 1) {
          await append(writer % 2 ? other : stores, { writer, index });
        }
      });
      const sealers = [stores, other].map(async by => {
        for (let index = 0; index < 10; index += 1) {
          // Both believe in the lease; the chain does not depend on it.
          await seal(by).catch(error => {
            expect(error).toBeInstanceOf(ConflictError);
          });
        }
      });
      await Promise.all([...writers, ...sealers]);
      await seal();
      const all = await places();
      expect([...all].sort((a, b) => a - b)).toEqual(
        Array.from({ length: 80 }, (_, index) => index + 1),
      );
      await expect(
        verifyEventLog(stores.chain, stores.anchors),
      ).resolves.toMatchObject({
        intact: true,
        events: 80,
      });
    });

    it('refuses to change or delete an event', async () => {
      await sealed(1);
      await append();
      // The driver's errors are not those of the test's realm: looked at by what they say.
      const refusal = { message: expect.stringContaining('append-only') };
      await expect(
        knex('events')
          .where({ seq: 1 })
          .update({ hash: 'a'.repeat(64) }),
      ).rejects.toMatchObject(refusal);
      await expect(
        knex('events').whereNull('seq').update({ data: '{}', type: 'other' }),
      ).rejects.toMatchObject(refusal);
      await expect(
        knex('events').where({ seq: 1 }).delete(),
      ).rejects.toMatchObject(refusal);
    });

    it.each<[string, () => Promise<unknown>, number]>([
      [
        'changed',
        () => knex('events').where({ seq: 2 }).update({ data: '{"a":2}' }),
        2,
      ],
      [
        'made unreadable',
        () => knex('events').where({ seq: 2 }).update({ data: 'oops' }),
        2,
      ],
      [
        'moved in time',
        () =>
          knex('events')
            .where({ seq: 3 })
            .update({ at: new Date(clock.now().getTime() + 1) }),
        3,
      ],
      ['deleted', () => knex('events').where({ seq: 2 }).delete(), 2],
      ['cut off', () => knex('events').where('seq', '>', 3).delete(), 4],
      [
        'taken out of the chain',
        () => knex('events').where({ seq: 4 }).update({ seq: null }),
        4,
      ],
      ['put behind the end', () => knex('event_chain').update({ seq: 3 }), 3],
      ['without a head', () => knex('event_chain').delete(), 1],
    ])('finds an event that was %s', async (_, work, seq) => {
      await sealed(4);
      await expect(brokenAt()).resolves.toBeNull();
      await tamper(work);
      await expect(brokenAt()).resolves.toEqual({
        seq,
        reason: expect.any(String),
      });
    });

    it('finds the waiting events, and those of a range, by an index', async () => {
      await stores.transaction(async tx => {
        for (let index = 0; index < 2_000; index += 1) {
          await append(tx);
        }
      });
      await seal();
      await knex.raw('analyze');
      const plan = async (sql: string) =>
        JSON.stringify(
          await knex.raw(
            `${id.startsWith('POSTGRES') ? '' : 'query plan '}${sql}`.replace(
              /^/,
              'explain ',
            ),
          ),
        );
      await expect(
        plan(
          'select * from events where seq is null order by position limit 500',
        ),
      ).resolves.toMatch(/events_(unsealed_idx|seq_uniq)/);
      await expect(
        plan(
          'select * from events where seq > 100 and seq <= 120 order by seq, position',
        ),
      ).resolves.toContain('events_seq_uniq');
    });

    it('can be migrated down and up again', async () => {
      await sealed(2);
      const down = () =>
        knex.migrate.down({
          directory: `${__dirname}/../../migrations`,
          name: '20261122120000_event_chain.js',
        } as Knex.MigratorConfig);
      await down();
      await expect(knex.schema.hasTable('event_chain')).resolves.toBe(false);
      await expect(knex.schema.hasColumn('events', 'seq')).resolves.toBe(false);
      await migrateDatabase(knex);
      await seal();
      await expect(places()).resolves.toEqual([1, 2]);
    });
  },
);
