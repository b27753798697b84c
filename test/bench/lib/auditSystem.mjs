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

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { startPostgres } from '../../../scripts/lib/postgres.mjs';
import { openBackend } from './policySystem.mjs';

const PLUGIN_DATABASE = 'backstage_plugin_elevated-access';

/** Nothing listens there: nothing of what is measured asks AWS. */
const NO_AWS = 'http://127.0.0.1:9';

/** What a server that holds millions of requests is given; by default it is made for a very small one. */
const MEMORY = { shared_buffers: '1GB', effective_cache_size: '4GB' };

const ACCOUNTS = 5_000;

/** Accounts of one organizational unit. */
const UNIT = 50;

export const auditor = 'person-of-audit';

/** @param {number} account - its number, busiest first */
export const accountId = account => String(100_000_000_000 + account);

/** @param {number} set - its number, busiest first */
export const permissionSetArn = set =>
  `arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-${String(
    set,
  ).padStart(16, '0')}`;

/** @param {number} unit - its number, the one of the busiest accounts first */
export const unitId = unit => `ou-abcd-unit${String(unit).padStart(4, '0')}`;

/**
 * Starts PostgreSQL, fills it with so many requests and their events, starts a
 * backend on it, and stops both after `work`.
 */
export async function withAuditBackend({ requests, say }, work) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-audit-'));
  const stops = [];
  try {
    const postgres = await startPostgres(MEMORY);
    stops.push(() => postgres.stop());
    const database = pluginDatabase(postgres.connectionString);
    await createDatabase(postgres.connectionString);
    say(`▸ Making ${requests} requests and their events; logs in ${dir}`);
    const begun = performance.now();
    const seeded = await seed({ database, requests });
    say(
      `  ${seeded.events} events, in ${Math.round(
        (performance.now() - begun) / 1_000,
      )} s`,
    );
    const url = await openBackend({
      dir,
      stops,
      catalog: catalog(),
      database: { client: 'pg', connection: postgres.connectionString },
      endpoint: NO_AWS,
      policies: { eligibility: [], approval: [] },
      access: { auditors: [`user:default/${auditor}`] },
    });
    const get = (route, init) =>
      fetch(`${url}${route}`, {
        ...init,
        headers: {
          // As the test utilities of Backstage write the token of a user.
          authorization: `Bearer mock-user-token:${JSON.stringify({
            sub: `user:default/${auditor}`,
          })}`,
        },
      });
    return await work({
      seeded,
      database,
      get: (route, init) => get(`/api/elevated-access${route}`, init),
      /** Bytes in use, once what is no longer needed is gone. */
      memory: async () => (await (await get('/gauges/memory')).json()).bytes,
    });
  } finally {
    for (const stop of stops.reverse()) {
      await stop();
    }
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

function pluginDatabase(connectionString) {
  const url = new URL(connectionString);
  url.pathname = `/${PLUGIN_DATABASE}`;
  return url.href;
}

async function createDatabase(connectionString) {
  const { default: createKnex } = await import('knex');
  const knex = createKnex({ client: 'pg', connection: connectionString });
  await knex.raw('create database ??', [PLUGIN_DATABASE]);
  await knex.destroy();
}

function seed(input) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        '--require',
        inRoot('node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
        inRoot('test/bench/lib/auditSeed.ts'),
      ],
      { cwd: inRoot('packages/backend'), stdio: ['pipe', 'pipe', 'pipe'] },
    );
    let output = '';
    let errors = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (errors += data));
    child.on('error', reject);
    child.on('close', code =>
      code === 0
        ? resolve(JSON.parse(output))
        : reject(new Error(`Seeding failed:\n${errors}`)),
    );
    child.stdin.end(JSON.stringify(input));
  });
}

/** Accounts by fifties in units, and a group of a hundred people. */
function catalog() {
  return {
    directory: {
      managementAccountId: '999999999999',
      accounts: Array.from({ length: ACCOUNTS }, (_, account) => ({
        id: accountId(account),
        name: `account-${account}`,
        state: 'ACTIVE',
        ouIds: ['r-abcd', unitId(Math.floor(account / UNIT))],
        ouPath: [`unit-${Math.floor(account / UNIT)}`],
        tags: {},
      })),
      permissionSets: [],
      users: [],
    },
    parents: { 'group:default/team': 'group:default/department' },
    people: [
      { name: auditor, groups: [] },
      ...Array.from({ length: 100 }, (_, person) => ({
        name: `person-${person * 50}`,
        groups: ['group:default/team'],
      })),
    ],
    owners: [],
  };
}
