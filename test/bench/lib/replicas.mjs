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

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import createKnex from 'knex';
import { freePort, waitForHttp } from '../../../scripts/lib/network.mjs';
import { startPostgres } from '../../../scripts/lib/postgres.mjs';
import {
  startBackend,
  startSimulator,
  untilReady,
} from '../../../scripts/lib/system.mjs';
import { until } from './portal.mjs';

/**
 * Runs `work` with the simulator and some backends on one PostgreSQL, and stops
 * all of it afterwards. The simulator begins without delays and limits; see
 * `simulator.put`.
 *
 * @param {object} options
 * @param {number} options.replicas
 * @param {string} [options.org] - the simulator's organization file
 * @param {(url: string) => Promise<{ url: string, stop: () => Promise<void> }>} [options.proxy]
 *   stands between the backends and the simulator
 * @param {string} [options.entry] - what a backend is made of, a file of the repository
 * @param {(line: string) => void} options.say
 */
export async function withReplicas(
  { replicas, org, proxy, entry = 'test/bench/lib/backend.ts', say },
  work,
) {
  const logDir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const stops = [];
  try {
    say(
      `▸ Starting PostgreSQL, the simulator and ${replicas} backend(s); logs in ${logDir}`,
    );
    const postgres = await startPostgres();
    stops.push(() => postgres.stop());
    const simulator = await openSimulator({ org, logDir, stops });
    const endpoint = proxy
      ? await proxy(simulator.url).then(({ url, stop }) => {
          stops.push(stop);
          return url;
        })
      : simulator.url;
    const start = async (index, env = {}) => {
      const port = await freePort();
      const child = startBackend({
        name: `backend-${index}`,
        entry,
        logDir,
        configFiles: [
          'test/bench/app-config.bench.yaml',
          'test/bench/app-config.bench-postgres.yaml',
        ],
        env: {
          LOG_LEVEL: 'info',
          PORTAL_PORT: String(port),
          BACKEND_PORT: String(port),
          BENCH_AWS_ENDPOINT: endpoint,
          BENCH_DATABASE: postgres.connectionString,
          ...env,
        },
      });
      stops.push(() => child.stop());
      const url = `http://localhost:${port}`;
      await untilReady(url, child);
      return { url, pid: child.pid, kill: () => child.kill() };
    };
    const backends = [];
    for (let index = 1; index <= replicas; index += 1) {
      backends.push(await start(index));
    }
    return await work({
      backends,
      /** Another replica. */
      start: env => start(`${Date.now()}`, env),
      simulator,
      database: postgres.connectionString,
    });
  } finally {
    for (const stop of stops.reverse()) {
      await stop();
    }
  }
}

/** The backends with the one that acts first; its lease names its process. */
export async function actingFirst(backends, database) {
  const url = new URL(database);
  url.pathname = '/backstage_plugin_elevated-access';
  const knex = createKnex({ client: 'pg', connection: url.href });
  try {
    return await until('a backend that acts', async () => {
      const lease = await knex('engine_lease').first('holder');
      const acting = backends.find(({ pid }) =>
        lease?.holder.includes(`-${pid}-`),
      );
      return acting && [acting, ...backends.filter(other => other !== acting)];
    });
  } finally {
    await knex.destroy();
  }
}

async function openSimulator({ org, logDir, stops }) {
  const port = await freePort();
  const child = startSimulator({
    port,
    logDir,
    org,
    args: ['--latency', 'none', '--limits', 'no-request-rates'],
  });
  stops.push(() => child.stop());
  const url = `http://127.0.0.1:${port}`;
  await waitForHttp(`${url}/portal`, { child, timeoutMs: 60_000 });
  const call = async (method, route, body) => {
    const answer = await fetch(`${url}/_simulator${route}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) {
      throw new Error(`${method} ${route}: ${answer.status} ${json.error}`);
    }
    return json;
  };
  return {
    url,
    get: route => call('GET', route),
    put: (route, body) => call('PUT', route, body),
    delete: route => call('DELETE', route),
  };
}
