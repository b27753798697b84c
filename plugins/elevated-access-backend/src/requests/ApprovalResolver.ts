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

import {
  evaluateApproval,
  selectApprovalPolicy,
  toRequirement,
  type ApproverMembers,
  type StageState,
} from '../domain/approval';
import type { LoadedApprovalPolicy } from '../domain/policies';
import { problem } from '../domain/problems';
import type {
  ApprovalRequirement,
  DirectoryAccount,
  DirectoryPermissionSet,
} from '../domain/types';
import { parseDurationMs } from '../domain/window';
import type { Policies } from '../policies/types';
import { approverRefsOf } from './approvalQuestion';
import { requireApprovers } from './checks';

/** Who has to approve something, and how long they have. */
export interface ResolvedApproval {
  requirement: ApprovalRequirement;
  /** With who can act now. */
  stages: StageState[];
  /** Milliseconds until it expires undecided. */
  expiryMs: number;
}

/** Reads who stands behind approver refs. */
export type MembersOf = (refs: readonly string[]) => Promise<ApproverMembers>;

/** Finds out who has to approve a request, and refuses one that nobody could approve. */
export class ApprovalResolver {
  readonly #whomToTell: string;

  constructor(options: {
    /** Who can put policies right, in words. */
    whomToTell: string;
  }) {
    this.#whomToTell = options.whomToTell;
  }

  /** @throws ConflictError with code `no-approval-policy` or `no-approver` */
  async resolve(
    query: {
      account: DirectoryAccount;
      permissionSet: DirectoryPermissionSet;
      requesterRef: string;
      /** Empty while the requester's Identity Center user is not known. */
      requesterPrincipalId: string;
    },
    policies: Policies,
    membersOf: MembersOf,
  ): Promise<ResolvedApproval> {
    const { requesterRef, requesterPrincipalId } = query;
    const policy = this.#requirePolicy(query, policies.approval);
    const requirement = toRequirement(policy);
    const question = {
      requirement,
      members: await membersOf(approverRefsOf(requirement)),
      requesterRef,
      requesterPrincipalId,
    };
    requireApprovers(question, this.#whomToTell);
    const { stages } = evaluateApproval({
      ...question,
      decisions: [],
      digest: '',
    });
    return {
      requirement,
      stages,
      expiryMs: Math.min(
        policies.settings.requestExpiryMs,
        policy.requestExpiry === undefined
          ? Infinity
          : parseDurationMs(policy.requestExpiry),
      ),
    };
  }

  #requirePolicy(
    query: { account: DirectoryAccount; permissionSet: DirectoryPermissionSet },
    policies: readonly LoadedApprovalPolicy[],
  ): LoadedApprovalPolicy {
    const { account, permissionSet } = query;
    const policy = selectApprovalPolicy(account, permissionSet, policies);
    if (!policy) {
      throw problem('conflict', {
        code: 'no-approval-policy',
        reason: `No approval policy covers ${permissionSet.name} on ${account.name}, so nobody could approve it.`,
        remedy: `Tell ${this.#whomToTell}, who can add one.`,
      });
    }
    return policy;
  }
}
