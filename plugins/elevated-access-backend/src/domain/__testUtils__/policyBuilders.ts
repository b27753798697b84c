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
} from 'backstage-plugin-elevated-access-common';
import type { z } from 'zod';
import type {
  LoadedApprovalPolicy,
  LoadedEligibilityPolicy,
  LoadedSettings,
} from '../policies';
import type {
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
} from '../types';

export const HOUR = 3_600_000;
export const NOON = new Date('2026-11-18T12:00:00.000Z');

/** An account of `/Workloads/Prod`, unless told otherwise. */
export function anAccount(
  overrides: Partial<DirectoryAccount> = {},
): DirectoryAccount {
  return {
    id: '111122223333',
    name: 'payments-prod',
    state: 'ACTIVE',
    ouIds: ['r-root', 'ou-root-workload', 'ou-root-prodprod'],
    ouPath: ['Workloads', 'Prod'],
    tags: {},
    ...overrides,
  };
}

export function aPermissionSet(
  name = 'ReadOnly',
  overrides: Partial<DirectoryPermissionSet> = {},
): DirectoryPermissionSet {
  return {
    arn: arnOf(name),
    name,
    description: '',
    sessionDurationMs: HOUR,
    tags: {},
    fingerprint: `sha256:${name}`,
    inManagementAccount: false,
    ...overrides,
  };
}

export function arnOf(name: string): string {
  return `arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-${name
    .padStart(16, '0')
    .slice(-16)}`;
}

export function aSnapshot(
  accounts: readonly DirectoryAccount[],
  permissionSets: readonly DirectoryPermissionSet[],
): DirectorySnapshot {
  return {
    syncedAt: NOON,
    managementAccountId: '000000000000',
    accounts: new Map(accounts.map(account => [account.id, account])),
    permissionSets: new Map(permissionSets.map(set => [set.arn, set])),
  };
}

/** Settings under which a ticket is optional and only rejections need a comment. */
export function someSettings(
  overrides: Partial<LoadedSettings> = {},
): LoadedSettings {
  return {
    approval: 'by-policy',
    reason: { required: true, minLength: 0 },
    ticket: { required: false, minLength: 0 },
    comment: 'on-reject',
    reminders: { first: 'PT30M', maximum: 'PT4H' },
    banner: null,
    confirmChanges: false,
    maximumDurationMs: 12 * HOUR,
    minimumDurationMs: 300_000,
    requestExpiryMs: 3 * HOUR,
    maximumAdvanceMs: 720 * HOUR,
    maximumDelayMs: 1_800_000,
    ...overrides,
  };
}

/** A policy that lets payments engineers have ReadOnly everywhere for an hour. */
export function anAllow(
  overrides: Partial<
    Extract<z.input<typeof eligibilityPolicySchema>, { effect: 'allow' }>
  > = {},
): LoadedEligibilityPolicy {
  const { reason, ticket } = someSettings();
  const policy = eligibilityPolicySchema.parse({
    name: 'payments-engineers',
    effect: 'allow',
    subjects: ['group:default/payments'],
    targets: [{ all: true }],
    permissionSets: [{ name: 'ReadOnly' }],
    maxDuration: 'PT1H',
    reason,
    ticket,
    ...overrides,
  });
  return policy.effect === 'deny'
    ? { ...policy, version: 'v1' }
    : {
        ...policy,
        reason: policy.reason ?? reason,
        ticket: policy.ticket ?? ticket,
        version: 'v1',
      };
}

/** A policy that denies payments engineers ReadOnly everywhere. */
export function aDeny(
  overrides: Partial<
    Extract<z.input<typeof eligibilityPolicySchema>, { effect: 'deny' }>
  > = {},
): LoadedEligibilityPolicy {
  const policy = eligibilityPolicySchema.parse({
    name: 'nobody',
    effect: 'deny',
    subjects: ['group:default/payments'],
    targets: [{ all: true }],
    permissionSets: [{ name: 'ReadOnly' }],
    ...overrides,
  });
  if (policy.effect === 'allow') {
    throw new Error('A policy that denies cannot permit');
  }
  return { ...policy, version: 'v1' };
}

/** A policy by which payments leads approve everything. */
export function anApprovalPolicy(
  overrides: Partial<z.input<typeof approvalPolicySchema>> = {},
): LoadedApprovalPolicy {
  const { comment, reminders } = someSettings();
  const policy = approvalPolicySchema.parse({
    name: 'payments-approval',
    targets: [{ all: true }],
    permissionSets: [{ all: true }],
    stages: [
      { name: 'Payments leads', approvers: ['group:default/payments-leads'] },
    ],
    comment,
    reminders,
    ...overrides,
  });
  return {
    ...policy,
    comment: policy.comment ?? comment,
    reminders: policy.reminders ?? reminders,
    version: 'v1',
  };
}
