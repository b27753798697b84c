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

import type { UnreadablePolicyRecord } from '../database/policyAdministrationTypes';
import type { LintClaim } from '../domain/lint/types';
import { problem } from '../domain/problems';
import { formatPath } from '../configProblems';

/**
 * What policies that cannot be read mean for all others. A policy that says it
 * permits something permits nothing, and approval may have been what it asked
 * for where it would have answered: those that answer in its place ask for it.
 * Any other may forbid anything, or ask for approvers whom nobody knows; while
 * there is one, nothing is granted.
 */
export interface Caution {
  /** Policies that permit something need approval up to this priority; -Infinity where none does. */
  approvalUpTo: number;
  /** Those because of which nothing is granted. */
  closing: readonly UnreadablePolicyRecord[];
}

export function cautionOf(
  unreadable: readonly UnreadablePolicyRecord[],
): Caution {
  const enabled = unreadable.filter(policy => policy.enabled);
  return {
    approvalUpTo: Math.max(
      -Infinity,
      ...enabled
        .filter(({ effect }) => effect === 'allow')
        .map(({ priority }) => priority ?? Infinity),
    ),
    closing: enabled.filter(({ effect }) => effect !== 'allow'),
  };
}

/** Why nothing is granted. */
export function closedError([
  policy,
]: readonly UnreadablePolicyRecord[]): Error {
  return problem('unavailable', {
    code: 'policies-unavailable',
    reason: `The ${policy.kind} policy ${
      policy.name
    } of the portal cannot be read: ${faultsOf(
      policy,
    )}. Nobody can tell what it forbids or who has to approve, and nothing new is granted.`,
    remedy: `An administrator mends or deletes it under Policies; where a newer version of this plugin wrote it, run that one.`,
  });
}

/** What is wrong with it, in one sentence. */
export function faultsOf({ problems }: UnreadablePolicyRecord): string {
  return problems
    .map(({ path, reason }) => `${formatPath(path)} ${reason}`.trim())
    .join('; ');
}

export function lintUnreadable(
  unreadable: readonly UnreadablePolicyRecord[],
): LintClaim[] {
  return unreadable.map(policy => ({
    rule: 'unreadable',
    severity: policy.enabled ? 'error' : 'warning',
    policy: { kind: policy.kind, name: policy.name },
    path: formatPath(policy.problems[0]?.path ?? []),
    about: '',
    reason: `It cannot be read: ${faultsOf(policy)}. ${consequenceOf(policy)}`,
    remedy:
      'Write it anew or delete it. Where a newer version of this plugin wrote it, run that one again.',
  }));
}

function consequenceOf({ enabled, effect }: UnreadablePolicyRecord): string {
  if (!enabled) {
    return 'It is disabled, so nothing depends on it.';
  }
  return effect === 'allow'
    ? 'It permits nothing, and policies of its priority and below ask for approval meanwhile.'
    : 'Nobody can tell what it forbids or who has to approve, and nothing new is granted.';
}
