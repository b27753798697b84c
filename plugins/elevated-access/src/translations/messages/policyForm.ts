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

/** The editor of policies. */
export const policyForm = {
  title: 'What it says',
  new: {
    eligibility: 'New policy: who may ask for what',
    approval: 'New policy: who approves',
  },
  edit: 'Edit {{policy}}',
  view: {
    label: 'Show as',
    form: 'Form',
    yaml: 'YAML',
  },
  yaml: {
    label: 'The policy as YAML',
    hint: 'The same that a file of policies would say.',
    leave: 'Tab leaves the field.',
    noObject: 'It has to be one policy: names of members, each with its value.',
  },
  name: {
    label: 'Name',
    hint: 'Lower-case words joined by hyphens. It cannot be changed later.',
  },
  description: {
    label: 'Description',
    hint: 'What it is for.',
  },
  effect: {
    label: 'Effect',
    allow: 'Allow',
    deny: 'Deny',
  },
  subjects: {
    label: 'People and groups',
    hint: 'Members of groups below count as well.',
  },
  refs: {
    placeholder: 'Search the catalog',
    add: 'Add {{ref}}',
    addWord: 'Add {{who}}',
  },
  selector: {
    kind: 'How to choose number {{number}}',
    remove: 'Remove number {{number}}',
  },
  targets: {
    label: 'Accounts',
    add: 'Add accounts',
    account: 'One account',
    accountId: 'Account',
    ou: 'Organizational unit',
    ouValue: 'Path or id',
    descendants: 'With the units below it',
    tag: 'Accounts with a tag',
    owned: 'What the person owns',
    owner: 'What somebody owns',
    ownerValue: 'Owner',
    all: 'All accounts',
  },
  sets: {
    label: 'Permission sets',
    add: 'Add permission sets',
    name: 'By name',
    nameValue: 'Name',
    arn: 'By ARN',
    arnValue: 'ARN',
    tag: 'With a tag',
    all: 'Any',
  },
  tag: {
    key: 'Key',
    value: 'Value',
  },
  maxDuration: {
    label: 'At most',
  },
  span: {
    hours: 'Hours',
    minutes: 'Minutes',
    seconds: 'Seconds',
  },
  approval: {
    label: 'Approval',
    required: 'Somebody has to approve',
    notRequired: 'Give it at once',
  },
  risk: {
    label: 'Risk',
    hint: 'Where it is high, requests come first in the inbox and are marked. It changes nothing about who may ask or approve.',
    normal: 'Normal',
    high: 'High: what it permits is dangerous',
  },
  hours: {
    allow: 'Access has to begin within certain hours',
    deny: 'Deny only at certain hours',
    days: 'Days',
    from: 'From',
    to: 'To',
    toHint: 'At or before the first time, it is the next day.',
    zone: 'Time zone',
  },
  strictWindow: 'No session may outlive the window',
  extension: {
    label: 'Live access may be prolonged',
    maximum: 'How often',
    total: 'Longest in all',
  },
  reason: 'An own rule for reasons',
  ticket: 'An own rule for tickets',
  rule: {
    required: 'Required',
    minLength: 'Characters at least',
    pattern: 'Has to fit this regular expression',
    message: 'What to tell people',
    messageHint: 'Shown with the field, and when the text does not fit.',
  },
  priority: {
    label: 'Priority',
    hint: 'The highest answers.',
  },
  stage: {
    title: 'Stage {{number}}',
    name: 'Name',
    approvers: 'Approvers',
    approversHint: 'Nobody approves their own request.',
    required: 'How many have to agree',
    requiredHint: 'Different people.',
    add: 'Add a stage',
    remove: 'Remove stage {{number}}',
  },
  escalation: {
    title: 'Escalation {{number}}',
    after: 'After waiting',
    approvers: 'May decide as well',
    add: 'Add an escalation',
    remove: 'Remove escalation {{number}}',
  },
  comment: {
    label: 'When approvers have to comment',
    optional: 'Never',
    'on-reject': 'When they reject',
    always: 'Always',
  },
  requestExpiry: {
    label: 'An own time after which undecided requests expire',
    after: 'Expires after',
  },
  reminders: {
    label: 'Own reminders',
    first: 'First reminder after',
    maximum: 'Then at least every',
  },
  meaning: {
    title: 'What it means now',
    unfinished: 'The sentences come once it is complete.',
    problems_one: '{{count}} thing is missing or wrong',
    problems_other: '{{count}} things are missing or wrong',
    more_one: 'and {{count}} more',
    more_other: 'and {{count}} more',
  },
  covers: {
    people: {
      eligibility_one: '{{count}} person is named',
      eligibility_other: '{{count}} people are named',
      approval_one: '{{count}} person may approve',
      approval_other: '{{count}} people may approve',
    },
  },
  changes: {
    title: 'Compared with what is saved',
    none: 'It covers the same people, accounts and permission sets.',
    peopleGained_one: '{{count}} person comes in',
    peopleGained_other: '{{count}} people come in',
    peopleLost_one: '{{count}} person drops out',
    peopleLost_other: '{{count}} people drop out',
    accountsGained_one: '{{count}} account comes in',
    accountsGained_other: '{{count}} accounts come in',
    accountsLost_one: '{{count}} account drops out',
    accountsLost_other: '{{count}} accounts drop out',
    permissionSetsGained_one: '{{count}} permission set comes in',
    permissionSetsGained_other: '{{count}} permission sets come in',
    permissionSetsLost_one: '{{count}} permission set drops out',
    permissionSetsLost_other: '{{count}} permission sets drop out',
  },
  save: 'Save',
  create: 'Create',
  leave: 'Back',
  blockedBy: 'Not yet: {{reason}}',
  blocked: {
    yaml: 'the YAML cannot be read.',
    overtaken: 'somebody else saved it meanwhile.',
    problems_one: '{{count}} thing is missing or wrong.',
    problems_other: '{{count}} things are missing or wrong.',
    findings_one: '{{count}} finding says that it cannot do what it is for.',
    findings_other: '{{count}} findings say that it cannot do what it is for.',
    unchecked: 'it could not be checked.',
    checking: 'it is being checked.',
    why: 'say why, for the history.',
  },
  restored: {
    title: 'This is what you had begun to write.',
    discard: 'Start over',
  },
  overtaken: {
    title: 'Somebody else saved it while you were writing',
    hint: 'What you wrote is still here. Look at what changed, then choose.',
    look: 'See what changed',
    theirs: 'Take theirs',
    mine: 'Go on with mine',
  },
} as const;
