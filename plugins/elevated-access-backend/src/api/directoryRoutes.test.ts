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

import { mockCredentials } from '@backstage/backend-test-utils';
import {
  directoryPageSchema,
  type DirectoryPage,
} from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe('reading the whole directory through the API', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await (await TestPortal.start({ knex })).ready();
  });

  afterAll(() => portal?.stop());

  const asPlugin = () => portal.withHeader(mockCredentials.service.header());

  async function readAll(limit: number): Promise<DirectoryPage[]> {
    const pages: DirectoryPage[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await asPlugin()
        .get('/directory')
        .query({ limit, ...(cursor && { cursor }) })
        .expect(200);
      pages.push(directoryPageSchema.parse(body));
      expect(directoryPageSchema.parse(body)).toEqual(body);
      cursor = body.nextCursor;
    } while (cursor);
    return pages;
  }

  it.each([1, 7, 1000])(
    'gives each account and permission set exactly once, in pages of %p',
    async limit => {
      const pages = await readAll(limit);
      const accounts = pages.flatMap(page => page.accounts.map(({ id }) => id));
      const sets = pages.flatMap(page =>
        page.permissionSets.map(({ arn }) => arn),
      );
      expect(accounts).toEqual([...new Set(accounts)].sort());
      expect(sets).toEqual([...new Set(sets)].sort());
      expect({ accounts: accounts.length, sets: sets.length }).toEqual(
        await counts(),
      );
      expect(
        pages.every(
          page => page.accounts.length + page.permissionSets.length <= limit,
        ),
      ).toBe(true);
      expect(new Set(pages.map(({ syncedAt }) => syncedAt)).size).toBe(1);
    },
  );

  async function counts() {
    const [accounts, sets] = await Promise.all(
      ['directory_accounts', 'directory_permission_sets'].map(table =>
        portal.knex(table).count({ count: '*' }).first(),
      ),
    );
    return { accounts: Number(accounts?.count), sets: Number(sets?.count) };
  }

  it('tells what a catalog needs: place, state, tags, and where they come from', async () => {
    const [page] = await readAll(1000);
    expect(page).toMatchObject({
      managementAccountId: '100000000001',
      organizationArn:
        'arn:aws:organizations::100000000001:organization/o-octantbank1',
      aws: { region: 'eu-west-1', demo: true },
    });
    expect(page.accounts).toContainEqual({
      id: '111122223333',
      name: 'payments-prod',
      state: 'ACTIVE',
      ouIds: [
        expect.stringMatching(/^r-/),
        expect.stringMatching(/^ou-/),
        expect.stringMatching(/^ou-/),
      ],
      ouPath: ['Workloads', 'Prod'],
      tags: expect.objectContaining({ environment: 'prod' }),
    });
    expect(page.permissionSets).toContainEqual(
      expect.objectContaining({
        arn: portal.permissionSetArn('PowerUser'),
        name: 'PowerUser',
        sessionDuration: expect.stringMatching(/^PT/),
      }),
    );
  });

  it.each([
    ['a plugin', mockCredentials.service.header(), 200],
    ['an auditor', user(people.auditor), 200],
    ['an administrator', user(people.admin), 200],
    ['a requester', user(people.requester), 403],
    ['an approver', user(people.approver), 403],
    ['a responder', user(people.responder), 403],
    ['nobody', mockCredentials.none.header(), 401],
  ])('answers %s as is due', async (_who, header, status) => {
    const { body } = await portal
      .withHeader(header)
      .get('/directory')
      .expect(status);
    if (status === 403) {
      expect(body.error).toMatchObject({ code: 'forbidden' });
    }
    expect(body.accounts === undefined).toBe(status !== 200);
  });

  it.each([
    'limit=0',
    'limit=1001',
    'limit=many',
    'cursor=nonsense',
    `cursor=${Buffer.from('["user","u-1"]').toString('base64url')}`,
    'search=payments',
  ])('refuses the query %p', async query => {
    const { body } = await asPlugin().get(`/directory?${query}`).expect(400);
    expect(body.error).toMatchObject({ code: 'invalid-input' });
  });
});

describe('reading a directory that is not there', () => {
  it('is refused, instead of answered with nothing', async () => {
    const knex = await databases.init('SQLITE_3');
    const portal = await TestPortal.start({
      knex,
      aws: {
        region: 'eu-west-1',
        endpoint: 'http://127.0.0.1:1',
        credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      },
    });
    const { body } = await portal
      .withHeader(mockCredentials.service.header())
      .get('/directory')
      .expect(503);
    expect(body.error).toMatchObject({ code: 'directory-unavailable' });
    await portal.stop();
  });
});

function user(name: string): string {
  return mockCredentials.user.header(`user:default/${name}`);
}
