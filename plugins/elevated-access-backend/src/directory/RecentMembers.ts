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

import { normalizeRef } from '../domain/refs';
import type { Clock } from '../domain/types';
import type { CatalogPeople, CatalogProfile } from './CatalogPeople';

/** How long what the catalog said is simply believed, milliseconds. */
const FRESH_MS = 30_000;

/** How long it is still believed while it is being read again. */
const USABLE_MS = 60_000;

interface Known {
  members: CatalogProfile[];
  readAt: number;
}

/**
 * Who stands behind user and group refs, up to a minute old: for what explains
 * and grants nothing. Decisions ask `CatalogPeople` itself.
 *
 * Everybody whom policies name is read together, a few calls for all, so that
 * nobody waits for the catalog who asks about one of them.
 */
export class RecentMembers implements Pick<CatalogPeople, 'getMembers'> {
  readonly #people: Pick<CatalogPeople, 'getMembers'>;
  readonly #named: () => Promise<readonly string[]>;
  readonly #clock: Clock;
  #known = new Map<string, Known>();
  #reading: Promise<void> | undefined;

  constructor(options: {
    people: Pick<CatalogPeople, 'getMembers'>;
    /** Refs that will be asked about. */
    named: () => Promise<readonly string[]>;
    clock: Clock;
  }) {
    this.#people = options.people;
    this.#named = options.named;
    this.#clock = options.clock;
  }

  /** @throws ServiceUnavailableError with code `catalog-unavailable` when what is known is too old */
  async getMembers(
    refs: readonly string[],
  ): Promise<Map<string, CatalogProfile[]>> {
    const wanted = [...new Set(refs.map(normalizeRef))];
    if (!wanted.every(ref => this.#ageOf(ref) < USABLE_MS)) {
      await this.#read(wanted);
    } else if (wanted.some(ref => this.#ageOf(ref) >= FRESH_MS)) {
      // What is known still answers; who asks when it is too old hears of the failure.
      this.#read([]).catch(() => undefined);
    }
    return new Map(
      wanted.map(ref => [ref, this.#known.get(ref)?.members ?? []]),
    );
  }

  /** Reads everybody whom policies name, and `wanted` where they are not among them. */
  async #read(wanted: readonly string[]): Promise<void> {
    this.#reading ??= this.#readNamed().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
    const missing = wanted.filter(ref => this.#ageOf(ref) >= USABLE_MS);
    if (missing.length > 0) {
      const readAt = this.#now();
      this.#keep(await this.#people.getMembers(missing), readAt);
    }
  }

  async #readNamed(): Promise<void> {
    const readAt = this.#now();
    const members = await this.#people.getMembers(await this.#named());
    // What nobody names any more is forgotten.
    this.#known = new Map(
      [...this.#known].filter(([, known]) => readAt - known.readAt < USABLE_MS),
    );
    this.#keep(members, readAt);
  }

  #keep(members: ReadonlyMap<string, CatalogProfile[]>, readAt: number): void {
    for (const [ref, people] of members) {
      this.#known.set(ref, { members: people, readAt });
    }
  }

  #ageOf(ref: string): number {
    const known = this.#known.get(ref);
    return known ? this.#now() - known.readAt : Infinity;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
