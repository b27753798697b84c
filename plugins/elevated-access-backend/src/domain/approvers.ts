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

import { normalizeRef } from './refs';
import type { ApprovalRequirementStage } from './types';

/** Words of approval policies for people who are found anew for each request. */
export const approverWords = ['owner', 'manager'] as const;

export type ApproverWord = (typeof approverWords)[number];

/** Whom the words mean for one request, as user and group refs, full and lower-case. */
export type NamedApprovers = Readonly<Record<ApproverWord, readonly string[]>>;

/** Words that mean nobody. */
export const nobodyNamed: NamedApprovers = { owner: [], manager: [] };

/** Somebody named by an approval policy, as the catalog and the directory know them now. */
export interface ApproverPerson {
  entityRef: string;
  displayName: string;
  /** Identity Center user id; null where they have none. */
  principalId: string | null;
  /** False for people who were disabled; they cannot act and their approvals do not count. */
  enabled: boolean;
}

/** Somebody who can act in a stage, and why them. */
export interface StageApprover extends ApproverPerson {
  /** The approvers of the policy that they are or belong to: user and group refs, `owner`, `manager`. */
  via: string[];
  /** They may act only because the stage has waited for too long. */
  escalated: boolean;
}

/** How one stage of an approval stands. */
export interface StageState {
  name: string;
  required: number;
  /** How many distinct people have approved and still may. */
  approved: number;
  /** Who can act in this stage, each person once: members who are enabled and are not the requester. */
  approvers: StageApprover[];
  /** When more people may act; null when nobody more ever will, or the stage does not wait yet. */
  escalatesAt: Date | null;
}

/** Who stands behind each approver of a requirement, read now; `owner` and `manager` among the keys. */
export type ApproverMembers = ReadonlyMap<string, readonly ApproverPerson[]>;

/** The person who asked, by both names under which they might approve. */
export interface RequesterIdentity {
  requesterRef: string;
  requesterPrincipalId: string;
}

/**
 * The people who can act in a stage, with those of its first `escalations`
 * escalations. With `aliases` a person who appears under several catalog users is
 * kept under each of them.
 */
export function approversOf(
  stage: Pick<ApprovalRequirementStage, 'approvers' | 'escalation'>,
  members: ApproverMembers,
  requester: RequesterIdentity,
  options: { aliases?: boolean; escalations?: number } = {},
): StageApprover[] {
  const { aliases = false, escalations = 0 } = options;
  const people = new Map<string, StageApprover>();
  const seats = [
    ...stage.approvers.map(ref => ({ ref, escalated: false })),
    ...stage.escalation
      .slice(0, escalations)
      .flatMap(({ approvers }) =>
        approvers.map(ref => ({ ref, escalated: true })),
      ),
  ];
  for (const { ref, escalated } of seats) {
    for (const person of whoCanAct(ref, members, requester)) {
      const key = aliases ? normalizeRef(person.entityRef) : identityOf(person);
      const known = people.get(key);
      if (!known) {
        const { entityRef, displayName, principalId, enabled } = person;
        people.set(key, {
          entityRef,
          displayName,
          principalId,
          enabled,
          via: [ref],
          escalated,
        });
      } else if (!known.via.includes(ref)) {
        known.via.push(ref);
      }
    }
  }
  return [...people.values()];
}

/**
 * Some of the people who can act in a stage itself, by their identity: all where
 * there are no more than `most`.
 */
export function someApproversOf(
  stage: Pick<ApprovalRequirementStage, 'approvers'>,
  members: ApproverMembers,
  requester: RequesterIdentity,
  most: number,
): Map<string, ApproverPerson> {
  const found = new Map<string, ApproverPerson>();
  for (const ref of stage.approvers) {
    for (const person of whoCanAct(ref, members, requester)) {
      if (found.size >= most) {
        return found;
      }
      found.set(identityOf(person), person);
    }
  }
  return found;
}

function* whoCanAct(
  ref: string,
  members: ApproverMembers,
  requester: RequesterIdentity,
): Generator<ApproverPerson> {
  const asked = requesterTest(requester);
  for (const person of members.get(normalizeRef(ref)) ?? []) {
    if (person.enabled && !asked(person)) {
      yield person;
    }
  }
}

/** Everybody whom a stage names, whether they may act yet or not. */
export function namedIn({
  approvers,
  escalation,
}: Pick<ApprovalRequirementStage, 'approvers' | 'escalation'>): string[] {
  return [...approvers, ...escalation.flatMap(step => step.approvers)];
}

/** Equal for two catalog users who are one Identity Center user. */
export function identityOf(
  person: Pick<ApproverPerson, 'entityRef' | 'principalId'>,
): string {
  return person.principalId ?? normalizeRef(person.entityRef);
}

/** Whether a person is the one who asked, under either name. */
export function isRequester(
  person: Pick<ApproverPerson, 'entityRef' | 'principalId'>,
  requester: RequesterIdentity,
): boolean {
  return requesterTest(requester)(person);
}

/** The same for many people: policies may name thousands. */
function requesterTest({
  requesterRef,
  requesterPrincipalId,
}: RequesterIdentity): (
  person: Pick<ApproverPerson, 'entityRef' | 'principalId'>,
) => boolean {
  const ref = normalizeRef(requesterRef);
  return ({ entityRef, principalId }) =>
    principalId === requesterPrincipalId || normalizeRef(entityRef) === ref;
}

export function isApproverWord(approver: string): approver is ApproverWord {
  return approverWords.some(word => word === approver);
}

/** An approver of a policy as people speak of them. */
export function describeApprover(approver: string): string {
  switch (approver) {
    case 'owner':
      return 'the owner of the account';
    case 'manager':
      return 'the manager of whoever asks';
    default:
      return approver;
  }
}
