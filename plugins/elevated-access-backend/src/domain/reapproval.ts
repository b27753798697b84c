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

import { computeDigest } from './digest';
import { describeDuration, expiryOf, leavesTime } from './window';
import type {
  ApprovalRequirement,
  DirectoryPermissionSet,
  EventRecord,
  RequestRecord,
} from './types';

/** What a permission set is, as AWS says now. */
export type LivePermissionSet = Pick<
  DirectoryPermissionSet,
  'name' | 'fingerprint' | 'sessionDurationMs'
>;

/** A request's way back to its approvers. */
export interface Reapproval {
  patch: Pick<
    RequestRecord,
    | 'status'
    | 'policyName'
    | 'policyVersion'
    | 'risk'
    | 'approval'
    | 'approvedDurationMs'
    | 'approvalWaitMs'
    | 'askedAt'
    | 'startsAt'
    | 'endsAt'
    | 'permissionSetName'
    | 'permissionSetFingerprint'
    | 'sessionDurationMs'
    | 'strictWindow'
    | 'digest'
    | 'expiresAt'
    | 'reapprovalReason'
    | 'failure'
    | 'overdueSince'
  >;
  event: Pick<EventRecord, 'data'> & { type: 'request.reapproval-needed' };
}

/** What answers a request by the policies as they are now. */
export interface Terms
  extends Pick<
    RequestRecord,
    'policyName' | 'policyVersion' | 'risk' | 'strictWindow'
  > {
  approval: ApprovalRequirement;
}

/** For how long access may be late, and how long approvers have when asked again; milliseconds. */
export interface DelayTerms {
  maximumDelayMs: number;
  requestExpiryMs: number;
}

/**
 * Asks the approvers of a request again, about what is true now: those of the
 * policy that answers now, for all that was asked. Earlier decisions do not count any more, not even where nothing that was shown has
 * changed: the new digest takes in the old one.
 *
 * Undefined where it makes no sense: nobody ever had to approve, or nothing would
 * be left of the window, or nothing is left to prolong.
 */
export function askAgain(
  request: RequestRecord,
  options: {
    /** For people to read. */
    reason: string;
    now: Date;
    /** Milliseconds that approvers have. */
    expiryMs: number;
    /** What is pinned anew; what was pinned before holds on where absent. */
    terms?: Terms;
    /** As recorded, where absent. */
    permissionSet?: LivePermissionSet;
    /** When the access ends that it would prolong. */
    prolongsUntil?: Date;
  },
): Reapproval | undefined {
  const { reason, now, expiryMs, terms, permissionSet, prolongsUntil } =
    options;
  const fingerprint =
    permissionSet?.fingerprint ?? request.permissionSetFingerprint;
  const next = {
    ...request,
    ...terms,
    permissionSetName: permissionSet?.name ?? request.permissionSetName,
    permissionSetFingerprint: fingerprint,
    sessionDurationMs:
      permissionSet?.sessionDurationMs ?? request.sessionDurationMs,
  };
  const expiresAt = earliest(expiryOf(next, now, expiryMs), prolongsUntil);
  const possible =
    next.approval !== null &&
    expiresAt > now &&
    (request.extendsId === null
      ? leavesTime(wholeWindow(next, now))
      : prolongsUntil !== undefined);
  if (!possible) {
    return undefined;
  }
  const digest = computeDigest({ ...next, supersedes: request.digest });
  return {
    patch: {
      status: 'pending',
      policyName: next.policyName,
      policyVersion: next.policyVersion,
      risk: next.risk,
      approval: next.approval,
      strictWindow: next.strictWindow,
      approvedDurationMs: null,
      approvalWaitMs: null,
      askedAt: now,
      startsAt: null,
      endsAt: null,
      permissionSetName: next.permissionSetName,
      permissionSetFingerprint: fingerprint,
      sessionDurationMs: next.sessionDurationMs,
      digest,
      expiresAt,
      reapprovalReason: reason,
      failure: null,
      overdueSince: null,
    },
    event: {
      type: 'request.reapproval-needed',
      data: {
        reason,
        oldDigest: request.digest,
        newDigest: digest,
        policy: next.policyName,
        policyVersion: next.policyVersion,
        approvalPolicy: next.approval?.policyName ?? null,
        expiresAt: expiresAt.toISOString(),
        // Whoever was alerted has to hear that it is over.
        ...(request.overdueSince
          ? { overdueSince: request.overdueSince.toISOString() }
          : {}),
      },
    },
  };
}

/**
 * Says of a request that is being activated that it is too late. It then goes the
 * way of one that fails: nothing is created any more, and once nothing is left of
 * the attempt it comes back to its approvers. Kept in the row, so that whoever
 * acts next decides the same.
 */
export function markLate(
  request: RequestRecord,
  delay: DelayTerms,
  now: Date,
  /** What is pinned anew; what was pinned before holds on where absent. */
  terms?: Terms,
): Pick<RequestRecord, 'failure' | 'reapprovalReason' | 'expiresAt'> &
  Partial<Terms> {
  const reason = comesBack(request)
    ? request.failure
    : lateReason(request, delay.maximumDelayMs);
  return {
    ...terms,
    failure: reason,
    reapprovalReason: reason,
    expiresAt: expiryOf(request, now, delay.requestExpiryMs),
  };
}

/**
 * Says of a request that is being activated that it may not be given as it was
 * asked for, and goes the same way. What its approvers are asked about is pinned
 * now; without anybody to ask it fails.
 */
export function markRefused({
  reason,
  reapproval,
}: {
  reason: string;
  reapproval?: Reapproval | undefined;
}): Pick<RequestRecord, 'failure' | 'reapprovalReason'> &
  Partial<Reapproval['patch']> {
  if (!reapproval) {
    // It may have come back before, for the same reason.
    return { failure: reason, reapprovalReason: null };
  }
  const { patch } = reapproval;
  return {
    policyName: patch.policyName,
    policyVersion: patch.policyVersion,
    risk: patch.risk,
    approval: patch.approval,
    strictWindow: patch.strictWindow,
    permissionSetName: patch.permissionSetName,
    permissionSetFingerprint: patch.permissionSetFingerprint,
    sessionDurationMs: patch.sessionDurationMs,
    expiresAt: patch.expiresAt,
    failure: reason,
    reapprovalReason: reason,
  };
}

/** Whether a request is marked to go back to its approvers. */
export function comesBack({
  failure,
  reapprovalReason,
}: Pick<RequestRecord, 'failure' | 'reapprovalReason'>): boolean {
  return failure !== null && failure === reapprovalReason;
}

/**
 * The way back of a request that was marked.
 *
 * @param prolongsUntil - when the access ends that it would prolong
 */
export function comeBack(
  request: RequestRecord,
  now: Date,
  prolongsUntil?: Date,
): Reapproval | undefined {
  return askAgain(request, {
    reason: request.reapprovalReason ?? '',
    now,
    expiryMs: request.expiresAt.getTime() - now.getTime(),
    ...(prolongsUntil ? { prolongsUntil } : {}),
  });
}

export function lateReason(
  { startsAt }: Pick<RequestRecord, 'startsAt'>,
  maximumDelayMs: number,
): string {
  return `Access could not begin at ${startsAt?.toISOString()} and is more than ${describeDuration(
    maximumDelayMs,
  )} late.`;
}

/** Whether access that had to be approved is so late that approval has gone stale. */
export function isTooLate(
  request: Pick<RequestRecord, 'approval' | 'startsAt'>,
  now: Date,
  maximumDelayMs: number,
): boolean {
  const { approval, startsAt } = request;
  return (
    approval !== null &&
    startsAt !== null &&
    now.getTime() - startsAt.getTime() > maximumDelayMs
  );
}

/** The window that an approval at the best moment would give. */
function wholeWindow(request: RequestRecord, now: Date) {
  const startsAt = request.requestedStart ?? now;
  return {
    ...request,
    startsAt,
    endsAt: new Date(startsAt.getTime() + request.durationMs),
  };
}

function earliest(a: Date, b: Date | undefined): Date {
  return b && b < a ? b : a;
}
