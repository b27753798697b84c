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
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { freePort, waitForHttp } from '../../../scripts/lib/network.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { startProcess } from '../../../scripts/lib/processes.mjs';
import { startSimulator } from '../../../scripts/lib/system.mjs';
import { until } from './portal.mjs';

/** Looks at what administrators see, and is in no figure. */
const ADMIN = 'bench.administrator';

/** Reading so large an organization takes a while on a small machine. */
const START_MS = 300_000;

/**
 * Starts the simulator with the organization of a world and a backend with its
 * policies, waits until the directory has been read and all policies have been
 * checked once, which takes a fifth of a processor for some seconds after a start and
 * every few minutes, and stops both after `work`.
 *
 * @param {object} options
 * @param {ReturnType<import('./policyWorld.mjs').makeWorld>} options.world
 * @param {object} options.database - the backend's `database` configuration
 * @param {boolean} [options.bare] - with the same catalog, but nothing in the
 *   directory and no policies
 */
export async function withPolicyBackend(
  { world, database, bare = false, say },
  work,
) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-policies-'));
  const stops = [];
  try {
    say(`▸ Starting the simulator and a backend; logs in ${dir}`);
    const simulator = await openSimulator(world, dir, stops);
    const state = await simulator.get('/state');
    const { permissionSets } = state;
    const directory = toDirectory(
      bare ? { ...state, accounts: [], permissionSets: [], users: [] } : state,
    );
    const url = await openBackend({
      dir,
      stops,
      catalog: { ...world.catalog, directory },
      database,
      endpoint: simulator.url,
      policies: bare
        ? {}
        : world.policies(permissionSets.map(({ arn }) => arn)),
      access: { admins: [`user:default/${ADMIN}`] },
    });
    // As the test utilities of Backstage write the token of a user.
    const signedInAs = person => ({
      authorization: `Bearer mock-user-token:${JSON.stringify({
        sub: `user:default/${person}`,
      })}`,
    });
    const as = person => (method, route, body) =>
      call(
        `${url}/api/elevated-access${route}`,
        method,
        body,
        signedInAs(person),
      );
    const [anybody] = world.measured;
    say('▸ Waiting until the directory has been read');
    await until(
      'the directory',
      async () => {
        await new Promise(resolve => setTimeout(resolve, 1_000));
        const health = await as(anybody)('GET', '/health');
        return health.directory.syncedAt ?? undefined;
      },
      { timeoutMs: START_MS },
    );
    say('▸ Waiting until all policies have been checked');
    await until(
      'the check of all policies',
      async () => {
        await new Promise(resolve => setTimeout(resolve, 1_000));
        const { checkedAt } = await as(ADMIN)('GET', '/policies/lint?limit=1');
        return checkedAt ?? undefined;
      },
      { timeoutMs: START_MS },
    );
    return await work({
      as,
      /** Lets the answer go by unread: on a small machine its reader takes the processor from the server. */
      post: (person, route, body) =>
        post(`${url}/api/elevated-access${route}`, body, signedInAs(person)),
      simulator,
      permissionSets,
      /** Bytes in use, once what is no longer needed is gone. */
      memory: async () => (await call(`${url}/gauges/memory`, 'GET')).bytes,
      /** Milliseconds that the server took for each list and explanation since it was last asked. */
      served: async () => (await call(`${url}/gauges/served`, 'GET')).ms,
      /** Calls of the catalog so far. */
      catalogCalls: async () =>
        (
          await call(`${url}/gauges/calls`, 'GET')
        ).catalogCalls,
    });
  } finally {
    for (const stop of stops.reverse()) {
      await stop();
    }
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length, Math.ceil(share * sorted.length)) - 1;
  return Math.round(sorted[at] * 10) / 10;
}

/** Milliseconds that something takes, with its answer. */
export async function timed(work) {
  const begun = performance.now();
  const answer = await work();
  return { ms: performance.now() - begun, answer };
}

async function openSimulator(world, dir, stops) {
  const org = path.join(dir, 'org.yaml');
  // JSON is YAML.
  fs.writeFileSync(org, JSON.stringify(world.organization));
  const port = await freePort();
  const child = startSimulator({
    port,
    logDir: dir,
    org,
    args: ['--latency', 'none', '--limits', 'no-request-rates'],
  });
  stops.push(() => child.stop());
  const url = `http://127.0.0.1:${port}`;
  await waitForHttp(`${url}/portal`, { child, timeoutMs: START_MS });
  return {
    url,
    get: route => call(`${url}/_simulator${route}`, 'GET'),
    /** How often each of AWS's operations was called since it was last asked. */
    callsSince: async () => {
      const { byOperation } = await call(`${url}/_simulator/api-calls`, 'GET');
      await call(`${url}/_simulator/api-calls`, 'DELETE');
      return Object.fromEntries(
        Object.entries(byOperation).map(([name, { calls }]) => [
          name.split(':')[1],
          calls,
        ]),
      );
    },
  };
}

/** Starts the backend alone; `access` says who holds which role. */
export async function openBackend({
  dir,
  stops,
  catalog,
  database,
  endpoint,
  policies,
  access = {},
}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = path.join(dir, 'app-config.yaml');
  fs.writeFileSync(
    config,
    JSON.stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { port, host: '127.0.0.1' },
        database,
      },
      permission: { enabled: false },
      elevatedAccess: {
        aws: {
          region: 'eu-west-1',
          endpoint,
          credentials: {
            accessKeyId: 'SIMULATORDEMOKEY0001',
            secretAccessKey: 'simulator-demo-secret-not-a-secret-000001',
          },
        },
        // It is there already, and nothing reads it meanwhile.
        directory: {
          schedule: {
            initialDelay: { hours: 5 },
            frequency: { hours: 6 },
            timeout: { hours: 1 },
          },
        },
        drift: { enabled: false },
        access,
        settings: { ticket: { required: false } },
        policies,
      },
    }),
  );
  const file = path.join(dir, 'world.json');
  fs.writeFileSync(file, JSON.stringify(catalog));
  const child = startProcess({
    name: 'backend',
    command: process.execPath,
    args: [
      '--require',
      inRoot('node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
      inRoot('test/bench/lib/policyBackend.ts'),
      '--config',
      config,
    ],
    cwd: inRoot('packages/backend'),
    env: {
      // What is measured is what runs in production.
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      BENCH_WORLD: file,
    },
    logFile: path.join(dir, 'backend.log'),
  });
  stops.push(() => child.stop());
  await waitForHttp(`${url}/.backstage/health/v1/readiness`, {
    child,
    timeoutMs: START_MS,
  });
  return url;
}

/** What a reading of the simulator would put into the database. */
export function toDirectory({
  managementAccountId,
  accounts,
  permissionSets,
  users,
}) {
  return {
    managementAccountId,
    accounts: accounts.map(({ id, name, path: units, tags }) => {
      const ouPath = units.split('/').filter(it => it && it !== 'Root');
      return {
        id,
        name,
        state: 'ACTIVE',
        ouIds: ['r-root', ...ouPath.map(unit => `ou-${unit}`)],
        ouPath,
        tags,
      };
    }),
    permissionSets: permissionSets.map(({ arn, name, tags }) => ({
      arn,
      name,
      description: '',
      sessionDurationMs: 3_600_000,
      tags,
      fingerprint: 'sha256:as-it-was-read',
      inManagementAccount: false,
    })),
    users: users.map(({ userId, userName, email }) => ({
      userId,
      userName,
      displayName: userName,
      emails: [email],
      enabled: true,
    })),
  };
}

function post(url, body, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'accept-encoding': 'gzip',
        },
      },
      response => {
        response.on('error', reject);
        response.on('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`${url} answered ${response.statusCode}`)),
        );
        response.resume();
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

async function call(url, method, body, headers = {}) {
  const answer = await fetch(url, {
    method,
    headers: {
      ...headers,
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${url}: ${answer.status} ${text.slice(0, 500)}`);
  }
  return text === '' ? undefined : JSON.parse(text);
}
