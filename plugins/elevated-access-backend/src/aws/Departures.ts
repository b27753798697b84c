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

/** When the last of some calls went out, oldest first. */
export class Departures {
  readonly #kept: number;
  #instants: readonly number[] = [];

  /** @param kept - how many are remembered: as many as may go out in a second */
  constructor(kept: number) {
    this.#kept = Math.ceil(kept);
  }

  add(now: number): void {
    this.#instants = [...this.#instants, now].slice(-this.#kept);
  }

  /** Milliseconds until fewer than `calls`, at least one, are younger than `ms`; not positive when they are. */
  waitMs(now: number, { calls, ms }: { calls: number; ms: number }): number {
    const before = this.#instants.at(-Math.max(1, Math.floor(calls)));
    return before === undefined ? 0 : before + ms - now;
  }
}
