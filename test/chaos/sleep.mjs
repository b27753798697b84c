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

import { seedGrants } from '../bench/lib/grants.mjs';

/** Time to make grants. */
const LEAD_MS = 25_000;

/** AWS thinks about a removal for so long: its answer comes while the replica sleeps. */
const THINKING_MS = 6_000;

/** How long ago the last write went out when a replica is stopped: none is just leaving, and none will soon. */
const QUIET_MS = { atLeast: 150, atMost: 600 };

const PATIENCE_MS = 60_000;

const SETS = ['PowerUser', 'ReadOnly'];

const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

/**
 * Live grants, one in an account as far as there are accounts: AWS changes one
 * assignment of an account after the other.
 *
 * @param {number[]} ends - milliseconds after the instant that is returned
 */
export async function makeGrants(world, ends) {
  const begin = Date.now() + LEAD_MS;
  const { accounts } = await world.aws('GET', '/state');
  const names = accounts
    .filter(
      ({ path, state }) => /Workloads|Sandbox/.test(path) && state === 'ACTIVE',
    )
    .map(({ name }) => name);
  await seedGrants({
    simulator: {
      get: route => world.aws('GET', route),
      put: (route, body) => world.aws('PUT', route, body),
    },
    database: world.database,
    grants: ends.map((after, index) => ({
      user: 'bo.ek',
      account: names[index % names.length],
      permissionSet: SETS[Math.floor(index / names.length)],
      endsAt: new Date(begin + after),
    })),
  });
  if (Date.now() > begin) {
    throw new Error('Making the grants took too long');
  }
  return begin;
}

/** Stops a replica that has committed to removals which wait for their turn, while others wait for their answer. */
export async function stopAmidWork(world, replica, witness) {
  await world.aws('POST', '/faults', {
    operation: 'DeleteAccountAssignment',
    action: { kind: 'delay', ms: THINKING_MS },
  });
  try {
    return await poll('in the middle of its work', async () => {
      const at = Date.now();
      const writes = witness.writesOf(replica);
      const quietFor = at - (writes.at(-1)?.at ?? 0);
      const unanswered = writes.filter(
        write => write.at > at - THINKING_MS,
      ).length;
      const isQuiet =
        quietFor >= QUIET_MS.atLeast && quietFor <= QUIET_MS.atMost;
      if (!isQuiet || (await witness.unsentBy(replica)) === 0) {
        return undefined;
      }
      world.pause(replica);
      const unsent = await witness.unsentBy(replica);
      if (unsent > 0) {
        return { at, unsent, unanswered };
      }
      world.resume(replica);
      return undefined;
    });
  } finally {
    await world.aws('DELETE', '/faults');
  }
}

/** Stops a replica that has the lease locked: its statement waits for a lock of ours, and is answered while it sleeps. */
export async function stopAmidTransaction(world, replica, witness) {
  return witness.knex.transaction(async tx => {
    await tx.raw('LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE');
    return poll('in the middle of a transaction', async () => {
      if (!(await witness.locksLease(replica))) {
        return undefined;
      }
      world.pause(replica);
      return { at: Date.now() };
    });
  });
}

async function poll(what, look) {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    await sleep(20);
    const found = await look();
    if (found) {
      return found;
    }
  }
  throw new Error(`The replica was never ${what}`);
}
