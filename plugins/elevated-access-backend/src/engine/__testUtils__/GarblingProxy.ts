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

import { createServer, request, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What reaches the client instead of the answer. */
export type Garbage = 'html' | 'truncated' | 'empty' | 'no-members';

/**
 * Something between us and AWS that lets every request through and, when told
 * to, spoils the answers: what was asked for happens, and nobody hears of it.
 */
export class GarblingProxy {
  readonly #server: Server;
  #garbage: Garbage | undefined;
  /** How many answers to spoil, by operation. */
  #left = new Map<string, number>();

  static async start(upstream: string): Promise<GarblingProxy> {
    const proxy = new GarblingProxy(upstream);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  private constructor(upstream: string) {
    const { hostname, port } = new URL(upstream);
    this.#server = createServer((incoming, outgoing) => {
      const target = String(incoming.headers['x-amz-target'] ?? '');
      const onward = request(
        {
          hostname,
          port,
          path: incoming.url,
          method: incoming.method,
          headers: incoming.headers,
        },
        answer => {
          const chunks: Buffer[] = [];
          answer.on('data', chunk => chunks.push(chunk));
          answer.on('end', () => {
            const body = Buffer.concat(chunks);
            const spoilt = this.#spoil(target, body);
            const { 'content-length': _, ...headers } = answer.headers;
            outgoing.writeHead(spoilt ? 200 : answer.statusCode ?? 502, {
              ...headers,
              ...(spoilt ? { 'content-type': 'text/html' } : {}),
            });
            outgoing.end(spoilt ?? body);
          });
        },
      );
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Spoils the next answers to each of some operations. */
  garble(operations: readonly string[], garbage: Garbage, times: number): void {
    this.#garbage = garbage;
    this.#left = new Map(operations.map(operation => [operation, times]));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #spoil(target: string, body: Buffer): Buffer | undefined {
    const operation = target.split('.').at(-1) ?? '';
    const left = this.#left.get(operation) ?? 0;
    if (left === 0) {
      return undefined;
    }
    this.#left.set(operation, left - 1);
    switch (this.#garbage) {
      case 'html':
        return Buffer.from('<html><body>Please sign in</body></html>');
      case 'truncated':
        return body.subarray(0, Math.floor(body.length / 2));
      case 'empty':
        return Buffer.alloc(0);
      case 'no-members':
        return Buffer.from('{}');
      default:
        return undefined;
    }
  }
}
