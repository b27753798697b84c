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

import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  nobodyNamed,
  type ApproverWord,
  type NamedApprovers,
} from '../domain/approvers';
import { normalizeRef } from '../domain/refs';
import type { AccountOwners } from './AccountOwners';
import type { CatalogPeople, CatalogProfile } from './CatalogPeople';

/** What the words are about: an account, and the person who asks for it. */
export interface ApprovalSubject {
  accountId: string;
  requesterRef: string;
}

/**
 * Whom `owner` and `manager` mean: the catalog's owners of an account, and
 * whoever an annotation of the requester names, a user or a group. The catalog is
 * asked only where a policy uses the word.
 *
 * Every method throws ServiceUnavailableError with code `catalog-unavailable`
 * when the catalog does not answer.
 */
export class ApproverWords {
  readonly #people: Pick<CatalogPeople, 'getProfiles' | 'findByAnnotation'>;
  readonly #owners: Pick<AccountOwners, 'ownersOf' | 'snapshot'>;
  readonly #annotation: string;

  constructor(options: {
    people: Pick<CatalogPeople, 'getProfiles' | 'findByAnnotation'>;
    owners: Pick<AccountOwners, 'ownersOf' | 'snapshot'>;
    /** Annotation of a catalog user that holds the ref of their manager. */
    managerAnnotation: string;
  }) {
    this.#people = options.people;
    this.#owners = options.owners;
    this.#annotation = options.managerAnnotation;
  }

  /** Whom the words mean in one case, at this moment. */
  async named(
    subject: ApprovalSubject,
    approvers: readonly string[],
  ): Promise<NamedApprovers> {
    const [named = nobodyNamed] = await this.namedInEach([
      { subject, approvers },
    ]);
    return named;
  }

  /**
   * Whom the words mean in each of some cases.
   *
   * @param options - `recent`: owners of accounts may be half a minute old, which
   *   is good enough for lists
   */
  async namedInEach(
    cases: readonly {
      subject: ApprovalSubject;
      approvers: readonly string[];
    }[],
    options: { recent?: boolean } = {},
  ): Promise<NamedApprovers[]> {
    const using = (word: ApproverWord) =>
      cases
        .filter(({ approvers }) => approvers.includes(word))
        .map(({ subject }) => subject);
    const owners = await this.#ownersOf(
      using('owner').map(({ accountId }) => accountId),
      options.recent ?? false,
    );
    const managers = await this.#managersOf(
      using('manager').map(({ requesterRef }) => requesterRef),
    );
    return cases.map(({ subject, approvers }) => ({
      owner: approvers.includes('owner')
        ? owners.get(subject.accountId) ?? []
        : [],
      manager: approvers.includes('manager')
        ? managers.get(normalizeRef(subject.requesterRef)) ?? []
        : [],
    }));
  }

  /** Accounts that belong to one of some users and groups, up to half a minute ago. */
  async accountsOf(refs: readonly string[]): Promise<string[]> {
    const wanted = new Set(refs.map(normalizeRef));
    return [...(await this.#owners.snapshot())]
      .filter(([, owners]) => owners.some(ref => wanted.has(ref)))
      .map(([accountId]) => accountId);
  }

  /** People whose manager is one of some users and groups, as full lower-case refs. */
  async peopleOf(refs: readonly string[]): Promise<string[]> {
    const wanted = new Set(refs.map(normalizeRef));
    const people = await this.#people.findByAnnotation(this.#annotation, [
      ...new Set([...wanted].flatMap(waysToWrite)),
    ]);
    return people
      .filter(person => this.#managerOf(person).some(ref => wanted.has(ref)))
      .map(({ entityRef }) => normalizeRef(entityRef));
  }

  async #ownersOf(
    accountIds: readonly string[],
    recent: boolean,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (recent && accountIds.length > 0) {
      return this.#owners.snapshot();
    }
    return new Map(
      await Promise.all(
        [...new Set(accountIds)].map(
          async id => [id, await this.#owners.ownersOf(id)] as const,
        ),
      ),
    );
  }

  async #managersOf(
    requesterRefs: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (requesterRefs.length === 0) {
      return new Map();
    }
    const profiles = await this.#people.getProfiles(requesterRefs);
    return new Map(
      [...profiles].map(([ref, profile]) => [
        normalizeRef(ref),
        this.#managerOf(profile),
      ]),
    );
  }

  /** Nobody where the annotation is absent or names neither a user nor a group. */
  #managerOf({ annotations }: CatalogProfile): string[] {
    const written = annotations[this.#annotation]?.trim();
    if (!written) {
      return [];
    }
    try {
      const parsed = parseEntityRef(written, {
        defaultKind: 'user',
        defaultNamespace: 'default',
      });
      const ref = normalizeRef(stringifyEntityRef(parsed));
      return /^(user|group):/.test(ref) ? [ref] : [];
    } catch {
      return [];
    }
  }
}

/** The forms in which an annotation may write a full ref: people leave out what goes without saying. */
function waysToWrite(ref: string): string[] {
  const { kind, namespace, name } = parseEntityRef(ref);
  const kinds = kind === 'user' ? ['user:', ''] : [`${kind}:`];
  const namespaces =
    namespace === 'default' ? ['default/', ''] : [`${namespace}/`];
  return kinds.flatMap(before =>
    namespaces.map(between => `${before}${between}${name}`),
  );
}
