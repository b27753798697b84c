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

import type { ApproverWords } from '../directory/ApproverWords';
import type { CatalogPeople } from '../directory/CatalogPeople';
import {
  approverWords,
  isApproverWord,
  type ApproverWord,
} from '../domain/approvers';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { Actor, CatalogPerson, RequestRecord } from '../domain/types';
import { approverRefsOf } from './approvalQuestion';
import type { RequestCall, RequestPermits } from './types';

/** Roles that come from the configuration, whatever the permission framework says. */
export type Role = 'admin' | 'auditor' | 'responder';

/** User and group refs that hold each role. */
export type RoleHolders = Readonly<Record<Role, readonly string[]>>;

const ROLES: readonly Role[] = ['admin', 'auditor', 'responder'];

/** Turns credentials into somebody about whom rules can be asked. */
export class CallerFactory {
  readonly #people: Pick<CatalogPeople, 'getPerson'>;
  readonly #roles: RoleHolders;
  readonly #words: Pick<ApproverWords, 'namedInEach'> | undefined;

  constructor(options: {
    people: Pick<CatalogPeople, 'getPerson'>;
    roles: RoleHolders;
    /** Needed where requests are asked about; without it `owner` and `manager` mean nobody. */
    words?: Pick<ApproverWords, 'namedInEach'>;
  }) {
    this.#people = options.people;
    this.#roles = options.roles;
    this.#words = options.words;
  }

  create(call: RequestCall): Caller {
    return new Caller({
      call,
      people: this.#people,
      roles: this.#roles,
      words: this.#words,
    });
  }
}

/**
 * The person behind a call.
 *
 * The catalog is asked once, and only when a rule needs to know more than who it
 * is: giving back one's own access works while the catalog is down.
 */
export class Caller {
  readonly entityRef: string;
  /** Another plugin acts for the person: an agent, a template. */
  readonly actsThroughPlugin: boolean;
  readonly #permits: RequestPermits | undefined;
  readonly #people: Pick<CatalogPeople, 'getPerson'>;
  readonly #roles: RoleHolders;
  readonly #words: Pick<ApproverWords, 'namedInEach'> | undefined;
  #person: Promise<CatalogPerson | undefined> | undefined;

  constructor(options: {
    call: RequestCall;
    people: Pick<CatalogPeople, 'getPerson'>;
    roles: RoleHolders;
    words?: Pick<ApproverWords, 'namedInEach'>;
  }) {
    const { principal } = options.call.credentials;
    this.entityRef = normalizeRef(principal.userEntityRef);
    this.actsThroughPlugin = principal.actor !== undefined;
    this.#permits = options.call.permits;
    this.#people = options.people;
    this.#roles = options.roles;
    this.#words = options.words;
  }

  get permits(): RequestPermits | undefined {
    return this.#permits;
  }

  /** The person with live groups; undefined when the catalog does not have them. */
  findPerson(): Promise<CatalogPerson | undefined> {
    this.#person ??= this.#people.getPerson(this.entityRef);
    return this.#person;
  }

  /** @throws NotAllowedError with code `forbidden` when the catalog does not have the person */
  async person(): Promise<CatalogPerson> {
    const person = await this.findPerson();
    if (!person) {
      throw problem('not-allowed', {
        code: 'forbidden',
        reason: `You are signed in as ${this.entityRef}, whom the catalog does not have.`,
        remedy:
          'Ask your platform team to add you to the catalog; groups and policies hang on your entry there.',
      });
    }
    return person;
  }

  /** Whether one of some user and group refs means this person now. */
  async isAnyOf(refs: readonly string[]): Promise<boolean> {
    const wanted = new Set(refs.map(normalizeRef));
    if (wanted.has(this.entityRef)) {
      return true;
    }
    if (![...wanted].some(ref => ref.startsWith('group:'))) {
      return false;
    }
    const person = await this.findPerson();
    return person?.groupRefs.some(ref => wanted.has(ref)) ?? false;
  }

  async hasAnyRole(...roles: Role[]): Promise<boolean> {
    return this.isAnyOf(roles.flatMap(role => this.#roles[role]));
  }

  async roles(): Promise<Role[]> {
    const held = await Promise.all(ROLES.map(role => this.hasAnyRole(role)));
    return ROLES.filter((_, index) => held[index]);
  }

  /** The refs under which policies may name the person. */
  async refs(): Promise<string[]> {
    const person = await this.findPerson();
    return [this.entityRef, ...(person?.groupRefs ?? [])];
  }

  isRequesterOf(request: RequestRecord): boolean {
    return normalizeRef(request.requesterRef) === this.entityRef;
  }

  /**
   * Whether the request's approval policy names the person, in whatever stage, or
   * the person holds one of some roles. Asked in one go, so that somebody whom the
   * configuration names by user ref can end access while the catalog is down.
   */
  async isApproverOrHolds(
    request: RequestRecord,
    roles: readonly Role[],
  ): Promise<boolean> {
    const approvers = request.approval ? approverRefsOf(request.approval) : [];
    return (
      (await this.isAnyOf([
        ...approvers.filter(approver => !isApproverWord(approver)),
        ...roles.flatMap(role => this.#roles[role]),
      ])) || (await this.wordsFor(request)).length > 0
    );
  }

  /** The words of the request's approval policy that mean the person at this moment. */
  async wordsFor(request: RequestRecord): Promise<ApproverWord[]> {
    const [words = []] = await this.wordsForEach([request]);
    return words;
  }

  /** `wordsFor` of each of some requests; of several, as it was up to half a minute ago. */
  async wordsForEach(
    requests: readonly RequestRecord[],
  ): Promise<ApproverWord[][]> {
    const cases = requests.map(request => ({
      subject: request,
      approvers: request.approval ? approverRefsOf(request.approval) : [],
    }));
    if (!cases.some(({ approvers }) => approvers.some(isApproverWord))) {
      return requests.map(() => []);
    }
    const named = await this.#words?.namedInEach(cases, {
      recent: cases.length > 1,
    });
    return Promise.all(
      cases.map(async (_, index) => {
        const meant = await Promise.all(
          approverWords.map(word => this.isAnyOf(named?.[index]?.[word] ?? [])),
        );
        return approverWords.filter((_word, at) => meant[at]);
      }),
    );
  }

  /** As whom the person appears in the record, even while the catalog cannot tell their name. */
  async actor(): Promise<Extract<Actor, { kind: 'user' }>> {
    const person = await this.findPerson().catch(() => undefined);
    return {
      kind: 'user',
      entityRef: this.entityRef,
      displayName: person?.displayName ?? this.entityRef,
    };
  }
}
