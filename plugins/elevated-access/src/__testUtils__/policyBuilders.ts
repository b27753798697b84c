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
  settingsSchema,
  type AllowPolicy,
  type ApprovalPolicy,
  type Explanation,
  type LintFinding,
  type PendingChange,
  type PolicyPreview,
  type PolicyVersion,
  type PolicyView,
  type SettingsView,
} from 'backstage-plugin-elevated-access-common';
import { ann, bo, paymentsProd, powerUser } from './builders';

/** Believable policies for tests and for the plugin's own dev app. */

export const engineers: AllowPolicy = {
  name: 'payments-engineers',
  description: 'What payments needs to repair its production',
  effect: 'allow',
  priority: 10,
  subjects: ['group:default/payments'],
  targets: [{ ou: '/Workloads/Prod', descendants: true }],
  permissionSets: [{ name: 'PowerUser' }],
  maxDuration: 'PT2H',
  approval: 'required',
  strictWindow: false,
};

export const leads: ApprovalPolicy = {
  name: 'payments-leads',
  priority: 0,
  targets: [{ all: true }],
  permissionSets: [{ all: true }],
  stages: [
    {
      name: 'Leads',
      approvers: ['group:default/payments-leads', 'owner'],
      required: 1,
      escalation: [{ after: 'PT1H', approvers: ['group:default/security'] }],
    },
  ],
};

export function aPolicy(overrides: Partial<PolicyView> = {}): PolicyView {
  return {
    kind: 'eligibility',
    name: 'payments-engineers',
    version: 'aaaaaaaaaaaa',
    spec: engineers,
    enabled: true,
    source: { type: 'portal', place: null },
    changedAt: '2026-11-20T09:00:00.000Z',
    changedBy: ann,
    pendingChangeId: null,
    ...overrides,
  };
}

export function anApprovalPolicy(
  overrides: Partial<PolicyView> = {},
): PolicyView {
  return aPolicy({
    kind: 'approval',
    name: 'payments-leads',
    spec: leads,
    source: { type: 'file', place: 'policies/payments.yaml:14' },
    changedAt: null,
    changedBy: null,
    ...overrides,
  });
}

export function aVersion(
  overrides: Partial<PolicyVersion> = {},
): PolicyVersion {
  return {
    number: 2,
    version: 'aaaaaaaaaaaa',
    action: 'edit',
    spec: engineers,
    enabled: true,
    source: { type: 'portal', place: null },
    at: '2026-11-20T09:00:00.000Z',
    by: ann,
    confirmedBy: null,
    comment: 'OPS-77 two hours were not enough',
    diff: [
      { kind: 'same', text: 'name: payments-engineers' },
      { kind: 'removed', text: 'maxDuration: PT1H' },
      { kind: 'added', text: 'maxDuration: PT2H' },
    ],
    ...overrides,
  };
}

export function aLintFinding(
  overrides: Partial<LintFinding> = {},
): LintFinding {
  return {
    id: 'finding-1',
    rule: 'subject-gone',
    severity: 'warning',
    policy: { kind: 'eligibility', name: 'payments-engineers' },
    path: 'subjects.0',
    reason: 'The catalog does not have group:default/payments.',
    remedy: 'Name another group, or remove it.',
    firstSeenAt: '2026-11-21T10:00:00.000Z',
    ...overrides,
  };
}

export function aChange(overrides: Partial<PendingChange> = {}): PendingChange {
  return {
    id: 'change-1',
    subject: 'policy',
    policy: { kind: 'eligibility', name: 'payments-engineers' },
    action: 'edit',
    proposedAt: '2026-11-22T14:00:00.000Z',
    proposedBy: bo,
    comment: 'OPS-80 longer for the migration',
    diff: [
      { kind: 'removed', text: 'maxDuration: PT2H' },
      { kind: 'added', text: 'maxDuration: PT4H' },
    ],
    mayConfirm: true,
    ...overrides,
  };
}

export function aPreview(
  overrides: Partial<PolicyPreview> = {},
): PolicyPreview {
  return {
    problems: [],
    covers: {
      people: 12,
      accounts: 40,
      permissionSets: 1,
      samplePeople: [ann, bo],
      sampleAccounts: [{ id: paymentsProd.id, name: paymentsProd.name }],
      samplePermissionSets: [{ arn: powerUser.arn, name: powerUser.name }],
    },
    findings: [],
    ...overrides,
  };
}

export function aSettingsView(
  overrides: Partial<SettingsView> = {},
): SettingsView {
  return {
    settings: settingsSchema.parse({}),
    fixed: [],
    version: '000000000000',
    changedAt: null,
    changedBy: null,
    pendingChangeId: null,
    ...overrides,
  };
}

/** Ann may have PowerUser on the payments account if a lead agrees. */
export function anExplanation(
  overrides: Partial<Explanation> = {},
): Explanation {
  return {
    person: ann,
    account: { id: paymentsProd.id, name: paymentsProd.name },
    permissionSet: { arn: powerUser.arn, name: powerUser.name },
    outcome: 'permitted',
    refusal: null,
    policy: { name: 'payments-engineers', version: 'aaaaaaaaaaaa' },
    checks: [
      { check: 'identity', ok: true, reason: 'Your user is enabled.' },
      { check: 'policy', ok: true, reason: 'payments-engineers permits it.' },
    ],
    eligibility: [
      {
        policy: 'payments-engineers',
        version: 'aaaaaaaaaaaa',
        effect: 'allow',
        priority: 10,
        applies: true,
        answers: true,
        checks: [{ check: 'subject', ok: true, detail: 'Ann is in payments.' }],
        change: null,
      },
      {
        policy: 'audit-readers',
        version: 'bbbbbbbbbbbb',
        effect: 'allow',
        priority: 0,
        applies: false,
        answers: false,
        checks: [
          { check: 'subject', ok: false, detail: 'Ann is not in security.' },
        ],
        change: 'Ann would have to be in security.',
      },
    ],
    approvalPolicies: [
      {
        policy: 'payments-leads',
        version: 'cccccccccccc',
        priority: 0,
        applies: true,
        answers: true,
        detail: 'It covers every account.',
      },
    ],
    approval: {
      policy: 'payments-leads',
      stages: [
        {
          name: 'Leads',
          required: 1,
          approved: 0,
          approvers: [
            { ...bo, via: ['group:default/payments-leads'], escalated: false },
          ],
          approverCount: 1,
          escalatesAt: null,
        },
      ],
    },
    ...overrides,
  };
}
