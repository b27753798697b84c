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

import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';
import { ManualClock } from '../../__testUtils__/clock';
import { createTestDatabases } from '../../__testUtils__/databases';
import { DatabaseStores, migrateDatabase } from '../../database/DatabaseStores';
import type { Lease } from '../../database/types';
import type { ChoreContext } from '../../engine';
import { verifyEventLog } from '../eventLog';
import { EventSealer } from '../EventSealer';
import { anchorInLine, type Anchor } from './anchor';
import { AnchorWatch } from './AnchorWatch';
import { FilePlace, type AnchorPlace } from './places';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const INTERVAL = 15 * MINUTE;

const databases = createTestDatabases();
const directory = createMockDirectory();

/** A place that remembers, and does whatever it is told. */
class TestPlace implements AnchorPlace {
  readonly kept: Anchor[] = [];
  trouble: () => Promise<void> = async () => {};

  constructor(readonly name: string) {}

  async put(anchor: Anchor): Promise<void> {
    await this.trouble();
    this.kept.push(anchor);
  }

  get seqs(): number[] {
    return this.kept.map(({ seq }) => seq);
  }
}

describe.each(databases.eachSupportedId())('anchoring on %s', id => {
  const clock = new ManualClock();
  let knex: Knex;
  let stores: DatabaseStores;
  let lease: Lease;
  let one: TestPlace;
  let two: TestPlace;
  let failed: string[];

  const context = (): ChoreContext => ({
    now: clock.now(),
    lease: () => lease,
    signal: new AbortController().signal,
  });

  const watchOver = (...places: AnchorPlace[]) =>
    new AnchorWatch({
      stores,
      places,
      intervalMs: INTERVAL,
      logger: mockServices.logger.mock(),
      onFailure: place => failed.push(place),
      patienceMs: 200,
    });

  const seal = async (count: number) => {
    for (let index = 0; index < count; index += 1) {
      await stores.events.append({
        type: 'request.created',
        at: clock.now(),
        actor: { kind: 'engine' },
        requestId: null,
        assignmentId: null,
        data: { index },
      });
    }
    await new EventSealer({ stores }).run(context());
  };

  const tamper = async (work: () => Promise<unknown>) => {
    const table = id.startsWith('POSTGRES') ? ' ON events' : '';
    await knex.raw(`DROP TRIGGER events_no_update${table}`);
    await knex.raw(`DROP TRIGGER events_no_delete${table}`);
    await work();
  };

  const verification = () => verifyEventLog(stores.chain, stores.anchors);

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrateDatabase(knex);
    stores = new DatabaseStores({
      knex,
      clock,
      agreedNow: async () => clock.now(),
      onListenerError: error => {
        throw error;
      },
    });
    const taken = await stores.lease.acquire({
      holder: 'replica',
      now: clock.now(),
      ttlMs: 1_000 * MINUTE,
    });
    if (!taken) {
      throw new Error('the lease was not free');
    }
    lease = taken;
    one = new TestPlace('one');
    two = new TestPlace('two');
    failed = [];
  });

  it('writes the head down when it has moved, and not more often than the interval', async () => {
    const watch = watchOver(one);
    await watch.run(context());
    expect(one.kept).toEqual([]);

    await seal(3);
    await watch.run(context());
    await watch.run(context());
    const { head } = await verification();
    const [first] = await stores.chain.listSealed({ after: 0, through: 1 });
    expect(one.kept).toEqual([
      { ...head, at: clock.now().toISOString(), log: first.hash },
    ]);

    await seal(2);
    clock.advance(INTERVAL - 1);
    await watch.run(context());
    expect(one.seqs).toEqual([3]);
    clock.advance(1);
    await watch.run(context());
    expect(one.seqs).toEqual([3, 5]);

    clock.advance(INTERVAL);
    await watch.run(context());
    expect(one.seqs).toEqual([3, 5]);
    await expect(verification()).resolves.toMatchObject({
      intact: true,
      anchors: {
        held: 2,
        places: [{ place: 'one', last: { seq: 5 }, lastError: null }],
      },
    });
  });

  it('goes on after a takeover where the other replica left off', async () => {
    await seal(1);
    await watchOver(one).run(context());
    await seal(1);
    await watchOver(one).run(context());
    expect(one.seqs).toEqual([1]);
  });

  it('lets no place that fails or hangs hold up another, and tries it again, less and less often', async () => {
    const watch = watchOver(one, two);
    one.trouble = () => new Promise(() => {});
    await seal(1);
    await watch.run(context());
    expect(two.seqs).toEqual([1]);
    expect(failed).toEqual(['one']);
    // Once is no news.
    expect(watch.trouble).toBeNull();

    one.trouble = async () => {
      throw new Error('no space left');
    };
    clock.advance(MINUTE);
    await watch.run(context());
    expect(watch.trouble).toMatch(/one: no space left/);
    clock.advance(MINUTE);
    await watch.run(context());
    expect(failed).toHaveLength(2);
    await expect(verification()).resolves.toMatchObject({
      anchors: { places: [{ place: 'one', lastError: 'no space left' }, {}] },
    });

    one.trouble = async () => {};
    clock.advance(MINUTE);
    await watch.run(context());
    expect(one.seqs).toEqual([1]);
    expect(watch.trouble).toBeNull();
  });

  it('never writes down a head that lies before what was anchored, and says that the log was cut off', async () => {
    const watch = watchOver(one);
    await seal(4);
    await watch.run(context());
    const [, second] = await stores.chain.listSealed({ after: 0, through: 2 });
    await tamper(async () => {
      await knex('events').where('seq', '>', 2).delete();
      await knex('event_chain').update({ seq: 2, hash: second.hash });
    });
    // As whoever owns the database would leave it: in itself it is a whole log.
    for (let run = 0; run < 2; run += 1) {
      clock.advance(INTERVAL);
      await watch.run(context());
    }
    expect(one.seqs).toEqual([4]);
    await expect(verification()).resolves.toMatchObject({
      intact: false,
      brokenAt: { seq: 3, reason: expect.stringContaining('cut off') },
    });
  });

  it('finds a log that was written anew as a whole, head included', async () => {
    await seal(2);
    await watchOver(one).run(context());
    await tamper(async () => {
      await knex('events').delete();
      await knex('event_chain').delete();
    });
    clock.advance(1);
    await seal(3);
    await expect(verification()).resolves.toMatchObject({
      intact: false,
      brokenAt: { seq: 2, reason: expect.stringContaining('written anew') },
    });
  });

  it('refuses to change or delete what is known of anchors', async () => {
    await seal(1);
    await watchOver(one).run(context());
    const refusal = { message: expect.stringContaining('append-only') };
    await expect(knex('event_anchors').delete()).rejects.toMatchObject(refusal);
    await expect(
      knex('event_anchors').update({ hash: 'a'.repeat(64) }),
    ).rejects.toMatchObject(refusal);
  });

  it('keeps no anchor of a replica that lost the lease', async () => {
    await seal(1);
    const watch = watchOver(one);
    const later = new Date(clock.now().getTime() + 2_000 * MINUTE);
    await stores.lease.acquire({ holder: 'other', now: later, ttlMs: MINUTE });
    await watch.run(context());
    await expect(stores.anchors.points()).resolves.toEqual([]);
  });

  it('appends lines to a file that the verifier of exports reads', async () => {
    const path = directory.resolve(`${id}/deep/anchors.jsonl`);
    const watch = watchOver(new FilePlace({ path }));
    await seal(1);
    await watch.run(context());
    await seal(1);
    clock.advance(INTERVAL);
    await watch.run(context());
    const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
    expect(lines.map(anchorInLine)).toEqual([
      expect.objectContaining({ seq: 1 }),
      expect.objectContaining({ seq: 2 }),
    ]);
  });
});
