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

import type { Monotonic, SetTimer } from './time';

/** Longest time between two turns, whatever is due, milliseconds. */
const LONGEST_REST = 30_000;

export interface TurnsOptions {
  /** One turn; a rejection is passed on to whoever asked for it. */
  run: (signal: AbortSignal) => Promise<void>;
  /** Aborted when there are to be no more turns. */
  stop: AbortSignal;
  monotonic: Monotonic;
  setTimer: SetTimer;
}

/**
 * Has turns run one after another: now, or at an instant. However many ask for
 * one while it runs, one more follows.
 */
export class Turns {
  readonly #options: TurnsOptions;
  #running: Promise<void> | undefined;
  #wanted = false;
  #timer: { at: number; cancel: () => void } | undefined;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** The turns under way; undefined when there are none. */
  get running(): Promise<void> | undefined {
    return this.#running;
  }

  /** Runs a turn now, or right after the one under way. */
  request(signal?: AbortSignal): Promise<void> {
    this.#wanted = true;
    if (this.#options.stop.aborted || signal?.aborted) {
      return Promise.resolve();
    }
    this.#running ??= this.#run(signal);
    return this.#running;
  }

  /** Has a turn run right away; many calls make one turn. */
  wake(): void {
    this.request().catch(() => {
      // Logged where it happened; the scheduler's next turn tries again.
    });
  }

  /** Has a turn run after a while, unless one comes earlier. */
  wakeIn(delayMs: number): void {
    const { stop, monotonic, setTimer } = this.#options;
    if (stop.aborted) {
      return;
    }
    const delay = Math.min(Math.max(delayMs, 0), LONGEST_REST);
    const at = monotonic() + delay;
    if (this.#timer && this.#timer.at <= at) {
      return;
    }
    this.#timer?.cancel();
    const cancel = setTimer(() => {
      this.#timer = undefined;
      this.wake();
    }, delay);
    this.#timer = { at, cancel };
  }

  /** Forgets the turn that a timer was set for. */
  cancel(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  async #run(signal: AbortSignal | undefined): Promise<void> {
    const { stop, run } = this.#options;
    const either = signal ? AbortSignal.any([signal, stop]) : stop;
    try {
      while (this.#wanted && !either.aborted) {
        this.#wanted = false;
        await run(either);
      }
    } finally {
      // Not a moment later than the last look at what is wanted.
      this.#running = undefined;
    }
  }
}
