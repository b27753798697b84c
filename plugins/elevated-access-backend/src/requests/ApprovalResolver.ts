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

import type { ApprovalSubject } from '../directory/ApproverWords';
import {
  evaluateApproval,
  findSufficientApprovers,
  findUnapprovableStage,
  selectApprovalPolicy,
  toRequirement,
  type ApproverMembers,
  type FeasibilityQuery,
  type StageState,
} from '../domain/approval';
import type { LoadedApprovalPolicy } from '../domain/policies';
import { problem } from '../domain/problems';
import type { Ownership } from '../domain/selection';
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

/** Reads who stands behind the approvers of a policy. */
export type MembersOf = (
  approvers: readonly string[],
  subject: ApprovalSubject,
) => Promise<ApproverMembers>;

/** How to read who could approve. */
export interface Members {
  live: MembersOf;
  /** For who is shown, and for whom to ask about first. */
  recent?: {
    /** Up to a minute ago. */
    membersOf: MembersOf;
    /** Which of some people do at this moment. */
    among: (
      people: readonly string[],
      ...asked: Parameters<MembersOf>
    ) => Promise<ApproverMembers>;
  };
}

/** Finds out who has to approve a request, and refuses one that nobody could approve. */
export class ApprovalResolver {
  readonly #whomToTell: () => Promise<string>;

  constructor(options: {
    /** Who can put policies right, in words. */
    whomToTell: () => Promise<string>;
  }) {
    this.#whomToTell = options.whomToTell;
  }

  /**
   * Groups may be large: that somebody could approve is found out by asking about
   * people who lately were approvers, whether they still are.
   *
   * @throws ConflictError with code `no-approval-policy` or `no-approver`
   */
  async resolve(
    query: {
      account: DirectoryAccount;
      ownership: Ownership;
      permissionSet: DirectoryPermissionSet;
      requesterRef: string;
      /** Empty while the requester's Identity Center user is not known. */
      requesterPrincipalId: string;
      now: Date;
    },
    policies: Policies,
    members: Members,
  ): Promise<ResolvedApproval> {
    const { requesterRef, requesterPrincipalId } = query;
    const policy = await this.#requirePolicy(query, policies.approval);
    const requirement = toRequirement(policy);
    const asked = { requirement, requesterRef, requesterPrincipalId };
    const question = {
      ...asked,
      members: await this.#membersOf(asked, query.account.id, members),
    };
    await requireApprovers(question, this.#whomToTell);
    const { stages } = evaluateApproval({
      ...question,
      decisions: [],
      digest: '',
      askedAt: query.now,
      now: query.now,
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

  async #membersOf(
    asked: Omit<FeasibilityQuery, 'members'>,
    accountId: string,
    { live, recent }: Members,
  ): Promise<ApproverMembers> {
    const approvers = approverRefsOf(asked.requirement);
    const subject = { accountId, requesterRef: asked.requesterRef };
    if (recent) {
      const members = await recent.membersOf(approvers, subject);
      const people = findSufficientApprovers({ ...asked, members });
      const still = people && (await recent.among(people, approvers, subject));
      if (still && !findUnapprovableStage({ ...asked, members: still })) {
        return members;
      }
    }
    return live(approvers, subject);
  }

  async #requirePolicy(
    query: {
      account: DirectoryAccount;
      ownership: Ownership;
      permissionSet: DirectoryPermissionSet;
    },
    policies: readonly LoadedApprovalPolicy[],
  ): Promise<LoadedApprovalPolicy> {
    const { account, permissionSet } = query;
    const policy = selectApprovalPolicy(query, policies);
    if (!policy) {
      throw problem('conflict', {
        code: 'no-approval-policy',
        reason: `No approval policy covers ${permissionSet.name} on ${account.name}, so nobody could approve it.`,
        remedy: `Tell ${await this.#whomToTell()}, who can add one.`,
      });
    }
    return policy;
  }
}
