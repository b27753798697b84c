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
  CreateRequest,
  Extend,
} from 'backstage-plugin-elevated-access-common';
import type { Stores } from '../database/types';
import type { AccountOwners } from '../directory/AccountOwners';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { DirectoryService } from '../directory/DirectoryService';
import type { IdentityMapper } from '../directory/IdentityMapper';
import type { ApproverMembers } from '../domain/approval';
import { isApproverWord } from '../domain/approvers';
import { newestOf, type Chain } from '../domain/extension';
import { isProblem } from '../domain/problems';
import type { Protection } from '../domain/protection';
import type { CatalogPerson, IdentityCenterUser } from '../domain/types';
import type { PolicyService } from '../policies/types';
import { liveOwnersOf } from './accountOwnership';
import type { ApprovalResolver, MembersOf } from './ApprovalResolver';
import type { Assessment, Ground } from './assessment';
import { requireDistinct } from './checks';
import type { LivePermissionSets } from './LivePermissionSets';
import { TargetAssessor } from './TargetAssessor';

/**
 * Judges a submission, account by account. Preflight shows the result and submit
 * acts on it, so that the two cannot disagree.
 */
export class RequestAssessor {
  readonly #stores: Pick<Stores, 'now'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #identity: Pick<IdentityMapper, 'find' | 'requireEnabled'>;
  readonly #approvers: Pick<ApproverDirectory, 'membersOf' | 'membersAmong'>;
  readonly #recentApprovers: Pick<ApproverDirectory, 'membersOf'>;
  readonly #owners: Pick<AccountOwners, 'ownersOf'>;
  readonly #policies: PolicyService;
  readonly #permissionSets: Pick<LivePermissionSets, 'newest'>;
  readonly #targets: TargetAssessor;

  constructor(options: {
    stores: Pick<Stores, 'now'> & {
      requests: Pick<Stores['requests'], 'list'>;
    };
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    identity: Pick<IdentityMapper, 'find' | 'requireEnabled'>;
    approvers: Pick<ApproverDirectory, 'membersOf' | 'membersAmong'>;
    /** The same, up to a minute old. */
    recentApprovers: Pick<ApproverDirectory, 'membersOf'>;
    owners: Pick<AccountOwners, 'ownersOf'>;
    policies: PolicyService;
    protection: Protection;
    approval: ApprovalResolver;
    permissionSets: Pick<LivePermissionSets, 'newest'>;
  }) {
    this.#stores = options.stores;
    this.#directory = options.directory;
    this.#identity = options.identity;
    this.#approvers = options.approvers;
    this.#recentApprovers = options.recentApprovers;
    this.#owners = options.owners;
    this.#policies = options.policies;
    this.#permissionSets = options.permissionSets;
    this.#targets = new TargetAssessor(options);
  }

  /**
   * @param options - `live`: ask AWS whether the person is enabled, rather than
   *   believe the directory. While AWS does not answer, or takes no more calls at
   *   this moment, the directory is believed all the same: asking works in an
   *   outage and when everybody asks at once, and whoever decides and the gate
   *   before access ask AWS themselves. What a permission set permits is believed
   *   to be what the directory says in any case: the gate asks AWS about it and,
   *   where it differs, puts the request to its approvers again.
   * @throws InputError when an account is named twice
   * @throws ServiceUnavailableError when directory or policies cannot be read
   */
  async assess(
    input: CreateRequest,
    person: CatalogPerson,
    options: { live: boolean },
  ): Promise<Assessment[]> {
    requireDistinct(input.accountIds);
    const ground = await this.#ground(input, person, options);
    const assessments: Assessment[] = [];
    for (const accountId of input.accountIds) {
      assessments.push(await this.#targets.assess(accountId, ground));
    }
    return assessments;
  }

  /**
   * Judges a wish for one account from what the directory knows, and says on
   * what ground.
   */
  async assessForExplanation(
    input: CreateRequest,
    person: CatalogPerson,
  ): Promise<{ assessment: Assessment; ground: Ground }> {
    const ground = await this.#ground(input, person, { live: false });
    const [accountId] = input.accountIds;
    const assessment = await this.#targets.assess(accountId, ground);
    return { assessment, ground };
  }

  /** Judges a wish for live access to last longer, as a request of its own. */
  async assessExtension(
    chain: Chain,
    input: Extend,
    person: CatalogPerson,
  ): Promise<Assessment> {
    const { accountId, permissionSetArn } = newestOf(chain);
    const wish = { ...input, accountIds: [accountId], permissionSetArn };
    const ground = await this.#ground(wish, person, { live: true });
    return this.#targets.assess(accountId, { ...ground, prolonged: chain });
  }

  async #ground(
    input: CreateRequest,
    person: CatalogPerson,
    { live }: { live: boolean },
  ): Promise<Ground> {
    const policies = await this.#policies.getPolicies();
    const snapshot = await this.#directory.requireSnapshot();
    return {
      input,
      person,
      identity: once(() =>
        live ? this.#liveUser(person) : this.#findEnabled(person),
      ),
      upToDate: known => this.#permissionSets.newest(known, snapshot),
      members: {
        live: rememberMembers(this.#approvers),
        recent: {
          membersOf: rememberMembers(this.#recentApprovers),
          among: (people, ...asked) =>
            this.#approvers.membersAmong(people, ...asked),
        },
      },
      snapshot,
      ownersOf: remembered(accountId =>
        liveOwnersOf(accountId, policies, this.#owners),
      ),
      policies,
      now: await this.#stores.now(),
      prolonged: null,
    };
  }

  async #liveUser(person: CatalogPerson): Promise<IdentityCenterUser> {
    try {
      return await this.#identity.requireEnabled(person, { atOnce: true });
    } catch (error) {
      if (!isOutage(error)) {
        throw error;
      }
      return this.#findEnabled(person);
    }
  }

  async #findEnabled(person: CatalogPerson): Promise<IdentityCenterUser> {
    const user = await this.#identity.find(person);
    return user.enabled ? user : this.#identity.requireEnabled(person);
  }
}

/** Accounts of one submission often share their approvers. */
function rememberMembers(
  directory: Pick<ApproverDirectory, 'membersOf'>,
): MembersOf {
  const known = new Map<string, Promise<ApproverMembers>>();
  return (approvers, subject) => {
    const about = approvers.some(isApproverWord) ? subject.accountId : '';
    const key = [about, ...[...approvers].sort()].join();
    const members = known.get(key) ?? directory.membersOf(approvers, subject);
    known.set(key, members);
    return members;
  };
}

function isOutage(error: unknown): boolean {
  return isProblem(error) && error.code === 'identity-center-unavailable';
}

/** Asks once for each account. */
function remembered<T>(
  ask: (accountId: string) => Promise<T>,
): (accountId: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return accountId => {
    const answer = answers.get(accountId) ?? ask(accountId);
    answers.set(accountId, answer);
    return answer;
  };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
