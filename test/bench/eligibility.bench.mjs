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

// What policies cost in an organization of 5,000 accounts in 500 OUs, 500 permission
// sets, 10,000 people in 1,000 nested groups and 300 eligibility policies, over HTTP
// with SQLite and the simulator as AWS. The catalog is in memory and callers name
// themselves in a header: neither the catalog's database nor the verification of
// tokens is in the figures.
//
// warm: somebody in 30 groups lists again. cold: somebody in 30 groups lists for the
// first time, memberships included. search: words in a list that is warm. explain:
// why, 200 kB about 300 policies; its round trip is beside it. All from the arrival of
// a question to the last byte of its answer, on the server: on a small machine whoever
// reads the answers takes the processor from it.
// Megabytes are what the process holds after people have listed and searched, more
// than one whose directory is empty and that has no policies.
import { makeWorld, mulberry32 } from './lib/policyWorld.mjs';
import { percentile, timed, withPolicyBackend } from './lib/policySystem.mjs';

export const goals = {
  warmP99Ms: { atMost: 20 },
  coldP99Ms: { atMost: 300 },
  searchP99Ms: { atMost: 20 },
  explainP99Ms: { atMost: 20 },
  awsCalls: { atMost: 0 },
  indexMegabytes: { atMost: 100 },
};

const COLD = 300;
const WARM = 1_000;
const SEARCHES = 1_000;
const EXPLANATIONS = 500;

/** People who warm up what is compiled while it runs; they are in no figure. */
const WARM_UP = 50;

export async function measure({ say }) {
  const world = makeWorld(1);
  const database = { client: 'better-sqlite3', connection: ':memory:' };
  const bareBytes = await withPolicyBackend(
    { world, database, bare: true, say },
    async ({ as, memory }) => {
      for (const person of world.measured.slice(0, WARM_UP)) {
        await as(person)('GET', '/requestable?limit=50');
      }
      return memory();
    },
  );
  return withPolicyBackend({ world, database, say }, async system => {
    const { as, simulator, memory, permissionSets, served } = system;
    const random = mulberry32(2);
    const pick = items => items[Math.floor(random() * items.length)];
    await simulator.callsSince();
    const list = (person, query = '') =>
      as(person)('GET', `/requestable?limit=50${query}`);

    const first = await timed(() => list(world.measured[0]));
    say(`  the very first list, indexes included: ${Math.round(first.ms)} ms`);
    for (const person of world.measured.slice(0, WARM_UP)) {
      await list(person);
      await list(person, '&search=prod');
    }

    say(`▸ Listing for ${COLD} people for the first time`);
    const newcomers = world.measured.slice(WARM_UP, WARM_UP + COLD);
    await served();
    for (const person of newcomers) {
      await list(person);
    }
    const cold = await served();

    say(`▸ Listing ${WARM} times and searching ${SEARCHES} times again`);
    for (const person of newcomers.slice(0, 20)) {
      await list(person);
    }
    await served();
    for (let turn = 0; turn < WARM; turn += 1) {
      const person = newcomers[turn % 20];
      const cursor = turn % 3 === 2 ? await cursorOf(list, person) : '';
      await list(person, cursor);
    }
    const warm = await served();
    for (let turn = 0; turn < SEARCHES; turn += 1) {
      const person = newcomers[turn % 20];
      const words = wordsFor(turn, world, pick);
      const query = `&search=${encodeURIComponent(words)}`;
      await list(person, query);
    }
    const searched = await served();
    const bytes = await memory();

    say(`▸ Explaining ${EXPLANATIONS} times`);
    const roundTrips = [];
    for (let turn = 0; turn < WARM_UP + EXPLANATIONS; turn += 1) {
      const question = {
        accountId: pick(world.accounts).id,
        permissionSetArn: pick(permissionSets).arn,
        duration: 'PT1H',
      };
      const person = newcomers[turn % COLD];
      const { ms } = await timed(() =>
        system.post(person, '/explain', question),
      );
      if (turn >= WARM_UP) {
        roundTrips.push(ms);
      }
    }
    const explained = (await served()).slice(-EXPLANATIONS);
    const calls = await simulator.callsSince();
    return {
      warmP99Ms: percentile(warm, 0.99),
      warmP50Ms: percentile(warm, 0.5),
      coldP99Ms: percentile(cold, 0.99),
      coldP50Ms: percentile(cold, 0.5),
      firstMs: Math.round(first.ms),
      searchP99Ms: percentile(searched, 0.99),
      searchP50Ms: percentile(searched, 0.5),
      explainP99Ms: percentile(explained, 0.99),
      explainP50Ms: percentile(explained, 0.5),
      explainRoundTripP99Ms: percentile(roundTrips, 0.99),
      awsCalls: callsFor(calls),
      indexMegabytes: Math.round((bytes - bareBytes) / 1e5) / 10,
    };
  });
}

/** Somewhere in the list, as somebody who reads on. */
async function cursorOf(list, person) {
  const { nextCursor } = await list(person);
  return `&cursor=${encodeURIComponent(nextCursor)}`;
}

/** What people type: a name, an id, parts of several names, and what is nowhere. */
function wordsFor(turn, world, pick) {
  const { name, id, tags } = pick(world.accounts);
  const set = pick(world.sets).name;
  switch (turn % 6) {
    case 0:
      return name;
    case 1:
      return id;
    case 2:
      return `${tags.team} ${tags.stage} ${set.split('-')[0]}`;
    case 3:
      return `${name.slice(-6)} ${set}`;
    case 4:
      return tags.stage;
    default:
      return `${tags.team} nowhere`;
  }
}

/** Probes of AWS's health go on meanwhile, GetUserId among them; they are nobody's list. */
function callsFor(calls) {
  const asked = ['DescribeUser', 'ListUsers', 'ListAccounts'];
  return Object.entries(calls)
    .filter(
      ([name]) =>
        asked.includes(name) || /PermissionSet|OrganizationalUnit/.test(name),
    )
    .reduce((sum, [, count]) => sum + count, 0);
}
