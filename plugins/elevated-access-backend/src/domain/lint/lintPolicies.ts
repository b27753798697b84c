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

import type { PolicyKind } from 'backstage-plugin-elevated-access-common';
import {
  lintApprovalReferences,
  lintEligibilityReferences,
} from './references';
import { lintApprovals } from './approvals';
import { lintSessions } from './duration';
import { LintGround } from './LintGround';
import { lintBreadth, lintReach } from './reach';
import type { LintClaim, LintWorld } from './types';

/** The one policy that findings are wanted of; the others are looked at beside it. */
export interface LintScope {
  kind: PolicyKind;
  name: string;
}

/**
 * What is wrong with policies that are well-formed, seen against the catalog and
 * the directory as they are. Comes piece by piece, a few milliseconds of work
 * each, so that whoever asks can do other things in between.
 */
export function* lintPolicies(
  world: LintWorld,
  scope?: LintScope,
): Generator<LintClaim[], void> {
  const ground = new LintGround(world);
  const eligibility = world.eligibility.filter(
    ({ name }) =>
      !scope || (scope.kind === 'eligibility' && scope.name === name),
  );
  const approval = world.approval.filter(
    ({ name }) => !scope || (scope.kind === 'approval' && scope.name === name),
  );
  for (const policy of eligibility) {
    yield lintEligibilityReferences(policy, ground);
  }
  for (const policy of approval) {
    yield lintApprovalReferences(policy, ground);
  }
  for (const policy of eligibility) {
    if (policy.effect === 'allow') {
      const reach = lintReach(policy, ground);
      yield reach;
      if (reach.length === 0) {
        yield lintBreadth(policy, ground);
      }
      yield lintSessions(policy, ground);
    }
  }
  for (const claims of lintApprovals(ground)) {
    yield claims.filter(
      ({ policy }) =>
        !scope || (policy.kind === scope.kind && policy.name === scope.name),
    );
  }
}
