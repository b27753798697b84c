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

import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import searchPlugin from '@backstage/plugin-search-backend';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccountReader } from './AccountReader';
import { readCollatorConfig } from './config';
import searchModule from './index';

/** The elevated-access backend, as far as its directory goes. */
class DirectoryServer {
  readonly asked: (string | undefined)[] = [];
  readonly #server: Server;

  constructor(pages: readonly object[]) {
    this.#server = createServer((req, res) => {
      const { searchParams } = new URL(req.url ?? '', 'http://localhost');
      this.asked.push(req.headers.authorization);
      const page = pages[Number(searchParams.get('cursor') ?? 0)];
      res.writeHead(page ? 200 : 503, { 'content-type': 'application/json' });
      res.end(
        JSON.stringify(
          page
            ? {
                syncedAt: '2026-11-22T12:00:00.000Z',
                managementAccountId: '100000000001',
                aws: { region: 'eu-west-1', demo: false },
                accounts: [],
                permissionSets: [],
                ...page,
              }
            : { error: { name: 'ServiceUnavailableError', message: 'away' } },
        ),
      );
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise(resolve => this.#server.close(() => resolve()));
  }
}

const account = (id: string) => ({
  id,
  state: 'ACTIVE',
  name: `account-${id}`,
  ouIds: [],
  ouPath: [],
  tags: {},
});

async function readFrom(pages: readonly object[]) {
  const server = new DirectoryServer(pages);
  const baseUrl = await server.start();
  const reader = new AccountReader({
    auth: mockServices.auth(),
    discovery: {
      getBaseUrl: async () => baseUrl,
      getExternalBaseUrl: async () => baseUrl,
    },
  });
  const ids: string[] = [];
  try {
    for await (const { id } of reader.read()) {
      ids.push(id);
    }
  } finally {
    await server.stop();
  }
  return { ids, asked: server.asked };
}

describe('AccountReader', () => {
  it('reads every page, as the service that search is, and each account once', async () => {
    const { ids, asked } = await readFrom([
      { accounts: [account('1'), account('2')], nextCursor: '1' },
      { accounts: [account('2'), account('3')], nextCursor: '2' },
      { accounts: [account('4')] },
    ]);
    expect(ids).toEqual(['1', '2', '3', '4']);
    expect(asked[0]).toBe(
      mockCredentials.service.header({
        onBehalfOf: await mockServices.auth().getOwnServiceCredentials(),
        targetPluginId: 'elevated-access',
      }),
    );
  });

  it('fails when a page cannot be had, so that search keeps what it has', async () => {
    await expect(
      readFrom([{ accounts: [account('1')], nextCursor: '7' }]),
    ).rejects.toThrow(/503/);
  });
});

describe('the section search.collators.elevatedAccess', () => {
  const read = (elevatedAccess: object) =>
    readCollatorConfig(
      new ConfigReader({
        search: { collators: { elevatedAccess: { ...elevatedAccess } } },
      }),
    );

  it('may be missing, and opens nothing then', () => {
    expect(readCollatorConfig(new ConfigReader({}))).toMatchObject({
      everybodyMayFind: false,
      schedule: { frequency: { minutes: 10 } },
    });
  });

  it('refuses what is misspelt and what is no schedule, by name', () => {
    expect(() => read({ everybodyMayfind: true })).toThrow(
      /elevatedAccess\.everybodyMayfind/,
    );
    expect(() => read({ schedule: { frequency: 'x' } })).toThrow(/schedule/);
  });
});

it("starts with the portal's search", async () => {
  const backend = await startTestBackend({
    features: [
      searchPlugin,
      searchModule,
      schedulerServiceFactory,
      mockServices.rootConfig.factory({ data: {} }),
    ],
  });
  expect(backend.server).toBeDefined();
  await backend.stop();
});
