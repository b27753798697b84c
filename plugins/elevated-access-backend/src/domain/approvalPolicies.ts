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
import {
  matchesPermissionSet,
  targetSpecificity,
  type Ownership,
} from './selection';
import type {
  ApprovalRequirement,
  DirectoryAccount,
  DirectoryPermissionSet,
} from './types';
import { parseDurationMs } from './window';

/**
 * The approval policy that holds for a permission set in an account: among
 * those that cover both, the highest priority, then the one that names the
 * account most closely (itself, a tag or its owner, the nearest OU, all), then
 * the name. Undefined when none covers them.
 */
export function selectApprovalPolicy(
  query: {
    account: DirectoryAccount;
    ownership: Ownership;
    permissionSet: DirectoryPermissionSet;
  },
  policies: readonly LoadedApprovalPolicy[],
): LoadedApprovalPolicy | undefined {
  const { account, ownership, permissionSet } = query;
  const [best] = policies
    .flatMap(policy => {
      const closeness = closenessOf(policy, account, ownership);
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
    reminders: {
      firstMs: parseDurationMs(policy.reminders.first),
      maximumMs: parseDurationMs(policy.reminders.maximum),
    },
    stages: policy.stages.map(({ name, approvers, required, escalation }) => ({
      name,
      approvers: asCompared(approvers),
      required,
      escalation: escalation
        .map(step => ({
          afterMs: parseDurationMs(step.after),
          approvers: asCompared(step.approvers),
        }))
        .sort((a, b) => a.afterMs - b.afterMs),
    })),
  };
}

function asCompared(approvers: readonly string[]): string[] {
  return [...new Set(approvers.map(normalizeRef))];
}

function closenessOf(
  policy: LoadedApprovalPolicy,
  account: DirectoryAccount,
  ownership: Ownership,
): number | undefined {
  const matching = policy.targets.flatMap(
    selector => targetSpecificity(selector, account, ownership) ?? [],
  );
  return matching.length > 0 ? Math.max(...matching) : undefined;
}
