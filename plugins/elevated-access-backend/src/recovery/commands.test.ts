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
  type TestDatabases,
} from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { readFile, writeFile } from 'node:fs/promises';
import { createTestDatabases } from '../__testUtils__/databases';
import { verifyEventLog } from '../audit/eventLog';
import { Wreck, type Who } from './__testUtils__/Wreck';

jest.setTimeout(180_000);

const databases: TestDatabases = createTestDatabases();
const directory = createMockDirectory();

const ann: Who = {
  user: 'ann.li',
  account: 'payments-prod',
  permissionSet: 'PowerUser',
};
const standing: Who = { ...ann, account: 'ledger-prod' };
const later: Who = { ...ann, account: 'cards-prod' };
const stranger: Who = { ...ann, user: 'bo.ek', account: 'fraud-prod' };

/** In one account, so that AWS takes them one after the other. */
const many: Who[] = [
  'ann.li',
  'gita.rao',
  'hugo.brandt',
  'ines.costa',
  'jonas.weber',
].map(user => ({ ...ann, user }));

/** A database that a process of its own can open too, with its config section. */
async function openDatabase(id: string) {
  if (id.startsWith('SQLITE')) {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: directory.resolve('elevated-access.sqlite') },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    return {
      knex,
      config: {
        client: 'better-sqlite3',
        connection: { directory: directory.path },
      },
    };
  }
  const knex = await databases.init('POSTGRES_18');
  const { host, port, user, password, database } =
    knex.client.config.connection;
  return {
    knex,
    config: {
      client: 'pg',
      connection: { host, port, user, password },
      plugin: { 'elevated-access': { connection: { database } } },
    },
  };
}

describe.each(databases.eachSupportedId())(
  'with the portal gone, on %s',
  id => {
    let wreck: Wreck;
    let knex: Knex;

    const start = async (slownessMs?: number) => {
      directory.setContent({});
      const opened = await openDatabase(id);
      knex = opened.knex;
      wreck = await Wreck.create({
        directory,
        knex,
        database: opened.config,
        slownessMs,
      });
    };

    const statuses = async () =>
      (await knex('requests').select('status')).map(({ status }) => status);

    afterEach(async () => {
      await wreck?.stop();
      if (id.startsWith('SQLITE')) {
        await knex.destroy();
      }
    });

    it('drain ends every grant, and leaves alone what stood before', async () => {
      await start();
      wreck.simulator.admin.assign(standing);
      wreck.simulator.admin.assign(stranger);
      for (const who of [ann, standing]) {
        await wreck.approve(who);
      }
      await wreck.approve(later, 60);
      await wreck.grantAndDie();
      expect(wreck.canUse(ann)).toBe(true);

      const rehearsal = await wreck.run('drain', '--dry-run');
      expect(rehearsal).toMatchObject({ code: 0, err: '' });
      expect(rehearsal.out).toContain('payments-prod');
      expect(wreck.canUse(ann)).toBe(true);

      const outcome = await wreck.run(
        'drain',
        '--yes',
        '--comment',
        'gone mad',
      );
      expect(outcome).toMatchObject({ code: 0, err: '' });
      expect(outcome.out).toContain('Nothing is left');
      expect(wreck.canUse(ann)).toBe(false);
      expect(wreck.canUse(standing)).toBe(true);
      expect(wreck.canUse(stranger)).toBe(true);
      expect((await statuses()).sort()).toEqual([
        'cancelled',
        'ended',
        'ended',
      ]);
      const [told] = await knex('events').where({ type: 'engine.drained' });
      // Kept for the portal's audit log until a portal runs again.
      await expect(
        knex('outbox').where({ event_id: told.id }).pluck('channel'),
      ).resolves.toEqual(['audit']);
      expect(JSON.parse(told.data)).toMatchObject({
        cancelled: 1,
        ended: 2,
        left: 0,
        comment: 'gone mad',
      });
      await expect(
        verifyEventLog(wreck.stores.chain, wreck.stores.anchors),
      ).resolves.toMatchObject({
        intact: true,
        unsealed: 0,
      });

      const again = await wreck.run('drain', '--yes');
      expect(again).toMatchObject({ code: 0, err: '' });
      expect(again.out).toContain('Nothing is live');
    });

    it('drain goes on where it was killed', async () => {
      await start(600);
      for (const who of many) {
        await wreck.approve(who);
      }
      await wreck.grantAndDie();
      const held = () => many.filter(who => wreck.canUse(who)).length;
      expect(held()).toBe(many.length);
      await wreck.runUntil(() => held() < many.length, 'drain', '--yes');
      expect(held()).toBeGreaterThan(0);

      const outcome = await wreck.run('drain', '--yes');
      expect(outcome.code).toBe(0);
      expect(held()).toBe(0);
      expect(new Set(await statuses())).toEqual(new Set(['ended']));
      await expect(
        verifyEventLog(wreck.stores.chain, wreck.stores.anchors),
      ).resolves.toMatchObject({
        intact: true,
        unsealed: 0,
      });
    });

    it('recover removes what the log alone proves to be ours, and names what nothing explains', async () => {
      await start();
      wreck.simulator.admin.assign(standing);
      for (const who of [ann, standing, later]) {
        await wreck.approve(who);
      }
      await wreck.grantAndDie();
      const events = await wreck.exportLog();
      wreck.simulator.admin.assign(stranger);
      await knex('assignments').update({ owned: false });

      await expect(wreck.run('verify', events)).resolves.toMatchObject({
        code: 0,
        out: expect.stringMatching(
          /^intact: \d+ events, head \d+ [0-9a-f]{64}\nNothing is said of events behind \d+, .*\n$/,
        ),
      });
      const rehearsal = await wreck.run(
        'recover',
        '--events',
        events,
        '--dry-run',
      );
      expect(rehearsal).toMatchObject({ code: 0, err: '' });
      expect(wreck.canUse(ann)).toBe(true);

      const outcome = await wreck.run('recover', '--events', events, '--yes');
      expect(outcome).toMatchObject({ code: 0, err: '' });
      expect(wreck.canUse(ann)).toBe(false);
      expect(wreck.canUse(later)).toBe(false);
      expect(wreck.canUse(standing)).toBe(true);
      expect(wreck.canUse(stranger)).toBe(true);
      const [, unexplained] = outcome.out.split('LOOK AT THESE');
      expect(unexplained).toContain(wreck.keyOf(stranger).principalId);
      expect(unexplained).not.toContain(wreck.keyOf(standing).principalId);

      const again = await wreck.run('recover', '--events', events, '--yes');
      expect(again).toMatchObject({ code: 0, err: '' });
      expect(again.out).toContain('Nothing of ours is left');
    });

    it('recover waits for a creation of ours that is under way, and leaves one of somebody else alone', async () => {
      await start();
      wreck.simulator.faults.add({
        operation: 'CreateAccountAssignment',
        action: { kind: 'slow-operation', ms: 25_000 },
      });
      await wreck.approve(ann);
      await wreck.beginAndDie();
      const events = await wreck.exportLog();
      await wreck.beginElsewhere(stranger);
      expect(wreck.canUse(ann)).toBe(false);

      const outcome = await wreck.run('recover', '--events', events, '--yes');
      expect(outcome).toMatchObject({ code: 0, err: '' });
      expect(outcome.out).toContain('being created');
      expect(outcome.out).toContain('removed, and no longer listed');
      // The creation came to its end, or there would have been nothing to remove.
      const { principalId } = wreck.keyOf(ann);
      expect(
        wreck.simulator.oracle
          .timeline()
          .flatMap(event =>
            'principalId' in event && event.principalId === principalId
              ? event.type
              : [],
          ),
      ).toEqual(['assignment-created', 'assignment-removed']);
      expect(wreck.canUse(ann)).toBe(false);
      expect(wreck.canUse(stranger)).toBe(true);
      const [, unexplained] = outcome.out.split('LOOK AT THESE');
      expect(unexplained).toContain(wreck.keyOf(stranger).principalId);
    });

    it('recover goes on where it was killed', async () => {
      await start(600);
      for (const who of many) {
        await wreck.approve(who);
      }
      await wreck.grantAndDie();
      const events = await wreck.exportLog();
      const held = () => many.filter(who => wreck.canUse(who)).length;
      const args = ['recover', '--events', events, '--yes'];
      await wreck.runUntil(() => held() < many.length, ...args);
      expect(held()).toBeGreaterThan(0);
      await expect(wreck.run(...args)).resolves.toMatchObject({ code: 0 });
      expect(held()).toBe(0);
    });

    it('recover touches nothing on the word of a log that is not intact', async () => {
      await start();
      await wreck.approve(ann);
      await wreck.grantAndDie();
      const events = await wreck.exportLog();
      const text = await readFile(events, 'utf8');
      await writeFile(events, text.replace('request.active', 'request.actIve'));
      const outcome = await wreck.run('recover', '--events', events, '--yes');
      expect(outcome.code).toBe(1);
      expect(outcome.err).toContain('--accept-broken');
      expect(wreck.canUse(ann)).toBe(true);
      await expect(
        wreck.run('recover', '--events', events, '--yes', '--accept-broken'),
      ).resolves.toMatchObject({ code: 0 });
      expect(wreck.canUse(ann)).toBe(false);
    });

    it('drain changes nothing while a portal is alive, unless it is forced', async () => {
      await start();
      await wreck.approve(ann);
      await wreck.grantAndDie();
      const portal = {
        holder: 'portal-1',
        now: await wreck.stores.now(),
        ttlMs: 3_600_000,
      };
      const lease = await wreck.stores.lease.acquire(portal);
      const refused = await wreck.run('drain', '--yes');
      expect(refused.code).toBe(1);
      expect(refused.err).toContain('portal-1');
      expect(refused.err).toContain('--force');
      expect(wreck.canUse(ann)).toBe(true);

      await knex('engine_lease').update({
        expires_at: new Date((await wreck.stores.now()).getTime() + 3_000),
      });
      await expect(
        wreck.run('drain', '--yes', '--force'),
      ).resolves.toMatchObject({ code: 0 });
      expect(wreck.canUse(ann)).toBe(false);
      const [row] = await knex('engine_lease').select('fencing_token');
      expect(Number(row.fencing_token)).toBeGreaterThan(
        lease?.fencingToken ?? Infinity,
      );
    });

    it('asks first, and does nothing where nobody can be asked', async () => {
      await start();
      await wreck.approve(ann);
      await wreck.grantAndDie();
      const outcome = await wreck.run('drain');
      expect(outcome.code).toBe(2);
      expect(outcome.err).toContain('--yes');
      expect(outcome.err.trim()).not.toContain('\n');
      expect(wreck.canUse(ann)).toBe(true);
    });

    it('lists what is left when nothing moves, and says so by its exit code', async () => {
      await start();
      await wreck.approve(ann);
      await wreck.grantAndDie();
      wreck.simulator.faults.add({
        operation: 'DeleteAccountAssignment',
        action: { kind: 'error', name: 'AccessDeniedException', status: 403 },
      });
      const outcome = await wreck.run('drain', '--yes', '--patience', '3');
      expect(outcome.code).toBe(1);
      expect(outcome.out).toContain('NOT GONE YET');
      expect(wreck.canUse(ann)).toBe(true);
    });
  },
);
