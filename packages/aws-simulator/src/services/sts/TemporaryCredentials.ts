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

import { SimulatorCredentials } from '../../options';
import { Random } from '../../random';

/** Credentials that STS handed out, and until when they are good. */
interface Issued {
  readonly credentials: SimulatorCredentials;
  /** Epoch milliseconds of the clock that signatures are held against. */
  readonly expiresAt: number;
}

/** What AssumeRole gave out. */
export class TemporaryCredentials {
  readonly #random: Random;
  readonly #now: () => number;
  readonly #issued = new Map<string, Issued>();

  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  issue(
    accountId: string,
    seconds: number,
  ): Required<SimulatorCredentials> & { expiresAt: number } {
    const expiresAt = this.#now() + seconds * 1000;
    const credentials = {
      accessKeyId: `ASIM${this.#random.hex(16).toUpperCase()}`,
      secretAccessKey: this.#random.hex(40),
      sessionToken: this.#random.hex(64),
      account: accountId,
    };
    this.#issued.set(credentials.accessKeyId, { credentials, expiresAt });
    return { ...credentials, expiresAt };
  }

  find(accessKeyId: string): Issued | undefined {
    return this.#issued.get(accessKeyId);
  }
}
