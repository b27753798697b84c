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

import type { RequestFilters } from 'backstage-plugin-elevated-access-common';
import type { RequestFilter } from '../database/types';
import type { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryService } from '../directory/DirectoryService';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';

/** As many people as groups may stand for in one question; a statement takes so many values. */
const MAXIMUM_PEOPLE = 10_000;

/**
 * Turns what is asked of requests into a filter of the store: groups into the
 * people in them now, organizational units into the accounts below them now.
 */
export class RequestQuestions {
  readonly #people: Pick<CatalogPeople, 'getCensus'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;

  constructor(options: {
    people: Pick<CatalogPeople, 'getCensus'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
  }) {
    this.#people = options.people;
    this.#directory = options.directory;
  }

  /**
   * @throws InputError naming the filter that makes no sense, and
   * ServiceUnavailableError where the catalog or the directory has to be asked
   * and cannot be
   */
  async toFilter(query: Omit<RequestFilters, 'view'>): Promise<RequestFilter> {
    requireUsers('approver', query.approver);
    requireUsers('endedBy', query.endedBy);
    const created = periodOf('created', query.createdFrom, query.createdTo);
    const access = periodOf('access', query.accessFrom, query.accessTo);
    return {
      statuses: query.status,
      endReasons: query.endReason,
      endedByRefs: query.endedBy?.map(normalizeRef),
      requesterRefs: query.requester && (await this.#peopleIn(query.requester)),
      accountIds: query.accountId,
      permissionSetArns: query.permissionSetArn,
      policyNames: query.policy,
      approvalPolicyNames: query.approvalPolicy,
      decidedByRefs: query.approver?.map(normalizeRef),
      reasonContains: query.reason,
      ticketPrefix: query.ticket,
      overdue: query.overdue,
      wasOverdue: query.wasOverdue,
      automatic: query.automatic,
      usages: query.usage,
      createdFrom: created.from,
      createdTo: created.to,
      accessFrom: access.from,
      accessTo: access.to,
      allOf: query.ouId && [{ accountIds: await this.#accountsIn(query.ouId) }],
      // What nobody had to approve nobody decided: no database needs to look for it.
      anyOf: query.automatic && query.approver ? [] : undefined,
    };
  }

  /** Users themselves, also those whom the catalog does not have any more, and everybody in groups. */
  async #peopleIn(refs: readonly string[]): Promise<string[]> {
    const wanted = refs.map(normalizeRef);
    requireKinds('requester', wanted, ['user', 'group']);
    const groups = wanted.filter(ref => kindOf(ref) === 'group');
    const people = new Set(wanted.filter(ref => kindOf(ref) === 'user'));
    if (groups.length > 0) {
      const { members } = await this.#people.getCensus(groups);
      for (const group of groups) {
        const found = members.get(group);
        if (!found) {
          throw nonsense(
            'requester',
            `The catalog has no group ${group}.`,
            'Check its name, or name the people themselves.',
          );
        }
        found.forEach(person => people.add(person));
      }
    }
    if (people.size > MAXIMUM_PEOPLE) {
      throw nonsense(
        'requester',
        `${people.size} people belong to these groups; at most ${MAXIMUM_PEOPLE} can be asked about at once.`,
        'Name smaller groups, or leave the filter out.',
      );
    }
    return [...people];
  }

  async #accountsIn(ouIds: readonly string[]): Promise<string[]> {
    const { accounts, units } = await this.#directory.requireSnapshot();
    const all = [...accounts.values()];
    for (const id of ouIds) {
      if (
        !units?.has(id) &&
        !all.some(({ ouIds: above }) => above.includes(id))
      ) {
        throw nonsense(
          'ouId',
          `There is no organizational unit ${id} in the directory.`,
          'Check its id. Units that are gone cannot be asked about; name the accounts instead.',
        );
      }
    }
    return all
      .filter(({ ouIds: above }) => ouIds.some(id => above.includes(id)))
      .map(({ id }) => id);
  }
}

function periodOf(
  name: 'created' | 'access',
  from: string | undefined,
  to: string | undefined,
): { from?: Date; to?: Date } {
  if (from && to && new Date(from) >= new Date(to)) {
    throw nonsense(
      `${name}To`,
      `${name}To is not after ${name}From: nothing lies between them.`,
      'Exchange them, or leave one of them out.',
    );
  }
  return {
    from: from ? new Date(from) : undefined,
    to: to ? new Date(to) : undefined,
  };
}

function requireUsers(
  field: string,
  refs: readonly string[] | undefined,
): void {
  requireKinds(field, (refs ?? []).map(normalizeRef), ['user']);
}

function requireKinds(
  field: string,
  refs: readonly string[],
  kinds: readonly string[],
): void {
  const other = refs.find(ref => !kinds.includes(kindOf(ref)));
  if (other) {
    throw nonsense(
      field,
      `${other} is no ${kinds.join(' or ')}.`,
      `Name a ${kinds.join(' or a ')}, as in user:default/ann.li.`,
    );
  }
}

function kindOf(ref: string): string {
  return ref.slice(0, ref.indexOf(':'));
}

function nonsense(field: string, reason: string, remedy: string): Error {
  return problem('input', { code: 'invalid-input', field, reason, remedy });
}
