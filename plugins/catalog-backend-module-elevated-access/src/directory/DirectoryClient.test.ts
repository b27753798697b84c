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
import { aDirectory, anAccount } from '../__testUtils__/directory';
import { DirectoryServer, ok } from '../__testUtils__/DirectoryServer';
import { DirectoryClient } from './DirectoryClient';

const [management, payments] = aDirectory().accounts;

describe('reading the directory over HTTP', () => {
  let server: DirectoryServer | undefined;

  afterEach(() => server?.stop());

  async function start(...[answer]: Parameters<typeof DirectoryServer.start>) {
    server = await DirectoryServer.start(answer);
    const { baseUrl } = server;
    return new DirectoryClient({
      auth: mockServices.auth({ pluginId: 'catalog' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async pluginId => {
          expect(pluginId).toBe('elevated-access');
          return baseUrl;
        },
      }),
    });
  }

  it('asks as the catalog, and puts the pages together', async () => {
    const client = await start((_count, query) =>
      query.get('cursor') === 'second'
        ? ok({ accounts: [payments] })
        : ok({ accounts: [management], nextCursor: 'second' }),
    );
    await expect(client.read()).resolves.toMatchObject({
      syncedAt: '2026-11-22T12:00:00.000Z',
      origin: { managementAccountId: '100000000001', region: 'eu-west-1' },
      accounts: [management, payments],
    });
    for (const { headers } of server?.requests ?? []) {
      expect(headers.authorization).toContain(
        '{"sub":"plugin:catalog","target":"elevated-access"}',
      );
    }
  });

  it('begins again when AWS was read anew between two pages', async () => {
    const client = await start((count, query) => {
      const syncedAt =
        count === 1 ? '2026-11-22T12:00:00.000Z' : '2026-11-22T12:15:00.000Z';
      return query.has('cursor')
        ? ok({ syncedAt, accounts: [anAccount({ name: `page ${count}` })] })
        : ok({ syncedAt, accounts: [management], nextCursor: 'second' });
    });
    await expect(client.read()).resolves.toMatchObject({
      syncedAt: '2026-11-22T12:15:00.000Z',
      accounts: [management, { name: 'page 4' }],
    });
  });

  it('gives up on a directory that never holds still', async () => {
    const client = await start((count, query) =>
      ok({
        syncedAt: new Date(count).toISOString(),
        accounts: [management],
        nextCursor: query.has('cursor') ? undefined : 'second',
      }),
    );
    await expect(client.read()).rejects.toThrow('5 times in a row');
  });

  it.each([
    ['no directory yet', () => ({ status: 503, body: '{}' }), '503'],
    ['no permission', () => ({ status: 403, body: '{}' }), '403'],
    ['no such plugin', () => ({ status: 404, body: 'nothing' }), '404'],
    ['what is not JSON', () => ({ status: 200, body: '<html>' }), 'JSON'],
    ['another shape', () => ({ status: 200, body: '{}' }), 'syncedAt'],
    ['a cut connection', () => 'hang-up' as const, 'fetch failed'],
    [
      'the list without the management account',
      () => ok({ accounts: [payments] }),
      'not complete',
    ],
    ['no account at all', () => ok({}), 'not complete'],
    ['pages without end', () => ok({ nextCursor: 'same' }), 'empty'],
  ])('fails on %s, instead of reading less', async (_what, answer, reason) => {
    const client = await start(answer);
    await expect(client.read()).rejects.toThrow(reason);
  });

  it('fails when a later page fails', async () => {
    const client = await start(count =>
      count === 1
        ? ok({ accounts: [management], nextCursor: 'second' })
        : { status: 500, body: '{}' },
    );
    await expect(client.read()).rejects.toThrow('500');
  });

  it('stops when it is told to, in the middle of a page', async () => {
    const client = await start(() => 'hang');
    const abort = new AbortController();
    const reading = client.read(abort.signal);
    abort.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
