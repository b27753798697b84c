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
import { Bits } from './Bits';
import {
  accountProtection,
  permissionSetProtection,
  type Protection,
} from './protection';
import { compileTarget, matchesPermissionSet } from './selection';
import type {
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
} from './types';

/** An account in its place of the list. */
export interface ListedAccount {
  account: DirectoryAccount;
  /** Its name as searches and the order of lists compare it. */
  name: string;
  /** Everything by which it is found, folded. */
  haystack: string;
}

/** A permission set in its place of the list. */
export interface ListedPermissionSet {
  permissionSet: DirectoryPermissionSet;
  /** Its name as searches and the order of lists compare it. */
  name: string;
}

/** Selectors that speak of accounts alone, not of who owns them. */
export type PlainTarget = Exclude<
  TargetSelector,
  { owned: true } | { owner: string }
>;

const UNOWNED = { ownerRefs: [], askerRefs: new Set<string>() };

/**
 * What may be asked for at all in one snapshot of the directory, in the order of
 * lists: by folded name, then by id. Accounts that are not active and whatever is
 * protected are left out.
 *
 * Which of them a selector covers is worked out once for each selector. A set is a
 * few hundred bytes, so that thousands of selectors are no matter.
 */
export class DirectoryIndex {
  readonly accounts: readonly ListedAccount[];
  readonly permissionSets: readonly ListedPermissionSet[];
  readonly #placeOf: ReadonlyMap<string, number>;
  /** Places of the accounts of each OU. Accounts that hang in the same OU share the answer to every OU selector. */
  readonly #units: readonly (readonly [number, ...number[]])[];
  readonly #covered = new WeakMap<PlainTarget, Bits>();
  readonly #coveredSets = new WeakMap<PermissionSetSelector, Bits>();

  constructor(snapshot: DirectorySnapshot, protection: Protection) {
    this.accounts = inOrder(
      [...snapshot.accounts.values()]
        .filter(
          account =>
            account.state === 'ACTIVE' &&
            !accountProtection(account, snapshot, protection),
        )
        .map(account => ({
          account,
          id: account.id,
          name: fold(account.name),
          haystack: haystackOf(account),
        })),
    );
    this.permissionSets = inOrder(
      [...snapshot.permissionSets.values()]
        .filter(set => !permissionSetProtection(set, protection))
        .map(permissionSet => ({
          permissionSet,
          id: permissionSet.arn,
          name: fold(permissionSet.name),
        })),
    );
    this.#placeOf = new Map(
      this.accounts.map(({ account }, place) => [account.id, place]),
    );
    this.#units = unitsOf(this.accounts);
  }

  /** The place of an account; undefined when it may not be asked for. */
  placeOf(accountId: string): number | undefined {
    return this.#placeOf.get(accountId);
  }

  /** Places of the accounts that a selector covers. */
  accountsOf(selector: PlainTarget): Bits {
    const known = this.#covered.get(selector);
    if (known) {
      return known;
    }
    const covered = Bits.of(this.accounts.length, this.#covering(selector));
    this.#covered.set(selector, covered);
    return covered;
  }

  /** Places of the permission sets that a selector covers. */
  permissionSetsOf(selector: PermissionSetSelector): Bits {
    const known = this.#coveredSets.get(selector);
    if (known) {
      return known;
    }
    const covered = new Bits(this.permissionSets.length);
    this.permissionSets.forEach(({ permissionSet }, place) => {
      if (matchesPermissionSet(selector, permissionSet)) {
        covered.add(place);
      }
    });
    this.#coveredSets.set(selector, covered);
    return covered;
  }

  #covering(selector: PlainTarget): number[] {
    const closeness = compileTarget(selector);
    const covers = (place: number) =>
      closeness(this.accounts[place].account, UNOWNED) !== undefined;
    if ('account' in selector) {
      const place = this.#placeOf.get(selector.account);
      return place === undefined ? [] : [place];
    }
    if ('ou' in selector) {
      return this.#units.filter(([place]) => covers(place)).flat();
    }
    return [...this.accounts.keys()].filter(covers);
  }
}

function unitsOf(accounts: readonly ListedAccount[]) {
  const units = new Map<string, [number, ...number[]]>();
  accounts.forEach(({ account: { ouIds, ouPath } }, place) => {
    const key = JSON.stringify([ouIds, ouPath]);
    const unit = units.get(key);
    if (unit) {
      unit.push(place);
    } else {
      units.set(key, [place]);
    }
  });
  return [...units.values()];
}

function inOrder<T extends { name: string; id: string }>(items: T[]): T[] {
  return items.sort(
    (a, b) => compareText(a.name, b.name) || compareText(a.id, b.id),
  );
}

function haystackOf({ name, id, ouPath, tags }: DirectoryAccount): string {
  return fold(
    [name, id, ouPath.join('/'), ...Object.entries(tags).flat()].join('\n'),
  );
}

/** Text as searches compare it. */
export function fold(text: string): string {
  return text.toLocaleLowerCase('en-US');
}

/** Code-unit order, the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
