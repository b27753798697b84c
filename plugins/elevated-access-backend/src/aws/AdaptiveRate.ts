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

/** Never slower than this many calls a second, however often AWS throttles. */
const SLOWEST = 2;

/** Throttled calls that come together say the same thing once, milliseconds. */
const SAME_THROTTLING = 1_000;

/**
 * Calls a second for each cubed second: from 2 to 18 takes 8 s. The AWS SDKs' own
 * adaptive retries take 0.4; others who call too are left more room here.
 */
const STEEPNESS = 0.1;

/** A rate that AWS found too high. */
interface Slowed {
  readonly from: number;
  readonly to: number;
  /** On the monotonic clock. */
  readonly at: number;
}

/**
 * How many calls a second AWS takes: half as many each time that it throttles.
 * Back up along the curve of CUBIC (RFC 9438): soon to where it was too much, slowly
 * around there, and then ever faster, since whoever else called may have stopped.
 */
export class AdaptiveRate {
  readonly fastest: number;
  readonly #monotonic: () => number;
  #slowed: Slowed | undefined;

  constructor(options: { fastest: number; monotonic: () => number }) {
    this.fastest = options.fastest;
    this.#monotonic = options.monotonic;
  }

  /** Calls a second, whole ones. */
  get perSecond(): number {
    return this.#slowed
      ? Math.min(this.fastest, Math.floor(this.#regained(this.#slowed)))
      : this.fastest;
  }

  /** AWS throttled a call. */
  slowDown(): void {
    const at = this.#monotonic();
    if (!this.#slowed || at - this.#slowed.at >= SAME_THROTTLING) {
      const from = this.perSecond;
      const to = Math.max(SLOWEST, Math.floor(from / 2));
      this.#slowed = { from, to: Math.min(to, this.fastest), at };
    }
  }

  #regained({ from, to, at }: Slowed): number {
    const seconds = (this.#monotonic() - at) / 1_000;
    const level = Math.cbrt((from - to) / STEEPNESS);
    // Rounding must not take away what was there from the beginning.
    return Math.max(to, from + STEEPNESS * (seconds - level) ** 3);
  }
}
