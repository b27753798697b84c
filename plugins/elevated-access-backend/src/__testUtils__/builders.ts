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

import { randomUUID } from 'node:crypto';
import type { ApprovalRequirement, RequestRecord } from '../domain/types';

export const START = new Date('2026-11-22T12:00:00.000Z');

export const PERMISSION_SET_ARN =
  'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444';

/** An approval requirement of one stage. */
export function anApproval(
  approvers: string[] = ['group:default/payments-leads'],
): ApprovalRequirement {
  return {
    policyName: 'payments-approval',
    policyVersion: 'v1',
    comment: 'on-reject',
    reminders: null,
    stages: [
      { name: 'Payments leads', approvers, required: 1, escalation: [] },
    ],
  };
}

/** A pending request of Ann's for an hour of PowerUser on payments-prod. */
export function aRequest(
  overrides: Partial<RequestRecord> & { assignmentId: string },
): RequestRecord {
  return {
    id: randomUUID(),
    batchId: randomUUID(),
    status: 'pending',
    endReason: null,
    overdueSince: null,
    requesterRef: 'user:default/ann.li',
    requesterName: 'Ann Li',
    principalId: '906748a2e1-11111111-2222-3333-4444-555555555555',
    principalUserName: 'ann.li',
    accountId: '111122223333',
    accountName: 'payments-prod',
    permissionSetArn: PERMISSION_SET_ARN,
    permissionSetName: 'PowerUser',
    permissionSetFingerprint: 'sha256:aa',
    sessionDurationMs: 3_600_000,
    requestedStart: null,
    durationMs: 3_600_000,
    approvedDurationMs: null,
    approvalWaitMs: null,
    startsAt: null,
    endsAt: null,
    reason: 'OPS-31 deploy is stuck',
    ticket: null,
    policyName: 'payments-engineers',
    policyVersion: 'v1',
    risk: 'normal',
    approval: anApproval(),
    digest: 'sha256:dd',
    createdAt: START,
    askedAt: overrides.createdAt ?? START,
    expiresAt: new Date(START.getTime() + 3 * 3_600_000),
    activatedAt: null,
    endedAt: null,
    endedByRef: null,
    endedByName: null,
    endComment: null,
    failure: null,
    strictWindow: false,
    extendsId: null,
    reapprovalReason: null,
    usage: 'unknown',
    version: 1,
    ...overrides,
  };
}
