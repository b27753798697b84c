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

import { Bits } from '../Bits';

/** Whether `inner` has nothing that `outer` does not have; both of one size. */
export function covers(outer: Bits, inner: Bits, size: number): boolean {
  return isEmpty(minus(inner, outer, size));
}

export function isEmpty(bits: Bits): boolean {
  return bits.next(0) < 0;
}

export function overlaps(one: Bits, other: Bits): boolean {
  return one.next(0, other) >= 0;
}

export function minus(from: Bits, taken: Bits, size: number): Bits {
  return new Bits(size).include(from).exclude(taken);
}

export function common(one: Bits, other: Bits, size: number): Bits {
  return minus(one, minus(one, other, size), size);
}

export function countOf(bits: Bits): number {
  return [...bits].length;
}
