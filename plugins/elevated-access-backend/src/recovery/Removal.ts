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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventSealer } from '../audit/EventSealer';
import type { AssignmentProvisioner } from '../aws/types';
import type { ElevatedAccessConfig } from '../config';
import type { Lease, Stores } from '../database/types';
import type { AssignmentRecord, RequestRecord } from '../domain/types';
import { Engine, type ActivationGate } from '../engine';
import { listEnding, listOpen } from './EndEverything';
import { CommandError, type Terminal } from './Terminal';

/** How often to look how far it is, milliseconds. */
const LOOK_EVERY = 500;

/** How often to say that nothing has moved, milliseconds. */
const SAY_EVERY = 15_000;

/** Nothing is granted by whoever removes everything; what comes in meanwhile is ended. */
const nothingIsGranted: ActivationGate = {
  check: async () => ({
    ok: false,
    retry: true,
    reason: 'All access is being ended',
  }),
};

/** What is not verified gone. */
export interface Left {
  requests: readonly RequestRecord[];
  assignments: readonly AssignmentRecord[];
}

export async function whatIsLeft(
  stores: Pick<Stores, 'requests' | 'assignments'>,
): Promise<Left> {
  return {
    requests: [...(await listOpen(stores)), ...(await listEnding(stores))],
    assignments: await stores.assignments.listOwned(),
  };
}

export function isNothing({ requests, assignments }: Left): boolean {
  return requests.length + assignments.length === 0;
}

interface RemovalOptions {
  stores: Stores;
  provisioner: AssignmentProvisioner;
  /** Held by `lease.holder`, which is this process. */
  lease: Lease;
  engine: ElevatedAccessConfig['engine'];
  terminal: Terminal;
  logger: LoggerService;
  /** How long to go on while nothing moves, milliseconds. */
  patienceMs: number;
  signal: AbortSignal;
  /** Run before each look: what came in meanwhile has to end as well. */
  endGrants: () => Promise<void>;
}

/**
 * Runs the portal's own engine in this process until every assignment of ours is
 * verified gone: AWS's limits, retries, unknown outcomes and the proof by a
 * fresh listing are all its own.
 *
 * @returns what is left when nothing moved for too long, or when it was interrupted
 */
export async function removeEverything(options: RemovalOptions): Promise<Left> {
  const { stores, lease, engine: config, signal } = options;
  const sealer = new EventSealer({ stores });
  const engine = await Engine.create({
    ...options,
    holder: lease.holder,
    activationGate: nothingIsGranted,
    chores: [sealer],
    config: {
      leaseTtlMs: config.leaseDurationMs,
      maximumWritesInFlight: config.maximumWritesInFlight,
      writesPerSecond: config.writesPerSecond,
      callsPerSecond: config.callsPerSecond,
    },
  });
  try {
    await wakeOwned(stores);
    const progress = new Progress(options);
    for (;;) {
      await assertStillOurs(stores, lease);
      await options.endGrants();
      engine.wake();
      const left = await whatIsLeft(stores);
      progress.look(left, engine.health().identityCenter.lastError);
      if (isNothing(left) || signal.aborted || progress.isStuck) {
        return left;
      }
      await sleep(LOOK_EVERY, undefined, { signal }).catch(() => {});
    }
  } finally {
    await engine.shutdown();
  }
}

/** What waits between two tries, or was forgotten, is looked at now. */
async function wakeOwned(
  stores: Pick<Stores, 'assignments' | 'now'>,
): Promise<void> {
  const now = await stores.now();
  for (const { id } of await stores.assignments.listOwned()) {
    await stores.assignments.wake(id, now);
  }
}

async function assertStillOurs(
  stores: Pick<Stores, 'lease'>,
  lease: Lease,
): Promise<void> {
  const current = await stores.lease.current();
  if (current && current.fencingToken !== lease.fencingToken) {
    throw new CommandError(
      `${current.holder} has taken the engine lease over. Nothing was lost: run this again when it has ended`,
    );
  }
}

/** Says how far it is, and notices when nothing moves. */
class Progress {
  readonly #terminal: Terminal;
  readonly #patienceMs: number;
  #last = '';
  #movedAt = performance.now();
  #saidAt = performance.now();

  constructor(options: { terminal: Terminal; patienceMs: number }) {
    this.#terminal = options.terminal;
    this.#patienceMs = options.patienceMs;
  }

  get isStuck(): boolean {
    return performance.now() - this.#movedAt > this.#patienceMs;
  }

  look({ requests, assignments }: Left, lastError: string | null): void {
    const now = performance.now();
    const state = `${requests.length} requests and ${assignments.length} assignments to go`;
    if (state !== this.#last) {
      this.#terminal.out(state);
      this.#last = state;
      this.#movedAt = now;
      this.#saidAt = now;
    } else if (now - this.#saidAt > SAY_EVERY) {
      const why =
        assignments.find(row => row.lastError)?.lastError ?? lastError;
      this.#terminal.out(`Still ${state}${why ? `: ${why}` : ''}`);
      this.#saidAt = now;
    }
  }
}
