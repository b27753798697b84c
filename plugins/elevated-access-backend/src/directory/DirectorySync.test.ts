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
import type { AwsDirectoryReader } from '../aws/types';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import { PERMISSION_SET_ARN } from '../__testUtils__/builders';
import { DirectoryService } from './DirectoryService';
import { DirectorySync } from './DirectorySync';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const databases = createTestDatabases();

function aReader(
  overrides: Partial<AwsDirectoryReader> = {},
): AwsDirectoryReader {
  const unused = async () => {
    throw new Error('not called');
  };
  return {
    describeOrganization: async () => ({ managementAccountId: '100000000001' }),
    listAccounts: async () => ({
      accounts: ['100000000001', '111122223333'].map(id => ({
        id,
        name: `account-${id}`,
        state: 'ACTIVE',
        ouIds: ['r-1'],
        ouPath: [],
      })),
      units: new Map([['r-1', []]]),
    }),
    getAccountTags: async () => ({}),
    listPermissionSetArns: async () => [PERMISSION_SET_ARN],
    readPermissionSet: async arn => ({
      arn,
      name: 'PowerUser',
      description: '',
      sessionDurationMs: HOUR,
      tags: {},
      fingerprint: 'f1',
    }),
    listPermissionSetsProvisionedTo: async () => [PERMISSION_SET_ARN],
    listUsers: async () => [
      {
        userId: 'u1',
        userName: 'Ann.Li',
        displayName: 'Ann Li',
        emails: ['ann@octant.example'],
        enabled: true,
      },
    ],
    describePermissionSet: unused,
    getUser: unused,
    findUserId: unused,
    ...overrides,
  };
}

describe.each(databases.eachSupportedId())('the directory on %p', id => {
  const start = async () => {
    const clock = new ManualClock();
    const stores = await createTestStores({ databases, id, clock });
    const directory = new DirectoryService({
      store: stores.directory,
      clock,
      maximumAgeMs: 24 * HOUR,
    });
    const sync = (reader: AwsDirectoryReader) =>
      new DirectorySync({
        reader,
        store: stores.directory,
        details: stores.directoryDetails,
        clock,
        logger: mockServices.logger.mock(),
      });
    return { clock, directory, sync };
  };

  it('is unusable until it has been read', async () => {
    const { directory } = await start();
    await expect(directory.requireSnapshot()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'directory-unavailable',
    });
  });

  it('knows after a reading what the management account holds', async () => {
    const { directory, sync } = await start();
    await sync(aReader()).run();
    const snapshot = await directory.requireSnapshot();
    expect(snapshot.accounts.size).toBe(2);
    expect(
      snapshot.permissionSets.get(PERMISSION_SET_ARN)?.inManagementAccount,
    ).toBe(true);
    await expect(
      directory.findUsers([{ by: 'userName', value: 'ANN.LI' }]),
    ).resolves.toEqual([[expect.objectContaining({ userName: 'Ann.Li' })]]);
  });

  it.each([
    'describeOrganization',
    'listAccounts',
    'getAccountTags',
    'listPermissionSetArns',
    'readPermissionSet',
    'listPermissionSetsProvisionedTo',
    'listUsers',
  ] as const)('keeps the last good snapshot when %s fails', async method => {
    const { clock, directory, sync } = await start();
    await sync(aReader()).run();
    const before = await directory.requireSnapshot();
    clock.advance(HOUR);
    await sync(
      aReader({
        [method]: async () => {
          throw new Error('AccessDenied by AWS');
        },
      }),
    ).run();
    await expect(directory.requireSnapshot()).resolves.toEqual(before);
    await expect(directory.state()).resolves.toMatchObject({
      lastError: 'AccessDenied by AWS',
      lastAttemptAt: clock.now(),
    });
  });

  it('does not take a list for complete that lacks the management account', async () => {
    const { directory, sync } = await start();
    await sync(
      aReader({
        listAccounts: async () => ({ accounts: [], units: new Map() }),
      }),
    ).run();
    await expect(directory.requireSnapshot()).rejects.toMatchObject({
      message: expect.stringContaining('100000000001'),
    });
  });

  it('is unusable when it is too old, and says since when', async () => {
    const { clock, directory, sync } = await start();
    await sync(aReader()).run();
    clock.advance(25 * HOUR);
    await expect(directory.requireSnapshot()).rejects.toMatchObject({
      code: 'directory-unavailable',
      message: expect.stringContaining('2026-11-22T12:00:00.000Z'),
    });
  });

  it('notices what another replica has read', async () => {
    const { clock, directory, sync } = await start();
    await sync(aReader()).run();
    await directory.requireSnapshot();
    await directory.findUsers([{ by: 'userName', value: 'bo.ek' }]);
    clock.advance(HOUR);
    await sync(
      aReader({
        listUsers: async () => [
          {
            userId: 'u2',
            userName: 'bo.ek',
            displayName: 'Bo Ek',
            emails: [],
            enabled: false,
          },
        ],
      }),
    ).run();
    await expect(
      directory.findUsers([{ by: 'userName', value: 'bo.ek' }]),
    ).resolves.toEqual([
      [expect.objectContaining({ userId: 'u2', enabled: false })],
    ]);
    await expect(directory.requireSnapshot()).resolves.toHaveProperty(
      'syncedAt',
      clock.now(),
    );
  });

  it('reads once when asked twice at a time', async () => {
    const { sync } = await start();
    let reads = 0;
    const one = sync(
      aReader({
        describeOrganization: async () => {
          reads += 1;
          return { managementAccountId: '100000000001' };
        },
      }),
    );
    await Promise.all([one.run(), one.run()]);
    expect(reads).toBe(1);
  });

  it('catches up after a failure only', async () => {
    const { sync } = await start();
    let reads = 0;
    const one = sync(
      aReader({
        describeOrganization: async () => {
          reads += 1;
          if (reads === 1) {
            throw new Error('not now');
          }
          return { managementAccountId: '100000000001' };
        },
      }),
    );
    await one.catchUp();
    await one.catchUp();
    await one.catchUp();
    expect(reads).toBe(2);
  });
});
