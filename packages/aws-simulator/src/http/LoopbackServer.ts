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
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { Socket } from 'node:net';
import { HttpHandler, HttpOutcome, HttpRequest } from './types';

/** Bodies larger than this are not even read to the end, bytes. */
class BodyTooLarge extends Error {}

/** An HTTP server that nobody but this machine can reach. */
export class LoopbackServer {
  readonly #handler: HttpHandler;
  readonly #maxBodyBytes: number;
  readonly #tooLarge: HttpOutcome;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port: number;

  constructor(options: {
    port: number;
    maxBodyBytes: number;
    handler: HttpHandler;
    tooLarge: HttpOutcome;
  }) {
    this.#port = options.port;
    this.#maxBodyBytes = options.maxBodyBytes;
    this.#handler = options.handler;
    this.#tooLarge = options.tooLarge;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Opens the port; the port of the first time is kept for the next. */
  async listen(): Promise<void> {
    if (this.#server) {
      return;
    }
    const server = createServer((request, response) => {
      void this.#serve(request, response);
    });
    server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address) {
      this.#port = address.port;
    }
  }

  /** Closes the port and breaks every connection. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) {
      return;
    }
    const closed = new Promise<void>(resolve => {
      server.close(() => resolve());
    });
    this.#sockets.forEach(socket => socket.destroy());
    await closed;
  }

  async #serve(
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    let outcome: HttpOutcome;
    try {
      outcome = await this.#handler(await this.#read(message));
    } catch (error) {
      outcome =
        error instanceof BodyTooLarge ? this.#tooLarge : { kind: 'drop' };
    }
    if (outcome.kind === 'hang') {
      return;
    }
    if (outcome.kind === 'drop') {
      message.socket.destroy();
      return;
    }
    response.writeHead(outcome.status, {
      'cache-control': 'no-store',
      ...outcome.headers,
      ...(outcome === this.#tooLarge ? { connection: 'close' } : {}),
    });
    response.end(outcome.body);
  }

  async #read(message: IncomingMessage): Promise<HttpRequest> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of message) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size > this.#maxBodyBytes) {
        throw new BodyTooLarge();
      }
      chunks.push(bytes);
    }
    const url = new URL(message.url ?? '/', 'http://127.0.0.1');
    const headers = new Map<string, string>();
    for (const [name, value] of Object.entries(message.headers)) {
      if (value !== undefined) {
        headers.set(name, Array.isArray(value) ? value.join(',') : value);
      }
    }
    return {
      method: message.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: Buffer.concat(chunks),
    };
  }
}
