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

import type { ApprovalQuestion } from '../domain/approval';
import { namedIn } from '../domain/approvers';
import type {
  ApprovalRequirement,
  DecisionRecord,
  RequestRecord,
} from '../domain/types';

/** The question whether a request is approved; undefined when nobody has to approve it. */
export function approvalQuestion(
  request: RequestRecord,
  decisions: readonly DecisionRecord[],
): ApprovalQuestion | undefined {
  if (!request.approval) {
    return undefined;
  }
  return {
    requirement: request.approval,
    decisions,
    digest: request.digest,
    askedAt: request.askedAt,
    requesterRef: request.requesterRef,
    requesterPrincipalId: request.principalId,
  };
}

/**
 * Everybody whom the pinned approval policy names, in whatever stage and
 * escalation: user and group refs, `owner` and `manager`.
 */
export function approverRefsOf({
  stages,
}: Pick<ApprovalRequirement, 'stages'>): string[] {
  return [...new Set(stages.flatMap(namedIn))];
}
