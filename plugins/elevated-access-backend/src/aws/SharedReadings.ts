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

/** What the last reading of something tells the next one. */
interface Earlier {
  /** Resolves when it is over, however it ended. */
  readonly over: Promise<void>;
  /** As `now` had it. */
  readonly beganAt: number;
}

/**
 * Readings of the same thing, one after the other. Several who ask while the next
 * one has not begun share it: it begins after all of them asked, so it is as fresh as
 * each of them needs. What is being read already is nobody's answer who asks now.
 */
export class SharedReadings<T> {
  readonly #read: (key: string) => Promise<T>;
  readonly #now: () => number;
  readonly #mayFollow: (beganAt: number) => Promise<void>;
  readonly #next = new Map<string, Promise<T>>();
  readonly #earlier = new Map<string, Earlier>();

  constructor(options: {
    read: (key: string) => Promise<T>;
    /** Milliseconds that never jump. */
    now: () => number;
    /** Resolves when a thing that was read from an instant of `now` on may be read again. */
    mayFollow: (beganAt: number) => Promise<void>;
  }) {
    this.#read = options.read;
    this.#now = options.now;
    this.#mayFollow = options.mayFollow;
  }

  /** A reading that has not begun yet; rejects as it does. */
  next(key: string): Promise<T> {
    const next = this.#next.get(key) ?? this.#inTurn(key);
    this.#next.set(key, next);
    return next;
  }

  async #inTurn(key: string): Promise<T> {
    const earlier = this.#earlier.get(key);
    await earlier?.over;
    if (earlier) {
      await this.#mayFollow(earlier.beganAt);
    }
    this.#next.delete(key);
    const beganAt = this.#now();
    const reading = this.#read(key);
    const over = reading.then(
      () => {},
      () => {},
    );
    this.#earlier.set(key, { over, beganAt });
    return reading;
  }
}
