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
  isRequester,
  type ApproverMembers,
  type ApproverPerson,
  type RequesterIdentity,
  type StageState,
} from './approvers';
import { normalizeRef, refsOf } from './refs';
import type { ApprovalRequirement, DecisionRecord } from './types';

export { findUnapprovableStage } from './approvalFeasibility';
export type {
  ApproverMembers,
  ApproverPerson,
  RequesterIdentity,
  StageState,
} from './approvers';
export type { LoadedApprovalPolicy } from './policies';
export { selectApprovalPolicy, toRequirement } from './approvalPolicies';

export interface ApprovalState {
  outcome: 'approved' | 'rejected' | 'waiting';
  /** Index of the stage that is waiting or that rejected; the number of stages when all are approved. */
  stage: number;
  stages: StageState[];
}

/**
 * Where an approval stands, judged by who is an approver now.
 *
 * Stages are taken in order; each needs its number of distinct people. One
 * rejection ends it. Only decisions on the request as it is now count, told by
 * `digest`. An approval counts only while its author is still an
 * enabled member of the stage that it was given in, never when its author is
 * the requester under either name, and once per request, whatever the number of
 * groups, stages or catalog users under which one person appears.
 */
export function evaluateApproval(
  query: RequesterIdentity & {
    requirement: ApprovalRequirement;
    decisions: readonly DecisionRecord[];
    /** The request's digest as it is now. */
    digest: string;
    members: ApproverMembers;
  },
): ApprovalState {
  const { requirement, members } = query;
  const decisions = query.decisions.filter(it => it.digest === query.digest);
  const counted = new Set<string>();
  const stages = requirement.stages.map((stage, index): StageState => {
    const approvers = approversOf(stage, members, query);
    const byRef = new Map(
      approversOf(stage, members, query, { aliases: true }).map(person => [
        normalizeRef(person.entityRef),
        person,
      ]),
    );
    let approved = 0;
    for (const decision of decisions) {
      const author = byRef.get(normalizeRef(decision.approverRef));
      if (
        decision.stage !== index ||
        decision.verdict !== 'approved' ||
        !author ||
        decision.approverPrincipalId === query.requesterPrincipalId
      ) {
        continue;
      }
      const key = identityOf(author);
      if (!counted.has(key)) {
        counted.add(key);
        approved += 1;
      }
    }
    return { name: stage.name, required: stage.required, approved, approvers };
  });

  const rejection = decisions.find(it => it.verdict === 'rejected');
  if (rejection) {
    return { outcome: 'rejected', stage: rejection.stage, stages };
  }
  const waiting = stages.findIndex(stage => stage.approved < stage.required);
  return waiting < 0
    ? { outcome: 'approved', stage: stages.length, stages }
    : { outcome: 'waiting', stage: waiting, stages };
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
  query: RequesterIdentity & {
    requirement: ApprovalRequirement;
    decisions: readonly DecisionRecord[];
    /** The request's digest as it is now. */
    digest: string;
    person: ApproverPerson & { groupRefs: readonly string[] };
    members?: ApproverMembers;
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
  const refs = refsOf(person);
  const own = requirement.stages.flatMap(({ approvers }, index) =>
    approvers.some(ref => refs.has(normalizeRef(ref))) ? [index] : [],
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
  return { allowed: true, stage };
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
