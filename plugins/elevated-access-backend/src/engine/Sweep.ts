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

import type { Stores } from '../database/types';
import type { Chore, ChoreContext } from './chores';
import { SWEEP_INTERVAL } from './tuning';

const PAGE = 200;

/**
 * Wakes every assignment that a grant waits for although nothing says when to
 * look at it, and every removal between two tries. Run when a replica takes
 * over, when AWS is back after an outage, and now and then in case a wake-up
 * was lost.
 */
export class Sweep implements Chore {
  readonly name = 'Forgotten access';
  readonly everyMs = SWEEP_INTERVAL;
  readonly #stores: Stores;

  constructor(options: { stores: Stores }) {
    this.#stores = options.stores;
  }

  async run({ now }: ChoreContext): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await this.#stores.requests.list({
        filter: { statuses: ['ending', 'activating'] },
        order: 'oldest',
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      await this.#wake(
        [...new Set(page.items.map(({ assignmentId }) => assignmentId))],
        now,
      );
      cursor = page.nextCursor;
    } while (cursor);
  }

  async #wake(ids: readonly string[], now: Date): Promise<void> {
    const { assignments } = this.#stores;
    for (const row of await assignments.getMany(ids)) {
      const betweenTries = row.phase === 'idle' && row.operation === 'delete';
      if (row.nextActionAt === null || betweenTries) {
        await assignments.wake(row.id, now);
      }
    }
  }
}
