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

/** How fast calls may go. */
export interface PacerRate {
  /** Calls per second in the long run. */
  perSecond: number;
  /** How many may go at once after a rest. */
  burst: number;
}

/** Spaces calls out so that a long reading stays inside AWS's rates instead of running into them. */
export class Pacer {
  readonly #intervalMs: number;
  readonly #burst: number;
  /** When the call after the last one given leave would be due at a steady rate. */
  #nextAt = 0;

  constructor(rate: PacerRate) {
    this.#intervalMs = 1_000 / rate.perSecond;
    this.#burst = rate.burst;
  }

  /** Resolves when the next call may go. */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const now = performance.now();
    const earliest = now - (this.#burst - 1) * this.#intervalMs;
    const at = Math.max(this.#nextAt, earliest);
    this.#nextAt = at + this.#intervalMs;
    if (at > now) {
      await new Promise(resolve => setTimeout(resolve, at - now));
      signal?.throwIfAborted();
    }
  }
}
