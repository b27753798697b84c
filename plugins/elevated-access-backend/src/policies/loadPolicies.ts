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
  approvalPolicySchema,
  eligibilityPolicySchema,
  type ApprovalPolicy,
  type EligibilityPolicy,
  type Settings,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import {
  formatPath,
  type ConfigPath,
  type ConfigProblem,
} from '../configProblems';
import type { WrittenPolicy } from '../database/policyTypes';
import type {
  LoadedApprovalPolicy,
  LoadedEligibilityPolicy,
  LoadedSettings,
} from '../domain/policies';
import { formatDuration, parseDurationMs } from '../domain/window';
import { checkApprovalPolicy, checkEligibilityPolicy } from './checks';
import type { Policies } from './types';
import { policyVersion } from './versions';

/** The lists of policies as they are written. */
export const policyLists = {
  eligibility: z.array(eligibilityPolicySchema).default([]),
  approval: z.array(approvalPolicySchema).default([]),
};

/**
 * What is wrong with policies beyond their shape, each by itself and all
 * together. Entries that are not well-formed are passed over.
 *
 * @param written - the lists as they are written, checked or not
 * @param root - where they stand in the config
 */
export function checkPolicies(
  written: { eligibility: unknown; approval: unknown },
  settings: LoadedSettings,
  root: ConfigPath,
): ConfigProblem[] {
  const eligibility = wellFormed(eligibilityPolicySchema, written.eligibility);
  const approval = wellFormed(approvalPolicySchema, written.approval);
  return [
    ...duplicateNames(eligibility, [...root, 'eligibility']),
    ...duplicateNames(approval, [...root, 'approval']),
    ...eligibility.flatMap(({ policy, index }) =>
      checkEligibilityPolicy(policy, settings, [...root, 'eligibility', index]),
    ),
    ...approval.flatMap(({ policy, index }) =>
      checkApprovalPolicy(policy, [...root, 'approval', index]),
    ),
  ];
}

function wellFormed<T extends z.ZodType>(
  schema: T,
  list: unknown,
): { policy: z.output<T>; index: number }[] {
  return (Array.isArray(list) ? list : []).flatMap((entry, index) => {
    const parsed = schema.safeParse(entry);
    return parsed.success ? [{ policy: parsed.data, index }] : [];
  });
}

/**
 * An eligibility policy as it holds: durations are limited to the maximum of
 * the settings, and what it leaves out is what they say, so that whoever reads
 * the policy sees what it really permits.
 */
export function loadEligibilityPolicy(
  policy: EligibilityPolicy,
  settings: LoadedSettings,
): LoadedEligibilityPolicy {
  if (policy.effect === 'deny') {
    return { ...policy, version: eligibilityVersion(policy) };
  }
  const longest = Math.min(
    parseDurationMs(policy.maxDuration),
    settings.maximumDurationMs,
  );
  const effective = {
    ...policy,
    maxDuration: formatDuration(longest),
    approval:
      settings.approval === 'off' ? ('not-required' as const) : policy.approval,
    reason: policy.reason ?? settings.reason,
    ticket: policy.ticket ?? settings.ticket,
  };
  return { ...effective, version: eligibilityVersion(policy) };
}

/** An approval policy as it holds, with what the settings say where it says nothing. */
export function loadApprovalPolicy(
  policy: ApprovalPolicy,
  settings: LoadedSettings,
): LoadedApprovalPolicy {
  const effective = {
    ...policy,
    comment: policy.comment ?? settings.comment,
    reminders: policy.reminders ?? settings.reminders,
  };
  const version = policyVersion({
    kind: 'approval',
    spec: policy,
    enabled: true,
  });
  return { ...effective, version };
}

/** Policies of whatever source as they hold. */
export function loadPolicies(
  written: readonly WrittenPolicy[],
  settings: LoadedSettings,
): Pick<Policies, 'eligibility' | 'approval'> {
  return {
    eligibility: written.flatMap(policy =>
      policy.kind === 'eligibility'
        ? [loadEligibilityPolicy(policy.spec, settings)]
        : [],
    ),
    approval: written.flatMap(policy =>
      policy.kind === 'approval'
        ? [loadApprovalPolicy(policy.spec, settings)]
        : [],
    ),
  };
}

/** Settings in milliseconds. */
export function loadSettings(settings: Settings): LoadedSettings {
  const { approval, reason, ticket, comment } = settings;
  const { reminders, banner, confirmChanges } = settings;
  return {
    approval,
    reason,
    ticket,
    comment,
    reminders,
    banner,
    confirmChanges,
    maximumDurationMs: parseDurationMs(settings.maximumDuration),
    minimumDurationMs: parseDurationMs(settings.minimumDuration),
    requestExpiryMs: parseDurationMs(settings.requestExpiry),
    maximumAdvanceMs: parseDurationMs(settings.maximumAdvance),
    maximumDelayMs: parseDurationMs(settings.maximumDelay),
  };
}

/** The version of what is written: the one that its page and its history show. */
function eligibilityVersion(spec: EligibilityPolicy): string {
  return policyVersion({ kind: 'eligibility', spec, enabled: true });
}

function duplicateNames(
  entries: readonly { policy: { name: string }; index: number }[],
  root: ConfigPath,
): ConfigProblem[] {
  const firstOf = new Map<string, number>();
  return entries.flatMap(({ policy: { name }, index }) => {
    const first = firstOf.get(name);
    if (first === undefined) {
      firstOf.set(name, index);
      return [];
    }
    return [
      {
        path: [...root, index, 'name'],
        reason: `must differ from that of ${formatPath([
          ...root,
          first,
        ])}, which is ${name} as well`,
        example: `${name}-2`,
      },
    ];
  });
}
