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

import knexFactory, { type Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { RestartablePostgres } from '../__testUtils__/RestartablePostgres';
import { DatabaseStores } from '../database/DatabaseStores';
import { EngineLab } from './__testUtils__/EngineLab';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const databases = createTestDatabases();

/** What nobody caught, from its making to its end. */
class Unhandled {
  readonly reasons: unknown[] = [];
  readonly #listener = (reason: unknown) => this.reasons.push(reason);

  constructor() {
    process.on('unhandledRejection', this.#listener);
  }

  stop(): void {
    process.off('unhandledRejection', this.#listener);
  }
}

describe('Bad luck with PostgreSQL', () => {
  let postgres: RestartablePostgres;
  let knex: Knex;
  let lab: EngineLab;
  let unhandled: Unhandled;

  beforeAll(async () => {
    postgres = await RestartablePostgres.start();
  });

  afterAll(() => postgres?.remove());

  beforeEach(async () => {
    unhandled = new Unhandled();
    knex = knexFactory({
      client: 'pg',
      log: { warn() {}, error() {} },
      connection: postgres.connectionString,
      pool: {
        min: 0,
        max: 4,
        acquireTimeoutMillis: 1_000,
        createTimeoutMillis: 20_000,
        // A clock of the tests' own comes before PostgreSQL's, where there is one.
        afterCreate: (
          connection: { query(sql: string, done: () => void): void },
          done: () => void,
        ) =>
          connection.query('set search_path = public, pg_catalog', () =>
            done(),
          ),
      },
    });
    await knex.raw('drop schema public cascade');
    await knex.raw('create schema public');
    lab = await EngineLab.start({ databases, id: 'POSTGRES_18', knex });
  });

  afterEach(async () => {
    await lab.stop();
    await knex.destroy();
    unhandled.stop();
  });

  it('loses nothing in a restart of the database with a minute without it, and ends what was due right after', async () => {
    const short = await lab.approve({ minutes: 2 });
    const long = await lab.approve({ user: 'gita.rao', minutes: 10 });
    await lab.pass(85_000);
    const begun = await lab.approve({
      account: 'ledger-prod',
      minutes: 10,
    });
    await lab.pass(500);
    expect(await lab.status(short)).toBe('active');
    expect(await lab.status(begun)).toBe('activating');

    await postgres.goAway();
    await lab.pass(MINUTE);
    await postgres.comeBack();

    await lab.pass(15_000);
    expect(await lab.status(short)).toBe('ended');
    expect(await lab.status(long)).toBe('active');
    expect(await lab.status(begun)).toBe('active');
    expect(lab.canUse()).toBe(false);
    await lab.leap(10 * MINUTE, 30_000);
    expect(await lab.status(long)).toBe('ended');
    expect(await lab.status(begun)).toBe('ended');
    expect(lab.canUse({ user: 'gita.rao' })).toBe(false);
    expect(lab.canUse({ account: 'ledger-prod' })).toBe(false);
    expect(unhandled.reasons).toEqual([]);
  });

  it('ends what was due as soon as a connection is free again, after a while with none', async () => {
    const request = await lab.approve({ minutes: 2 });
    await lab.pass(MINUTE);
    const taken = await Promise.all(
      [1, 2, 3, 4].map(() => knex.client.acquireConnection()),
    );
    await lab.leap(2 * MINUTE, MINUTE);
    expect(lab.canUse()).toBe(true);
    await Promise.all(
      taken.map(connection => knex.client.releaseConnection(connection)),
    );
    await lab.pass(15_000);
    expect(await lab.status(request)).toBe('ended');
    expect(lab.canUse()).toBe(false);
    expect(unhandled.reasons).toEqual([]);
  });

  describe('with a replica whose own clock is wrong', () => {
    /** The database's clock, which the virtual one sets from now on. */
    async function letDatabaseTellVirtualTime(): Promise<void> {
      await knex.raw('create table test_clock (now timestamptz not null)');
      await knex('test_clock').insert({ now: lab.now() });
      await knex.raw(
        'create function public.clock_timestamp() returns timestamptz language sql as $$ select now from test_clock $$',
      );
      lab.beforeLook = async () => {
        await knex('test_clock').update({ now: lab.now() });
      };
    }

    /** Stores as the plugin makes them, in a process whose clock is wrong. */
    function storesOff(byMinutes: number): DatabaseStores {
      return new DatabaseStores({
        knex,
        clock: { now: () => new Date(lab.clock.now() + byMinutes * MINUTE) },
        onListenerError: error => {
          throw error;
        },
      });
    }

    it.each([
      ['five minutes fast, acting', 5, 0],
      ['five minutes slow, acting', -5, 0],
      ['five minutes fast, waiting to act', 0, 5],
      ['five minutes slow, waiting to act', 0, -5],
    ])('ends nobody’s access early or late: %s', async (_, acting, waiting) => {
      await letDatabaseTellVirtualTime();
      await lab.engine.shutdown();
      const first = await lab.addEngine({}, storesOff(acting));
      await lab.pass(2_000);
      await lab.addEngine({}, storesOff(waiting));
      const request = await lab.approve({ minutes: 4 });
      // Often enough to keep the lease.
      await lab.leap(2 * MINUTE, 4_000);
      expect(first.health().isLeader).toBe(true);
      // The other one takes over for the rest.
      await first.shutdown();
      await lab.leap(2 * MINUTE - 1_000, 20_000);
      expect(await lab.status(request)).toBe('active');
      expect(lab.canUse()).toBe(true);
      await lab.pass(15_000);
      expect(lab.canUse()).toBe(false);
      const { status, endedAt, endsAt } = await lab.read(request);
      expect(status).toBe('ended');
      expect((endedAt?.getTime() ?? 0) - (endsAt?.getTime() ?? 0)).toBeLessThan(
        15_000,
      );
    });
  });
});

describe('Bad luck with SQLite: a full disk', () => {
  it('gives no access while it cannot write down its end, and goes on when there is space again', async () => {
    const unhandled = new Unhandled();
    const knex = await databases.init('SQLITE_3');
    const lab = await EngineLab.start({ databases, id: 'SQLITE_3', knex });
    try {
      const live = await lab.approve({ minutes: 2 });
      const wanted = await lab.approve({
        user: 'gita.rao',
        inMinutes: 1,
        minutes: 10,
      });
      await lab.pass(30_000);
      expect(await lab.status(live)).toBe('active');

      await fillUp(lab, knex);
      await lab.leap(3 * MINUTE, 20_000);
      expect(lab.canUse({ user: 'gita.rao' })).toBe(false);
      expect(await lab.status(wanted)).toBe('scheduled');
      // There may be room for a few in pages that are there already.
      const askOnAndOn = async () => {
        for (let asked = 0; asked < 1_000; asked += 1) {
          await lab.approve({ account: 'ledger-prod', inMinutes: 60 });
        }
      };
      // As text: the driver's errors are made in the realm that loaded it
      // first, and to jest the errors of another realm are no errors.
      expect(await askOnAndOn().catch(String)).toMatch(
        /full|no transaction is active/,
      );
      // Nothing says that it was ended before it was.
      expect(await lab.status(live)).toBe(lab.canUse() ? 'active' : 'ended');

      await knex.raw('pragma max_page_count = 1000000');
      await lab.pass(20_000);
      expect(await lab.status(live)).toBe('ended');
      expect(lab.canUse()).toBe(false);
      expect(await lab.status(wanted)).toBe('active');
      await lab.leap(10 * MINUTE, 30_000);
      expect(await lab.status(wanted)).toBe('ended');
      expect(unhandled.reasons).toEqual([]);
    } finally {
      await lab.stop();
      unhandled.stop();
    }
  });
});

/** Leaves the database no page more than it has, and no room in those that it has. */
async function fillUp(lab: EngineLab, knex: Knex): Promise<void> {
  const [{ page_count: pages }] = await knex.raw('pragma page_count');
  await knex.raw(`pragma max_page_count = ${pages}`);
  for (const size of [3_000, 300, 1]) {
    for (;;) {
      try {
        await lab.stores.events.append({
          type: 'assignment.create-failed',
          at: lab.now(),
          actor: { kind: 'engine' },
          requestId: null,
          assignmentId: null,
          data: { filler: 'x'.repeat(size) },
        });
      } catch {
        break;
      }
    }
  }
}
