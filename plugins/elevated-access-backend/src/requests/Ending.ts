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

import type { EndReason } from 'backstage-plugin-elevated-access-common';
import type { Stores } from '../database/types';
import { cancellation, earlyEnd, type Ender } from '../domain/ending';
import { assertTransition } from '../domain/status';
import type { RequestRecord } from '../domain/types';

/**
 * Writes the end of a request. Nothing is looked at but its status: removing
 * access never needs more than granting it did.
 */
export class Ending {
  readonly #stores: Pick<Stores, 'transaction' | 'now'>;

  constructor(options: { stores: Pick<Stores, 'transaction' | 'now'> }) {
    this.#stores = options.stores;
  }

  /** Ends a request whose access has not begun. */
  async cancel(seen: RequestRecord, by: Ender): Promise<RequestRecord> {
    assertTransition(seen.status, 'cancelled');
    const change = cancellation(seen, by, await this.#stores.now());
    return this.#stores.transaction(async tx => {
      const request = await tx.requests.update(seen, change.patch);
      await tx.events.append({ ...change.event, ...namesOf(seen) });
      return request;
    });
  }

  /** Begins the end of access that has or may have begun; the engine carries it out and proves it. */
  async end(
    seen: RequestRecord,
    reason: Exclude<EndReason, 'elapsed'>,
    by: Ender,
  ): Promise<RequestRecord> {
    assertTransition(seen.status, 'ending');
    const now = await this.#stores.now();
    const change = earlyEnd(seen, reason, by, now);
    return this.#stores.transaction(async tx => {
      const request = await tx.requests.update(seen, change.patch);
      await tx.assignments.wake(seen.assignmentId, now);
      await tx.events.append({ ...change.event, ...namesOf(seen) });
      return request;
    });
  }
}

function namesOf({ id, assignmentId }: RequestRecord) {
  return { requestId: id, assignmentId };
}
