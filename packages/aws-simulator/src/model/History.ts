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

/** A value and everything it ever was: what was true at a given instant. */
export class History<T> {
  readonly #entries: Array<{ at: number; value: T }> = [];

  constructor(at: number, value: T) {
    this.#entries.push({ at, value });
  }

  set(at: number, value: T): void {
    this.#entries.push({ at, value });
  }

  /** The value at an instant; before the beginning, the first value. */
  at(instant: number): T {
    const [first, ...later] = this.#entries;
    let { value } = first;
    for (const entry of later) {
      if (entry.at > instant) {
        break;
      }
      value = entry.value;
    }
    return value;
  }

  get current(): T {
    return this.at(Infinity);
  }
}

/** Something that is true from one instant until, perhaps, another. */
export interface Span {
  /** First instant at which it holds, epoch milliseconds. */
  readonly since: number;
  /** First instant at which it no longer holds; undefined while it does. */
  until?: number;
}

/** A span that AWS's eventually consistent lists show late, both ways. */
export interface ListedSpan extends Span {
  readonly listedFrom: number;
  listedUntil?: number;
}

export function holdsAt(span: Span, instant: number): boolean {
  return (
    span.since <= instant && (span.until === undefined || instant < span.until)
  );
}

export function listedAt(span: ListedSpan, instant: number): boolean {
  return (
    span.listedFrom <= instant &&
    (span.listedUntil === undefined || instant < span.listedUntil)
  );
}
