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
  AccessRequest,
  AssignmentView,
  RequestAction,
} from 'backstage-plugin-elevated-access-common';
import type {
  AssignmentRecord,
  DecisionRecord,
  RequestRecord,
} from '../domain/types';
import type { ExtensionOffer } from '../domain/extension';
import { accessEndsAt, formatDuration, sessionTail } from '../domain/window';

/** People named of each stage. */
const APPROVERS_SHOWN = 50;

/** How one stage stands, for showing. */
export interface PresentedStage {
  name: string;
  required: number;
  approved: number;
  approvers: readonly {
    entityRef: string;
    displayName: string;
    via: readonly string[];
    escalated: boolean;
  }[];
  escalatesAt: Date | null;
}

/** The form in which the API gives a request. */
export function presentRequest(options: {
  request: RequestRecord;
  decisions: readonly DecisionRecord[];
  assignment: AssignmentRecord | undefined;
  stages: readonly PresentedStage[];
  actions: RequestAction[];
  extension: ExtensionOffer | undefined;
  now: Date;
}): AccessRequest {
  const { request, decisions, assignment, stages, actions } = options;
  const { extension, now } = options;
  return {
    id: request.id,
    batchId: request.batchId,
    status: request.status,
    endReason: request.endReason,
    overdueSince: instant(request.overdueSince),
    requester: {
      entityRef: request.requesterRef,
      displayName: request.requesterName,
    },
    principal: {
      userId: request.principalId,
      userName: request.principalUserName,
    },
    account: { id: request.accountId, name: request.accountName },
    permissionSet: {
      arn: request.permissionSetArn,
      name: request.permissionSetName,
      sessionDuration: formatDuration(request.sessionDurationMs),
    },
    requestedStart: instant(request.requestedStart),
    duration: formatDuration(request.durationMs),
    approvedDuration: duration(request.approvedDurationMs),
    startsAt: instant(request.startsAt),
    endsAt: instant(request.endsAt),
    sessionsEndBy: instant(sessionTail(request, now)),
    reason: request.reason,
    ticket: request.ticket,
    policy: { name: request.policyName, version: request.policyVersion },
    risk: request.risk,
    approval: request.approval && {
      policy: request.approval.policyName,
      comment: request.approval.comment,
      stages: stages.map(presentStage),
    },
    decisions: decisions.map(decision => ({
      approver: {
        entityRef: decision.approverRef,
        displayName: decision.approverName,
      },
      verdict: decision.verdict,
      comment: decision.comment,
      stage: decision.stage,
      duration: duration(decision.durationMs),
      decidedAt: decision.decidedAt.toISOString(),
    })),
    assignment: assignment ? presentAssignment(assignment) : null,
    digest: request.digest,
    createdAt: request.createdAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    activatedAt: instant(request.activatedAt),
    endedAt: instant(request.endedAt),
    endedBy:
      request.endedByRef === null
        ? null
        : {
            entityRef: request.endedByRef,
            displayName: request.endedByName ?? request.endedByRef,
          },
    endComment: request.endComment,
    failure: request.failure,
    strictWindow: request.strictWindow,
    accessEndsAt: instant(accessEndsAt(request)),
    extends: request.extendsId,
    reapprovalReason: request.reapprovalReason,
    extension: extension
      ? {
          maxDuration: formatDuration(extension.maxDurationMs),
          remaining: extension.remaining,
        }
      : null,
    usage: request.usage,
    actions,
  };
}

export function presentStage(stage: PresentedStage) {
  return {
    name: stage.name,
    required: stage.required,
    approved: stage.approved,
    approvers: shown(stage.approvers).map(
      ({ entityRef, displayName, via, escalated }) => ({
        entityRef,
        displayName,
        via: [...via],
        escalated,
      }),
    ),
    approverCount: stage.approvers.length,
    escalatesAt: instant(stage.escalatesAt),
  };
}

/** Enough of them to ask, and some of each kind: policies may name a whole department. */
function shown(
  approvers: PresentedStage['approvers'],
): PresentedStage['approvers'] {
  if (approvers.length <= APPROVERS_SHOWN) {
    return approvers;
  }
  const escalated = approvers
    .filter(person => person.escalated)
    .slice(0, APPROVERS_SHOWN / 2);
  return [
    ...approvers
      .filter(person => !person.escalated)
      .slice(0, APPROVERS_SHOWN - escalated.length),
    ...escalated,
  ];
}

function presentAssignment(assignment: AssignmentRecord): AssignmentView {
  return {
    operation: assignment.operation,
    phase: assignment.phase,
    standing: assignment.standing,
    attempts: assignment.attempts,
    awsRequestId: assignment.awsRequestId,
    lastError: assignment.lastError,
    nextAttemptAt: instant(assignment.nextActionAt),
  };
}

function duration(ms: number | null): string | null {
  return ms === null ? null : formatDuration(ms);
}

function instant(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
