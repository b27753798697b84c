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

/** How far back is counted, milliseconds. */
const WINDOW = 4_000;

/** How often something has happened lately. */
export class Frequency {
  readonly #monotonic: Monotonic;
  #instants: number[] = [];

  constructor(options: { monotonic: Monotonic }) {
    this.#monotonic = options.monotonic;
  }

  /** It happened now. */
  add(): void {
    const now = this.#monotonic();
    this.#instants = [...this.#instants.filter(at => at > now - WINDOW), now];
  }

  /** Milliseconds in which it may be expected to happen so many times, within bounds. */
  msFor(times: number, bounds: { shortest: number; longest: number }): number {
    const since = this.#monotonic() - WINDOW;
    const seen = this.#instants.filter(at => at > since).length;
    const expected = seen === 0 ? Infinity : (times * WINDOW) / seen;
    return Math.min(bounds.longest, Math.max(bounds.shortest, expected));
  }
}
