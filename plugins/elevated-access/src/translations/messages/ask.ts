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

/** The page "Request". */
export const ask = {
  title: 'Request access',
  search: {
    label: 'What do you need?',
    placeholder: 'Account, OU, tag or permission set',
    hint: 'Arrow keys to choose, Enter to pick, / to come back here',
    results: 'What you may request',
    resultsFor: 'What you may request, matching “{{search}}”',
    searching: 'Searching…',
    count_one: '{{count}} match',
    count_other: '{{count}} matches',
    countMore: 'More than {{number}} matches',
    none: 'Nothing you may request matches “{{search}}”.',
    noneHint: 'Only what a policy lets you ask for is listed.',
    nothing: 'No policy lets you request anything yet.',
    upTo: 'up to {{span}}',
    approvalRequired: 'Needs approval',
    approvalNotRequired: 'No approval needed',
    approvalDepends: 'May need approval',
  },
  recent: 'Recent',
  favourites: {
    title: 'Favourites',
    one: 'Favourite',
    mark: 'Favourite: {{permissionSet}} on {{account}}',
    add: 'Mark as favourite',
    remove: 'No longer a favourite',
  },
  draft: {
    restored: 'This is what you had typed and not sent.',
    startOver: 'Start over',
    notSent: 'Nothing was sent. What you typed is kept in this tab.',
    signedOut:
      'Nothing was sent: your session has ended. What you typed is kept in this tab; sign in again and come back to this page.',
    unknown:
      'It is not known whether the request arrived. Look at “My access” before you send it again. What you typed is kept in this tab.',
  },
  why: {
    open: 'Can’t find it? Why can’t I…',
    title: 'Why can’t I request it?',
    account: 'Account',
    accountHint: 'Its name or its 12 digits',
    accountWrong:
      'This is not the name of exactly one account. Choose one of the list, or give its 12 digits.',
    permissionSet: 'Permission set',
    permissionSetHint: 'By name if you know it from elsewhere, or by ARN',
    permissionSetWrong:
      'This name is not known here. Choose one of the list, or give the ARN.',
    ask: 'Tell me why',
    refused: 'You may not request {{permissionSet}} on {{account}}.',
    permitted: 'You may request {{permissionSet}} on {{account}}.',
    remedy: 'What you can do:',
    request: 'Request it',
    policies: 'What the policies say',
    applies: 'permits it',
    denies: 'forbids it',
    change: 'It would if: {{change}}',
  },
  picked: {
    title: '{{permissionSet}} on {{account}}',
    titleMany_one: '{{permissionSet}} on {{count}} account',
    titleMany_other: '{{permissionSet}} on {{count}} accounts',
    accounts: 'Accounts',
    remove: 'Remove {{account}}',
    add: 'Another account',
    addTitle: 'Which other account? Same permission set, {{permissionSet}}.',
    addNone: 'You may not request {{permissionSet}} in any other account.',
    addDone: 'Close the list',
    change: 'Change',
    goneSome: 'You may not request {{what}}. The others are filled in below.',
    gone: 'You may no longer request {{what}}. Choose from the list below.',
  },
  duration: {
    label: 'For how long',
    max: '{{span}} (max)',
    custom: 'Other',
    customLabel: 'Minutes',
    customHint: 'Up to {{max}} minutes ({{span}})',
    tooLong: 'At most {{max}} minutes ({{span}}).',
    tooShort: 'At least one minute.',
  },
  start: {
    label: 'Start',
    now: 'Now',
    at: 'At a time',
    atLabel: 'Starts at',
    nowHint: 'As soon as it is approved',
    past: 'This time has passed. Choose a later one.',
  },
  reason: {
    label: 'Reason',
    hintMin_one: 'At least {{count}} character',
    hintMin_other: 'At least {{count}} characters',
    tooShort_one: 'At least {{count}} character is needed.',
    tooShort_other: 'At least {{count}} characters are needed.',
    required: 'Say why you need the access.',
    pattern: 'The reason does not have the expected form.',
    optional: 'Optional',
  },
  ticket: {
    label: 'Ticket',
    required: 'A ticket is needed.',
    pattern: 'The ticket does not have the expected form.',
    optional: 'Optional',
  },
  preflight: {
    title: 'What will happen',
    loading: 'Checking…',
    failed: 'This could not be checked.',
    noApproval: 'Nobody has to approve this. Access begins by itself.',
    approvalBy: 'Approval by {{stage}}',
    approvalNeeded_one: '{{count}} of {{people}} must agree',
    approvalNeeded_other: '{{count}} of {{people}} must agree',
    canAct_one: '{{count}} person can decide: {{names}}',
    canAct_other: '{{count}} people can decide: {{names}}',
    nobody: 'nobody can decide at the moment',
    andMore: '+{{number}}',
    accessUntil: 'Access {{until}}',
    accessFrom: 'Access from {{from}} until {{until}}',
    ifApprovedNow: 'if approved right away',
    ifApprovedByThen: 'if approved by then',
    zone: 'Times in {{zone}}',
    policy: 'Policy',
    checks: 'Checks',
    ok: 'OK',
    notOk: 'Not OK',
    open: 'Still needed',
  },
  check: {
    identity: 'Your Identity Center user',
    account: 'Account',
    'permission-set': 'Permission set',
    policy: 'Policy',
    window: 'Time',
    reason: 'Reason',
    ticket: 'Ticket',
    approvers: 'Approvers',
    conflict: 'Conflicts',
  },
  submit: {
    action: 'Request access',
    many_one: 'Request access to {{count}} account',
    many_other: 'Request access to {{count}} accounts',
    blocked: 'Not yet: {{reason}}',
    done_one: 'Request sent',
    done_other: '{{count}} requests sent',
  },
} as const;
