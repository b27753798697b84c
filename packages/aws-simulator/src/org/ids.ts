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

import { createHash } from 'node:crypto';

/**
 * Identifiers derived from names: the same organization file has the same
 * identifiers in every process, whatever the seed of the run.
 */
export class Ids {
  readonly #organization: string;

  constructor(organizationName: string) {
    this.#organization = organizationName;
  }

  #hash(kind: string, name: string): Buffer {
    return createHash('sha256')
      .update(`${this.#organization}\n${kind}\n${name}`)
      .digest();
  }

  hex(kind: string, name: string, digits: number): string {
    return this.#hash(kind, name).toString('hex').slice(0, digits);
  }

  accountId(name: string): string {
    const number = this.#hash('account', name).readBigUInt64BE();
    return String(100_000_000_000n + (number % 900_000_000_000n));
  }

  /** Identity store identifiers carry the store's own ten digits in front. */
  identity(kind: string, name: string): string {
    return `${this.hex('store', '', 10)}-${this.uuid(kind, name)}`;
  }

  uuid(kind: string, name: string): string {
    const h = this.hex(kind, name, 32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(
      17,
      20,
    )}-${h.slice(20)}`;
  }
}
