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
  endReasonSchema,
  requestStatusSchema,
  requestUsageSchema,
  type RequestStatus,
  type Risk,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type { ApprovalRequirement, RequestRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import type { RequestRow } from './tables';
import { toDate, toDateOrNull, toNumberOrNull } from './values';

const approvalSchema: z.ZodType<ApprovalRequirement> = z.object({
  policyName: z.string(),
  policyVersion: z.string(),
  comment: z.enum(['optional', 'on-reject', 'always']),
  // Absent in what older versions pinned.
  reminders: z
    .object({ firstMs: z.number(), maximumMs: z.number() })
    .nullable()
    .default(null),
  stages: z.array(
    z.object({
      name: z.string(),
      approvers: z.array(z.string()),
      required: z.int(),
      escalation: z
        .array(
          z.object({ afterMs: z.number(), approvers: z.array(z.string()) }),
        )
        .default([]),
    }),
  ),
});

/** When a request has to change by itself, or null when only others can move it. */
export function dueAt(request: {
  status: RequestStatus;
  expiresAt: Date;
  startsAt: Date | null;
  endsAt: Date | null;
  strictWindow: boolean;
  sessionDurationMs: number;
}): Date | null {
  switch (request.status) {
    case 'pending':
      return request.expiresAt;
    case 'scheduled':
      return request.startsAt;
    case 'active':
      return accessEndsAt(request);
    case 'activating':
    case 'ending':
    case 'ended':
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'lapsed':
    case 'failed':
      return null;
    default:
      return assertNever(request.status);
  }
}

/** Behind every request whose window is fixed. */
const NO_END = 9_000_000_000_000_000;

/** How far before everything else overdue access comes, milliseconds. */
const OVERDUE = 1_000_000_000_000_000;

/** By when access is taken away, milliseconds, overdue access before everything else. */
export function endsOrder(
  request: Parameters<typeof accessEndsAt>[0] & { overdueSince: Date | null },
): number {
  const end = accessEndsAt(request);
  return end ? end.getTime() - (request.overdueSince ? OVERDUE : 0) : NO_END;
}

/** Where inboxes have requests of a risk: the lowest first. Migration 20261123234000 has what older versions leave out. */
export const RISK_RANKS = {
  high: 0,
  normal: 1,
} as const satisfies Record<Risk, number>;

function assertNever(status: never): never {
  throw new Error(`Unknown request status ${String(status)}`);
}

export function toRequestRow(request: RequestRecord): RequestRow {
  return {
    id: request.id,
    batch_id: request.batchId,
    assignment_id: request.assignmentId,
    status: request.status,
    end_reason: request.endReason,
    overdue_since: request.overdueSince,
    requester_ref: request.requesterRef,
    requester_name: request.requesterName,
    principal_id: request.principalId,
    principal_user_name: request.principalUserName,
    account_id: request.accountId,
    account_name: request.accountName,
    permission_set_arn: request.permissionSetArn,
    permission_set_name: request.permissionSetName,
    permission_set_fingerprint: request.permissionSetFingerprint,
    session_duration_ms: request.sessionDurationMs,
    requested_start: request.requestedStart,
    duration_ms: request.durationMs,
    approved_duration_ms: request.approvedDurationMs,
    approval_wait_ms: request.approvalWaitMs,
    starts_at: request.startsAt,
    ends_at: request.endsAt,
    reason: request.reason,
    ticket: request.ticket,
    policy_name: request.policyName,
    policy_version: request.policyVersion,
    risk_rank: RISK_RANKS[request.risk],
    approval: request.approval ? JSON.stringify(request.approval) : null,
    digest: request.digest,
    created_at: request.createdAt,
    asked_at: request.askedAt,
    expires_at: request.expiresAt,
    activated_at: request.activatedAt,
    ended_at: request.endedAt,
    ended_by_ref: request.endedByRef,
    ended_by_name: request.endedByName,
    end_comment: request.endComment,
    failure: request.failure,
    strict_window: request.strictWindow,
    extends_id: request.extendsId,
    reapproval_reason: request.reapprovalReason,
    usage: request.usage,
    due_at: dueAt(request),
    ends_order: endsOrder(request),
    version: request.version,
  };
}

export function fromRequestRow(row: RequestRow): RequestRecord {
  return {
    id: row.id,
    batchId: row.batch_id,
    assignmentId: row.assignment_id,
    status: requestStatusSchema.parse(row.status),
    endReason: endReasonSchema.nullable().parse(row.end_reason),
    overdueSince: toDateOrNull(row.overdue_since),
    requesterRef: row.requester_ref,
    requesterName: row.requester_name,
    principalId: row.principal_id,
    principalUserName: row.principal_user_name,
    accountId: row.account_id,
    accountName: row.account_name,
    permissionSetArn: row.permission_set_arn,
    permissionSetName: row.permission_set_name,
    permissionSetFingerprint: row.permission_set_fingerprint,
    sessionDurationMs: Number(row.session_duration_ms),
    requestedStart: toDateOrNull(row.requested_start),
    durationMs: Number(row.duration_ms),
    approvedDurationMs: toNumberOrNull(row.approved_duration_ms),
    approvalWaitMs: toNumberOrNull(row.approval_wait_ms),
    startsAt: toDateOrNull(row.starts_at),
    endsAt: toDateOrNull(row.ends_at),
    reason: row.reason,
    ticket: row.ticket,
    policyName: row.policy_name,
    policyVersion: row.policy_version,
    risk: row.risk_rank === RISK_RANKS.high ? 'high' : 'normal',
    approval: row.approval
      ? approvalSchema.parse(JSON.parse(row.approval))
      : null,
    digest: row.digest,
    createdAt: toDate(row.created_at),
    // Null in what older versions wrote.
    askedAt: toDate(row.asked_at ?? row.created_at),
    expiresAt: toDate(row.expires_at),
    activatedAt: toDateOrNull(row.activated_at),
    endedAt: toDateOrNull(row.ended_at),
    endedByRef: row.ended_by_ref,
    endedByName: row.ended_by_name,
    endComment: row.end_comment,
    failure: row.failure,
    strictWindow: Boolean(row.strict_window),
    extendsId: row.extends_id,
    reapprovalReason: row.reapproval_reason,
    usage: requestUsageSchema.parse(row.usage),
    version: row.version,
  };
}
