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

/** AWS works on too many: that many at most from then on. */
const REDUCED = 10;

/** How long until one more at a time is tried, milliseconds. */
const REGAIN = 30_000;

/**
 * How many writes may be under way at a time: as configured, fewer after AWS
 * said that it works on too many, and slowly back up: others may have some
 * under way as well.
 */
export class WriteLimit {
  readonly #highest: number;
  readonly #monotonic: Monotonic;
  #reducedAt = -Infinity;

  constructor(options: { highest: number; monotonic: Monotonic }) {
    this.#highest = options.highest;
    this.#monotonic = options.monotonic;
  }

  /** As configured. */
  get highest(): number {
    return this.#highest;
  }

  get current(): number {
    const regained = Math.floor((this.#monotonic() - this.#reducedAt) / REGAIN);
    return Math.min(this.#highest, REDUCED + regained);
  }

  reduce(): void {
    this.#reducedAt = this.#monotonic();
  }
}
