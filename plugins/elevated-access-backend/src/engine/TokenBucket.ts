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

/** Tokens a second that each second without throttling adds to the rate. */
const REGAIN = 0.5;

/** Throttled calls that come together say the same thing once, milliseconds. */
const BURST = 1_000;

/** The rate is never cut below this many a second. */
const LOWEST_RATE = 0.5;

/**
 * How many writes a second: as configured to begin with, half of it each time
 * AWS says that it is too much, and slowly up with time. However low the rate, a whole
 * token is reached in the end: removals must never stop.
 */
export class TokenBucket {
  readonly #highest: number;
  readonly #monotonic: Monotonic;
  #rate: number;
  #tokens: number;
  #filledAt: number;
  #slowedAt = -Infinity;

  constructor(options: {
    /** Writes a second to begin with. */
    start: number;
    /** Writes a second at most. */
    highest: number;
    monotonic: Monotonic;
  }) {
    this.#highest = Math.max(options.start, options.highest);
    this.#rate = options.start;
    this.#tokens = Math.max(1, options.start);
    this.#monotonic = options.monotonic;
    this.#filledAt = options.monotonic();
  }

  /** How many writes could go out at once, as far as their rate is concerned. */
  get tokens(): number {
    this.#fill();
    return this.#tokens;
  }

  take(): boolean {
    this.#fill();
    if (this.#tokens < 1) {
      return false;
    }
    this.#tokens -= 1;
    return true;
  }

  /** Milliseconds until a token will be there; 0 when there is one. */
  waitMs(): number {
    this.#fill();
    return this.#tokens >= 1
      ? 0
      : Math.ceil(((1 - this.#tokens) / this.#rate) * 1_000);
  }

  slowDown(): void {
    this.#fill();
    const now = this.#monotonic();
    if (now - this.#slowedAt >= BURST) {
      this.#slowedAt = now;
      this.#rate = Math.min(this.#rate, Math.max(LOWEST_RATE, this.#rate / 2));
    }
    this.#tokens = Math.min(this.#tokens, 0);
  }

  #fill(): void {
    const now = this.#monotonic();
    const seconds = Math.max(0, now - this.#filledAt) / 1_000;
    this.#filledAt = now;
    // At most what one second brings, so that a rest does not end in a burst
    // beyond AWS's limit; but never less than the one token that a write takes.
    this.#tokens = Math.min(
      Math.max(1, this.#rate),
      this.#tokens + seconds * this.#rate,
    );
    this.#rate = Math.min(this.#highest, this.#rate + seconds * REGAIN);
  }
}
