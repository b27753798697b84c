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

import type { Knex } from 'knex';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a process that died waits for. */
const never = new Promise<never>(() => {});

/** One moment at which a process can die. */
export interface Moment {
  /** `COMMIT` before, `CreateAccountAssignment` after, and the like. */
  what: string;
  /**
   * Counts lasting effects: two moments with the same number leave the same
   * world behind. A lease that is renewed is none; it runs out all the same.
   */
  world: number;
}

interface Raw {
  inTransaction?: boolean;
  exec?: (sql: string) => void;
  connection?: { stream?: { destroy: () => void } };
}

/** Which process a database connection belongs to. */
const owners = new WeakMap<object, MortalProcess>();
const instrumented = new WeakSet<object>();

/**
 * A process that dies at a chosen moment: from then on nothing that it asked
 * for comes back, and nothing that it asks for happens. The moments are right
 * before and right after each SQL statement (`BEGIN` and `COMMIT` are some),
 * each HTTP call to AWS and each check at activation. They are found here, where
 * the calls pass, whatever the engine is made of.
 */
export class MortalProcess {
  readonly moments: Moment[] = [];
  readonly death: Promise<void>;
  readonly #dieAt: number;
  readonly #connections = new Set<object>();
  #isDead = false;
  #effects = 0;
  #proxy: http.Server | undefined;
  #die: () => void = () => {};

  /** @param options - `dieAt`: which moment, from 1; 0 for never */
  constructor(options: { dieAt: number }) {
    this.#dieAt = options.dieAt;
    this.death = new Promise(resolve => {
      this.#die = resolve;
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Hears of every statement on the connections that a pool opens. */
  pool(): Knex.PoolConfig {
    return {
      afterCreate: (connection: object, done: (error?: Error) => void) => {
        this.#connections.add(connection);
        owners.set(connection, this);
        done();
      },
    };
  }

  /** The way to AWS of this process. */
  async openWay(target: string): Promise<string> {
    const agent = new http.Agent({ keepAlive: true });
    const proxy = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        void this.#pass(request, response, Buffer.concat(chunks), {
          target,
          agent,
        });
      });
    });
    this.#proxy = proxy;
    await new Promise<void>(resolve => {
      proxy.listen(0, '127.0.0.1', resolve);
    });
    const { port } = proxy.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** A call that may be the last. */
  async call<T>(
    what: string,
    call: () => Promise<T>,
    leavesSomething: () => boolean = () => false,
  ): Promise<T> {
    this.#moment(`${what} before`);
    if (this.#isDead) {
      return never;
    }
    try {
      return await call();
    } finally {
      if (!this.#isDead) {
        this.#effects += leavesSomething() ? 1 : 0;
        this.#moment(`${what} after`);
      }
      if (this.#isDead) {
        await never;
      }
    }
  }

  async close(): Promise<void> {
    this.#proxy?.closeAllConnections();
    this.#proxy?.close();
  }

  #moment(what: string): void {
    this.moments.push({ what, world: this.#effects });
    if (!this.#isDead && this.moments.length === this.#dieAt) {
      this.#isDead = true;
      this.#connections.forEach(connection => abandon(connection));
      this.#die();
    }
  }

  async #pass(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    body: Buffer,
    way: { target: string; agent: http.Agent },
  ): Promise<void> {
    const what = String(request.headers['x-amz-target'] ?? request.url)
      .split('.')
      .at(-1);
    try {
      const answer = await this.call(
        String(what),
        () => forward(request, body, way),
        () => /^(Create|Delete)/.test(String(what)),
      );
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    } catch {
      response.destroy();
    }
  }
}

/** Has every statement of a process's connections pass it. */
export function instrument(knex: Knex): void {
  const prototype = Object.getPrototypeOf(knex.client);
  if (instrumented.has(prototype)) {
    return;
  }
  instrumented.add(prototype);
  const inTransaction = new WeakMap<object, boolean>();
  const query = prototype._query;
  prototype._query = function counted(
    this: unknown,
    connection: object,
    statement: { sql: string },
  ) {
    const run = async () => query.call(this, connection, statement);
    const owner = owners.get(connection);
    const sql = statement.sql.trim();
    const word = sql.split(/[\s;]/)[0].toUpperCase();
    return owner
      ? owner.call(
          word === 'SELECT' ? `SELECT${/ from \S+/.exec(sql)?.[0] ?? ''}` : sql,
          run,
          () => {
            if (word === 'BEGIN' || word === 'ROLLBACK') {
              inTransaction.set(connection, word === 'BEGIN');
              return false;
            }
            if (word === 'COMMIT') {
              inTransaction.set(connection, false);
              return true;
            }
            return (
              word !== 'SELECT' &&
              !sql.includes('engine_lease') &&
              !inTransaction.get(connection)
            );
          },
        )
      : run();
  };
}

/** What the operating system does with the connections of a process that was killed. */
function abandon(connection: Raw): void {
  if (connection.inTransaction) {
    connection.exec?.('ROLLBACK');
  }
  connection.connection?.stream?.destroy();
}

function forward(
  request: http.IncomingMessage,
  body: Buffer,
  { target, agent }: { target: string; agent: http.Agent },
): Promise<{
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = request;
    const onward = http.request(
      new URL(url ?? '/', target),
      { method, headers, agent },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', chunk => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 500,
            headers: answer.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}
