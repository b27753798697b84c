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

/** Refusals in a row that say more of the channel than of what was to be told. */
const REFUSED_BY_ALL = 8;

/** How long a channel is left alone, milliseconds: doubles, bounded. */
const REST = { first: 1_000, longest: 60_000 };

/**
 * Leaves a channel alone that refuses everything, as when nobody has installed
 * what it leads to: with hundreds of events to tell, trying each again and again
 * would keep the portal from what else it has to do. One event then finds out
 * whether it is back.
 */
export class ChannelRest {
  #refused = 0;
  #rests = 0;
  #until = -Infinity;
  #why = '';

  isResting(now: Date): boolean {
    return now.getTime() < this.#until;
  }

  /** It refused everything when it was last asked. */
  get isDoubtful(): boolean {
    return this.#rests > 0;
  }

  /** What it said last. */
  get why(): string {
    return this.#why;
  }

  told(): void {
    this.#refused = 0;
    this.#rests = 0;
    this.#until = -Infinity;
  }

  /** @returns for how many milliseconds it is left alone, when that begins with this refusal */
  refused(now: Date, why: string): number | undefined {
    this.#why = why;
    this.#refused += 1;
    if (
      this.isResting(now) ||
      (!this.isDoubtful && this.#refused < REFUSED_BY_ALL)
    ) {
      return undefined;
    }
    const restMs = Math.min(
      REST.longest,
      REST.first * 2 ** Math.min(this.#rests, 20),
    );
    this.#rests += 1;
    this.#until = now.getTime() + restMs;
    return restMs;
  }
}
