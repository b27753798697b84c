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

import type { AccountOwners } from '../directory/AccountOwners';
import type { ApproverDirectory } from '../directory/ApproverDirectory';
import type { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryService } from '../directory/DirectoryService';
import { riskOf, type LoadedAllowPolicy } from '../domain/policies';
import type { Protection } from '../domain/protection';
import type { Terms } from '../domain/reapproval';
import { refsOf } from '../domain/refs';
import type {
  DirectoryAccount,
  DirectoryPermissionSet,
  RequestRecord,
} from '../domain/types';
import { parseDurationMs } from '../domain/window';
import type { Policies, PolicyService } from '../policies/types';
import { isProblem } from '../domain/problems';
import { liveOwnersOf } from './accountOwnership';
import { ApprovalResolver } from './ApprovalResolver';
import { requireAccount, requirePermissionSet, requirePolicy } from './checks';
import { whomToTell } from './whomToTell';

export interface CurrentTermsOptions {
  people: Pick<CatalogPeople, 'getPerson' | 'displayNames'>;
  directory: Pick<DirectoryService, 'requireSnapshot'>;
  owners: Pick<AccountOwners, 'ownersOf'>;
  policies: PolicyService;
  protection: Protection;
  approvers: Pick<ApproverDirectory, 'membersOf'>;
  /** User and group refs of those who can put policies right. */
  admins: readonly string[];
}

/** What is pinned when approvers are asked again, and how long they have. */
export interface Renewal {
  /** Absent where no policy answers now: what was pinned before holds on. */
  terms?: Terms;
  /** Milliseconds. */
  expiryMs: number;
}

/**
 * What answers a request by the policies as they are now, so that whoever is asked
 * again is asked by today's rules.
 */
export class CurrentTerms {
  readonly #options: CurrentTermsOptions;
  readonly #approval: ApprovalResolver;

  constructor(options: CurrentTermsOptions) {
    this.#options = options;
    this.#approval = new ApprovalResolver({
      whomToTell: whomToTell(options.admins, options.people),
    });
  }

  /**
   * A request that no eligibility policy permits any more keeps its terms: it is
   * judged again before anything is given.
   *
   * @throws ConflictError with code `no-approval-policy` or `no-approver` when nobody could approve it now
   * @throws ServiceUnavailableError when it cannot be told
   */
  async renew(request: RequestRecord, now: Date): Promise<Renewal> {
    const policies = await this.#options.policies.getPolicies();
    const answer = await orNothing(() => this.#answer(request, policies, now));
    if (!answer) {
      return { expiryMs: pinnedExpiry(request, policies) };
    }
    const { policy, account, permissionSet, person, ownerRefs } = answer;
    const approval = await this.#approval.resolve(
      {
        account,
        permissionSet,
        ownership: { ownerRefs, askerRefs: refsOf(person) },
        requesterRef: request.requesterRef,
        requesterPrincipalId: request.principalId,
        now,
      },
      policies,
      {
        live: (approvers, subject) =>
          this.#options.approvers.membersOf(approvers, subject),
      },
    );
    return {
      terms: {
        policyName: policy.name,
        policyVersion: policy.version,
        risk: riskOf(policy),
        strictWindow: policy.strictWindow,
        approval: approval.requirement,
      },
      expiryMs: approval.expiryMs,
    };
  }

  async #answer(request: RequestRecord, policies: Policies, now: Date) {
    const { people, directory, owners, protection } = this.#options;
    const person = await people.getPerson(request.requesterRef);
    if (!person) {
      return undefined;
    }
    const snapshot = await directory.requireSnapshot();
    const account: DirectoryAccount = requireAccount(
      request.accountId,
      snapshot,
      protection,
    );
    const permissionSet: DirectoryPermissionSet = requirePermissionSet(
      request.permissionSetArn,
      snapshot,
      protection,
    );
    const ownerRefs = await liveOwnersOf(account.id, policies, owners);
    const policy: LoadedAllowPolicy = requirePolicy(
      {
        person,
        account,
        ownerRefs,
        permissionSet,
        startsAt:
          request.extendsId === null ? request.requestedStart ?? now : now,
        durationMs: request.durationMs,
      },
      policies.eligibility,
    );
    return policy.approval === 'required'
      ? { policy, account, permissionSet, person, ownerRefs }
      : undefined;
  }
}

/** How long approvers have by the policy that was pinned. */
function pinnedExpiry(
  { approval }: Pick<RequestRecord, 'approval'>,
  policies: Policies,
): number {
  const own = policies.approval.find(
    ({ name }) => name === approval?.policyName,
  )?.requestExpiry;
  return Math.min(
    policies.settings.requestExpiryMs,
    own === undefined ? Infinity : parseDurationMs(own),
  );
}

/** Undefined where something is refused; rejects where that cannot be told. */
async function orNothing<T>(
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!isProblem(error) || error.name === 'ServiceUnavailableError') {
      throw error;
    }
    return undefined;
  }
}
