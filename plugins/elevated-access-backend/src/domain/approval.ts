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

import type { ProblemCode } from 'backstage-plugin-elevated-access-common';
import {
  approversOf,
  identityOf,
  approverWords,
  isRequester,
  namedIn,
  type ApproverMembers,
  type ApproverPerson,
  type ApproverWord,
  type RequesterIdentity,
  type StageState,
} from './approvers';
import { normalizeRef, refsOf } from './refs';
import type {
  ApprovalRequirementStage,
  ApprovalRequirement,
  DecisionRecord,
} from './types';
import { escalatesAt, escalationsDue, waitsSince } from './waiting';

export {
  findSufficientApprovers,
  findUnapprovableStage,
  type FeasibilityQuery,
} from './approvalFeasibility';
export type {
  ApproverMembers,
  ApproverPerson,
  RequesterIdentity,
  StageApprover,
  StageState,
} from './approvers';
export type { LoadedApprovalPolicy } from './policies';
export { selectApprovalPolicy, toRequirement } from './approvalPolicies';

export interface ApprovalState {
  outcome: 'approved' | 'rejected' | 'waiting';
  /** Index of the stage that is waiting or that rejected; the number of stages when all are approved. */
  stage: number;
  stages: StageState[];
  /** The approvals that count. */
  counted: DecisionRecord[];
  /** Milliseconds, the least to which an approval that counts is limited; null when none is. */
  approvedDurationMs: number | null;
}

/** What the rules of approval need to know of a request. */
export interface ApprovalQuestion extends RequesterIdentity {
  requirement: ApprovalRequirement;
  decisions: readonly DecisionRecord[];
  /** The request's digest as it is now. */
  digest: string;
  /** When its approvers were asked. */
  askedAt: Date;
}

/**
 * Where an approval stands, judged by who is an approver now.
 *
 * Stages are taken in order; each needs its number of distinct people. One
 * rejection ends it. Only decisions on the request as it is now count, told by
 * `digest`. An approval counts only while its author is still an
 * enabled member of the stage that it was given in, or of an escalation that was
 * due by then, never when its author is the requester under either name, and once
 * per request, whatever the number of groups, stages or catalog users under which
 * one person appears.
 */
export function evaluateApproval(
  query: ApprovalQuestion & { members: ApproverMembers; now: Date },
): ApprovalState {
  const { requirement, now } = query;
  const decisions = query.decisions.filter(it => it.digest === query.digest);
  const people = new Set<string>();
  const counted: DecisionRecord[] = [];
  const stages = requirement.stages.map((stage, index): StageState => {
    const since = waitsSince(query, index);
    let approved = 0;
    for (const decision of decisions) {
      const author =
        decision.stage === index &&
        decision.verdict === 'approved' &&
        authorOf(decision, stage, since, query);
      if (author && !people.has(identityOf(author))) {
        people.add(identityOf(author));
        counted.push(decision);
        approved += 1;
      }
    }
    return {
      name: stage.name,
      required: stage.required,
      approved,
      approvers: approversOf(stage, query.members, query, {
        escalations: escalationsDue(stage, since, now),
      }),
      escalatesAt: escalatesAt(stage, since, now),
    };
  });
  const limits = counted.flatMap(({ durationMs }) => durationMs ?? []);
  const found = {
    stages,
    counted,
    approvedDurationMs: limits.length > 0 ? Math.min(...limits) : null,
  };

  const rejection = decisions.find(it => it.verdict === 'rejected');
  if (rejection) {
    return { outcome: 'rejected', stage: rejection.stage, ...found };
  }
  const waiting = stages.findIndex(stage => stage.approved < stage.required);
  return waiting < 0
    ? { outcome: 'approved', stage: stages.length, ...found }
    : { outcome: 'waiting', stage: waiting, ...found };
}

/** The author of an approval, if it counts in a stage. */
function authorOf(
  decision: DecisionRecord,
  stage: ApprovalRequirementStage,
  since: Date | undefined,
  query: ApprovalQuestion & { members: ApproverMembers },
): ApproverPerson | undefined {
  if (decision.approverPrincipalId === query.requesterPrincipalId) {
    return undefined;
  }
  const ref = normalizeRef(decision.approverRef);
  return approversOf(stage, query.members, query, {
    aliases: true,
    escalations: escalationsDue(stage, since, decision.decidedAt),
  }).find(person => normalizeRef(person.entityRef) === ref);
}

export type DecisionPermit =
  | { allowed: true; stage: number }
  | {
      allowed: false;
      code: Extract<
        ProblemCode,
        'self-approval' | 'not-approver' | 'already-decided'
      >;
      reason: string;
      remedy: string;
    };

/**
 * Whether a person may decide on a request now, and in which stage the decision
 * counts. Memberships are the person's own, read now.
 *
 * `members` tells whose earlier approvals still count. Without it all of them
 * do, which is good enough to offer a button and not to record a decision.
 */
export function canDecide(
  query: ApprovalQuestion & {
    person: Decider;
    members?: ApproverMembers;
    now: Date;
  },
): DecisionPermit {
  const { requirement, person } = query;
  const decisions = query.decisions.filter(it => it.digest === query.digest);
  if (isRequester(person, query)) {
    return refuse(
      'self-approval',
      'Nobody decides on a request of their own.',
      'Somebody else among the approvers has to decide.',
    );
  }
  if (decisions.some(decision => isAuthor(person, decision))) {
    return refuse(
      'already-decided',
      'You have already decided on this request; a person counts once.',
      'Nothing is left for you to do here.',
    );
  }
  const names = namesOf(person, query.members);
  const own = requirement.stages.flatMap((it, index) =>
    isNamed(namedIn(it), names) ? [index] : [],
  );
  if (own.length === 0) {
    return refuse(
      'not-approver',
      `You are not an approver under policy ${requirement.policyName}.`,
      'Ask one of the approvers shown on the request.',
    );
  }
  if (!person.enabled) {
    return refuse(
      'not-approver',
      'Your user is disabled, so your decision cannot count.',
      'Ask the people who run Identity Center to enable your user.',
    );
  }
  const { outcome, stage } = query.members
    ? evaluateApproval({ ...query, members: query.members })
    : assumeValid(requirement, decisions);
  if (outcome !== 'waiting') {
    return refuse(
      'already-decided',
      `This request has already been ${outcome}.`,
      'Nothing is left to decide.',
    );
  }
  if (!own.includes(stage)) {
    return refuse(
      'not-approver',
      `It is the turn of stage ${requirement.stages[stage]?.name}, in which you are not an approver.`,
      own.some(index => index > stage)
        ? 'Come back when the stages before yours have approved.'
        : 'Ask one of the approvers of that stage.',
    );
  }
  const from = turnComesAt(query, stage, names);
  return from && from > query.now
    ? refuse(
        'not-approver',
        `Stage ${
          requirement.stages[stage]?.name
        } is escalated to you at ${from.toISOString()}, unless its own approvers decide before.`,
        'Come back then, or ask one of the approvers of that stage.',
      )
    : { allowed: true, stage };
}

/** When a stage is escalated to somebody who is not among its own approvers; undefined for those. */
function turnComesAt(
  query: ApprovalQuestion & { now: Date },
  index: number,
  names: ReadonlySet<string>,
): Date | undefined {
  const stage = query.requirement.stages[index];
  if (!stage || isNamed(stage.approvers, names)) {
    return undefined;
  }
  const since = waitsSince(query, index) ?? query.now;
  const step = stage.escalation.find(it => isNamed(it.approvers, names));
  return step && new Date(since.getTime() + step.afterMs);
}

function isNamed(
  approvers: readonly string[],
  names: ReadonlySet<string>,
): boolean {
  return approvers.some(approver => names.has(normalizeRef(approver)));
}

/** Somebody who wants to decide, with their memberships. */
export type Decider = ApproverPerson & {
  groupRefs: readonly string[];
  /** The words of policies that mean them; read off the members where these are known. */
  words?: readonly ApproverWord[];
};

/** Everything under which a policy may name somebody. */
function namesOf(
  person: Decider,
  members: ApproverMembers | undefined,
): ReadonlySet<string> {
  const ref = normalizeRef(person.entityRef);
  const words = members
    ? approverWords.filter(word =>
        members.get(word)?.some(it => normalizeRef(it.entityRef) === ref),
      )
    : person.words ?? [];
  return new Set([...refsOf(person), ...words]);
}

function isAuthor(person: ApproverPerson, decision: DecisionRecord): boolean {
  return (
    normalizeRef(decision.approverRef) === normalizeRef(person.entityRef) ||
    (person.principalId !== null &&
      decision.approverPrincipalId === person.principalId)
  );
}

/** Where an approval stands if everybody who approved still may. */
function assumeValid(
  requirement: ApprovalRequirement,
  decisions: readonly DecisionRecord[],
): Pick<ApprovalState, 'outcome' | 'stage'> {
  if (decisions.some(({ verdict }) => verdict === 'rejected')) {
    return { outcome: 'rejected', stage: 0 };
  }
  const stage = requirement.stages.findIndex(
    ({ required }, index) =>
      decisions.filter(decision => decision.stage === index).length < required,
  );
  return stage < 0
    ? { outcome: 'approved', stage: requirement.stages.length }
    : { outcome: 'waiting', stage };
}

function refuse(
  code: Extract<DecisionPermit, { allowed: false }>['code'],
  reason: string,
  remedy: string,
): DecisionPermit {
  return { allowed: false, code, reason, remedy };
}
