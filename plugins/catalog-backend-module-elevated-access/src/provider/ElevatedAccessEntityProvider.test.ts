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
import type { Entity } from '@backstage/catalog-model';
import {
  aDirectory,
  anAccount,
  MANAGEMENT_ACCOUNT_ID,
} from '../__testUtils__/directory';
import { MemoryCatalog } from '../__testUtils__/MemoryCatalog';
import type { Directory } from '../directory/types';
import { ElevatedAccessEntityProvider } from './ElevatedAccessEntityProvider';

const PAYMENTS = 'resource:default/aws-account-111122223333';

/** A directory that tests change, a catalog, and any number of replicas between them. */
function start(directory: Directory = aDirectory()) {
  const catalog = new MemoryCatalog();
  const world = {
    catalog,
    directory,
    failure: undefined as Error | undefined,
    logger: mockServices.logger.mock(),
    async replica(existingAccounts: 'leave' | 'ignore' = 'leave') {
      const scheduler = mockServices.scheduler.mock();
      const logger = world.logger;
      logger.child.mockReturnValue(logger);
      const provider = new ElevatedAccessEntityProvider({
        directory: {
          read: async () => {
            if (world.failure) {
              throw world.failure;
            }
            return world.directory;
          },
        },
        catalog: catalog.view,
        scheduler,
        logger,
        schedule: { frequency: { minutes: 10 }, timeout: { minutes: 5 } },
        owner: { tagKey: 'owner', fallback: 'group:default/it', rules: [] },
        existingAccounts,
      });
      await provider.connect(catalog);
      return provider;
    },
    rename(name: string) {
      world.directory = withAccounts(
        world.directory.accounts.map(account =>
          account.id === '111122223333' ? { ...account, name } : account,
        ),
      );
    },
  };
  return world;
}

function withAccounts(accounts: Directory['accounts']): Directory {
  return { ...aDirectory(), accounts };
}

function fromElsewhere(overrides: {
  annotations?: Record<string, string>;
  type?: string;
}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'payments-prod',
      annotations: {
        'backstage.io/managed-by-location': 'aws-cloud-accounts:o-octantbank1',
        'amazonaws.com/account-id': '111122223333',
        ...overrides.annotations,
      },
    },
    spec: { type: overrides.type ?? 'cloud-account', owner: 'unknown' },
  };
}

describe('keeping the catalog as the directory is', () => {
  it('sends everything once, then nothing while nothing changes', async () => {
    const { catalog, replica } = start();
    const provider = await replica();
    await provider.run();
    expect(catalog.last).toEqual({ type: 'full', added: 5, removed: 0 });
    await provider.run();
    await provider.catchUp();
    expect(catalog.mutations).toHaveLength(1);
  });

  it('sends only what is different', async () => {
    const world = start();
    const provider = await world.replica();
    await provider.run();
    world.rename('payments-production');
    await provider.run();
    expect(world.catalog.last).toEqual({ type: 'delta', added: 1, removed: 0 });
    expect(world.catalog.get(PAYMENTS)?.metadata.title).toBe(
      'payments-production',
    );
  });

  it.each([
    ['has left the organization', []],
    ['was closed', [anAccount({ state: 'CLOSED' })]],
  ])('removes an account that %s', async (_what, accounts) => {
    const world = start();
    const provider = await world.replica();
    await provider.run();
    world.directory = withAccounts([world.directory.accounts[0], ...accounts]);
    await provider.run();
    expect(world.catalog.mutations).toHaveLength(2);
    expect(world.catalog.refs).toEqual([
      `resource:default/aws-account-${MANAGEMENT_ACCOUNT_ID}`,
      'resource:default/aws-permission-set-1111222233334444',
    ]);
  });

  it('sends everything after a restart, which removes what went away meanwhile', async () => {
    const world = start();
    await (await world.replica()).run();
    world.directory = withAccounts(world.directory.accounts.slice(0, 1));
    await (await world.replica()).run();
    expect(world.catalog.last?.type).toBe('full');
    expect(world.catalog.refs).not.toContain(PAYMENTS);
  });

  it('changes nothing when the directory cannot be read, and goes on when it can', async () => {
    const world = start();
    const provider = await world.replica();
    await provider.run();
    const before = world.catalog.refs;
    world.failure = new Error('503, the directory is not there');
    await provider.run();
    expect(world.catalog.mutations).toHaveLength(1);
    expect(world.catalog.refs).toEqual(before);
    expect(world.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('503, the directory is not there'),
    );
    world.failure = undefined;
    world.rename('renamed');
    await provider.run();
    expect(world.catalog.get(PAYMENTS)?.metadata.title).toBe('renamed');
  });

  it('tries the first copy again and again until the directory is there', async () => {
    const world = start();
    const provider = await world.replica();
    world.failure = new Error('503');
    await provider.catchUp();
    expect(world.catalog.mutations).toHaveLength(0);
    world.failure = undefined;
    await provider.catchUp();
    expect(world.catalog.last?.type).toBe('full');
  });

  it('says once what keeps it from reading, and again when it is something else', async () => {
    const world = start();
    const provider = await world.replica();
    world.failure = new Error('503');
    await provider.run();
    await provider.run();
    expect(world.logger.warn).toHaveBeenCalledTimes(1);
    world.failure = new Error('401');
    await provider.run();
    expect(world.logger.warn).toHaveBeenCalledTimes(2);
    world.failure = undefined;
    await provider.run();
    world.failure = new Error('401');
    await provider.run();
    expect(world.logger.warn).toHaveBeenCalledTimes(3);
  });

  it('sends again what the catalog could not store', async () => {
    const world = start();
    const provider = await world.replica();
    world.catalog.setBroken(true);
    await provider.run();
    world.catalog.setBroken(false);
    await provider.run();
    expect(world.catalog.last).toEqual({ type: 'full', added: 5, removed: 0 });

    world.directory = withAccounts(world.directory.accounts.slice(0, 1));
    world.catalog.setBroken(true);
    await provider.run();
    world.catalog.setBroken(false);
    await provider.run();
    expect(world.catalog.last).toEqual({ type: 'delta', added: 0, removed: 3 });
  });

  it.each(['half', 'all'] as const)(
    'ends where it should when the catalog fails with %s of the entities written',
    async stored => {
      const world = start();
      const { catalog } = world;
      const provider = await world.replica();
      catalog.failOnceBehind(stored);
      await provider.run();
      expect(world.logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('the connection was lost'),
      );
      // Soon, without waiting for the schedule.
      await provider.catchUp();
      const whole = catalog.refs;
      expect(whole).toHaveLength(5);

      const everything = world.directory;
      world.directory = withAccounts(everything.accounts.slice(0, 1));
      catalog.failOnceBehind(stored);
      await provider.run();
      await provider.run();
      expect(catalog.refs).not.toContain(PAYMENTS);
      expect(catalog.refs).toHaveLength(2);

      world.directory = everything;
      catalog.failOnceBehind(stored);
      await provider.run();
      // What half arrived is gone again before it was ever sent as a whole.
      world.directory = withAccounts(everything.accounts.slice(0, 1));
      await provider.run();
      expect(catalog.refs).toHaveLength(2);

      world.directory = everything;
      await provider.run();
      expect(catalog.refs).toEqual(whole);
      expect(catalog.get(PAYMENTS)?.metadata.title).toBe('payments-prod');
    },
  );

  it('stops between reading and writing when it is told to', async () => {
    const { catalog, replica } = start();
    const provider = await replica();
    await provider.run(AbortSignal.abort());
    expect(catalog.mutations).toHaveLength(0);
  });

  it('restores an entity that somebody deleted', async () => {
    const { catalog, replica } = start();
    const provider = await replica();
    await provider.run();
    catalog.delete(PAYMENTS);
    await provider.run();
    expect(catalog.last).toEqual({ type: 'delta', added: 1, removed: 0 });
    expect(catalog.refs).toContain(PAYMENTS);
  });

  it('notices what another replica did in between', async () => {
    const world = start();
    const everything = world.directory;
    const [one, other] = [await world.replica(), await world.replica()];
    await one.run();

    world.directory = withAccounts(everything.accounts.slice(0, 1));
    await other.run();
    expect(world.catalog.refs).not.toContain(PAYMENTS);

    world.directory = everything;
    await one.run();
    expect(world.catalog.refs).toContain(PAYMENTS);

    world.rename('renamed by the other');
    await other.run();
    world.directory = everything;
    await one.run();
    expect(world.catalog.get(PAYMENTS)?.metadata.title).toBe('payments-prod');
  });

  it('names each tag value that is no owner once', async () => {
    const world = start(
      withAccounts([
        ...aDirectory().accounts,
        anAccount({ id: '111122223334', tags: { owner: 'The Team' } }),
        anAccount({ id: '111122223335', tags: { owner: 'The Team' } }),
      ]),
    );
    const provider = await world.replica();
    await provider.run();
    await provider.run();
    expect(world.logger.warn).toHaveBeenCalledTimes(1);
    expect(world.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('"The Team"'),
    );
    expect(
      world.catalog.get('resource:default/aws-account-111122223334')?.spec
        ?.owner,
    ).toBe('group:default/it');
  });
});

describe('accounts that the catalog has from elsewhere', () => {
  it('are left to it, and taken back when they go away', async () => {
    const { catalog, replica } = start();
    const provider = await replica();
    await provider.run();
    expect(catalog.refs).toContain(PAYMENTS);

    catalog.others.push(
      fromElsewhere({
        annotations: {
          'amazonaws.com/arn':
            'arn:aws:organizations::100000000001:account/o-octantbank1/111122223333',
        },
      }),
    );
    await provider.run();
    expect(catalog.refs).not.toContain(PAYMENTS);

    catalog.others.pop();
    await provider.run();
    expect(catalog.refs).toContain(PAYMENTS);
  });

  it.each([
    ['a hand-written account without ARN', {}, false],
    ['one of our own type', { type: 'aws-account' }, false],
    [
      'a cluster in the account',
      {
        type: 'kubernetes-cluster',
        annotations: {
          'amazonaws.com/arn':
            'arn:aws:eks:eu-west-1:111122223333:cluster/payments',
        },
      },
      true,
    ],
    ['anything else in the account', { type: 's3-bucket' }, true],
  ])('are told from what is in them: %s', async (_what, overrides, emitted) => {
    const { catalog, replica } = start();
    catalog.others.push(fromElsewhere(overrides));
    const provider = await replica();
    await provider.run();
    expect(catalog.refs.includes(PAYMENTS)).toBe(emitted);
  });

  it('are ignored where the configuration says so', async () => {
    const { catalog, replica } = start();
    catalog.others.push(fromElsewhere({}));
    await (await replica('ignore')).run();
    expect(catalog.refs).toContain(PAYMENTS);
  });
});

describe('5,000 accounts', () => {
  const many = withAccounts([
    ...aDirectory().accounts,
    ...Array.from({ length: 5_000 }, (_, index) =>
      anAccount({
        id: String(200_000_000_000 + index),
        name: `account ${index}`,
        ouIds: [
          'r-ab12',
          `ou-ab12-unit${String(index % 100).padStart(4, '0')}`,
        ],
        ouPath: [`Unit ${index % 100}`],
      }),
    ),
  ]);

  it('take one mutation, and one more for what changes later', async () => {
    const world = start(many);
    const provider = await world.replica();
    await provider.run();
    expect(world.catalog.mutations).toHaveLength(1);
    expect(world.catalog.last).toEqual({
      type: 'full',
      added: 5_105,
      removed: 0,
    });

    await provider.run();
    expect(world.catalog.mutations).toHaveLength(1);

    world.directory = withAccounts([
      ...many.accounts.slice(0, -20),
      anAccount({ id: '300000000000', name: 'new' }),
    ]);
    world.rename('renamed');
    await provider.run();
    expect(world.catalog.mutations).toHaveLength(2);
    expect(world.catalog.last).toEqual({
      type: 'delta',
      added: 2,
      removed: 20,
    });
  });
});
