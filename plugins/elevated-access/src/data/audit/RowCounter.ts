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

const NEWLINE = 0x0a;
const QUOTE = 0x22;

/**
 * Counts the rows of a file while it arrives: lines, or for CSV records, whose
 * quoted texts may hold line breaks. A heading counts as no row.
 */
export class RowCounter {
  readonly #isCsv: boolean;
  #isQuoted = false;
  #lines = 0;

  constructor(options: { isCsv: boolean }) {
    this.#isCsv = options.isCsv;
  }

  add(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte === QUOTE && this.#isCsv) {
        // A doubled quote within a text leaves it and enters it again.
        this.#isQuoted = !this.#isQuoted;
      } else if (byte === NEWLINE && !this.#isQuoted) {
        this.#lines += 1;
      }
    }
  }

  get rows(): number {
    return Math.max(0, this.#lines - (this.#isCsv ? 1 : 0));
  }
}
