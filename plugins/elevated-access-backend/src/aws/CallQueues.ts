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

/**
 * Who is let through first when calls queue up.
 *
 * `write`: creations and deletions. `status`: whether AWS is done with them, which
 * frees the place of the next, and the look before one that holds a place already.
 * `grant`: reads that a person waits for. `outcome`: what became of removals whose
 * place is free again. `verification`: listings that bear out a removal which AWS
 * has reported already. `directory`: readings and comparisons that nobody waits
 * for.
 */
export type CallPriority =
  | 'write'
  | 'status'
  | 'grant'
  | 'outcome'
  | 'verification'
  | 'directory';

const RANKS: readonly CallPriority[] = [
  'write',
  'status',
  'grant',
  'outcome',
  'verification',
  'directory',
];

/** Waiting this long is worth one rank, so that no reading starves, milliseconds. */
const AGE = 10_000;

/** A call that waits for its turn. */
export interface Waiter {
  readonly priority: CallPriority;
  /** When it began to wait, on the monotonic clock. */
  readonly since: number;
  readonly go: () => void;
}

/** Writes, and what frees their places: what is due does not wait for anything else. */
export function isUrgent(priority: CallPriority): boolean {
  return priority === 'write' || priority === 'status';
}

/** The calls that wait, most urgent first; within each priority the one that waits longest. */
export class CallQueues {
  readonly #queues: Readonly<Record<CallPriority, Waiter[]>> = {
    write: [],
    status: [],
    grant: [],
    outcome: [],
    verification: [],
    directory: [],
  };

  get size(): number {
    return RANKS.reduce((sum, rank) => sum + this.#queues[rank].length, 0);
  }

  add(waiter: Waiter): void {
    this.#queues[waiter.priority].push(waiter);
  }

  has(waiter: Waiter): boolean {
    return this.#queues[waiter.priority].includes(waiter);
  }

  remove(waiter: Waiter): void {
    const queue = this.#queues[waiter.priority];
    const index = queue.indexOf(waiter);
    if (index >= 0) {
      queue.splice(index, 1);
    }
  }

  /** The first of one priority. */
  first(priority: CallPriority): Waiter | undefined {
    return this.#queues[priority][0];
  }

  /** The first of all. What nobody waits for works its way up to what people wait for, never before writes. */
  next(now: number): Waiter | undefined {
    let best: { waiter: Waiter; rank: number } | undefined;
    RANKS.forEach((priority, index) => {
      const waiter = this.first(priority);
      if (!waiter) {
        return;
      }
      const rank = isUrgent(priority)
        ? index
        : Math.max(RANKS.indexOf('grant'), index - (now - waiter.since) / AGE);
      if (
        !best ||
        rank < best.rank ||
        (rank === best.rank && waiter.since < best.waiter.since)
      ) {
        best = { waiter, rank };
      }
    });
    return best?.waiter;
  }
}
