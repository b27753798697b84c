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

import type { AssignmentOperation } from '../domain/types';
import { Frequency } from './Frequency';
import type { Monotonic } from './time';
import { ENDS_PER_LIST, POLL_LIST } from './tuning';

/** So few are asked about one by one, soon. */
const FEW = 2;

export interface RoundsOptions {
  operation: AssignmentOperation;
  monotonic: Monotonic;
  /** Whether writes wait for a place, or soon will. */
  isCrowded: () => boolean;
}

/** When to ask what became of the operations of one kind that AWS works on. */
export class Rounds {
  readonly #options: RoundsOptions;
  /** Operations that AWS was done with. */
  readonly #ends: Frequency;
  #lastAt = -Infinity;

  constructor(options: RoundsOptions) {
    this.#options = options;
    this.#ends = new Frequency(options);
  }

  begin(): void {
    this.#lastAt = this.#options.monotonic();
  }

  /** AWS was done with an operation. */
  ended(): void {
    this.#ends.add();
  }

  /** When to ask by one list, on the monotonic clock. */
  nextAt(): number {
    return Math.max(this.#options.monotonic(), this.#lastAt + this.#interval());
  }

  #interval(): number {
    const { operation, isCrowded } = this.#options;
    if (operation === 'create') {
      // A person waits for it, and in a crowd for calls more than for this one.
      return isCrowded() ? POLL_LIST.calm : POLL_LIST.hurried;
    }
    return isCrowded()
      ? this.#ends.msFor(ENDS_PER_LIST, {
          shortest: POLL_LIST.shortest,
          longest: POLL_LIST.hurried,
        })
      : POLL_LIST.calm;
  }
}

/** Whether they are asked about one by one rather than listed. */
export function isFew(open: readonly unknown[]): boolean {
  return open.length <= FEW;
}
