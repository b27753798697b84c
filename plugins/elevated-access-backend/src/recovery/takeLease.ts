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

import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease, Stores } from '../database/types';
import { CommandError, type Terminal } from './Terminal';

/** How often a lease that somebody else holds is asked for, milliseconds. */
const ASK_EVERY = 500;

/** Lengths of a lease after which whoever holds it is taken to be alive. */
const PATIENCE = 3;

interface Options {
  stores: Pick<Stores, 'lease' | 'now'>;
  holder: string;
  ttlMs: number;
  /** Take it from a replica that still renews it. */
  force: boolean;
  terminal: Terminal;
  signal: AbortSignal;
}

/**
 * Becomes the one that may write to AWS. A portal that died keeps the lease for
 * some seconds; one that is alive keeps it for good, unless it is taken by force.
 *
 * @throws CommandError when a replica is alive
 */
export async function takeLease(options: Options): Promise<Lease> {
  const { stores, holder, ttlMs, force, terminal, signal } = options;
  const acquire = async () =>
    stores.lease.acquire({ holder, ttlMs, now: await stores.now() });
  const giveUpAt = performance.now() + PATIENCE * ttlMs;
  let told = false;
  for (;;) {
    const lease = await acquire();
    if (lease) {
      return lease;
    }
    if (force) {
      return takeByForce(options);
    }
    const current = await stores.lease.current();
    const who = current?.holder ?? 'another replica';
    if (performance.now() > giveUpAt) {
      throw new CommandError(
        `${who} is alive and holds the engine lease. Stop the portal (all replicas) and run this again, or take over with --force`,
      );
    }
    if (!told) {
      terminal.out(`Waiting for the lease of ${who} to run out…`);
      told = true;
    }
    await sleep(ASK_EVERY, undefined, { signal });
  }
}

async function takeByForce(options: Options): Promise<Lease> {
  const { stores, holder, ttlMs, terminal, signal } = options;
  const before = await stores.lease.current();
  const now = await stores.now();
  const lease = await stores.lease.takeOver({ holder, now, ttlMs });
  terminal.out(
    `Took the engine lease from ${before?.holder ?? 'nobody'} (fencing token ${
      lease.fencingToken
    })`,
  );
  // Whoever held it may trust it until it would have run out, and write to AWS.
  const until = before ? before.expiresAt.getTime() - now.getTime() : 0;
  await sleep(Math.max(0, Math.min(until, 10 * ttlMs)), undefined, { signal });
  return (
    (await stores.lease.acquire({
      holder,
      ttlMs,
      now: await stores.now(),
    })) ?? lease
  );
}
