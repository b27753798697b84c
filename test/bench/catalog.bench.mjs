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

// 5,000 accounts come into a catalog on PostgreSQL that has none of them: Backstage's
// own catalog, which processes and stitches each before anybody can read it.
//
// seconds: from the moment that the backend answers, before which no directory can be
// read, until the catalog's API lists every account.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeOrganization } from './lib/grants.mjs';
import { toDirectory } from './lib/policySystem.mjs';
import { until } from './lib/portal.mjs';
import { withReplicas } from './lib/replicas.mjs';

const ACCOUNTS = 5_000;
const PERSON = 'user:default/ann.li';

export const goals = {
  seconds: { atMost: 60 },
  accounts: { atLeast: ACCOUNTS },
};

export async function measure({ say }) {
  const { file } = writeOrganization(ACCOUNTS);
  const options = {
    replicas: 0,
    org: file,
    entry: 'test/bench/lib/catalogBackend.ts',
    say,
  };
  return withReplicas(options, async ({ start, simulator }) => {
    const state = await simulator.get('/state');
    const directory = path.join(
      fs.mkdtempSync(path.join(os.tmpdir(), 'bench-catalog-')),
      'directory.json',
    );
    fs.writeFileSync(directory, JSON.stringify(toDirectory(state)));
    say(`▸ Starting a backend whose directory has ${state.accounts.length}`);
    const { url } = await start({ BENCH_DIRECTORY: directory });
    const answersAt = performance.now();
    const count = await accountsInCatalog(url);
    const listed = await until(
      'every account in the catalog',
      async () => {
        const seen = await count();
        // Asking is work too, for the same processors.
        await new Promise(resolve => setTimeout(resolve, 1_000));
        return seen >= state.accounts.length ? seen : undefined;
      },
      { timeoutMs: 600_000 },
    );
    return {
      seconds: Math.round((performance.now() - answersAt) / 100) / 10,
      accounts: listed,
    };
  });
}

/** Counts the accounts that a person can read. */
async function accountsInCatalog(url) {
  const signedIn = await fetch(`${url}/api/auth/demo/refresh`, {
    headers: { 'X-Demo-User': PERSON },
  });
  const { backstageIdentity } = await signedIn.json();
  const query = new URLSearchParams({
    filter: 'kind=resource,spec.type=aws-account',
    limit: '0',
  });
  return async () => {
    const answer = await fetch(
      `${url}/api/catalog/entities/by-query?${query}`,
      { headers: { authorization: `Bearer ${backstageIdentity.token}` } },
    );
    if (!answer.ok) {
      throw new Error(`The catalog answers ${answer.status}`);
    }
    const { totalItems } = await answer.json();
    return totalItems;
  };
}
