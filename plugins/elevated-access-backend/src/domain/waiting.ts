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
  ApprovalRequirement,
  ApprovalRequirementStage,
  DecisionRecord,
  ReminderRule,
} from './types';

/** Reminders are never closer together, milliseconds: a policy may ask for one each second. */
const SHORTEST_GAP = 60_000;

/** What the time that a stage has waited is told by. */
export interface WaitingQuery {
  requirement: ApprovalRequirement;
  decisions: readonly DecisionRecord[];
  /** The request's digest as it is now. */
  digest: string;
  /** When its approvers were asked. */
  askedAt: Date;
}

/**
 * When a stage began to wait: when the approvers were asked, or with the
 * approval that first completed the stage before it. Undefined while that has not
 * happened.
 *
 * An approval that no longer counts does not turn the clock back: whoever is
 * asked has been asked since then, and an escalation that was due stays due.
 */
export function waitsSince(
  query: WaitingQuery,
  stage: number,
): Date | undefined {
  const { requirement, decisions, digest, askedAt } = query;
  return requirement.stages
    .slice(0, stage)
    .reduce<Date | undefined>((since, { required }, index) => {
      const approvals = decisions
        .filter(
          it =>
            it.digest === digest &&
            it.stage === index &&
            it.verdict === 'approved',
        )
        .map(({ decidedAt }) => decidedAt.getTime())
        .sort((a, b) => a - b);
      const completed = approvals[required - 1];
      return since && completed !== undefined
        ? new Date(Math.max(since.getTime(), completed))
        : undefined;
    }, askedAt);
}

/** How many escalations of a stage are due that has waited since `since`. */
export function escalationsDue(
  { escalation }: Pick<ApprovalRequirementStage, 'escalation'>,
  since: Date | undefined,
  now: Date,
): number {
  return since === undefined
    ? 0
    : escalation.filter(
        ({ afterMs }) => since.getTime() + afterMs <= now.getTime(),
      ).length;
}

/** When the next people of a stage may act; null when no more ever will. */
export function escalatesAt(
  stage: Pick<ApprovalRequirementStage, 'escalation'>,
  since: Date | undefined,
  now: Date,
): Date | null {
  const next = stage.escalation[escalationsDue(stage, since, now)];
  return since && next ? new Date(since.getTime() + next.afterMs) : null;
}

/**
 * The first time after `after` at which approvers are reminded of a stage that
 * has waited since `since`. What was due before is left out, so that an outage
 * is followed by one reminder and not by all that were missed.
 */
export function nextReminder(
  rule: ReminderRule | null,
  since: Date,
  after: Date,
): Date | undefined {
  if (!rule) {
    return undefined;
  }
  const gapOf = (ms: number) =>
    Math.max(SHORTEST_GAP, Math.min(ms, rule.maximumMs));
  let gap = rule.firstMs;
  let at = since.getTime() + Math.max(SHORTEST_GAP, rule.firstMs);
  while (at <= after.getTime()) {
    gap = gapOf(gap * 2);
    // Once the gap is as long as it gets, the rest is counted at once.
    const gaps =
      gapOf(gap * 2) === gap
        ? Math.max(1, Math.ceil((after.getTime() - at + 1) / gap))
        : 1;
    at += gaps * gap;
  }
  return new Date(at);
}
