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

import type { Monotonic } from './time';

/** Failures in a row after which AWS counts as out of reach. */
const FAILURES = 3;

/** How long to leave AWS alone between two attempts to reach it, milliseconds. */
const PAUSE = { first: 1_000, longest: 15_000 };

/** Whether AWS answers, as the calls that we make anyway tell. */
export interface ContactState {
  status: 'ok' | 'down' | 'unknown';
  /** Since when it has been so. */
  since: Date | null;
  lastError: string | null;
}

/**
 * Keeps account of whether AWS answers. While it does not, one write at a time
 * may try, at growing distances, so that removals, which are always first in
 * the queue, are also the first to get through when it is back.
 */
export class Contact {
  readonly #monotonic: Monotonic;
  #state: ContactState = { status: 'unknown', since: null, lastError: null };
  #failures = 0;
  #pausedUntil = 0;

  constructor(options: { monotonic: Monotonic }) {
    this.#monotonic = options.monotonic;
  }

  get state(): ContactState {
    return this.#state;
  }

  get isDown(): boolean {
    return this.#state.status === 'down';
  }

  /** Milliseconds until AWS may be tried; 0 when it may be now. */
  waitMs(): number {
    return this.isDown ? Math.max(0, this.#pausedUntil - this.#monotonic()) : 0;
  }

  /** @returns true when AWS answers again after it did not */
  succeeded(now: Date): boolean {
    const isBack = this.isDown;
    if (this.#state.status !== 'ok') {
      this.#state = { status: 'ok', since: now, lastError: null };
    }
    this.#failures = 0;
    return isBack;
  }

  failed(now: Date, message: string): void {
    this.#failures += 1;
    if (this.#failures < FAILURES) {
      return;
    }
    this.#state = {
      status: 'down',
      since: this.isDown ? this.#state.since : now,
      lastError: message,
    };
    const doublings = Math.min(this.#failures - FAILURES, 10);
    this.#pausedUntil =
      this.#monotonic() + Math.min(PAUSE.longest, PAUSE.first * 2 ** doublings);
  }
}
