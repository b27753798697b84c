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
import type { AwsDirectoryReader, AwsUnit } from '../aws/types';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import { DirectoryService } from './DirectoryService';
import { DirectorySync } from './DirectorySync';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MANAGEMENT = '100000000000';
const databases = createTestDatabases();

/** AWS with many accounts, which counts what it is asked and can fail in between. */
class ManyAccounts implements AwsDirectoryReader {
  readonly tags = new Map<string, Record<string, string>>();
  readonly sets = new Map<string, string>();
  readonly below = new Map<string, AwsUnit[]>();
  asked: Record<string, number> = {};
  /** Fails when so many more calls were made. */
  failsAfter = Infinity;
  inManagementAccount: string[] = [];

  constructor(many: { accounts: number; sets: number; units: number }) {
    for (let at = 0; at < many.accounts; at += 1) {
      this.tags.set(`${Number(MANAGEMENT) + at}`, { at: `${at}` });
    }
    for (let at = 0; at < many.sets; at += 1) {
      this.sets.set(`arn:ps-${at}`, 'f1');
    }
    const units = [...Array(many.units).keys()].map(at => ({
      id: `ou-${at}`,
      name: `Unit ${at}`,
    }));
    this.below.set('r-1', units);
    units.forEach(({ id }) => this.below.set(id, []));
  }

  #call(name: string): void {
    this.asked[name] = (this.asked[name] ?? 0) + 1;
    this.failsAfter -= 1;
    if (this.failsAfter < 0) {
      throw new Error('Rate exceeded');
    }
  }

  calls(): Record<string, number> {
    const { asked } = this;
    this.asked = {};
    return asked;
  }

  describeOrganization: AwsDirectoryReader['describeOrganization'] =
    async () => {
      this.#call('describeOrganization');
      return { managementAccountId: MANAGEMENT };
    };

  listAccounts: AwsDirectoryReader['listAccounts'] = async ({
    memory,
  } = {}) => {
    const units = new Map<string, readonly AwsUnit[]>();
    for (const [id, below] of this.below) {
      const known = memory?.recall(id);
      if (!known) {
        this.#call('units');
        memory?.remember(id, below);
      }
      units.set(id, known ?? below);
    }
    this.#call('listAccounts');
    const [first] = units.get('r-1') ?? [];
    return {
      accounts: [...this.tags.keys()].map(id => ({
        id,
        name: id,
        state: 'ACTIVE',
        ouIds: ['r-1', ...(first ? [first.id] : [])],
        ouPath: first ? [first.name] : [],
      })),
      units,
    };
  };

  getAccountTags: AwsDirectoryReader['getAccountTags'] = async id => {
    this.#call('tags');
    return this.tags.get(id);
  };

  listPermissionSetArns: AwsDirectoryReader['listPermissionSetArns'] =
    async () => {
      this.#call('listPermissionSetArns');
      return [...this.sets.keys()];
    };

  readPermissionSet: AwsDirectoryReader['readPermissionSet'] = async arn => {
    this.#call('permissionSets');
    const fingerprint = this.sets.get(arn);
    return fingerprint === undefined
      ? undefined
      : {
          arn,
          name: arn,
          description: '',
          sessionDurationMs: HOUR,
          tags: {},
          fingerprint,
        };
  };

  listPermissionSetsProvisionedTo: AwsDirectoryReader['listPermissionSetsProvisionedTo'] =
    async () => {
      this.#call('provisioned');
      return this.inManagementAccount;
    };

  listUsers: AwsDirectoryReader['listUsers'] = async () => {
    this.#call('listUsers');
    return [];
  };

  describePermissionSet: AwsDirectoryReader['describePermissionSet'] =
    async () => {
      throw new Error('not called');
    };
  getUser: AwsDirectoryReader['getUser'] = async () => undefined;
  findUserId: AwsDirectoryReader['findUserId'] = async () => undefined;
}

describe.each(databases.eachSupportedId())('reading AWS on %p', id => {
  const start = async (many = { accounts: 2_400, sets: 480, units: 240 }) => {
    const clock = new ManualClock();
    const stores = await createTestStores({ databases, id, clock });
    const aws = new ManyAccounts(many);
    const directory = new DirectoryService({
      store: stores.directory,
      clock,
      maximumAgeMs: 24 * HOUR,
    });
    const sync = new DirectorySync({
      reader: aws,
      store: stores.directory,
      details: stores.directoryDetails,
      clock,
      logger: mockServices.logger.mock(),
    });
    return { aws, clock, stores, directory, sync };
  };

  it('asks about everything once, and from then on about a small share of it each time', async () => {
    const { aws, clock, directory, sync, stores } = await start();
    await sync.run();
    expect(aws.calls()).toMatchObject({
      tags: 2_400,
      permissionSets: 480,
      units: 241,
    });
    const first = clock.now();
    clock.advance(15 * MINUTE);
    await sync.run();
    expect(aws.calls()).toEqual({
      describeOrganization: 1,
      listAccounts: 1,
      listPermissionSetArns: 1,
      provisioned: 1,
      listUsers: 1,
      tags: 100,
      permissionSets: 25,
      units: 31,
    });
    expect((await directory.requireSnapshot()).syncedAt).toEqual(clock.now());
    expect((await stores.directory.state()).oldestDetailAt).toEqual(first);
  });

  it('reads a small organization anew as a whole each time', async () => {
    const { aws, clock, directory, sync } = await start({
      accounts: 40,
      sets: 15,
      units: 9,
    });
    await sync.run();
    aws.tags.set('100000000007', { stage: 'prod' });
    aws.sets.set('arn:ps-3', 'f2');
    aws.below.set('r-1', [{ id: 'ou-0', name: 'Renamed' }]);
    clock.advance(15 * MINUTE);
    await sync.run();
    const snapshot = await directory.requireSnapshot();
    expect(snapshot.accounts.get('100000000007')).toMatchObject({
      tags: { stage: 'prod' },
      ouPath: ['Renamed'],
    });
    expect(snapshot.permissionSets.get('arn:ps-3')?.fingerprint).toBe('f2');
    expect(snapshot.units?.get('ou-0')).toEqual({
      id: 'ou-0',
      name: 'Renamed',
      ids: ['r-1', 'ou-0'],
      path: ['Renamed'],
    });
  });

  it('sees every change of a large organization within hours', async () => {
    const { aws, clock, directory, sync } = await start();
    await sync.run();
    for (const account of aws.tags.keys()) {
      aws.tags.set(account, { stage: 'prod' });
    }
    for (const arn of aws.sets.keys()) {
      aws.sets.set(arn, 'f2');
    }
    for (let passed = 0; passed < 6 * HOUR; passed += 45 * MINUTE) {
      clock.advance(45 * MINUTE);
      await sync.run();
    }
    const { accounts, permissionSets } = await directory.requireSnapshot();
    expect(
      new Set([...accounts.values()].map(({ tags }) => tags.stage)),
    ).toEqual(new Set(['prod']));
    expect(
      new Set([...permissionSets.values()].map(it => it.fingerprint)),
    ).toEqual(new Set(['f2']));
  });

  it('knows at once what is new, what is gone, and what the management account holds', async () => {
    const { aws, clock, directory, stores, sync } = await start();
    await sync.run();
    aws.calls();
    aws.tags.set('200000000000', { stage: 'new' });
    aws.tags.delete('100000000005');
    aws.sets.set('arn:ps-new', 'f9');
    aws.sets.delete('arn:ps-5');
    aws.inManagementAccount = ['arn:ps-7'];
    clock.advance(MINUTE);
    await sync.run();
    expect(aws.calls()).toMatchObject({ tags: 1, permissionSets: 1 });
    const { accounts, permissionSets } = await directory.requireSnapshot();
    expect(accounts.get('200000000000')?.tags).toEqual({ stage: 'new' });
    expect(accounts.has('100000000005')).toBe(false);
    expect(permissionSets.get('arn:ps-new')?.fingerprint).toBe('f9');
    expect(permissionSets.has('arn:ps-5')).toBe(false);
    expect(permissionSets.get('arn:ps-7')?.inManagementAccount).toBe(true);
    const kept = await stores.directoryDetails.list();
    expect(kept.some(detail => detail.id === '100000000005')).toBe(false);
    expect(kept.some(detail => detail.id === 'arn:ps-5')).toBe(false);
  });

  it('grants nothing from half a first reading, and goes on from there', async () => {
    const { aws, clock, directory, sync } = await start();
    aws.failsAfter = 1_000;
    await sync.run();
    await expect(directory.requireSnapshot()).rejects.toMatchObject({
      code: 'directory-unavailable',
      message: expect.stringContaining('Rate exceeded'),
    });
    const before = aws.calls();
    aws.failsAfter = Infinity;
    clock.advance(MINUTE);
    await sync.run();
    const after = aws.calls();
    expect((await directory.requireSnapshot()).accounts.size).toBe(2_400);
    // Those whose answer was under way when it failed are asked about twice.
    const asked = (before.tags ?? 0) + (after.tags ?? 0);
    expect(asked).toBeGreaterThanOrEqual(2_400);
    expect(asked).toBeLessThan(2_400 + 10);
  });

  it('replaces nothing of a good snapshot when a later reading fails half-way', async () => {
    const { aws, clock, directory, sync } = await start();
    await sync.run();
    const good = await directory.requireSnapshot();
    aws.tags.set('100000000000', { stage: 'prod' });
    aws.sets.set('arn:ps-0', 'f2');
    clock.advance(HOUR);
    for (const calls of [0, 1, 5, 60, 300, 500]) {
      aws.failsAfter = calls;
      await sync.run();
      expect(await directory.requireSnapshot()).toBe(good);
    }
    aws.failsAfter = Infinity;
    clock.advance(HOUR);
    await sync.run();
    const { accounts, permissionSets } = await directory.requireSnapshot();
    expect(accounts.get('100000000000')?.tags).toEqual({ stage: 'prod' });
    expect(permissionSets.get('arn:ps-0')?.fingerprint).toBe('f2');
  });

  it('stops asking one service when the other one failed', async () => {
    const { aws, sync, directory } = await start();
    aws.listPermissionSetArns = async () => {
      throw new Error('AccessDenied');
    };
    let stopped = false;
    aws.getAccountTags = (_id, signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          stopped = true;
          reject(signal.reason);
        });
      });
    await sync.run();
    expect(stopped).toBe(true);
    await expect(directory.state()).resolves.toMatchObject({
      lastError: 'AccessDenied',
    });
  });

  it('leaves out what disappears between the list and the question about it', async () => {
    const { aws, directory, sync } = await start();
    const { getAccountTags, readPermissionSet } = aws;
    aws.getAccountTags = async account =>
      account === '100000000009' ? undefined : getAccountTags(account);
    aws.readPermissionSet = async arn =>
      arn === 'arn:ps-9' ? undefined : readPermissionSet(arn);
    await sync.run();
    const { accounts, permissionSets } = await directory.requireSnapshot();
    expect(accounts.size).toBe(2_399);
    expect(permissionSets.size).toBe(479);
  });
});
