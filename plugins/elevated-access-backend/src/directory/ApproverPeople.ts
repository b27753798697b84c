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
import { normalizeRef, refsOf } from '../domain/refs';
import type { IdentityCenterUser } from '../domain/types';
import type { CatalogPeople, CatalogProfile } from './CatalogPeople';
import type { IdentityMapper } from './IdentityMapper';

/**
 * Who stands behind user and group refs: memberships from the catalog at this
 * moment, Identity Center users as the directory last saw them, or as AWS knows
 * them now where that is asked for.
 */
export class ApproverPeople {
  readonly #people: Pick<CatalogPeople, 'getMembers' | 'getPerson'>;
  readonly #identity: Pick<IdentityMapper, 'findKnownEach' | 'requireEnabled'>;

  constructor(options: {
    people: Pick<CatalogPeople, 'getMembers' | 'getPerson'>;
    identity: Pick<IdentityMapper, 'findKnownEach' | 'requireEnabled'>;
  }) {
    this.#people = options.people;
    this.#identity = options.identity;
  }

  /**
   * @param options - `live`: refs of the people about whom AWS is asked; they
   *   should be few
   * @throws ServiceUnavailableError with code `catalog-unavailable` or, with `live`, `identity-center-unavailable`
   */
  async behind(
    refs: readonly string[],
    options: { live?: readonly string[] } = {},
  ): Promise<ApproverMembers> {
    const members = await this.#people.getMembers([...new Set(refs)]);
    const live = new Set(options.live?.map(normalizeRef));
    const profiles = [
      ...new Map(
        [...members.values()].flat().map(it => [it.entityRef, it]),
      ).values(),
    ];
    const isLive = ({ entityRef }: CatalogProfile) =>
      live.has(normalizeRef(entityRef));
    const people = new Map(
      [
        ...(await this.toApprovers(profiles.filter(it => !isLive(it)))),
        ...(await Promise.all(
          profiles.filter(isLive).map(it => this.#toLiveApprover(it)),
        )),
      ].map(person => [person.entityRef, person]),
    );
    return new Map(
      [...members].map(([ref, found]) => [
        ref,
        found.flatMap(({ entityRef }) => people.get(entityRef) ?? []),
      ]),
    );
  }

  /**
   * Which of some people stand behind user and group refs at this moment: few
   * calls, however large the groups are.
   *
   * @throws ServiceUnavailableError with code `catalog-unavailable`
   */
  async among(
    people: readonly string[],
    refs: readonly string[],
  ): Promise<ApproverMembers> {
    const found = (
      await Promise.all(people.map(ref => this.#people.getPerson(ref)))
    ).flatMap(person => person ?? []);
    const approvers = await this.toApprovers(found);
    const names = found.map(refsOf);
    return new Map(
      refs.map(ref => [
        normalizeRef(ref),
        approvers.filter((_, index) => names[index]?.has(normalizeRef(ref))),
      ]),
    );
  }

  /**
   * People as approvers, in their order. Without an Identity Center user one may
   * still approve; with several candidates nobody can tell whether it is the
   * requester under another name, so that they count as disabled.
   */
  async toApprovers(
    profiles: readonly CatalogProfile[],
  ): Promise<ApproverPerson[]> {
    const users = await this.#identity.findKnownEach(profiles);
    return profiles.map((profile, index) => asApprover(profile, users[index]));
  }

  /** One person as an approver, as `toApprovers` says. */
  async toApprover(profile: CatalogProfile): Promise<ApproverPerson> {
    const [user] = await this.#identity.findKnownEach([profile]);
    return asApprover(profile, user);
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

function asApprover(
  { entityRef, displayName }: CatalogProfile,
  user: IdentityCenterUser | 'ambiguous' | undefined,
): ApproverPerson {
  return user === 'ambiguous'
    ? { entityRef, displayName, principalId: null, enabled: false }
    : {
        entityRef,
        displayName,
        principalId: user?.userId ?? null,
        enabled: user?.enabled ?? true,
      };
}

function hasCode(error: unknown, code: string): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === code
  );
}
