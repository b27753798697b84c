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

/**
 * Where the simulator gets its time from. Everything that waits inside the
 * simulator (operations in progress, token buckets, read-after-write lag,
 * sessions) waits on this clock and on no other.
 *
 * @public
 */
export interface SimulatorClock {
  /** Whether time moves by itself or only when told to. */
  readonly kind: 'real' | 'virtual';
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Runs a function once, `delayMs` milliseconds from now.
   *
   * @returns a function that cancels the timer
   */
  setTimer(run: () => void, delayMs: number): () => void;
  /** Cancels every timer that has not fired yet. */
  dispose(): void;
}

/** Resolves after `ms` milliseconds of the given clock. */
export function sleep(clock: SimulatorClock, ms: number): Promise<void> {
  return new Promise(resolve => {
    clock.setTimer(resolve, ms);
  });
}
