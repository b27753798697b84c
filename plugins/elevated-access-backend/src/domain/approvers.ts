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
import type { ApprovalRequirement } from './types';

/** Somebody named by an approval policy, as the catalog and the directory know them now. */
export interface ApproverPerson {
  entityRef: string;
  displayName: string;
  /** Identity Center user id; null where they have none. */
  principalId: string | null;
  /** False for people who were disabled; they cannot act and their approvals do not count. */
  enabled: boolean;
}

/** How one stage of an approval stands. */
export interface StageState {
  name: string;
  required: number;
  /** How many distinct people have approved and still may. */
  approved: number;
  /** Who can act in this stage, each person once: members who are enabled and are not the requester. */
  approvers: ApproverPerson[];
}

/** Who stands behind each approver reference of a requirement, read now. */
export type ApproverMembers = ReadonlyMap<string, readonly ApproverPerson[]>;

/** The person who asked, by both names under which they might approve. */
export interface RequesterIdentity {
  requesterRef: string;
  requesterPrincipalId: string;
}

/**
 * The people who can act in a stage. With `aliases` a person who appears under
 * several catalog users is kept under each of them.
 */
export function approversOf(
  stage: ApprovalRequirement['stages'][number],
  members: ApproverMembers,
  requester: RequesterIdentity,
  options: { aliases?: boolean } = {},
): ApproverPerson[] {
  const people = new Map<string, ApproverPerson>();
  for (const ref of stage.approvers) {
    for (const person of members.get(normalizeRef(ref)) ?? []) {
      const key = options.aliases
        ? normalizeRef(person.entityRef)
        : identityOf(person);
      if (
        person.enabled &&
        !isRequester(person, requester) &&
        !people.has(key)
      ) {
        people.set(key, person);
      }
    }
  }
  return [...people.values()];
}

/** Equal for two catalog users who are one Identity Center user. */
export function identityOf(person: ApproverPerson): string {
  return person.principalId ?? normalizeRef(person.entityRef);
}

/** Whether a person is the one who asked, under either name. */
export function isRequester(
  person: ApproverPerson,
  requester: RequesterIdentity,
): boolean {
  return (
    normalizeRef(person.entityRef) === normalizeRef(requester.requesterRef) ||
    person.principalId === requester.requesterPrincipalId
  );
}
