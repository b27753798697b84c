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

import { byName, type LoadedApprovalPolicy } from './policies';
import { normalizeRef } from './refs';
import { matchesPermissionSet, targetSpecificity } from './selection';
import type {
  ApprovalRequirement,
  DirectoryAccount,
  DirectoryPermissionSet,
} from './types';

/**
 * The approval policy that holds for a permission set in an account: among
 * those that cover both, the highest priority, then the one that names the
 * account most closely (itself, a tag, the nearest OU, all), then the name.
 * Undefined when none covers them.
 */
export function selectApprovalPolicy(
  account: DirectoryAccount,
  permissionSet: DirectoryPermissionSet,
  policies: readonly LoadedApprovalPolicy[],
): LoadedApprovalPolicy | undefined {
  const [best] = policies
    .flatMap(policy => {
      const closeness = closenessOf(policy, account);
      const covered =
        closeness !== undefined &&
        policy.permissionSets.some(it =>
          matchesPermissionSet(it, permissionSet),
        );
      return covered ? [{ policy, closeness }] : [];
    })
    .sort(
      (a, b) =>
        b.policy.priority - a.policy.priority ||
        b.closeness - a.closeness ||
        byName(a.policy, b.policy),
    );
  return best?.policy;
}

/** What a request pins of its approval policy; approvers are written as they are compared. */
export function toRequirement(
  policy: LoadedApprovalPolicy,
): ApprovalRequirement {
  return {
    policyName: policy.name,
    policyVersion: policy.version,
    comment: policy.comment,
    stages: policy.stages.map(({ name, approvers, required }) => ({
      name,
      approvers: [...new Set(approvers.map(normalizeRef))],
      required,
    })),
  };
}

function closenessOf(
  policy: LoadedApprovalPolicy,
  account: DirectoryAccount,
): number | undefined {
  const matching = policy.targets.flatMap(
    selector => targetSpecificity(selector, account) ?? [],
  );
  return matching.length > 0 ? Math.max(...matching) : undefined;
}
