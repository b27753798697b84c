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

import type { AwsPermissionSetContents } from '../aws/types';
import type { Stores } from '../database/types';
import type { AccountOwners } from '../directory/AccountOwners';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryService } from '../directory/DirectoryService';
import type { IdentityMapper } from '../directory/IdentityMapper';
import { problem } from '../domain/problems';
import type { Protection } from '../domain/protection';
import { isTooLate, lateReason } from '../domain/reapproval';
import { usesAccountTags } from '../domain/selection';
import type { CatalogPerson, RequestRecord } from '../domain/types';
import type { PolicyService } from '../policies/types';
import { liveOwnersOf } from './accountOwnership';
import { approvalQuestion, approverRefsOf } from './approvalQuestion';
import { requireAccount, requirePermissionSet, requirePolicy } from './checks';
import type { LiveAccountTags } from './LiveAccountTags';
import { requireStandingApproval } from './standingApproval';

export interface ActivationChecksOptions {
  stores: {
    decisions: Pick<Stores['decisions'], 'listByRequests'>;
  } & Pick<Stores, 'now'>;
  people: Pick<CatalogPeople, 'getPerson'>;
  identity: Pick<IdentityMapper, 'requireEnabled'>;
  directory: Pick<DirectoryService, 'requireSnapshot'>;
  accountTags: Pick<LiveAccountTags, 'require'>;
  owners: Pick<AccountOwners, 'ownersOf'>;
  policies: PolicyService;
  protection: Protection;
  approvers: Pick<ApproverDirectory, 'membersOf'>;
}

/** What has to be true still when access is about to be given. */
export class ActivationChecks {
  readonly #stores: ActivationChecksOptions['stores'];
  readonly #people: Pick<CatalogPeople, 'getPerson'>;
  readonly #identity: Pick<IdentityMapper, 'requireEnabled'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #accountTags: Pick<LiveAccountTags, 'require'>;
  readonly #owners: Pick<AccountOwners, 'ownersOf'>;
  readonly #policies: PolicyService;
  readonly #protection: Protection;
  readonly #approvers: Pick<ApproverDirectory, 'membersOf'>;

  constructor(options: ActivationChecksOptions) {
    this.#stores = options.stores;
    this.#people = options.people;
    this.#identity = options.identity;
    this.#directory = options.directory;
    this.#accountTags = options.accountTags;
    this.#owners = options.owners;
    this.#policies = options.policies;
    this.#protection = options.protection;
    this.#approvers = options.approvers;
  }

  /**
   * Throws a problem for the first thing that is not.
   *
   * @param now - `live`: the permission set as AWS has it; `base`: the request
   *   that this one prolongs
   */
  async require(
    request: RequestRecord,
    now: { live: AwsPermissionSetContents; base: RequestRecord | undefined },
  ): Promise<void> {
    requireNotGivenBack(now.base);
    const person = await this.#requirePerson(request);
    await this.#requireTarget(request, person);
    await Promise.all([
      this.#requireSameUser(request, person),
      this.#requireApproval(request),
    ]);
    requireUnchanged(request, now.live);
    await this.#requireInTime(request, now.base);
  }

  async #requirePerson(request: RequestRecord): Promise<CatalogPerson> {
    const person = await this.#people.getPerson(request.requesterRef);
    if (!person) {
      throw problem('not-allowed', {
        code: 'not-eligible',
        reason: `${request.requesterRef} is no longer in the catalog.`,
        remedy: 'Ask again once the person is back.',
      });
    }
    return person;
  }

  async #requireTarget(
    request: RequestRecord,
    person: CatalogPerson,
  ): Promise<void> {
    const snapshot = await this.#directory.requireSnapshot();
    const known = requireAccount(request.accountId, snapshot, this.#protection);
    const permissionSet = requirePermissionSet(
      request.permissionSetArn,
      snapshot,
      this.#protection,
    );
    const policies = await this.#policies.getPolicies();
    const account = usesAccountTags(policies.eligibility)
      ? { ...known, tags: await this.#accountTags.require(known) }
      : known;
    const policy = requirePolicy(
      {
        person,
        account,
        ownerRefs: await liveOwnersOf(account.id, policies, this.#owners),
        permissionSet,
        startsAt: request.startsAt ?? request.createdAt,
        durationMs: request.approvedDurationMs ?? request.durationMs,
      },
      policies.eligibility,
    );
    if (policy.approval === 'required' && request.approval === null) {
      throw problem('not-allowed', {
        code: 'not-eligible',
        reason: `Policy ${policy.name} now asks for approval, and nobody approved this.`,
        remedy: 'Ask again.',
      });
    }
  }

  async #requireSameUser(
    request: RequestRecord,
    person: CatalogPerson,
  ): Promise<void> {
    const { userId, userName } = await this.#identity.requireEnabled(person);
    if (userId !== request.principalId) {
      throw problem('not-allowed', {
        code: 'no-identity-center-user',
        reason: `${request.requesterRef} was ${request.principalUserName} (${request.principalId}) in Identity Center and is ${userName} (${userId}) now.`,
        remedy: 'Ask again.',
      });
    }
  }

  async #requireApproval(request: RequestRecord): Promise<void> {
    const undecided = approvalQuestion(request, []);
    if (!undecided) {
      return;
    }
    const decisions = await this.#stores.decisions.listByRequests([request.id]);
    const members = await this.#approvers.membersOf(
      approverRefsOf(undecided.requirement),
      request,
      { live: decisions.map(({ approverRef }) => approverRef) },
    );
    requireStandingApproval(
      { ...undecided, decisions },
      members,
      await this.#stores.now(),
    );
  }

  async #requireInTime(
    request: RequestRecord,
    base: RequestRecord | undefined,
  ): Promise<void> {
    const now = await this.#stores.now();
    const { maximumDelayMs } = (await this.#policies.getPolicies()).settings;
    // While what it prolongs lasts, nobody has noticed any delay.
    if (isTooLate(request, now, maximumDelayMs) && base?.status !== 'active') {
      throw problem('conflict', {
        code: 'window-in-past',
        reason: lateReason(request, maximumDelayMs),
        remedy: 'Decide again, if it is still needed.',
      });
    }
  }
}

/** Whoever ends access means what prolongs it as well, approved or not. */
function requireNotGivenBack(base: RequestRecord | undefined): void {
  if (base?.endReason === 'released' || base?.endReason === 'revoked') {
    throw problem('conflict', {
      code: 'not-extendable',
      reason: `The access that it was to prolong, request ${base.id}, was ${base.endReason}.`,
      remedy: 'Ask for access anew.',
    });
  }
}

function requireUnchanged(
  request: RequestRecord,
  { fingerprint }: AwsPermissionSetContents,
): void {
  if (fingerprint !== request.permissionSetFingerprint) {
    throw problem('conflict', {
      code: 'digest-changed',
      reason: `What ${request.permissionSetName} permits has changed since this was asked for.`,
      remedy: 'Ask again, so that it is approved as it is now.',
    });
  }
}
