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

import { computeDigest } from '../domain/digest';
import { riskOf, type LoadedAllowPolicy } from '../domain/policies';
import type {
  ApprovalRequirement,
  CatalogPerson,
  DirectoryAccount,
  DirectoryPermissionSet,
  IdentityCenterUser,
  RequestRecord,
} from '../domain/types';
import { fixWindow } from '../domain/window';
import type { WishedWindow } from './checks';
import { spanOf, type Span } from './overlap';

/** Everything that a request is made of, resolved by the server. */
export interface RequestPlan extends WishedWindow {
  person: CatalogPerson;
  user: IdentityCenterUser;
  account: DirectoryAccount;
  permissionSet: DirectoryPermissionSet;
  policy: LoadedAllowPolicy;
  /** Live access that it prolongs; null when it is access of its own. */
  prolongs: RequestRecord | null;
  /** Null when the policy asks for no approval. */
  approval: ApprovalRequirement | null;
  reason: string;
  ticket: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** The record of a new request: pending, or scheduled at once when nobody has to approve. */
export function newRequest(
  plan: RequestPlan,
  ids: { id: string; batchId: string; assignmentId: string },
): RequestRecord {
  const { person, user, account, permissionSet, policy, createdAt } = plan;
  const window = windowOf(plan);
  const extendsId = plan.prolongs?.id ?? null;
  const { strictWindow } = policy;
  return {
    ...ids,
    ...window,
    status: plan.approval ? 'pending' : 'scheduled',
    endReason: null,
    overdueSince: null,
    requesterRef: person.entityRef,
    requesterName: person.displayName,
    principalId: user.userId,
    principalUserName: user.userName,
    accountId: account.id,
    accountName: account.name,
    permissionSetArn: permissionSet.arn,
    permissionSetName: permissionSet.name,
    permissionSetFingerprint: permissionSet.fingerprint,
    sessionDurationMs: permissionSet.sessionDurationMs,
    requestedStart: plan.requestedStart,
    durationMs: plan.durationMs,
    approvedDurationMs: null,
    approvalWaitMs: null,
    reason: plan.reason,
    ticket: plan.ticket,
    policyName: policy.name,
    policyVersion: policy.version,
    risk: riskOf(policy),
    approval: plan.approval,
    digest: computeDigest({
      accountId: account.id,
      permissionSetArn: permissionSet.arn,
      permissionSetFingerprint: permissionSet.fingerprint,
      principalId: user.userId,
      requestedStart: plan.requestedStart,
      durationMs: plan.durationMs,
      strictWindow,
      extendsId,
      supersedes: null,
    }),
    createdAt,
    askedAt: createdAt,
    expiresAt: plan.expiresAt,
    activatedAt: null,
    endedAt: null,
    endedByRef: null,
    endedByName: null,
    endComment: null,
    failure: null,
    strictWindow,
    extendsId,
    reapprovalReason: null,
    usage: 'unknown',
    version: 1,
  };
}

/** When a request made from the plan may come to hold access. */
export function spanOfPlan(plan: RequestPlan): Span {
  const extendsId = plan.prolongs?.id ?? null;
  return spanOf({ ...plan, ...windowOf(plan), extendsId });
}

function windowOf(plan: RequestPlan) {
  return plan.approval
    ? { startsAt: null, endsAt: null }
    : fixWindow({
        ...plan,
        extendsId: plan.prolongs?.id ?? null,
        approvedAt: plan.createdAt,
      });
}
