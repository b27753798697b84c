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
  approvalPolicySchema,
  eligibilityPolicySchema,
  type Settings,
} from 'backstage-plugin-elevated-access-common';
import type { Knex } from 'knex';
import { DatabaseStores, migrateDatabase } from '../database/DatabaseStores';
import type { WrittenPolicy } from '../database/policyTypes';
import { START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import { createTestDatabases } from '../__testUtils__/databases';
import { HistoryKeeper } from './HistoryKeeper';
import { PolicyBook } from './PolicyBook';
import { PolicyChanges } from './PolicyChanges';
import { PolicyShelf, type PolicyPlace } from './PolicyShelf';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const SOURCE = {
  id: 'source-1',
  type: 'file' as const,
  place: '/policies',
  etag: null,
  attemptedAt: START,
  problems: [],
};
const author = {
  actor: {
    kind: 'user' as const,
    entityRef: 'user:default/eli.stone',
    displayName: 'Eli Stone',
  },
  principalId: () => null,
};

function eligibility(
  name: string,
  type: 'config' | 'file' = 'config',
  maxDuration = 'PT1H',
) {
  return {
    kind: 'eligibility' as const,
    spec: eligibilityPolicySchema.parse({
      name,
      effect: 'allow',
      subjects: ['group:default/payments'],
      targets: [{ all: true }],
      permissionSets: [{ all: true }],
      maxDuration,
    }),
    source: { type, place: `/${name}.yaml:1` },
  };
}

const approval: WrittenPolicy = {
  kind: 'approval',
  spec: approvalPolicySchema.parse({
    name: 'leads',
    targets: [{ all: true }],
    permissionSets: [{ all: true }],
    stages: [{ name: 'Leads', approvers: ['group:default/leads'] }],
  }),
  source: { type: 'config', place: 'elevatedAccess.policies.approval[0]' },
};

describe.each(databases.eachSupportedId())('the policy book on %p', id => {
  let knex: Knex;
  let stores: DatabaseStores;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
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
  });

  /** One replica. */
  const replica = (
    options: {
      policies?: WrittenPolicy[];
      settings?: Partial<Settings>;
      places?: PolicyPlace[];
      hears?: boolean;
    } = {},
  ) => {
    const shelf = new PolicyShelf({
      written: {
        policies: options.policies ?? [eligibility('configured'), approval],
        settings: options.settings ?? {},
      },
      places: options.places ?? [],
    });
    const book = new PolicyBook({ stores, shelf, clock });
    if (options.hears !== false) {
      book.listen(stores);
    }
    const changes = new PolicyChanges({ stores, shelf });
    const names = async () =>
      (await book.getPolicies()).eligibility.map(({ name }) => name);
    const make = (name: string) =>
      changes.submit(
        { subject: 'policy', action: 'create', ...contentOf(name) },
        { basedOn: null, comment: 'OPS-1', author },
      );
    return { shelf, book, changes, names, make };
  };

  const contentOf = (name: string) => {
    const { kind, spec } = eligibility(name);
    return { kind, spec };
  };

  const keepHistory = async (keeper: HistoryKeeper) => {
    const lease = await stores.lease.takeOver({
      holder: 'one',
      now: clock.now(),
      ttlMs: 60_000,
    });
    await keeper.run({ lease: () => lease });
  };

  it('holds what config, places and portal say together, and not what is disabled', async () => {
    const { names, make, changes, shelf } = replica({
      places: [{ type: 'file', place: '/policies' }],
    });
    await stores.policySources.save({
      ...SOURCE,
      policies: [eligibility('filed', 'file')],
      readAt: START,
    });
    await make('made');
    expect(await names()).toEqual(['configured', 'filed', 'made']);
    const made = (await shelf.read(stores)).policies.find(
      ({ spec }) => spec.name === 'made',
    );
    await changes.submit(
      {
        subject: 'policy',
        action: 'disable',
        kind: 'eligibility',
        name: 'made',
      },
      { basedOn: made?.version ?? '', comment: 'OPS-2', author },
    );
    expect(await names()).toEqual(['configured', 'filed']);
  });

  it('gives the same object as long as nothing that matters has changed', async () => {
    const { book, make } = replica();
    const first = await book.getPolicies();
    clock.advance(60_000);
    expect(await book.getPolicies()).toBe(first);
    await stores.policyRevision.raise();
    clock.advance(60_000);
    expect(await book.getPolicies()).toBe(first);
    await make('made');
    expect(await book.getPolicies()).not.toBe(first);
  });

  it('asks the database at most once a second, and once for all who ask at the same time', async () => {
    const { book } = replica();
    const asked = jest.spyOn(stores.policyRevision, 'current');
    await Promise.all([1, 2, 3].map(() => book.getPolicies()));
    clock.advance(999);
    await book.getPolicies();
    expect(asked).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await book.getPolicies();
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('asks again when the clock was set back', async () => {
    const { names } = replica({ hears: false });
    await names();
    await replica().make('made');
    clock.advance(-3_600_000);
    expect(await names()).toContain('made');
  });

  it('learns of a change on another replica after a second, of its own at once', async () => {
    const here = replica();
    const there = replica({ hears: false });
    await Promise.all([here.names(), there.names()]);
    await here.make('made');
    expect(await here.names()).toContain('made');
    clock.advance(1000);
    expect(await there.names()).toContain('made');
  });

  it('does not keep what was read while something changed', async () => {
    const { book, names, make, shelf } = replica();
    const read = jest.spyOn(shelf, 'read');
    let during: Promise<unknown> = Promise.resolve();
    read.mockImplementationOnce(async from => {
      const before = await PolicyShelf.prototype.read.call(shelf, from);
      during = make('made');
      await during;
      return before;
    });
    await book.getPolicies();
    await during;
    expect(await names()).toContain('made');
  });

  it('gives no answer while the database has none, and one as soon as it has', async () => {
    const { book, names } = replica();
    await names();
    clock.advance(1000);
    const broken = jest
      .spyOn(stores.policyRevision, 'current')
      .mockRejectedValue(new Error('away'));
    await expect(book.getPolicies()).rejects.toThrow('away');
    broken.mockRestore();
    expect(await names()).toEqual(['configured']);
  });

  it('gives no answer while a place was never read without an error, and says why', async () => {
    const { book, names } = replica({
      places: [{ type: 'file', place: '/policies' }],
    });
    const unread = { code: 'policies-unavailable' };
    await expect(book.getPolicies()).rejects.toMatchObject(unread);
    await stores.policySources.save({
      ...SOURCE,
      policies: [],
      readAt: null,
      problems: [{ path: ['maxDuration'], reason: 'maxDuration is missing' }],
    });
    clock.advance(1000);
    await expect(book.getPolicies()).rejects.toMatchObject({
      ...unread,
      reason: expect.stringContaining('maxDuration is missing'),
    });
    await stores.policySources.save({
      ...SOURCE,
      policies: [eligibility('filed', 'file')],
      readAt: START,
    });
    clock.advance(1000);
    expect(await names()).toEqual(['configured', 'filed']);
  });

  describe('with a policy of the portal that cannot be read', () => {
    const spoil = async (spec: string, name = 'made') => {
      await knex('policies').where({ name }).update({ spec });
      await stores.policyRevision.raise();
      clock.advance(1000);
    };
    const allowing = (priority: unknown) =>
      JSON.stringify({ name: 'made', effect: 'allow', priority, novel: 1 });
    const approvals = async (book: PolicyBook) =>
      (await book.getPolicies()).eligibility.map(policy =>
        policy.effect === 'allow' ? [policy.name, policy.approval] : [],
      );
    const free = (name: string, priority: number) => {
      const policy = eligibility(name);
      return {
        ...policy,
        spec: { ...policy.spec, approval: 'not-required' as const, priority },
      };
    };

    it('goes on without one that permits something, and asks for approval where it might have', async () => {
      const { book, make } = replica({
        policies: [free('above', 11), free('beside', 10), free('below', 0)],
      });
      await make('made');
      await spoil(allowing(10));
      expect(await approvals(book)).toEqual([
        ['above', 'not-required'],
        ['beside', 'required'],
        ['below', 'required'],
      ]);
      await spoil(allowing('high'));
      expect(await approvals(book)).toEqual([
        ['above', 'required'],
        ['beside', 'required'],
        ['below', 'required'],
      ]);
      expect((await book.state()).unreadable).toMatchObject([
        { kind: 'eligibility', name: 'made', effect: 'allow' },
      ]);
    });

    it.each([
      ['denies', '{"name":"made","effect":"deny"}'],
      ['does not say what it does', '{"name":"made"}'],
      ['does something novel', '{"name":"made","effect":"limit"}'],
      ['is no JSON', '{"name":'],
      ['is nothing', 'null'],
      [
        'is written for another name',
        JSON.stringify({
          ...eligibility('other').spec,
          effect: 'deny',
        }),
      ],
    ])(
      'gives no answer while it %s, and says which and why',
      async (_, spec) => {
        const { book, make } = replica();
        await make('made');
        await spoil(spec);
        await expect(book.getPolicies()).rejects.toMatchObject({
          code: 'policies-unavailable',
          reason: expect.stringContaining('made'),
        });
        const { policies, unreadable } = await book.getWritten();
        expect(policies.eligibility.map(({ name }) => name)).toEqual([
          'configured',
        ]);
        expect(unreadable[0].problems.length).toBeGreaterThan(0);
      },
    );

    it('gives no answer while nobody can tell who has to approve', async () => {
      const { book, changes } = replica();
      const { spec } = approval;
      await changes.submit(
        {
          subject: 'policy',
          action: 'create',
          kind: 'approval',
          spec: approvalPolicySchema.parse({ ...spec, name: 'made' }),
        },
        { basedOn: null, comment: 'OPS-1', author },
      );
      await spoil('{"name":"made","effect":"allow"}');
      await expect(book.getPolicies()).rejects.toMatchObject({
        code: 'policies-unavailable',
      });
    });

    it('takes no notice of one that is disabled', async () => {
      const { book, make } = replica({ policies: [free('configured', 0)] });
      await make('made');
      await knex('policies').update({ enabled: false });
      await spoil('{"name":"made","effect":"deny"}');
      expect(await approvals(book)).toEqual([['configured', 'not-required']]);
    });

    it('holds again once it is written anew, under the next number', async () => {
      const { book, changes, make, names } = replica();
      await make('made');
      await spoil('{}');
      await knex('policy_versions').update({ spec: '{}' });
      const [{ version }] = (await book.state()).unreadable;
      const mend = (basedOn: string) =>
        changes.submit(
          { subject: 'policy', action: 'edit', ...contentOf('made') },
          { basedOn, comment: 'OPS-2', author },
        );
      await expect(mend('other')).rejects.toMatchObject({
        code: 'changed-meanwhile',
      });
      await expect(make('made')).rejects.toMatchObject({
        code: 'policy-unreadable',
      });
      await mend(version);
      expect(await names()).toEqual(['configured', 'made']);
      const key = { kind: 'eligibility' as const, name: 'made' };
      const history = await stores.policies.listVersions(key, { limit: 5 });
      expect(history.map(({ number }) => number)).toEqual([2]);
    });

    it('goes on once it is deleted', async () => {
      const { book, changes, make, names } = replica();
      await make('made');
      await spoil('{}');
      const [{ version, kind, name }] = (await book.state()).unreadable;
      await changes.submit(
        { subject: 'policy', action: 'delete', kind, name },
        { basedOn: version, comment: 'OPS-2', author },
      );
      expect(await names()).toEqual(['configured']);
      expect((await book.state()).unreadable).toEqual([]);
    });
  });

  it('leaves out places that the config no longer names', async () => {
    await stores.policySources.save({
      ...SOURCE,
      policies: [eligibility('filed', 'file')],
      readAt: START,
    });
    expect(await replica().names()).toEqual(['configured']);
  });

  describe('the history of what is written elsewhere', () => {
    const historyOf = async (name: string) =>
      (
        await stores.policies.listVersions(
          { kind: 'eligibility', name },
          { limit: 10 },
        )
      ).map(({ number, action, by, source }) => [
        number,
        action,
        by,
        source.type,
      ]);

    it('has each policy once, however often and on however many replicas it is looked at', async () => {
      const keeper = new HistoryKeeper({ stores, shelf: replica().shelf });
      await keepHistory(keeper);
      await keepHistory(keeper);
      await keepHistory(new HistoryKeeper({ stores, shelf: replica().shelf }));
      expect(await historyOf('configured')).toEqual([
        [1, 'create', null, 'config'],
      ]);
      expect(await stores.settings.list({ limit: 10 })).toHaveLength(1);
    });

    it('says when a config changed, dropped and brought back a policy', async () => {
      for (const policies of [
        [eligibility('configured')],
        [eligibility('configured', 'config', 'PT2H')],
        [],
        [eligibility('configured')],
      ]) {
        await keepHistory(
          new HistoryKeeper({ stores, shelf: replica({ policies }).shelf }),
        );
      }
      expect(await historyOf('configured')).toEqual([
        [4, 'create', null, 'config'],
        [3, 'delete', null, 'config'],
        [2, 'edit', null, 'config'],
        [1, 'create', null, 'config'],
      ]);
    });

    it('takes nothing for gone while a place is unread', async () => {
      const places = [{ type: 'file' as const, place: '/policies' }];
      const read = {
        ...SOURCE,
        policies: [eligibility('filed', 'file')],
        readAt: START,
      };
      await stores.policySources.save(read);
      const keeper = new HistoryKeeper({
        stores,
        shelf: replica({ places }).shelf,
      });
      await keepHistory(keeper);
      await stores.policySources.save({ ...read, policies: [], readAt: null });
      await keepHistory(keeper);
      expect(await historyOf('filed')).toHaveLength(1);
      await stores.policySources.save({ ...read, policies: [] });
      await keepHistory(keeper);
      expect(await historyOf('filed')).toHaveLength(2);
    });

    it('says when the config set something else, and leaves alone what the portal said', async () => {
      await keepHistory(new HistoryKeeper({ stores, shelf: replica().shelf }));
      const { shelf } = replica({ settings: { requestExpiry: 'PT1H' } });
      await keepHistory(new HistoryKeeper({ stores, shelf }));
      const [latest, first] = await stores.settings.list({ limit: 10 });
      expect([latest.number, latest.by, latest.settings.requestExpiry]).toEqual(
        [2, null, 'PT1H'],
      );
      expect(first.settings.requestExpiry).toBe('PT3H');
      expect(latest.portal).toEqual({});
    });

    it('writes nothing without the lease', async () => {
      const keeper = new HistoryKeeper({ stores, shelf: replica().shelf });
      const lease = await stores.lease.takeOver({
        holder: 'one',
        now: clock.now(),
        ttlMs: 60_000,
      });
      await stores.lease.takeOver({
        holder: 'two',
        now: clock.now(),
        ttlMs: 60_000,
      });
      await expect(keeper.run({ lease: () => lease })).rejects.toThrow();
      expect(await stores.policies.latestVersions()).toEqual([]);
    });
  });
});
