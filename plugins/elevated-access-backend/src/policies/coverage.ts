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
  CoverageChange,
  Person,
  PolicyPreview,
} from 'backstage-plugin-elevated-access-common';
import { LintGround } from '../domain/lint/LintGround';
import { byName } from '../domain/policies';
import type { DirectoryAccount } from '../domain/types';
import type { LintWorldReader } from './lint/LintWorldReader';
import type { ShelvedPolicy } from './PolicyShelf';

/** How many of what is covered are named. */
const SAMPLE = 5;

type World = Awaited<ReturnType<LintWorldReader['read']>>;

type Candidate = Pick<ShelvedPolicy, 'kind' | 'spec'>;

/** Somebody or something that is covered. */
interface Covered {
  id: string;
  name: string;
}

/** Whom and what a policy covers, each by name. */
export interface Coverage {
  /** Those who may ask or, of an approval policy, who may approve. */
  people: Covered[];
  accounts: Covered[];
  permissionSets: Covered[];
}

/** Looks up whom and what policies cover in one state of catalog and directory. */
export class CoverageReader {
  readonly #ground: LintGround;
  readonly #displayNames: ReadonlyMap<string, string>;

  constructor(world: World) {
    this.#ground = new LintGround(world);
    this.#displayNames = world.displayNames;
  }

  read(policy: Candidate): Coverage {
    return {
      people: this.#people(peopleRefs(policy)),
      accounts: this.#accounts(policy),
      permissionSets: this.#permissionSets(policy),
    };
  }

  /**
   * Whom a policy of the account lets reach it: with `owned` among its targets,
   * only those who own it. Undefined when it does not speak of the account.
   */
  reaching(policy: Candidate, account: DirectoryAccount): Coverage | undefined {
    const place = this.#ground.accounts.findIndex(it => it.id === account.id);
    const { targets } = policy.spec;
    if (place < 0) {
      return undefined;
    }
    const permissionSets = this.#permissionSets(policy);
    const accounts = [toCovered(account)];
    if (this.#ground.accountsOf(targets).has(place)) {
      const people = this.#people(peopleRefs(policy));
      return { people, accounts, permissionSets };
    }
    if (!targets.some(target => 'owned' in target)) {
      return undefined;
    }
    const owners = this.#ground.peopleOf(this.#ground.ownersOf(account));
    const named = this.#ground.peopleOf(peopleRefs(policy));
    const people = [...named].filter(it => owners.has(it));
    return { people: this.#named(people), accounts, permissionSets };
  }

  #people(refs: readonly string[]): Covered[] {
    return this.#named([...this.#ground.peopleOf(refs)]);
  }

  #named(places: readonly number[]): Covered[] {
    return places
      .map(place => this.#ground.people[place])
      .map(ref => ({ id: ref, name: this.#displayNames.get(ref) ?? ref }))
      .sort(byName);
  }

  #accounts({ kind, spec }: Candidate): Covered[] {
    const ground = this.#ground;
    const people = ground.peopleOf(peopleRefs({ kind, spec }));
    const places = ground.accountsOf(spec.targets);
    const owned = spec.targets.some(target => 'owned' in target);
    return ground.accounts
      .filter(
        (account, place) =>
          places.has(place) ||
          (owned &&
            ground
              .ownersOf(account)
              // Whoever asks is not known where it is an approval policy.
              .some(
                owner =>
                  kind === 'approval' ||
                  ground.peopleOf([owner]).next(0, people) >= 0,
              )),
      )
      .map(toCovered)
      .sort(byName);
  }

  #permissionSets({ spec }: Candidate): Covered[] {
    return [...this.#ground.permissionSetsOf(spec.permissionSets)]
      .map(place => this.#ground.permissionSets[place])
      .map(({ arn, name }) => ({ id: arn, name }))
      .sort(byName);
  }
}

/** Counted, with the first few by name. */
export function summarize(
  covered: Coverage,
): NonNullable<PolicyPreview['covers']> {
  return {
    people: covered.people.length,
    accounts: covered.accounts.length,
    permissionSets: covered.permissionSets.length,
    samplePeople: samplePeople(covered),
    sampleAccounts: covered.accounts.slice(0, SAMPLE),
    samplePermissionSets: samplePermissionSets(covered),
  };
}

export function samplePeople({ people }: Coverage): Person[] {
  return people
    .slice(0, SAMPLE)
    .map(({ id, name }) => ({ entityRef: id, displayName: name }));
}

export function samplePermissionSets({ permissionSets }: Coverage) {
  return permissionSets
    .slice(0, SAMPLE)
    .map(({ id, name }) => ({ arn: id, name }));
}

/** What one coverage has that the other has not, both ways. */
export function compareCoverage(
  before: Coverage,
  after: Coverage,
): NonNullable<PolicyPreview['changes']> {
  return {
    people: changeOf(before.people, after.people),
    accounts: changeOf(before.accounts, after.accounts),
    permissionSets: changeOf(before.permissionSets, after.permissionSets),
  };
}

function changeOf(before: Covered[], after: Covered[]): CoverageChange {
  const gained = without(after, before);
  const lost = without(before, after);
  return {
    gained: gained.length,
    lost: lost.length,
    sampleGained: gained.slice(0, SAMPLE),
    sampleLost: lost.slice(0, SAMPLE),
  };
}

function without(those: Covered[], others: Covered[]): string[] {
  const ids = new Set(others.map(({ id }) => id));
  return those.filter(({ id }) => !ids.has(id)).map(({ name }) => name);
}

function toCovered({ id, name }: DirectoryAccount): Covered {
  return { id, name };
}

function peopleRefs({ spec }: Candidate): string[] {
  return 'subjects' in spec
    ? spec.subjects
    : spec.stages.flatMap(({ approvers }) => approvers);
}
