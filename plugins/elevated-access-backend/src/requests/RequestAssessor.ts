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
import type { AwsDirectoryReader } from '../aws/types';
import type { Stores } from '../database/types';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { DirectoryService } from '../directory/DirectoryService';
import type { IdentityMapper } from '../directory/IdentityMapper';
import type { ApproverMembers } from '../domain/approval';
import { newestOf, type Chain } from '../domain/extension';
import type { Protection } from '../domain/protection';
import type {
  CatalogPerson,
  DirectoryPermissionSet,
  IdentityCenterUser,
} from '../domain/types';
import type { PolicyService } from '../policies/types';
import type { ApprovalResolver, MembersOf } from './ApprovalResolver';
import type { Assessment, Ground } from './assessment';
import { isProblem } from './Checklist';
import { requireDistinct } from './checks';
import { LivePermissionSets } from './LivePermissionSets';
import { TargetAssessor } from './TargetAssessor';

/**
 * Judges a submission, account by account. Preflight shows the result and submit
 * acts on it, so that the two cannot disagree.
 */
export class RequestAssessor {
  readonly #stores: Pick<Stores, 'requests' | 'now'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #identity: Pick<IdentityMapper, 'find' | 'requireEnabled'>;
  readonly #approvers: Pick<ApproverDirectory, 'membersOf'>;
  readonly #policies: PolicyService;
  readonly #permissionSets: LivePermissionSets;
  readonly #targets: TargetAssessor;

  constructor(options: {
    stores: Pick<Stores, 'requests' | 'now'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    identity: Pick<IdentityMapper, 'find' | 'requireEnabled'>;
    approvers: Pick<ApproverDirectory, 'membersOf'>;
    policies: PolicyService;
    protection: Protection;
    approval: ApprovalResolver;
    reader: Pick<AwsDirectoryReader, 'describePermissionSet'>;
  }) {
    this.#stores = options.stores;
    this.#directory = options.directory;
    this.#identity = options.identity;
    this.#approvers = options.approvers;
    this.#policies = options.policies;
    this.#permissionSets = new LivePermissionSets(options);
    this.#targets = new TargetAssessor(options);
  }

  /**
   * @param options - `live`: ask AWS whether the person is enabled and what the
   * permission set permits now, rather than believe the directory. While AWS
   * does not answer the directory is believed all the same: asking works in an
   * outage, and whoever decides and the gate before access ask AWS themselves.
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
    return {
      input,
      person,
      identity: once(() =>
        live ? this.#liveUser(person) : this.#findEnabled(person),
      ),
      upToDate: live ? this.#rememberLive() : known => known,
      membersOf: this.#rememberMembers(),
      snapshot: await this.#directory.requireSnapshot(),
      policies: await this.#policies.getPolicies(),
      now: await this.#stores.now(),
      prolonged: null,
    };
  }

  async #liveUser(person: CatalogPerson): Promise<IdentityCenterUser> {
    try {
      return await this.#identity.requireEnabled(person);
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

  /** Accounts of one submission share the permission set, which is read once for all of them. */
  #rememberLive(): Ground['upToDate'] {
    const read = new Map<string, Promise<DirectoryPermissionSet>>();
    return known => {
      const live = read.get(known.arn) ?? this.#live(known);
      read.set(known.arn, live);
      return live;
    };
  }

  async #live(known: DirectoryPermissionSet): Promise<DirectoryPermissionSet> {
    try {
      const { name, fingerprint, sessionDurationMs } =
        await this.#permissionSets.require(known);
      return { ...known, name, fingerprint, sessionDurationMs };
    } catch (error) {
      if (!isOutage(error)) {
        throw error;
      }
      return known;
    }
  }

  /** Accounts of one submission often share their approvers. */
  #rememberMembers(): MembersOf {
    const known = new Map<string, Promise<ApproverMembers>>();
    return refs => {
      const key = [...refs].sort().join();
      const members = known.get(key) ?? this.#approvers.membersOf(refs);
      known.set(key, members);
      return members;
    };
  }
}

function isOutage(error: unknown): boolean {
  return isProblem(error) && error.code === 'identity-center-unavailable';
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
