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

import type { Lease, Stores } from '../database/types';
import type { Chore, ChoreContext } from '../engine';
import { GENESIS, linksBehind } from './chain';

/** Events sealed in one transaction: a few milliseconds of work. */
const BATCH = 500;

/** How long an event waits for its place in the chain at most, beside the engine's cadence, milliseconds. */
const INTERVAL = 1_000;

/**
 * Gives events their place in the chain, in the order in which they are found
 * committed. Only the acting replica does: whoever writes an event never waits
 * for the chain's head. An event whose transaction takes long gets a later
 * place than ones written after it.
 */
export class EventSealer implements Chore {
  readonly name = 'Sealing the event log';
  readonly everyMs = INTERVAL;
  readonly #stores: Pick<Stores, 'transaction' | 'chain'>;

  constructor(options: { stores: Pick<Stores, 'transaction' | 'chain'> }) {
    this.#stores = options.stores;
  }

  async run({ now, lease, signal }: ChoreContext): Promise<void> {
    while (!signal.aborted) {
      const sealed = await this.sealBatch(lease(), now);
      if (sealed < BATCH) {
        return;
      }
    }
  }

  /** Returns how many were sealed; fewer than a batch means that none is left. */
  async sealBatch(lease: Lease, now: Date): Promise<number> {
    // Most of the time there is nothing to seal, and no transaction is needed to see it.
    if ((await this.#stores.chain.countUnsealed(1)) === 0) {
      return 0;
    }
    return this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      const head = await tx.chain.headLocked();
      const links = linksBehind(
        head ?? GENESIS,
        await tx.chain.listUnsealed(BATCH),
      );
      const last = links.at(-1);
      if (last) {
        await tx.chain.seal(links, {
          from: head,
          to: { seq: last.seq, hash: last.hash, sealedAt: now },
        });
      }
      return links.length;
    });
  }
}
