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

import type { Stores } from '../database/types';

/** Milliseconds from some fixed point; never jumps, unlike the wall clock. */
export type Monotonic = () => number;

/** Runs something later; returns a function that cancels it. */
export type SetTimer = (run: () => void, delayMs: number) => () => void;

/** A timer that does not keep the process alive. */
export const processTimer: SetTimer = (run, delayMs) => {
  const timer = setTimeout(run, Math.max(0, delayMs));
  timer.unref();
  return () => clearTimeout(timer);
};

/**
 * The time that replicas agree on. Asked of the database once a turn, and
 * carried on from there by a clock that does not jump, so that a wrong wall
 * clock on one replica ends nobody's access early or late.
 */
export class AgreedTime {
  readonly #stores: Pick<Stores, 'now'>;
  readonly #monotonic: Monotonic;
  #base = { agreed: 0, monotonic: 0 };

  constructor(options: { stores: Pick<Stores, 'now'>; monotonic: Monotonic }) {
    this.#stores = options.stores;
    this.#monotonic = options.monotonic;
  }

  async refresh(): Promise<Date> {
    const agreed = await this.#stores.now();
    this.#base = { agreed: agreed.getTime(), monotonic: this.#monotonic() };
    return agreed;
  }

  now(): Date {
    const { agreed, monotonic } = this.#base;
    return new Date(agreed + (this.#monotonic() - monotonic));
  }
}
