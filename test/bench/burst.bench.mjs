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

// 500 grants in 50 accounts end in the same second, while AWS needs 3 s for an
// operation and all its limits are in force. How much longer it takes than the 15
// writes that AWS takes at a time allow, and what it costs in calls.
import { seedGrants, writeOrganization } from './lib/grants.mjs';
import { until } from './lib/portal.mjs';
import { withReplicas } from './lib/replicas.mjs';

export const goals = {
  left: { atMost: 0 },
  throttlingErrors: { atMost: 0 },
  ratio: { atMost: 1.15 },
  callsPerRevocation: { atMost: 1.6 },
};

const ACCOUNTS = 50;
const USERS = ['ann.li', 'bo.ek'];
const SETS = [
  'ReadOnly',
  'ViewOnly',
  'PowerUser',
  'SupportOps',
  'DataEngineer',
];
const OUTSTANDING = 15;
const LATENCY = {
  roleExistsMs: 3_000,
  roleChangesMs: 3_000,
  spread: 0.4,
  listLagMs: 1_000,
};

// Time enough to make the grants, also on a busy machine.
const IN_MS = 45_000;

export async function measure({ say }) {
  const { file, names } = writeOrganization(ACCOUNTS);
  return withReplicas({ replicas: 1, org: file, say }, async system => {
    const { simulator, database } = system;
    const endsAt = new Date(Date.now() + IN_MS);
    const grants = names.flatMap(account =>
      USERS.flatMap(user =>
        SETS.map(permissionSet => ({ user, account, permissionSet, endsAt })),
      ),
    );
    await simulator.put('/latency', LATENCY);
    await simulator.put('/limits', { preset: 'aws' });
    say(`▸ Making ${grants.length} grants that end at ${endsAt.toISOString()}`);
    await seedGrants({ simulator, database, grants });
    const spareMs = endsAt.getTime() - Date.now();
    if (spareMs < 1_000) {
      throw new Error(
        `Making the grants took too long by ${1_000 - spareMs} ms`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, spareMs - 500));
    await simulator.delete('/api-calls');

    say('▸ Waiting until AWS has removed them all');
    let deletions = [];
    await until(
      'the removals',
      async () => {
        const { requests } = await simulator.get('/state');
        deletions = requests.filter(
          ({ kind, status }) => kind === 'delete' && status === 'SUCCEEDED',
        );
        // Rarely: the machine is busy enough.
        await new Promise(resolve => setTimeout(resolve, 3_000));
        return deletions.length >= grants.length ? true : undefined;
      },
      { timeoutMs: 300_000 },
    );
    // Long enough for the last to be confirmed and verified: their calls count too.
    await new Promise(resolve => setTimeout(resolve, 15_000));
    const { assignments } = await simulator.get('/state');
    const calls = await simulator.get('/api-calls');
    const drawn = deletions.map(it => ({
      accountId: it.accountId,
      ms: Date.parse(it.completedAt) - Date.parse(it.acceptedAt),
    }));
    const limitSeconds = limitOf(drawn, say);
    const seconds = round(
      (Math.max(...deletions.map(it => Date.parse(it.completedAt))) -
        endsAt.getTime()) /
        1_000,
    );
    const perOperation = Object.entries(calls.byOperation)
      .map(([name, counts]) => `${name} ${counts.calls}`)
      .join(', ');
    say(
      `  calls: ${perOperation}; most in a second: ${JSON.stringify(
        calls.busiestSecond,
      )}`,
    );
    const own = assignments.filter(({ accountName }) =>
      names.includes(accountName),
    );
    return {
      left: own.length,
      throttlingErrors: calls.throttled,
      seconds,
      limitSeconds,
      ratio: round(seconds / limitSeconds),
      callsPerRevocation: round(
        countOf(calls, /(Delete|DeletionStatus)/) / grants.length,
      ),
      conflicts: calls.conflicts,
      outstandingHighWater: calls.outstandingHighWater,
    };
  });
}

/** The least that it could have taken, given how long AWS took for each. */
function limitOf(drawn, say) {
  const total = drawn.reduce((sum, { ms }) => sum + ms, 0);
  const lanes = new Map();
  for (const { accountId, ms } of drawn) {
    lanes.set(accountId, (lanes.get(accountId) ?? 0) + ms);
  }
  const longest = Math.max(...lanes.values());
  say(
    `  AWS took ${round(total / 1_000)} s for ${drawn.length} removals: ${round(
      total / OUTSTANDING / 1_000,
    )} s with ${OUTSTANDING} at a time; ${round(
      longest / 1_000,
    )} s in the busiest account, one at a time`,
  );
  return round(Math.max(total / OUTSTANDING, longest) / 1_000);
}

/** Calls about removals, but for the listings that verify them. */
function countOf({ byOperation }, about) {
  return Object.entries(byOperation)
    .filter(([name]) => name.startsWith('sso-admin:') && about.test(name))
    .reduce((sum, [, { calls }]) => sum + calls, 0);
}

function round(value) {
  return Math.round(value * 100) / 100;
}
