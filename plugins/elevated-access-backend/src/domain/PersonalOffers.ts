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

import { Bits } from './Bits';
import type { DirectoryIndex } from './DirectoryIndex';
import { offerOf, type Permit, type RequestableRow } from './requestable';

/** A policy as sets of places in a `DirectoryIndex`. */
export interface IndexedPolicy {
  /** Denies first, then allows in the order in which they answer. */
  rank: number;
  /** Accounts that it covers for whomever it names. */
  accounts: Bits;
  /** It covers the accounts of whoever asks as well. */
  owned: boolean;
  permissionSets: Bits;
  /** Undefined when it denies. */
  permit: Permit | undefined;
}

/** Accounts that the same policies cover, which have the same to offer. */
interface AccountClass {
  policies: readonly IndexedPolicy[];
  /** Made when it is first asked for. */
  permissionSets?: Bits;
}

/**
 * What one person may ask for. No row is made before it is asked for: a broad
 * policy in a large organization stands for millions of them.
 */
export class PersonalOffers {
  readonly directory: DirectoryIndex;
  /** The class of each account, by place. */
  readonly #classOf: Uint32Array;
  readonly #classes: AccountClass[] = [{ policies: [] }];

  constructor(options: {
    directory: DirectoryIndex;
    /** Those that name the person, by rank. */
    policies: readonly IndexedPolicy[];
    /** Places of the accounts that are the person's or a group's of theirs. */
    owned: Bits;
  }) {
    const { directory, policies, owned } = options;
    this.directory = directory;
    this.#classOf = new Uint32Array(directory.accounts.length);
    for (const policy of policies) {
      this.#split(policy, owned);
    }
  }

  /** Places of the permission sets that may be asked for in the account at a place. */
  permissionSetsIn(account: number): Bits {
    const its = this.#classes[this.#classOf[account]];
    its.permissionSets ??= this.#offered(its.policies);
    return its.permissionSets;
  }

  /** A pair that `permissionSetsIn` has. */
  row(account: number, permissionSet: number): RequestableRow {
    const { policies } = this.#classes[this.#classOf[account]];
    return {
      account: this.directory.accounts[account].account,
      permissionSet: this.directory.permissionSets[permissionSet].permissionSet,
      ...offerOf(
        policies.flatMap(({ permit, permissionSets }) =>
          permit && permissionSets.has(permissionSet) ? permit : [],
        ),
      ),
    };
  }

  /** Sets the accounts that a policy covers apart from those of their class that it does not. */
  #split(policy: IndexedPolicy, owned: Bits): void {
    const covered = policy.owned
      ? new Bits(this.#classOf.length).include(policy.accounts).include(owned)
      : policy.accounts;
    const splits = new Map<number, number>();
    for (let at = covered.next(0); at >= 0; at = covered.next(at + 1)) {
      const from = this.#classOf[at];
      let to = splits.get(from);
      if (to === undefined) {
        const { policies } = this.#classes[from];
        to = this.#classes.push({ policies: [...policies, policy] }) - 1;
        splits.set(from, to);
      }
      this.#classOf[at] = to;
    }
  }

  #offered(policies: readonly IndexedPolicy[]): Bits {
    const offered = new Bits(this.directory.permissionSets.length);
    for (const { permit, permissionSets } of policies) {
      if (permit && permit.maxDurationMs > 0) {
        offered.include(permissionSets);
      }
    }
    for (const { permit, permissionSets } of policies) {
      if (!permit) {
        offered.exclude(permissionSets);
      }
    }
    return offered;
  }
}
