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

import type { Bits } from '../Bits';
import { common, covers, isEmpty, minus, overlaps } from './sets';

/** How many people, accounts and permission sets there are in all. */
export interface Extent {
  people: number;
  accounts: number;
  permissionSets: number;
}

/**
 * The requests that a policy speaks of: anybody of some people, for any of some
 * accounts and any of some permission sets.
 */
export class Region {
  readonly people: Bits;
  readonly accounts: Bits;
  readonly permissionSets: Bits;
  readonly #extent: Extent;

  constructor(options: {
    people: Bits;
    accounts: Bits;
    permissionSets: Bits;
    extent: Extent;
  }) {
    this.people = options.people;
    this.accounts = options.accounts;
    this.permissionSets = options.permissionSets;
    this.#extent = options.extent;
  }

  isEmpty(): boolean {
    return (
      isEmpty(this.people) ||
      isEmpty(this.accounts) ||
      isEmpty(this.permissionSets)
    );
  }

  overlaps(other: Region): boolean {
    return (
      overlaps(this.permissionSets, other.permissionSets) &&
      overlaps(this.accounts, other.accounts) &&
      overlaps(this.people, other.people)
    );
  }

  /** Whether every request of the other one is one of this. */
  covers(other: Region): boolean {
    const { people, accounts, permissionSets } = this.#extent;
    return (
      covers(this.permissionSets, other.permissionSets, permissionSets) &&
      covers(this.accounts, other.accounts, accounts) &&
      covers(this.people, other.people, people)
    );
  }

  hasSamePeople(other: Region): boolean {
    const { people } = this.#extent;
    return (
      covers(this.people, other.people, people) &&
      covers(other.people, this.people, people)
    );
  }

  coversTargets(other: Region): boolean {
    const { accounts, permissionSets } = this.#extent;
    return (
      covers(this.accounts, other.accounts, accounts) &&
      covers(this.permissionSets, other.permissionSets, permissionSets)
    );
  }

  /** What is left without the requests of the other one, as regions that do not overlap. */
  without(other: Region): Region[] {
    if (!this.overlaps(other)) {
      return [this];
    }
    const extent = this.#extent;
    const { people, accounts, permissionSets } = this;
    const samePeople = common(people, other.people, extent.people);
    const sameAccounts = common(accounts, other.accounts, extent.accounts);
    return [
      {
        people: minus(people, other.people, extent.people),
        accounts,
        permissionSets,
      },
      {
        people: samePeople,
        accounts: minus(accounts, other.accounts, extent.accounts),
        permissionSets,
      },
      {
        people: samePeople,
        accounts: sameAccounts,
        permissionSets: minus(
          permissionSets,
          other.permissionSets,
          extent.permissionSets,
        ),
      },
    ]
      .map(parts => new Region({ ...parts, extent }))
      .filter(region => !region.isEmpty());
  }
}
