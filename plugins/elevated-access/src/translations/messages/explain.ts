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

/** Why somebody may ask for something. */
export const explain = {
  title: 'Why may somebody ask for something, or not?',
  hint: 'Ask about an account and a permission set: the answer is the one that a request would get.',
  person: {
    label: 'Person',
    hint: 'Yourself when empty.',
    wrong: 'A user of the catalog, such as user:default/ann.',
  },
  account: {
    label: 'Account',
    wrong: 'Pick an account or type its 12 digits.',
  },
  permissionSet: {
    label: 'Permission set',
    wrong: 'Pick a permission set or paste its ARN.',
  },
  ask: 'Explain',
  permitted: 'Yes: {{who}} may ask for {{permissionSet}} on {{account}}.',
  refused:
    'No: {{who}} may not ask for {{permissionSet}} on {{account}} like this.',
  answers: 'The policy that answers:',
  noApproval: 'Nobody has to approve.',
  stage_one: '{{name}}: {{count}} approval by one of',
  stage_other: '{{name}}: {{count}} approvals by',
  nobody: 'nobody can act now',
  checks: 'What a request has to pass',
  considered_one: '{{count}} policy was looked at',
  considered_other: '{{count}} policies were looked at, the closest first',
  noneConsidered: 'No policy could be looked at for this.',
  approvalPolicies: 'Approval policies that were looked at',
  itAnswers: 'answers',
  itDenies: 'denies it',
  itHolds: 'holds',
  appliesButNotFirst: 'applies, but another one comes first',
  doesNotApply: 'does not apply',
  change: 'What would have to change:',
  ok: 'Fits:',
  notOk: 'Does not fit:',
  question: 'The question',
  answer: 'The answer',
} as const;
