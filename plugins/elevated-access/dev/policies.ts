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

import type {
  AccountReach,
  PolicyPreview,
  PolicyProblem,
  PolicyView,
  ValidatePolicy,
} from 'backstage-plugin-elevated-access-common';
import { policySpecSchema } from 'backstage-plugin-elevated-access-common';
import {
  ann,
  bo,
  paymentsProd,
  powerUser,
} from '../src/__testUtils__/builders';
import {
  aLintFinding,
  anApprovalPolicy,
  aPolicy,
  aPreview,
} from '../src/__testUtils__/policyBuilders';

/** Policies of every kind and source. */
export function samplePolicies(): PolicyView[] {
  return [
    aPolicy(),
    aPolicy({
      name: 'nobody-touches-regulated',
      spec: {
        name: 'nobody-touches-regulated',
        description: 'Settlement is changed by its own pipeline only',
        effect: 'deny',
        subjects: ['group:default/engineering'],
        targets: [{ ou: '/Workloads/Prod/Regulated', descendants: true }],
        permissionSets: [{ all: true }],
        workingHours: {
          timeZone: 'Europe/Stockholm',
          days: [1, 2, 3, 4, 5],
          from: '18:00',
          to: '08:00',
        },
      },
      source: { type: 'config', place: 'elevatedAccess.policies' },
    }),
    aPolicy({
      name: 'on-call-read-only',
      enabled: false,
      spec: {
        name: 'on-call-read-only',
        effect: 'allow',
        priority: 0,
        subjects: ['group:default/on-call', 'user:default/dee.okafor'],
        targets: [{ owned: true }, { tag: { key: 'env', value: 'prod' } }],
        permissionSets: [{ name: 'ReadOnly' }],
        maxDuration: 'PT8H',
        approval: 'not-required',
        strictWindow: true,
        extension: { maximum: 2, maxTotalDuration: 'PT12H' },
        ticket: { required: true, minLength: 5, pattern: '^OPS-' },
      },
      pendingChangeId: 'change-1',
    }),
    anApprovalPolicy(),
  ];
}

/** Coverage that looks believable, the same for the same policy. */
export function coverageOf({ kind, name }: Pick<PolicyView, 'kind' | 'name'>) {
  return {
    kind,
    name,
    people: name.length,
    accounts: name.length * 3,
    permissionSets: name.length % 3,
  };
}

export const sampleFindings = [
  aLintFinding({
    id: 'finding-2',
    rule: 'nobody-can-approve',
    severity: 'error',
    policy: { kind: 'approval', name: 'payments-leads' },
    path: 'stages.0',
    reason:
      'Nobody can ever approve stage Leads: both its members are disabled.',
    remedy: 'Name approvers who are enabled in Identity Center.',
  }),
  aLintFinding(),
  aLintFinding({
    id: 'finding-3',
    rule: 'broader-than-beside',
    severity: 'info',
    reason: 'It permits everything that on-call-read-only does, and more.',
    remedy: 'Remove the narrower one, or ask for approval here.',
  }),
];

/** As much of validation as a form needs to be looked at. */
export function previewOf({ policy, replaces }: ValidatePolicy): PolicyPreview {
  const parsed = policySpecSchema.safeParse(policy);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue): PolicyProblem => ({
        path: issue.path
          .slice(1)
          .map(step => (typeof step === 'number' ? step : String(step))),
        reason: issue.message,
      }),
    );
    return { problems };
  }
  const none = { gained: 0, lost: 0, sampleGained: [], sampleLost: [] };
  return aPreview({
    ...(replaces !== undefined && {
      changes: {
        people: { ...none, gained: 2, sampleGained: ['Ann Li', 'Bo Ek'] },
        accounts: { ...none, lost: 1, sampleLost: ['payments-stage'] },
        permissionSets: none,
      },
    }),
    findings: [aLintFinding()],
  });
}

export function reachOf(accountId: string): AccountReach {
  return {
    account: { id: accountId, name: paymentsProd.name },
    barred: null,
    items: [
      {
        name: 'payments-engineers',
        description: 'What payments needs to repair its production',
        effect: 'allow',
        priority: 10,
        people: 12,
        samplePeople: [ann, bo],
        permissionSets: 1,
        samplePermissionSets: [{ arn: powerUser.arn, name: powerUser.name }],
        maxDuration: 'PT2H',
        approval: 'required',
        workingHoursOnly: false,
      },
    ],
    truncated: false,
  };
}
