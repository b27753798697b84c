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

/** A random delay between two bounds; `jitter` in [0, 1). */
export function between(
  shortest: number,
  longest: number,
  jitter: number,
): number {
  return Math.round(shortest + (longest - shortest) * jitter);
}

/** Doubles with each try up to a bound; the upper half of it is random, so that retries spread. */
export function exponential(
  bounds: { first: number; longest: number },
  attempts: number,
  jitter: number,
): number {
  // 2^20 is beyond any bound and keeps the power finite.
  const doublings = Math.min(Math.max(attempts - 1, 0), 20);
  const full = Math.min(bounds.longest, bounds.first * 2 ** doublings);
  return between(full / 2, full, jitter);
}

/** The longer something takes, the less often one asks. */
export function proportional(
  bounds: { first: number; longest: number },
  elapsedMs: number,
): number {
  return Math.min(bounds.longest, Math.max(bounds.first, elapsedMs / 2));
}
