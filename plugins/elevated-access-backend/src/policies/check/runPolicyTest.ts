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
  selectApprovalPolicy,
  toRequirement,
} from '../../domain/approvalPolicies';
import { approversOf } from '../../domain/approvers';
import {
  evaluateEligibility,
  type EligibilityResult,
} from '../../domain/eligibility';
import { normalizeRef, refsOf } from '../../domain/refs';
import type { ApprovalRequirement } from '../../domain/types';
import { parseDurationMs } from '../../domain/window';
import type { Policies } from '../types';
import type { Expectation, PolicyTest } from './policyTests';
import type { TestWorld } from './TestWorld';

/** One expectation that does not hold. */
export interface Failure {
  /** Of the test: `['expect', 'may']`. */
  path: (string | number)[];
  reason: string;
}

/** What the policies say to what a test asks. */
interface Answer {
  may: boolean;
  /** In words, for whoever expected something else. */
  why: string;
  policy?: string;
  because?: string;
  approval?: 'required' | 'not-required';
  approvalPolicy?: string;
  stages: string[][];
  approvers: string[];
}

/**
 * Asks the policies what a test asks, with the rules that decide on requests, and
 * compares. Empty when everything is as the test expects.
 */
export function runPolicyTest(
  test: PolicyTest,
  world: TestWorld,
  policies: Pick<Policies, 'eligibility' | 'approval'>,
): Failure[] {
  const person = world.person(test.person);
  const account = world.account(test.account);
  const permissionSet = world.permissionSet(test.permissionSet);
  if (!person || !account || !permissionSet) {
    const missing = {
      ...(person ? {} : { person: test.person }),
      ...(account ? {} : { account: test.account }),
      ...(permissionSet ? {} : { permissionSet: test.permissionSet }),
    };
    return Object.entries(missing).map(([key, name]) => ({
      path: [key],
      reason: `${name} is not among those of this file`,
    }));
  }
  const durationMs = parseDurationMs(test.duration);
  if (durationMs === 0) {
    return [{ path: ['duration'], reason: 'must be longer than nothing' }];
  }
  const ownerRefs = world.ownersOf(account.id);
  const eligibility = evaluateEligibility(
    {
      person,
      account,
      ownerRefs,
      permissionSet,
      startsAt: new Date(test.at),
      durationMs,
    },
    policies.eligibility,
  );
  const approval = selectApprovalPolicy(
    {
      account,
      ownership: { ownerRefs, askerRefs: refsOf(person) },
      permissionSet,
    },
    policies.approval,
  );
  const requirement = approval && toRequirement(approval);
  return compare(
    test.expect,
    answerOf(eligibility, requirement, {
      personRef: person.entityRef,
      accountId: account.id,
      world,
    }),
  );
}

function answerOf(
  eligibility: EligibilityResult,
  requirement: ApprovalRequirement | undefined,
  request: { personRef: string; accountId: string; world: TestWorld },
): Answer {
  const policy = eligibility.considered.find(it => it.answers)?.policy;
  const nobody = { stages: [], approvers: [] };
  if (eligibility.outcome === 'refused') {
    const { code, reason } = eligibility;
    return { ...nobody, may: false, why: reason, because: code, policy };
  }
  const answer = { may: true, why: `policy ${policy} permits it`, policy };
  if (eligibility.policy.approval === 'not-required') {
    return { ...nobody, ...answer, approval: 'not-required' };
  }
  if (!requirement) {
    return {
      ...nobody,
      may: false,
      why: `policy ${policy} asks for approval, and no approval policy covers it`,
      because: 'no-approval-policy',
      policy,
      approval: 'required',
    };
  }
  return {
    ...answer,
    approval: 'required',
    approvalPolicy: requirement.policyName,
    stages: requirement.stages.map(({ approvers }) => [...approvers]),
    approvers: whoMayApprove(requirement, request),
  };
}

function whoMayApprove(
  { stages }: ApprovalRequirement,
  request: { personRef: string; accountId: string; world: TestWorld },
): string[] {
  const people = stages.flatMap(stage => {
    const members = new Map(
      stage.approvers.map(approver => [
        approver,
        request.world.membersOf(approver, request),
      ]),
    );
    return approversOf(stage, members, {
      requesterRef: request.personRef,
      requesterPrincipalId: '',
    });
  });
  return [...new Set(people.map(({ entityRef }) => entityRef))];
}

function compare(expected: Expectation, answer: Answer): Failure[] {
  if (expected.may !== answer.may) {
    return [
      {
        path: ['expect', 'may'],
        reason: `${expected.may ? 'may not' : 'may'} after all: ${answer.why}`,
      },
    ];
  }
  const failures: Failure[] = [];
  for (const key of [
    'policy',
    'because',
    'approval',
    'approvalPolicy',
  ] as const) {
    if (expected[key] !== undefined && expected[key] !== answer[key]) {
      failures.push({
        path: ['expect', key],
        reason: `is ${answer[key] ?? 'none'}`,
      });
    }
  }
  return [...failures, ...compareApprovers(expected, answer)];
}

function compareApprovers(
  { stages, approvers = [], notApprovers = [] }: Expectation,
  answer: Answer,
): Failure[] {
  const failures: Failure[] = [];
  if (stages && describe(stages.map(asCompared)) !== describe(answer.stages)) {
    failures.push({
      path: ['expect', 'stages'],
      reason: `are ${describe(answer.stages)}`,
    });
  }
  for (const ref of approvers.filter(it => !answer.approvers.includes(it))) {
    failures.push({
      path: ['expect', 'approvers'],
      reason: `${ref} may not approve; ${
        answer.approvers.join(', ') || 'nobody'
      } may`,
    });
  }
  for (const ref of notApprovers.filter(it => answer.approvers.includes(it))) {
    failures.push({
      path: ['expect', 'notApprovers'],
      reason: `${ref} may approve`,
    });
  }
  return failures;
}

function asCompared(stage: readonly string[]): string[] {
  return [...new Set(stage.map(normalizeRef))];
}

/** Stages in order, the approvers of each in any. */
function describe(stages: readonly (readonly string[])[]): string {
  return (
    stages.map(stage => `[${[...stage].sort().join(', ')}]`).join(' then ') ||
    'none'
  );
}
