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

import { isApproverWord, type ApproverPerson } from '../../domain/approvers';
import { normalizeRef } from '../../domain/refs';
import type {
  CatalogPerson,
  DirectoryAccount,
  DirectoryPermissionSet,
} from '../../domain/types';
import { wholeRef, type PolicyTests } from './policyTests';

/** The people, accounts and permission sets of a file of tests. */
export class TestWorld {
  readonly #people: ReadonlyMap<string, PolicyTests['people'][string]>;
  readonly #accounts: ReadonlyMap<string, PolicyTests['accounts'][string]>;
  readonly #permissionSets: ReadonlyMap<
    string,
    PolicyTests['permissionSets'][string]
  >;
  readonly #parents: ReadonlyMap<string, readonly string[]>;

  constructor(tests: PolicyTests) {
    this.#people = new Map(
      Object.entries(tests.people).map(([name, person]) => [
        wholeRef('user', name),
        person,
      ]),
    );
    this.#accounts = new Map(Object.entries(tests.accounts));
    this.#permissionSets = new Map(Object.entries(tests.permissionSets));
    this.#parents = new Map(
      Object.entries(tests.groups).map(([name, { parent }]) => [
        wholeRef('group', name),
        parent,
      ]),
    );
  }

  person(
    ref: string,
  ): Pick<CatalogPerson, 'entityRef' | 'groupRefs'> | undefined {
    const found = this.#people.get(ref);
    return (
      found && {
        entityRef: ref,
        groupRefs: this.#withAncestors(found.groups),
      }
    );
  }

  account(id: string): DirectoryAccount | undefined {
    const account = this.#accounts.get(id);
    return (
      account && {
        id,
        name: account.name ?? id,
        state: 'ACTIVE',
        ouIds: account.ouIds,
        ouPath: account.ou.split('/').filter(Boolean),
        tags: account.tags,
      }
    );
  }

  ownersOf(accountId: string): readonly string[] {
    return this.#accounts.get(accountId)?.owner ?? [];
  }

  permissionSet(name: string): DirectoryPermissionSet | undefined {
    const set = this.#permissionSets.get(name);
    return (
      set && {
        arn: set.arn ?? '',
        name,
        description: '',
        sessionDurationMs: 3_600_000,
        tags: set.tags,
        fingerprint: '',
        inManagementAccount: false,
      }
    );
  }

  /** Who stands behind an approver of a policy when somebody asks for something in an account. */
  membersOf(
    approver: string,
    request: { personRef: string; accountId: string },
  ): ApproverPerson[] {
    const refs = this.#meant(approver, request);
    return [...this.#people].flatMap(([entityRef, { groups }]) =>
      [entityRef, ...this.#withAncestors(groups)].some(ref => refs.has(ref))
        ? [
            {
              entityRef,
              displayName: entityRef,
              principalId: null,
              enabled: true,
            },
          ]
        : [],
    );
  }

  #meant(
    approver: string,
    { personRef, accountId }: { personRef: string; accountId: string },
  ): ReadonlySet<string> {
    const manager = this.#people.get(personRef)?.manager;
    const named = {
      owner: this.ownersOf(accountId),
      manager: manager === undefined ? [] : [manager],
    };
    return new Set(
      isApproverWord(approver) ? named[approver] : [normalizeRef(approver)],
    );
  }

  /** Groups that are in themselves by a circle end there. */
  #withAncestors(groups: readonly string[]): string[] {
    const all = new Set<string>();
    const waiting = [...groups];
    for (
      let group = waiting.pop();
      group !== undefined;
      group = waiting.pop()
    ) {
      if (!all.has(group)) {
        all.add(group);
        waiting.push(...(this.#parents.get(group) ?? []));
      }
    }
    return [...all];
  }
}
