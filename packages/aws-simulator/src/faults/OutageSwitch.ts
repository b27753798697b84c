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

import { SimulatorClock } from '../clock/types';
import { outageState } from './outageSchema';
import { OutageState } from './types';

/**
 * Takes AWS down, and brings it back.
 *
 * @public
 */
export class OutageSwitch {
  readonly #clock: SimulatorClock;
  readonly #changed: Array<(state: OutageState | undefined) => Promise<void>> =
    [];
  readonly #waiting = new Set<() => void>();
  #current: OutageState | undefined;
  #cancelEnd: () => void = () => {};

  /** @internal */
  constructor(clock: SimulatorClock) {
    this.#clock = clock;
  }

  /** The outage in force, if any. */
  get current(): OutageState | undefined {
    return this.#current;
  }

  /** Begins an outage, in place of the one in force. */
  async start(state: OutageState): Promise<void> {
    const next = outageState.parse(state);
    this.#cancelEnd();
    this.#current = next;
    if (next.forMs !== undefined) {
      this.#cancelEnd = this.#clock.setTimer(() => {
        void this.end();
      }, next.forMs);
    }
    await this.#announce();
  }

  /** Ends the outage. Requests that hang lose their connection. */
  async end(): Promise<void> {
    this.#cancelEnd();
    this.#cancelEnd = () => {};
    this.#current = undefined;
    for (const release of this.#waiting) {
      release();
    }
    this.#waiting.clear();
    await this.#announce();
  }

  /** @internal */
  onChange(listener: (state: OutageState | undefined) => Promise<void>): void {
    this.#changed.push(listener);
  }

  /** @internal How the outage hits a call, or undefined if it does not. */
  affects(service: string, region: string): OutageState['mode'] | undefined {
    const state = this.#current;
    if (!state) {
      return undefined;
    }
    const services: readonly string[] | undefined = state.services;
    if (services && !services.includes(service)) {
      return undefined;
    }
    if (state.regions && !state.regions.includes(region)) {
      return undefined;
    }
    return state.mode;
  }

  /** @internal Resolves when the outage ends. */
  over(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.add(resolve);
    });
  }

  async #announce(): Promise<void> {
    await Promise.all(this.#changed.map(listener => listener(this.#current)));
  }
}
