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

import { approversOf, identityOf, type ApproverPerson } from '../approvers';
import { findUnapprovableStage } from '../approvalFeasibility';
import { toRequirement } from '../approvalPolicies';
import type { LoadedApprovalPolicy } from '../policies';
import { normalizeRef } from '../refs';
import type { ApprovalRequirement } from '../types';
import type { LintGround } from './LintGround';

/** Nobody in particular: whoever asks is not among the approvers. */
const ANYBODY = { requesterRef: '', requesterPrincipalId: '' };

/** How an approval policy stands, for accounts of certain owners. */
export interface Standing {
  /** A stage that cannot get its approvals, whoever asks. */
  dead?: { stage: number; name: string; required: number; able: number };
  /** Stages in which a single person can act. */
  lone: { stage: number; name: string; person: ApproverPerson }[];
  /** Users who can act in some stage. */
  candidates: ReadonlySet<string>;
}

/** The stages that can be judged, with their places in the policy, and who stands behind their approvers. */
interface Question {
  requirement: ApprovalRequirement;
  members: ReadonlyMap<string, readonly ApproverPerson[]>;
  stages: readonly number[];
}

/**
 * Whether approval policies can be met by the people there are. What the manager
 * of whoever asks would say is left out, since that is another person each time:
 * such a stage counts as one that can be met.
 */
export class Approvability {
  readonly #ground: LintGround;
  /** By policy and owners; making a question of a large group takes long, and many people are asked about. */
  readonly #known = new Map<
    string,
    { question: Question; standing: Standing }
  >();

  constructor(ground: LintGround) {
    this.#ground = ground;
  }

  /** Whether who owns an account decides whether a policy can be met there: without owners somebody would be missing. */
  needsOwner(policy: LoadedApprovalPolicy): boolean {
    const asks = policy.stages.some(({ approvers }) =>
      approvers.some(approver => normalizeRef(approver) === 'owner'),
    );
    if (!asks) {
      return false;
    }
    const { dead, lone, candidates } = this.of(policy, []);
    return (
      dead !== undefined ||
      lone.length > 0 ||
      [...candidates].some(person => this.isBarred(person, policy, []))
    );
  }

  of(policy: LoadedApprovalPolicy, ownerRefs: readonly string[]): Standing {
    return this.#look(policy, ownerRefs).standing;
  }

  /** Whether nobody could approve what one user asks for. */
  isBarred(
    requesterRef: string,
    policy: LoadedApprovalPolicy,
    ownerRefs: readonly string[],
  ): boolean {
    const { question, standing } = this.#look(policy, ownerRefs);
    if (!standing.candidates.has(requesterRef)) {
      return false;
    }
    const { requirement, members } = question;
    const requester = this.#ground.world.approvers.get(requesterRef);
    return (
      findUnapprovableStage({
        requirement,
        members,
        requesterRef,
        requesterPrincipalId: requester?.principalId ?? '',
      }) !== undefined
    );
  }

  #look(policy: LoadedApprovalPolicy, ownerRefs: readonly string[]) {
    const key = JSON.stringify([policy.name, ownerRefs]);
    let known = this.#known.get(key);
    if (!known) {
      const question = this.#question(policy, ownerRefs);
      known = { question, standing: judge(question) };
      this.#known.set(key, known);
    }
    return known;
  }

  #question(
    policy: LoadedApprovalPolicy,
    ownerRefs: readonly string[],
  ): Question {
    const whole = toRequirement(policy);
    const places = whole.stages.flatMap(({ approvers }, index) =>
      approvers.includes('manager') ? [] : [index],
    );
    const requirement: ApprovalRequirement = {
      ...whole,
      stages: places.map(index => whole.stages[index]),
    };
    const people = (refs: readonly string[]) =>
      refs
        .flatMap(ref => this.#ground.membersOf(ref) ?? [])
        .flatMap(ref => this.#ground.world.approvers.get(ref) ?? []);
    const members = new Map<string, ApproverPerson[]>();
    for (const ref of requirement.stages.flatMap(it => it.approvers)) {
      members.set(ref, people(ref === 'owner' ? ownerRefs : [ref]));
    }
    return { requirement, members, stages: places };
  }
}

function judge({ requirement, members, stages }: Question): Standing {
  const dead = findUnapprovableStage({ requirement, members, ...ANYBODY });
  const able = requirement.stages.map(stage =>
    approversOf(stage, members, ANYBODY),
  );
  return {
    ...(dead && {
      dead: {
        stage: stages[dead.index],
        name: dead.stage.name,
        required: dead.stage.required,
        able: new Set(able[dead.index].map(identityOf)).size,
      },
    }),
    lone: requirement.stages.flatMap(({ name }, index) => {
      const [person, ...others] = able[index];
      return person && others.length === 0
        ? [{ stage: stages[index], name, person }]
        : [];
    }),
    // Every name of a person who can act: one may ask under another one.
    candidates: new Set(
      requirement.stages.flatMap(stage =>
        approversOf(stage, members, ANYBODY, { aliases: true }).map(
          ({ entityRef }) => normalizeRef(entityRef),
        ),
      ),
    ),
  };
}
