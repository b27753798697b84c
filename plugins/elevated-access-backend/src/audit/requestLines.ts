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

import type { ExportedDecision, ExportedRequest } from '../database/types';
import { formatDuration } from '../domain/window';
import { csvLine } from './csv';

/**
 * What an export says of a request, in the order of the columns: the same members
 * in CSV and in JSON Lines. Instants are ISO 8601 in UTC, durations ISO 8601.
 */
function membersOf(request: ExportedRequest) {
  return {
    id: request.id,
    batchId: request.batchId,
    status: request.status,
    endReason: request.endReason,
    overdueSince: instant(request.overdueSince),
    requester: request.requesterRef,
    requesterName: request.requesterName,
    principalId: request.principalId,
    principalUserName: request.principalUserName,
    accountId: request.accountId,
    accountName: request.accountName,
    permissionSetArn: request.permissionSetArn,
    permissionSetName: request.permissionSetName,
    sessionDuration: formatDuration(request.sessionDurationMs),
    policy: request.policyName,
    policyVersion: request.policyVersion,
    automatic: request.automatic,
    reason: request.reason,
    ticket: request.ticket,
    createdAt: instant(request.createdAt),
    requestedStart: instant(request.requestedStart),
    duration: formatDuration(request.durationMs),
    approvedDuration:
      request.approvedDurationMs === null
        ? null
        : formatDuration(request.approvedDurationMs),
    startsAt: instant(request.startsAt),
    endsAt: instant(request.endsAt),
    activatedAt: instant(request.activatedAt),
    endedAt: instant(request.endedAt),
    endedBy: request.endedByRef,
    endedByName: request.endedByName,
    endComment: request.endComment,
    failure: request.failure,
    strictWindow: request.strictWindow,
    extends: request.extendsId,
    usage: request.usage,
  };
}

/** A request as a line of JSON, with each decision. */
export function jsonLine(
  request: ExportedRequest,
  decisions: readonly ExportedDecision[],
): string {
  const line = JSON.stringify({
    ...membersOf(request),
    decisions: decisions.map(decision => ({
      approver: decision.approverRef,
      approverName: decision.approverName,
      verdict: decision.verdict,
      comment: decision.comment,
      stage: decision.stage,
      decidedAt: instant(decision.decidedAt),
    })),
  });
  return `${line}\n`;
}

/** A request as a row; who decided is in columns of their own, several separated by blanks. */
export function csvRow(
  request: ExportedRequest,
  decisions: readonly ExportedDecision[],
): string {
  const by = (verdict: string) =>
    decisions
      .filter(decision => decision.verdict === verdict)
      .map(({ approverRef }) => approverRef)
      .join(' ');
  return csvLine([
    ...Object.values(membersOf(request)),
    by('approved'),
    by('rejected'),
    decisions
      .filter(({ comment }) => comment !== '')
      .map(({ approverRef, comment }) => `${approverRef}: ${comment}`)
      .join('\n'),
  ]);
}

export const csvHeading = csvLine([
  'id',
  'batchId',
  'status',
  'endReason',
  'overdueSince',
  'requester',
  'requesterName',
  'principalId',
  'principalUserName',
  'accountId',
  'accountName',
  'permissionSetArn',
  'permissionSetName',
  'sessionDuration',
  'policy',
  'policyVersion',
  'automatic',
  'reason',
  'ticket',
  'createdAt',
  'requestedStart',
  'duration',
  'approvedDuration',
  'startsAt',
  'endsAt',
  'activatedAt',
  'endedAt',
  'endedBy',
  'endedByName',
  'endComment',
  'failure',
  'strictWindow',
  'extends',
  'usage',
  'approvedBy',
  'rejectedBy',
  'decisionComments',
]);

function instant(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}
