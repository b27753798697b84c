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
  identityOf,
  type ApproverMembers,
  type RequesterIdentity,
  type StageState,
} from './approvers';
import type { ApprovalRequirement } from './types';

/**
 * The first stage that cannot get enough approvals, because too few people can
 * act in it or because the same people are needed in the stages before it. Only
 * its own approvers count, not those of its escalations: nobody should have to
 * wait for these. Undefined when the requirement can be met.
 */
export function findUnapprovableStage(
  query: RequesterIdentity & {
    requirement: ApprovalRequirement;
    members: ApproverMembers;
  },
): { index: number; stage: StageState } | undefined {
  const { requirement, members } = query;
  const candidates = requirement.stages.map(stage =>
    approversOf(stage, members, query).map(identityOf),
  );
  /** Which stage each person is set aside for; a matching grown seat by seat. */
  const seatOf = new Map<string, number>();
  const seat = (stage: number, tried: Set<string>): boolean =>
    candidates[stage].some(person => {
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

  for (const [index, { name, required }] of requirement.stages.entries()) {
    for (let filled = 0; filled < required; filled += 1) {
      if (!seat(index, new Set())) {
        const approvers = approversOf(
          requirement.stages[index],
          members,
          query,
        );
        return {
          index,
          stage: { name, required, approved: 0, approvers, escalatesAt: null },
        };
      }
    }
  }
  return undefined;
}
