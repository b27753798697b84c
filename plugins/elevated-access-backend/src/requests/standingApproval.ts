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
  type ApprovalQuestion,
  type ApproverMembers,
} from '../domain/approval';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { DecisionRecord } from '../domain/types';

/**
 * Requires that what was approved still is: that everybody needed is still an
 * approver and still the Identity Center user who approved.
 *
 * @param members - the authors of decisions among them as AWS knows them now
 * @throws NotAllowedError with code `not-approver`, naming whose approval no longer counts
 */
export function requireStandingApproval(
  question: ApprovalQuestion,
  members: ApproverMembers,
  now: Date,
): void {
  const { outcome, stage, stages, counted } = evaluateApproval({
    ...question,
    members,
    now,
    decisions: question.decisions.filter(it => isStillItsAuthor(it, members)),
  });
  switch (outcome) {
    case 'approved':
      return;
    case 'rejected':
      throw lost(`It was rejected${byWhom(question)}; ask again.`);
    case 'waiting': {
      const gone = question.decisions.filter(
        it =>
          it.verdict === 'approved' &&
          it.digest === question.digest &&
          !counted.includes(it),
      );
      const because = gone
        .map(it => `${it.approverName} is no longer an approver. `)
        .join('');
      const { name = '', approved = 0, required = 0 } = stages[stage] ?? {};
      throw lost(
        `${because}Approval policy ${question.requirement.policyName}, stage ${name}, has ${approved} of ${required} approvals of what is asked for; ask again.`,
      );
    }
    default:
      throw new Error(`Unknown outcome ${outcome satisfies never}`);
  }
}

/** A rejection counts whoever its author is by now. */
function isStillItsAuthor(
  decision: DecisionRecord,
  members: ApproverMembers,
): boolean {
  const { approverPrincipalId, verdict } = decision;
  if (verdict === 'rejected' || approverPrincipalId === null) {
    return true;
  }
  const ref = normalizeRef(decision.approverRef);
  return [...members.values()]
    .flat()
    .some(
      person =>
        normalizeRef(person.entityRef) === ref &&
        person.principalId === approverPrincipalId,
    );
}

function byWhom({ decisions, digest }: ApprovalQuestion): string {
  const rejection = decisions.find(
    it => it.verdict === 'rejected' && it.digest === digest,
  );
  return rejection ? ` by ${rejection.approverName}` : '';
}

function lost(reason: string) {
  return problem('not-allowed', {
    code: 'not-approver',
    reason,
    remedy: 'Ask again.',
  });
}
