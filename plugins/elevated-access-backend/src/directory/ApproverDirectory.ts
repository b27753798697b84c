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
import {
  approverWords,
  isApproverWord,
  nobodyNamed,
} from '../domain/approvers';
import { normalizeRef } from '../domain/refs';
import type { ApprovalSubject, ApproverWords } from './ApproverWords';
import type { CatalogPeople, CatalogProfile } from './CatalogPeople';
import type { IdentityMapper } from './IdentityMapper';

/**
 * Who stands behind the approver refs of a policy: memberships from the catalog
 * at this moment, Identity Center users as the directory last saw them, or as
 * AWS knows them now where that is asked for.
 */
export class ApproverDirectory {
  readonly #people: Pick<CatalogPeople, 'getMembers'>;
  readonly #words: Pick<ApproverWords, 'namedInEach'>;
  readonly #identity: Pick<IdentityMapper, 'findKnown' | 'requireEnabled'>;

  constructor(options: {
    people: Pick<CatalogPeople, 'getMembers'>;
    words: Pick<ApproverWords, 'namedInEach'>;
    identity: Pick<IdentityMapper, 'findKnown' | 'requireEnabled'>;
  }) {
    this.#people = options.people;
    this.#words = options.words;
    this.#identity = options.identity;
  }

  /**
   * @param subject - what `owner` and `manager` are about
   * @param options - `live`: refs of the people about whom AWS is asked; they
   *   should be few
   * @throws ServiceUnavailableError with code `catalog-unavailable` or, with `live`, `identity-center-unavailable`
   */
  async membersOf(
    approvers: readonly string[],
    subject: ApprovalSubject,
    options: { live?: readonly string[] } = {},
  ): Promise<ApproverMembers> {
    const [members = new Map()] = await this.membersOfEach(
      [{ approvers, subject }],
      options,
    );
    return members;
  }

  /**
   * Who stands behind the approvers in each of some cases.
   *
   * @param options - `recent`: owners of accounts may be half a minute old;
   *   otherwise as for `membersOf`
   */
  async membersOfEach(
    cases: readonly {
      approvers: readonly string[];
      subject: ApprovalSubject;
    }[],
    options: { live?: readonly string[]; recent?: boolean } = {},
  ): Promise<ApproverMembers[]> {
    const named = await this.#words.namedInEach(cases, options);
    const people = await this.#peopleBehind(
      [
        ...cases.flatMap(({ approvers }) =>
          approvers.filter(approver => !isApproverWord(approver)),
        ),
        ...named.flatMap(({ owner, manager }) => [...owner, ...manager]),
      ],
      options,
    );
    const behind = (refs: readonly string[]) => [
      ...new Set(refs.flatMap(ref => people.get(normalizeRef(ref)) ?? [])),
    ];
    return cases.map(({ approvers }, index) => {
      const words = named[index] ?? nobodyNamed;
      return new Map([
        ...approvers
          .filter(approver => !isApproverWord(approver))
          .map(ref => [normalizeRef(ref), behind([ref])] as const),
        ...approverWords
          .filter(word => approvers.includes(word))
          .map(word => [word, behind(words[word])] as const),
      ]);
    });
  }

  async #peopleBehind(
    refs: readonly string[],
    options: { live?: readonly string[] },
  ): Promise<ApproverMembers> {
    const members = await this.#people.getMembers([...new Set(refs)]);
    const live = new Set(options.live?.map(normalizeRef));
    const people = new Map<string, Promise<ApproverPerson>>();
    const approver = (profile: CatalogProfile) => {
      const known =
        people.get(profile.entityRef) ??
        (live.has(normalizeRef(profile.entityRef))
          ? this.#toLiveApprover(profile)
          : this.toApprover(profile));
      people.set(profile.entityRef, known);
      return known;
    };
    return new Map(
      await Promise.all(
        [...members].map(
          async ([ref, profiles]) =>
            [ref, await Promise.all(profiles.map(approver))] as const,
        ),
      ),
    );
  }

  /**
   * A person as an approver. Without an Identity Center user one may still
   * approve; with several candidates nobody can tell whether it is the requester
   * under another name, so that they count as disabled.
   */
  async toApprover(profile: CatalogProfile): Promise<ApproverPerson> {
    const { entityRef, displayName } = profile;
    try {
      const user = await this.#identity.findKnown(profile);
      return {
        entityRef,
        displayName,
        principalId: user?.userId ?? null,
        enabled: user?.enabled ?? true,
      };
    } catch (error) {
      if (hasCode(error, 'identity-ambiguous')) {
        return { entityRef, displayName, principalId: null, enabled: false };
      }
      throw error;
    }
  }

  async #toLiveApprover(profile: CatalogProfile): Promise<ApproverPerson> {
    const { entityRef, displayName } = profile;
    try {
      const { userId } = await this.#identity.requireEnabled(profile);
      return { entityRef, displayName, principalId: userId, enabled: true };
    } catch (error) {
      if (hasCode(error, 'no-identity-center-user')) {
        return { entityRef, displayName, principalId: null, enabled: true };
      }
      if (
        hasCode(error, 'identity-center-user-disabled') ||
        hasCode(error, 'identity-ambiguous')
      ) {
        return { entityRef, displayName, principalId: null, enabled: false };
      }
      throw error;
    }
  }
}

function hasCode(error: unknown, code: string): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === code
  );
}
