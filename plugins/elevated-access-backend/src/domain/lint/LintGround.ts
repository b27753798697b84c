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
  PermissionSetSelector,
  TargetSelector,
} from 'backstage-plugin-elevated-access-common';
import { Bits } from '../Bits';
import type { LoadedEligibilityPolicy } from '../policies';
import { normalizeRef } from '../refs';
import { compileTarget, matchesPermissionSet } from '../selection';
import type { DirectoryAccount, DirectoryPermissionSet } from '../types';
import { Region, type Extent } from './Region';
import type { LintWorld } from './types';

const NOBODY: ReadonlySet<string> = new Set();

/**
 * The world in a form in which policies compare quickly: people, active accounts
 * and permission sets have places, and what a policy covers is a set of places.
 *
 * Which accounts an `owned` selector covers depends on who asks. It stands for one
 * more place behind the accounts: whatever the asker owns.
 */
export class LintGround {
  readonly world: LintWorld;
  readonly accounts: readonly DirectoryAccount[];
  readonly permissionSets: readonly DirectoryPermissionSet[];
  readonly people: readonly string[];
  readonly extent: Extent;
  readonly #placeOf: ReadonlyMap<string, number>;
  readonly #regions = new Map<LoadedEligibilityPolicy, Region>();
  readonly #covers = new Map<LoadedEligibilityPolicy, Region>();

  constructor(world: LintWorld) {
    this.world = world;
    this.accounts = [...world.directory.accounts.values()].filter(
      ({ state }) => state === 'ACTIVE',
    );
    this.permissionSets = [...world.directory.permissionSets.values()];
    this.people = [...new Set([...world.members.values()].flat())];
    this.#placeOf = new Map(this.people.map((ref, place) => [ref, place]));
    this.extent = {
      people: this.people.length,
      accounts: this.accounts.length + 1,
      permissionSets: this.permissionSets.length,
    };
  }

  /** Users behind a ref; undefined when the catalog does not have it. */
  membersOf(ref: string): readonly string[] | undefined {
    return this.world.members.get(normalizeRef(ref));
  }

  ownersOf({ id }: DirectoryAccount): readonly string[] {
    return this.world.owners.get(id) ?? [];
  }

  /** The requests that a policy speaks of. */
  regionOf(policy: LoadedEligibilityPolicy): Region {
    const region = this.#regions.get(policy) ?? this.#compile(policy);
    this.#regions.set(policy, region);
    return region;
  }

  /** The same, to be put over that of another policy: one that covers every account covers whatever somebody owns. */
  coverOf(policy: LoadedEligibilityPolicy): Region {
    const cover = this.#covers.get(policy) ?? this.#widen(policy);
    this.#covers.set(policy, cover);
    return cover;
  }

  #compile({ subjects, targets, permissionSets }: LoadedEligibilityPolicy) {
    return new Region({
      people: this.peopleOf(subjects),
      accounts: this.accountsOf(targets),
      permissionSets: this.permissionSetsOf(permissionSets),
      extent: this.extent,
    });
  }

  #widen(policy: LoadedEligibilityPolicy): Region {
    const region = this.regionOf(policy);
    if (this.accounts.some((_, place) => !region.accounts.has(place))) {
      return region;
    }
    const { accounts } = this.extent;
    return new Region({
      people: region.people,
      accounts: Bits.of(accounts, Array(accounts).keys()),
      permissionSets: region.permissionSets,
      extent: this.extent,
    });
  }

  peopleOf(refs: readonly string[]): Bits {
    const places = refs
      .flatMap(ref => this.membersOf(ref) ?? [])
      .flatMap(person => this.#placeOf.get(person) ?? []);
    return Bits.of(this.extent.people, places);
  }

  accountsOf(selectors: readonly TargetSelector[]): Bits {
    const matchers = selectors.map(compileTarget);
    const covered = new Bits(this.extent.accounts);
    this.accounts.forEach((account, place) => {
      const ownership = {
        ownerRefs: this.ownersOf(account),
        askerRefs: NOBODY,
      };
      if (matchers.some(it => it(account, ownership) !== undefined)) {
        covered.add(place);
      }
    });
    if (selectors.some(selector => 'owned' in selector)) {
      covered.add(this.accounts.length);
    }
    return covered;
  }

  permissionSetsOf(selectors: readonly PermissionSetSelector[]): Bits {
    const covered = new Bits(this.extent.permissionSets);
    this.permissionSets.forEach((set, place) => {
      if (selectors.some(selector => matchesPermissionSet(selector, set))) {
        covered.add(place);
      }
    });
    return covered;
  }

  /** Whether one of some people owns an account or is in a group that does. */
  ownAnything(people: Bits): boolean {
    const owners = new Set(
      this.accounts.flatMap(account => this.ownersOf(account)),
    );
    return [...owners].some(
      owner => this.peopleOf([owner]).next(0, people) >= 0,
    );
  }
}
