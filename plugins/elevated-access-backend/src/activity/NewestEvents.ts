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

import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';

/** The newest of any number of events that come in any order, in bounded memory. */
export class NewestEvents {
  readonly #limit: number;
  #events = new Map<string, ActivityEvent>();
  #dropped = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether there were more than are kept. */
  get dropped(): boolean {
    return this.#dropped || this.#events.size > this.#limit;
  }

  add(events: readonly ActivityEvent[]): void {
    for (const event of events) {
      this.#events.set(event.id, event);
    }
    // Not at each page: sorting costs more than keeping twice as many for a while.
    if (this.#events.size > 2 * this.#limit) {
      this.#events = new Map(this.list().map(event => [event.id, event]));
      this.#dropped = true;
    }
  }

  /** Newest first, and in the order of the store where two are of one instant. */
  list(): ActivityEvent[] {
    return [...this.#events.values()]
      .map(event => ({ event, at: Date.parse(event.at) }))
      .sort(
        (one, other) =>
          other.at - one.at || (one.event.id < other.event.id ? 1 : -1),
      )
      .slice(0, this.#limit)
      .map(({ event }) => event);
  }
}
