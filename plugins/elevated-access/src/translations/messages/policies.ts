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

/** The pages about policies. */
export const policies = {
  title: 'Policies',
  nav: {
    label: 'Pages about policies',
    list: 'All policies',
    changes: 'Waiting changes',
    changesWaiting_one: '{{count}} waiting change',
    changesWaiting_other: '{{count}} waiting changes',
    lint: 'Findings',
    explain: 'Explain',
    reach: 'Who reaches',
    sources: 'Sources',
    settings: 'Settings',
  },
  denied: {
    read: 'Policies are for administrators and auditors',
    change: 'Only administrators change policies',
    hint: 'You can still ask why you may or may not request something.',
  },
  new: {
    eligibility: 'New policy',
    approval: 'New approval policy',
  },
  count_one: '{{count}} policy',
  count_other: '{{count}} policies',
  empty: 'There are no policies yet.',
  emptyHint: 'Until there is one, nobody can request anything.',
  none: 'No policy matches the filters.',
  unreadable: {
    title: 'The policy {{name}} cannot be read',
    closing:
      'Nobody can tell what it forbids or who has to approve, so nothing is granted. Write it anew through the API, delete it, or run the version of this plugin that wrote it.',
    open: 'It permits nothing, and policies of its priority and below ask for approval meanwhile.',
    disabled: 'It is disabled, so nothing depends on it.',
    delete: 'Delete {{name}}',
  },
  filter: {
    search: 'Search',
    searchHint: 'Name, group, account, permission set',
    kind: 'Kind',
    source: 'Source',
    any: 'Any',
  },
  kind: {
    eligibility: 'Who may ask',
    approval: 'Who approves',
  },
  source: {
    portal: 'Portal',
    config: 'Configuration',
    file: 'File',
    location: 'Repository',
  },
  column: {
    name: 'Policy',
    effect: 'What it does',
    covers: 'Covers',
    priority: 'Priority',
    source: 'Source',
  },
  covers: '{{people}} · {{accounts}} · {{permissionSets}}',
  people_one: '{{count}} person',
  people_other: '{{count}} people',
  accounts_one: '{{count}} account',
  accounts_other: '{{count}} accounts',
  permissionSets_one: '{{count}} permission set',
  permissionSets_other: '{{count}} permission sets',
  effect: {
    allow: 'Allows',
    deny: 'Denies',
    approval: 'Approval',
  },
  disabled: 'Disabled',
  changeWaits: 'Change waits',
  findings: 'What is wrong with it',
  meaning: 'What it means',
  changedBy: 'Last changed',
  version: 'Version',
  readOnly: 'It is written outside the portal and is changed there.',
  gone: 'There is no such policy.',
  goneHint: 'It may have been deleted or renamed. Its history is kept.',
  waits: {
    title: 'A change waits for another administrator',
    hint: 'It can be changed again once that one is confirmed or discarded.',
  },
  example: 'Example: {{example}}',
  why: 'Why',
  whyHint: 'Kept in the history for good.',
  action: {
    edit: 'Edit',
    copy: 'Copy',
    enable: 'Enable',
    disable: 'Disable',
    delete: 'Delete',
  },
  ask: {
    enable: 'Enable {{policy}}?',
    enableBody: 'It permits again what it covers, within seconds.',
    enableDenyBody: 'It forbids again what it covers, within seconds.',
    disable: 'Disable {{policy}}?',
    disableBody: 'It permits nothing until it is enabled again.',
    disableDenyBody:
      'It forbids nothing until it is enabled again: others may then give what it kept away.',
    delete: 'Delete {{policy}}?',
    deleteBody: 'It permits nothing any more. Its history is kept.',
    deleteDenyBody:
      'It forbids nothing any more: others may then give what it kept away. Its history is kept.',
    live: 'Access that somebody has now stays until its end.',
    close: 'Cancel',
  },
  changed: {
    applied: '{{policy}} is changed',
    waits: 'The change of {{policy}} waits for another administrator',
  },
  history: {
    title: 'History',
    none: 'Nothing has been recorded yet.',
    version: 'Version {{number}}: {{action}}',
    action: {
      create: 'created',
      edit: 'edited',
      enable: 'enabled',
      disable: 'disabled',
      delete: 'deleted',
    },
    byFile: 'from where it is written',
    confirmedBy: 'confirmed by {{who}}',
    changes: 'What changed with version {{number}}',
  },
  diff: {
    nothing: 'Nothing in the text changed.',
    added: 'added:',
    removed: 'removed:',
  },
  changes: {
    title: 'Changes that wait for confirmation',
    empty: 'No change is waiting.',
    emptyHint:
      'Where the settings ask for a second pair of eyes, changes wait here until another administrator confirms them.',
    create: 'Create {{policy}}',
    edit: 'Edit {{policy}}',
    enable: 'Enable {{policy}}',
    disable: 'Disable {{policy}}',
    delete: 'Delete {{policy}}',
    settings: 'Change the settings',
    open: 'Open the policy',
    own: 'It is your own change: another administrator has to confirm it. You can withdraw it.',
    mayNotConfirm: 'You cannot confirm this change.',
    comment: 'Comment',
    confirm: 'Confirm',
    discard: 'Discard',
    withdraw: 'Withdraw',
    confirmed: 'The change holds now',
    discarded: 'The change is discarded',
    diff: 'What would change: {{title}}',
  },
  sources: {
    title: 'Where policies come from',
    explanation:
      'Each place is read as a whole: with one mistake in it, nothing of that place changes, and what was last read without a mistake holds.',
    place: 'Place',
    read: 'Last read without a mistake',
    attempted: 'Last looked at',
    neverRead: 'It was never read without a mistake',
    neverReadHint:
      'Nobody can tell what it forbids, so nothing new is granted until it can be read.',
    problems_one: '{{count}} mistake keeps what is there now from being used',
    problems_other: '{{count}} mistakes keep what is there now from being used',
    lastHolds: 'The last reading without a mistake holds meanwhile.',
  },
  who: {
    group: 'members of {{name}}',
    owner: 'the owner of the account',
    manager: 'the manager of whoever asks',
  },
  target: {
    account: 'account {{id}}',
    ou: 'accounts in {{ou}} and below',
    ouOnly: 'accounts directly in {{ou}}',
    tag: 'accounts tagged {{tag}}',
    owned: 'accounts that they own in the catalog',
    owner: 'accounts owned by {{who}}',
    all: 'all accounts',
  },
  set: {
    tag: 'permission sets tagged {{tag}}',
    all: 'any permission set',
  },
  day: {
    mon: 'Mon',
    tue: 'Tue',
    wed: 'Wed',
    thu: 'Thu',
    fri: 'Fri',
    sat: 'Sat',
    sun: 'Sun',
  },
  sentence: {
    allow:
      'Who may ask: {{who}}. For what: {{permissionSets}}. Where: {{accounts}}.',
    deny: 'Who may not ask: {{who}}. For what: {{permissionSets}}. Where: {{accounts}}.',
    denyWins: 'It wins over every policy that allows, whatever its priority.',
    denyHours:
      'Only while access would begin {{days}}, {{from}} to {{to}} ({{zone}}).',
    allowHours: 'Access has to begin {{days}}, {{from}} to {{to}} ({{zone}}).',
    maxDuration: 'For {{span}} at most.',
    approvalRequired: 'Somebody has to approve each time.',
    approvalNotRequired: 'Nobody has to approve: access is given at once.',
    highRisk:
      'What it permits is of high risk: requests come first in the inbox and are marked.',
    strictWindow:
      'Access is taken away early enough that no session outlives the window.',
    extension_one:
      'Live access can be prolonged {{count}} time, up to {{span}} in all.',
    extension_other:
      'Live access can be prolonged {{count}} times, up to {{span}} in all.',
    noExtension: 'Live access cannot be prolonged.',
    reasonRequired: 'A reason is required.',
    reasonOptional: 'A reason may be left out.',
    ticketRequired: 'A ticket is required.',
    ticketOptional: 'A ticket may be left out.',
    minLength_one: 'At least {{count}} character.',
    minLength_other: 'At least {{count}} characters.',
    pattern: 'It has to fit {{pattern}}.',
    priority:
      'Priority {{priority}}: among policies that permit the same, the highest answers.',
    approval: 'It says who approves {{permissionSets}} on {{accounts}}.',
    stage_one:
      'Stage {{place}}, {{name}}: {{count}} person out of {{who}} has to agree.',
    stage_other:
      'Stage {{place}}, {{name}}: {{count}} different people out of {{who}} have to agree.',
    escalation:
      'Once stage {{place}} has waited {{span}}, {{who}} may decide as well.',
    comment: {
      optional: 'Approvers may leave out the comment.',
      'on-reject': 'Approvers have to comment when they reject.',
      always: 'Approvers have to comment each time.',
    },
    requestExpiry: 'A request that nobody decides expires after {{span}}.',
    reminders:
      'Approvers are reminded after {{first}}, then at least every {{maximum}}.',
  },
} as const;
