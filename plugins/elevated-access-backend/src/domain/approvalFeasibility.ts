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
  approversOf,
  someApproversOf,
  type ApproverMembers,
  type ApproverPerson,
  type RequesterIdentity,
  type StageState,
} from './approvers';
import type { ApprovalRequirement } from './types';

/** The people of a requirement who are asked whether somebody could approve. */
export type FeasibilityQuery = RequesterIdentity & {
  requirement: ApprovalRequirement;
  members: ApproverMembers;
};

/**
 * The first stage that cannot get enough approvals, because too few people can
 * act in it or because the same people are needed in the stages before it. Only
 * its own approvers count, not those of its escalations: nobody should have to
 * wait for these. Undefined when the requirement can be met.
 */
export function findUnapprovableStage(
  query: FeasibilityQuery,
): { index: number; stage: StageState } | undefined {
  const { index } = fillSeats(query);
  const stage =
    index === undefined ? undefined : query.requirement.stages[index];
  if (index === undefined || !stage) {
    return undefined;
  }
  const { name, required } = stage;
  const approvers = approversOf(stage, query.members, query);
  return {
    index,
    stage: { name, required, approved: 0, approvers, escalatesAt: null },
  };
}

/** People who could approve all of it by themselves, as user refs; undefined when nobody could. */
export function findSufficientApprovers(
  query: FeasibilityQuery,
): string[] | undefined {
  const { index, people } = fillSeats(query);
  return index === undefined
    ? people.map(({ entityRef }) => entityRef)
    : undefined;
}

/** Who would approve in which stage, and the first stage for which too few are left. */
function fillSeats({ requirement, members, ...requester }: FeasibilityQuery): {
  people: ApproverPerson[];
  index?: number;
} {
  // Whoever has as many as there are seats in all can always be served.
  const seats = requirement.stages.reduce((sum, it) => sum + it.required, 0);
  const candidates = requirement.stages.map(stage =>
    someApproversOf(stage, members, requester, seats),
  );
  /** Which stage each person is set aside for; a matching grown seat by seat. */
  const seatOf = new Map<string, number>();
  const seat = (stage: number, tried: Set<string>): boolean =>
    [...(candidates[stage]?.keys() ?? [])].some(person => {
      if (tried.has(person)) {
        return false;
      }
      tried.add(person);
      const taken = seatOf.get(person);
      if (taken === undefined || seat(taken, tried)) {
        seatOf.set(person, stage);
        return true;
      }
      return false;
    });
  const index = requirement.stages.findIndex(
    ({ required }, stage) =>
      !Array.from({ length: required }).every(() => seat(stage, new Set())),
  );
  const people = [...seatOf].flatMap(
    ([person, stage]) => candidates[stage]?.get(person) ?? [],
  );
  return index < 0 ? { people } : { people, index };
}
