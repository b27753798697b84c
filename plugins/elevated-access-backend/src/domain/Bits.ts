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

/** A set of small numbers below a fixed size: the places of things in a list. */
export class Bits {
  readonly #words: Uint32Array;

  constructor(size: number) {
    this.#words = new Uint32Array(Math.ceil(size / 32));
  }

  static of(size: number, members: Iterable<number>): Bits {
    const bits = new Bits(size);
    for (const member of members) {
      bits.add(member);
    }
    return bits;
  }

  add(member: number): void {
    this.#words[member >>> 5] |= 1 << (member & 31);
  }

  has(member: number): boolean {
    return ((this.#words[member >>> 5] >>> (member & 31)) & 1) === 1;
  }

  /** Adds all of another set of the same size. */
  include(other: Bits): this {
    const words = other.#words;
    for (let at = 0; at < words.length; at += 1) {
      this.#words[at] |= words[at];
    }
    return this;
  }

  /** Takes away all of another set of the same size. */
  exclude(other: Bits): this {
    const words = other.#words;
    for (let at = 0; at < words.length; at += 1) {
      this.#words[at] &= ~words[at];
    }
    return this;
  }

  /** The members, ascending. */
  *[Symbol.iterator](): Generator<number> {
    for (let at = this.next(0); at >= 0; at = this.next(at + 1)) {
      yield at;
    }
  }

  /** The first member at or after a place, which `other` has as well where it is given; -1 when there is none. */
  next(from: number, other: Bits = this): number {
    const words = this.#words;
    const others = other.#words;
    let mask = 0xffffffff << (from & 31);
    for (let at = from >>> 5; at < words.length; at += 1) {
      const word = words[at] & others[at] & mask;
      if (word !== 0) {
        // The lowest bit alone, whose number is what stands before it.
        return (at << 5) + (31 - Math.clz32(word & -word));
      }
      mask = 0xffffffff;
    }
    return -1;
  }
}
