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
import { PersonalOffers, type IndexedPolicy } from './PersonalOffers';
import {
  byAnswerOrder,
  type LoadedAllowPolicy,
  type LoadedDenyPolicy,
  type LoadedEligibilityPolicy,
} from './policies';
import { normalizeRef, refsOf } from './refs';
import type { CatalogPerson } from './types';
import { parseDurationMs } from './window';

/**
 * Eligibility policies made ready for many people: each as a set of accounts and
 * a set of permission sets, found by whom it names. It holds for one state of
 * policies, directory and ownership, and is made anew when one of them changes.
 *
 * What it gives for a person is everything that they may ask for with some start
 * or other: working hours narrow when access may begin, which only the start that
 * is asked for can tell.
 */
export class EligibilityIndex {
  readonly #directory: DirectoryIndex;
  readonly #bySubject = new Map<string, IndexedPolicy[]>();
  readonly #placesByOwner = new Map<string, number[]>();

  constructor(options: {
    directory: DirectoryIndex;
    policies: readonly LoadedEligibilityPolicy[];
    /** Owners as full lower-case refs by account id; they matter where `usesOwnership` says so. */
    owners: ReadonlyMap<string, readonly string[]>;
  }) {
    this.#directory = options.directory;
    for (const [accountId, refs] of options.owners) {
      const place = options.directory.placeOf(accountId);
      if (place !== undefined) {
        refs.forEach(ref => listOf(this.#placesByOwner, ref).push(place));
      }
    }
    inAnswerOrder(options.policies).forEach((policy, rank) => {
      const indexed = this.#index(policy, rank);
      for (const ref of new Set(policy.subjects.map(normalizeRef))) {
        listOf(this.#bySubject, ref).push(indexed);
      }
    });
  }

  offersFor(
    person: Pick<CatalogPerson, 'entityRef' | 'groupRefs'>,
  ): PersonalOffers {
    const askerRefs = refsOf(person);
    const naming = new Set(
      [...askerRefs].flatMap(ref => this.#bySubject.get(ref) ?? []),
    );
    const owned = new Bits(this.#directory.accounts.length);
    for (const ref of askerRefs) {
      this.#placesByOwner.get(ref)?.forEach(place => owned.add(place));
    }
    return new PersonalOffers({
      directory: this.#directory,
      policies: [...naming].sort((a, b) => a.rank - b.rank),
      owned,
    });
  }

  #index(policy: LoadedEligibilityPolicy, rank: number): IndexedPolicy {
    const accounts = new Bits(this.#directory.accounts.length);
    for (const target of policy.targets) {
      if ('owner' in target) {
        const places = this.#placesByOwner.get(normalizeRef(target.owner));
        places?.forEach(place => accounts.add(place));
      } else if (!('owned' in target)) {
        accounts.include(this.#directory.accountsOf(target));
      }
    }
    const permissionSets = new Bits(this.#directory.permissionSets.length);
    for (const selector of policy.permissionSets) {
      permissionSets.include(this.#directory.permissionSetsOf(selector));
    }
    return {
      rank,
      accounts,
      owned: policy.targets.some(target => 'owned' in target),
      permissionSets,
      permit:
        policy.effect === 'deny'
          ? undefined
          : {
              always: !policy.workingHours,
              approval: policy.approval,
              maxDurationMs: parseDurationMs(policy.maxDuration),
            },
    };
  }
}

/** Denies first, then allows in the order in which they answer. */
function inAnswerOrder(
  policies: readonly LoadedEligibilityPolicy[],
): LoadedEligibilityPolicy[] {
  const denies: LoadedDenyPolicy[] = [];
  const allows: LoadedAllowPolicy[] = [];
  for (const policy of policies) {
    if (policy.effect === 'allow') {
      allows.push(policy);
    } else if (!policy.workingHours) {
      // A denial for some hours leaves the others.
      denies.push(policy);
    }
  }
  return [...denies, ...allows.sort(byAnswerOrder)];
}

function listOf<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const known = lists.get(key);
  if (known) {
    return known;
  }
  const list: V[] = [];
  lists.set(key, list);
  return list;
}
