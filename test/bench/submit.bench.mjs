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

// How long it takes to ask for access in an organization of 5,000 accounts, 500
// permission sets, 10,000 people in 1,000 nested groups and 300 policies: POST
// /requests over HTTP, on SQLite and on PostgreSQL, with the simulator as AWS, which
// answers at once. The catalog is in memory and callers name themselves in a header:
// neither the catalog's database nor the verification of tokens is in the figures.
// `awsCalls` is the most that any one submission made.
import { startPostgres } from '../../scripts/lib/postgres.mjs';
import { makeWorld } from './lib/policyWorld.mjs';
import { percentile, timed, withPolicyBackend } from './lib/policySystem.mjs';

export const goals = {
  sqliteP95Ms: { atMost: 40 },
  postgresP95Ms: { atMost: 40 },
  awsCalls: { atMost: 1 },
};

const SAMPLES = 200;
const WARM_UP = 30;

/** Pages of the list that are looked through for something that waits for approval. */
const PAGES = 20;

/** About one person. Health looks for a user as well, by GetUserId. */
const ABOUT_PEOPLE = ['DescribeUser'];

export async function measure({ say }) {
  const sqlite = await onDatabase('SQLite', say, {
    client: 'better-sqlite3',
    connection: ':memory:',
  });
  const postgres = await startPostgres();
  try {
    const pg = await onDatabase('PostgreSQL', say, {
      client: 'pg',
      connection: postgres.connectionString,
    });
    return {
      sqliteP95Ms: percentile(sqlite.samples, 0.95),
      sqliteP50Ms: percentile(sqlite.samples, 0.5),
      postgresP95Ms: percentile(pg.samples, 0.95),
      postgresP50Ms: percentile(pg.samples, 0.5),
      awsCalls: Math.max(sqlite.awsCalls, pg.awsCalls),
      catalogCalls: Math.max(sqlite.catalogCalls, pg.catalogCalls),
    };
  } finally {
    await postgres.stop();
  }
}

async function onDatabase(name, say, database) {
  const world = makeWorld(1);
  return withPolicyBackend({ world, database, say }, async system => {
    const { as, simulator } = system;
    say(`▸ Asking ${SAMPLES} times for access on ${name}`);
    const samples = [];
    let awsCalls = 0;
    let catalogCalls = 0;
    let without = 0;
    for (let turn = 0; turn < WARM_UP + SAMPLES; turn += 1) {
      const ask = as(world.measured[turn]);
      const wish = await somethingToAsk(ask, turn);
      if (!wish) {
        without += 1;
        continue;
      }
      // Only what the submission itself calls is counted.
      await simulator.callsSince();
      const before = await system.catalogCalls();
      const { ms } = await timed(() => ask('POST', '/requests', wish));
      const after = await system.catalogCalls();
      const calls = await simulator.callsSince();
      if (turn >= WARM_UP) {
        samples.push(ms);
        awsCalls = Math.max(awsCalls, callsOf(calls));
        catalogCalls = Math.max(catalogCalls, after - before);
      }
    }
    say(`  ${samples.length} asked; ${without} may ask for nothing that waits`);
    return { samples, awsCalls, catalogCalls };
  });
}

/** Something that waits for approval, so that nothing else happens afterwards. */
async function somethingToAsk(ask, turn) {
  let cursor = '';
  for (let page = 0; page < PAGES; page += 1) {
    const { items, nextCursor } = await ask(
      'GET',
      `/requestable?limit=200${cursor}`,
    );
    const waiting = items.filter(({ approval }) => approval === 'required');
    if (waiting.length > 0) {
      const { account, permissionSet } = waiting[turn % waiting.length];
      return {
        accountIds: [account.id],
        permissionSetArn: permissionSet.arn,
        duration: 'PT30M',
        reason: 'Measuring how long it takes',
      };
    }
    if (!nextCursor) {
      break;
    }
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  return undefined;
}

/** Probes of AWS's health go on meanwhile; they are nobody's submission. */
function callsOf(calls) {
  return Object.entries(calls)
    .filter(
      ([name]) => ABOUT_PEOPLE.includes(name) || /PermissionSet/.test(name),
    )
    .reduce((sum, [, count]) => sum + count, 0);
}
