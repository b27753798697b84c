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

import type { ApproverMembers, ApproverPerson } from '../domain/approval';
import { normalizeRef } from '../domain/refs';
import type { Clock } from '../domain/types';
import type { ApproverPeople } from './ApproverPeople';

/** How long what was read is simply believed, milliseconds. */
const FRESH_MS = 30_000;

/** How long it is still believed while it is being read again. */
const USABLE_MS = 60_000;

interface Known {
  members: readonly ApproverPerson[];
  readAt: number;
}

/**
 * Who stands behind user and group refs, up to a minute old: for what shows,
 * tells and plans. What decides asks `ApproverPeople` itself.
 *
 * Whoever asks first waits for what they ask about. Everybody else whom policies
 * name is read meanwhile, together, so that nobody waits who asks next.
 */
export class RecentApprovers
  implements Pick<ApproverPeople, 'behind' | 'among'>
{
  readonly #people: Pick<ApproverPeople, 'behind' | 'among'>;
  readonly #named: () => Promise<readonly string[]>;
  readonly #clock: Clock;
  #known = new Map<string, Known>();
  readonly #readings = new Map<string, Promise<void>>();
  #refreshing: Promise<void> | undefined;

  constructor(options: {
    people: Pick<ApproverPeople, 'behind' | 'among'>;
    /** Refs that will be asked about. */
    named: () => Promise<readonly string[]>;
    clock: Clock;
  }) {
    this.#people = options.people;
    this.#named = options.named;
    this.#clock = options.clock;
  }

  /** @throws ServiceUnavailableError with code `catalog-unavailable` when what is known is too old */
  async behind(refs: readonly string[]): Promise<ApproverMembers> {
    const wanted = [...new Set(refs.map(normalizeRef))];
    const missing = wanted.filter(ref => this.#ageOf(ref) >= USABLE_MS);
    if (missing.length > 0) {
      await this.#read(missing);
    }
    if (missing.length > 0 || wanted.some(ref => this.#isStale(ref))) {
      // What is known still answers; who asks when it is too old hears of the failure.
      this.#refresh().catch(() => undefined);
    }
    return new Map(
      wanted.map(ref => [ref, this.#known.get(ref)?.members ?? []]),
    );
  }

  /** At this moment: few calls do. */
  among(
    people: readonly string[],
    refs: readonly string[],
  ): Promise<ApproverMembers> {
    return this.#people.among(people, refs);
  }

  /** Nobody waits for more than they asked for, and several who ask the same wait together. */
  #read(refs: readonly string[]): Promise<void> {
    const key = [...refs].sort().join();
    const reading =
      this.#readings.get(key) ??
      this.#readNow(refs).finally(() => this.#readings.delete(key));
    this.#readings.set(key, reading);
    return reading;
  }

  async #readNow(refs: readonly string[]): Promise<void> {
    const readAt = this.#now();
    this.#keep(await this.#people.behind(refs), readAt);
  }

  /** Reads everybody whom policies name, so that whoever asks next does not wait. */
  #refresh(): Promise<void> {
    this.#refreshing ??= this.#readNamed().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #readNamed(): Promise<void> {
    const named = new Set((await this.#named()).map(normalizeRef));
    // What nobody asked for lately and nobody names is forgotten.
    this.#known = new Map(
      [...this.#known].filter(
        ([ref]) => named.has(ref) || this.#ageOf(ref) < USABLE_MS,
      ),
    );
    const stale = [...named].filter(ref => this.#isStale(ref));
    if (stale.length > 0) {
      await this.#readNow(stale);
    }
  }

  #keep(members: ApproverMembers, readAt: number): void {
    for (const [ref, people] of members) {
      this.#known.set(ref, { members: people, readAt });
    }
  }

  #isStale(ref: string): boolean {
    return this.#ageOf(ref) >= FRESH_MS;
  }

  #ageOf(ref: string): number {
    const known = this.#known.get(ref);
    return known ? this.#now() - known.readAt : Infinity;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
