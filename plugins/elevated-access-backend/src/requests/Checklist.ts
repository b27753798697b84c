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

import type {
  Preflight,
  Problem,
} from 'backstage-plugin-elevated-access-common';
import { isProblem } from '../domain/problems';

export type CheckName = Preflight['checks'][number]['check'];

/** How one check went. */
export type CheckOutcome =
  | { check: CheckName; ok: true; says: string }
  | { check: CheckName; ok: false; error: Error & Problem };

/** Checks made one after the other, each of which may refuse without hiding what the others say. */
export class Checklist {
  readonly #outcomes: CheckOutcome[] = [];

  get outcomes(): readonly CheckOutcome[] {
    return this.#outcomes;
  }

  /**
   * Makes a check that passed once more, now that more is known: takes it back
   * when `work` refuses, and says what `work` returns instead, if anything.
   */
  reconsider(check: CheckName, work: () => string | undefined): void {
    const at = this.#outcomes.findIndex(outcome => outcome.check === check);
    try {
      const says = work();
      if (says !== undefined) {
        this.#outcomes[at] = { check, ok: true, says };
      }
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      this.#outcomes[at] = { check, ok: false, error };
    }
  }

  /**
   * Makes a check by running `work`, which throws a problem to refuse. Returns
   * what it found, undefined when it refused; anything but a problem is thrown on.
   */
  async add<T>(
    check: CheckName,
    work: () => T | Promise<T>,
    says: (found: T) => string,
  ): Promise<T | undefined> {
    try {
      const found = await work();
      this.#outcomes.push({ check, ok: true, says: says(found) });
      return found;
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      this.#outcomes.push({ check, ok: false, error });
      return undefined;
    }
  }
}
