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

import type { DirectoryPage } from 'backstage-plugin-elevated-access-common';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = { status: number; body: string } | 'hang' | 'hang-up';

/** Plays the elevated-access backend where it answers wrongly, late or not at all. */
export class DirectoryServer {
  readonly requests: IncomingMessage[] = [];
  readonly #server: Server;
  readonly #answer: (count: number, query: URLSearchParams) => Answer;

  static async start(
    answer: (count: number, query: URLSearchParams) => Answer,
  ): Promise<DirectoryServer> {
    const server = new DirectoryServer(answer);
    await new Promise<void>(resolve =>
      server.#server.listen(0, '127.0.0.1', resolve),
    );
    return server;
  }

  private constructor(
    answer: (count: number, query: URLSearchParams) => Answer,
  ) {
    this.#answer = answer;
    this.#server = createServer((req, res) => {
      this.requests.push(req);
      const { searchParams } = new URL(req.url ?? '/', 'http://localhost');
      const answered = this.#answer(this.requests.length, searchParams);
      if (answered === 'hang-up') {
        res.destroy();
      } else if (answered !== 'hang') {
        res.writeHead(answered.status, { 'content-type': 'application/json' });
        res.end(answered.body);
      }
    });
  }

  get baseUrl(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/elevated-access`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

export function ok(page: Partial<DirectoryPage>): Answer {
  return {
    status: 200,
    body: JSON.stringify({
      syncedAt: '2026-11-22T12:00:00.000Z',
      managementAccountId: '100000000001',
      aws: { region: 'eu-west-1', demo: false },
      accounts: [],
      permissionSets: [],
      ...page,
    }),
  };
}
