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

import { PERMISSION_SET_ARN } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/databases';
import type { UserHandle } from '../domain/userHandles';
import { minutes, setUp } from './__testUtils__/setUp';
import type { Stores } from './types';

jest.setTimeout(60_000);

const databases = createTestDatabases();

async function userOf({ directory }: Stores, handle: UserHandle) {
  const [users] = await directory.findUsers([handle]);
  return users?.[0];
}

describe.each(databases.eachSupportedId())('the directory on %p', id => {
  const open = () => setUp({ databases, id });

  const contents = {
    managementAccountId: '000000000001',
    organizationArn:
      'arn:aws:organizations::000000000001:organization/o-octantbank1',
    accounts: [
      {
        id: '111122223333',
        name: 'payments-prod',
        state: 'ACTIVE',
        ouIds: ['r-ab12', 'ou-ab12-prod'],
        ouPath: ['Prod'],
        tags: { owner: 'payments' },
      },
    ],
    permissionSets: [
      {
        arn: PERMISSION_SET_ARN,
        name: 'PowerUser',
        description: 'Everything but IAM',
        sessionDurationMs: 43_200_000,
        tags: {},
        fingerprint: 'sha256:aa',
        inManagementAccount: false,
      },
    ],
    users: [
      {
        userId: 'u-1',
        userName: 'Ann.Li',
        displayName: 'Ann Li',
        emails: ['ann.li@octant.example'],
        enabled: true,
      },
      {
        userId: 'u-2',
        userName: 'ann.li',
        displayName: 'Another Ann',
        emails: [],
        enabled: false,
      },
    ],
  };

  it('is absent until a synchronisation has succeeded, failures or not', async () => {
    const { stores } = await open();
    await stores.directory.recordFailure('no route', minutes(1));
    expect(await stores.directory.load()).toBeUndefined();
    expect(await stores.directory.state()).toEqual({
      syncedAt: null,
      lastAttemptAt: minutes(1),
      lastError: 'no route',
    });
  });

  it('keeps the good snapshot when a later synchronisation fails', async () => {
    const { stores } = await open();
    await stores.directory.replace(contents, minutes(1));
    await stores.directory.recordFailure('throttled', minutes(2));
    const snapshot = await stores.directory.load();
    expect(snapshot?.syncedAt).toEqual(minutes(1));
    expect(snapshot?.organizationArn).toBe(contents.organizationArn);
    expect([...(snapshot?.accounts.values() ?? [])]).toEqual(contents.accounts);
    expect([...(snapshot?.permissionSets.values() ?? [])]).toEqual(
      contents.permissionSets,
    );
  });

  it('forgets what a new snapshot no longer holds, but for users, who are gone', async () => {
    const { stores } = await open();
    await stores.directory.replace(contents, minutes(1));
    await stores.directory.replace(
      { ...contents, accounts: [], users: [] },
      minutes(2),
    );
    expect((await stores.directory.load())?.accounts.size).toBe(0);
    // Somebody who was deleted must not pass for somebody without a user.
    expect(await userOf(stores, { by: 'userId', value: 'u-1' })).toMatchObject({
      userId: 'u-1',
      enabled: false,
      gone: true,
    });
    expect(
      await stores.directory.findUsers([
        { by: 'email', value: 'ann.li@octant.example' },
      ]),
    ).toMatchObject([[{ userId: 'u-1', gone: true }]]);

    await stores.directory.replace(contents, minutes(3));
    expect(await userOf(stores, { by: 'userId', value: 'u-1' })).toEqual(
      contents.users[0],
    );
  });

  it('finds people whatever the case of the name, and all of them when it is ambiguous', async () => {
    const { stores } = await open();
    await stores.directory.replace(contents, minutes(1));
    const [named, addressed, unknown, byId] = await stores.directory.findUsers([
      { by: 'userName', value: 'ANN.LI' },
      { by: 'email', value: 'Ann.Li@Octant.example' },
      { by: 'userName', value: 'nobody' },
      { by: 'userId', value: 'u-1' },
    ]);
    expect(named).toEqual(contents.users);
    expect(addressed).toEqual([contents.users[0]]);
    expect(unknown).toEqual([]);
    expect(byId).toEqual([contents.users[0]]);
  });

  it('finds more people at once than fit into one statement', async () => {
    const { stores } = await open();
    const users = Array.from({ length: 1_203 }, (_, number) => ({
      ...contents.users[0],
      userId: `u-${number}`,
      userName: `user-${number}`,
      emails: [`User-${number}@octant.example`.toLowerCase()],
    }));
    await stores.directory.replace({ ...contents, users }, minutes(1));
    const found = await stores.directory.findUsers(
      users.flatMap(({ userName, emails: [email] }) => [
        { by: 'userName' as const, value: userName.toUpperCase() },
        { by: 'email' as const, value: email },
      ]),
    );
    expect(found).toEqual(users.flatMap(user => [[user], [user]]));
  });
});
