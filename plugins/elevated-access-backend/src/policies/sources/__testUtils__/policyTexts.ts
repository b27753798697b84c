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

/** A policy that permits and says everything that one can say. */
export const ALLOW_TEXT = `# What the payments team may ask for.
kind: eligibility
name: payments-engineers
description: Engineers on call
effect: allow
priority: 10
subjects:
  - group:default/payments
  - user:default/ann.li
targets:
  - account: '111122223333'
  - ou: /Workloads/Prod
    descendants: false
  - tag: { key: team, value: payments }
  - owned: true
  - owner: group:default/payments
  - all: true
permissionSets:
  - name: ReadOnly
  - arn: arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444
  - tag: { key: level, value: low }
  - all: true
maxDuration: PT4H
approval: required
workingHours:
  timeZone: Europe/Stockholm
  days: [1, 2, 3, 4, 5]
  from: '08:00'
  to: '18:00'
strictWindow: true
extension:
  maximum: 2
  maxTotalDuration: PT8H
reason:
  required: true
  minLength: 10
  pattern: '^[A-Z]'
  message: Say why.
ticket:
  required: false
  pattern: '^OPS-[0-9]+$'
risk: high
`;

/** A policy that forbids. */
export const DENY_TEXT = `kind: eligibility
name: no-contractors
description: Contractors stay out
effect: deny
subjects: [group:default/contractors]
targets: [{ ou: ou-ab12-cd34ef56 }]
permissionSets: [{ all: true }]
`;

/** A policy about approval that says everything that one can say. */
export const APPROVAL_TEXT = `kind: approval
name: payments-approval
description: Leads decide
priority: 1
targets:
  - ou: /Workloads
permissionSets:
  - all: true
stages:
  - name: Owners
    approvers: [owner, manager]
    required: 1
    escalation:
      - after: PT1H
        approvers: [group:default/payments-leads]
      - after: PT2H
        approvers: [group:default/platform]
  - name: Two leads
    approvers:
      - user:default/bo.ek
      - user:default/cleo.diaz
    required: 2
comment: always
requestExpiry: PT3H
reminders:
  first: PT10M
  maximum: PT1H
`;

/** The same kinds of policies as lists, as the config has them. */
export const LISTS_TEXT = `eligibility:
  - name: readers
    effect: allow
    subjects: [group:default/everybody]
    targets: [{ ou: /Sandbox }]
    permissionSets: [{ name: ReadOnly }]
    maxDuration: PT1H
  - name: writers
    effect: allow
    subjects: [group:default/payments]
    targets: [{ ou: /Sandbox }]
    permissionSets: [{ name: PowerUser }]
    maxDuration: PT1H
approval:
  - name: anybody
    targets: [{ all: true }]
    permissionSets: [{ all: true }]
    stages:
      - name: Leads
        approvers: [group:default/leads]
`;
