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

import { SimulatorClock } from './types';

/** Monday morning, so that demo times read like a working day. */
const DEFAULT_START = Date.UTC(2026, 0, 5, 9, 0, 0);

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * Time that stands still until it is advanced. Timers fire in the order of
 * their due times, and in the order they were set when due together, with
 * `now()` showing exactly the due time while each of them runs.
 *
 * @public
 */
export class VirtualClock implements SimulatorClock {
  readonly kind = 'virtual';
  #now: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  /**
   * @param options - `start`: the first instant, as a Date, an ISO 8601
   *   string or epoch milliseconds. Monday 2026-01-05 09:00 UTC by default.
   */
  constructor(options: { start?: Date | string | number } = {}) {
    const start = new Date(options.start ?? DEFAULT_START).getTime();
    if (!Number.isFinite(start)) {
      throw new Error(
        `VirtualClock: start is not a date: ${String(options.start)}`,
      );
    }
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size;
  }

  setTimer(run: () => void, delayMs: number): () => void {
    this.#order += 1;
    const timer: Timer = {
      due: this.#now + Math.max(0, delayMs),
      order: this.#order,
      run,
    };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /**
   * Moves time forward by `ms` milliseconds. Resolves when every timer that
   * fell due has fired and what they resumed has had a turn of the event loop.
   */
  async advance(ms: number): Promise<void> {
    if (!Number.isFinite(ms) || ms < 0) {
      throw new Error(`VirtualClock: cannot advance by ${ms} ms`);
    }
    await this.advanceTo(this.#now + ms);
  }

  /** Moves time forward to an instant; times already past are left alone. */
  async advanceTo(instant: Date | string | number): Promise<void> {
    const target = new Date(instant).getTime();
    if (!Number.isFinite(target)) {
      throw new Error(
        `VirtualClock: cannot advance to ${JSON.stringify(instant)}`,
      );
    }
    for (;;) {
      const next = this.#next();
      if (!next || next.due > target) {
        break;
      }
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
      // Requests that slept on this timer continue before later timers fire.
      await new Promise(resolve => setImmediate(resolve));
    }
    this.#now = Math.max(this.#now, target);
  }

  dispose(): void {
    this.#timers.clear();
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (
        !first ||
        timer.due < first.due ||
        (timer.due === first.due && timer.order < first.order)
      ) {
        first = timer;
      }
    }
    return first;
  }
}
