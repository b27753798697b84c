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

import type { LintRule } from 'backstage-plugin-elevated-access-common';

/** What is wrong with policies. */
export const lint = {
  title: 'What is wrong with policies',
  checked: 'checked {{when}}',
  total_one: '{{count}} finding, worst first',
  total_other: '{{count}} findings, worst first',
  of_one: '{{count}} finding about {{policy}}',
  of_other: '{{count}} findings about {{policy}}',
  since: 'since {{when}}',
  none: 'Nothing that was found matches the filters.',
  unread:
    'The findings could not be read. A policy without a mark is not known to be free of them.',
  fine: 'Nothing is wrong with the policies.',
  fineHint: 'They are looked at after every change, and regularly besides.',
  never: 'The policies have not been looked at yet.',
  neverHint:
    'The first look comes by itself once catalog and directory can be read.',
  filter: {
    severity: 'How bad',
    rule: 'What',
    policy: 'Policy',
    of: 'about {{policy}}',
  },
  severity: {
    error: 'Error',
    warning: 'Warning',
    info: 'Hint',
  },
  count: {
    error_one: '{{count}} error',
    error_other: '{{count}} errors',
    warning_one: '{{count}} warning',
    warning_other: '{{count}} warnings',
    info_one: '{{count}} hint',
    info_other: '{{count}} hints',
  },
  rule: {
    'subject-gone': 'Person or group gone',
    'subject-empty': 'Group without members',
    'approver-gone': 'Approver gone',
    'approver-empty': 'Nobody in the approving group can act',
    'nobody-can-approve': 'Nobody can approve',
    'only-one-can-approve': 'Only one person can approve',
    'permission-set-gone': 'Permission set gone',
    'account-gone': 'Account gone',
    'account-closed': 'Account closed',
    'ou-gone': 'Organizational unit gone',
    'nothing-selected': 'Selects no account',
    'no-approval-policy': 'No approval policy',
    shadowed: 'Another policy always answers first',
    unreachable: 'Never answers',
    'broader-than-beside': 'Broader than the one beside it',
    'session-outlasts-grant': 'Sessions outlast the access',
    unreadable: 'It cannot be read',
  },
  advice: {
    'subject-gone': 'Correct the name, or remove it from the policy.',
    'subject-empty': 'Give the group members, or remove it from the policy.',
    'approver-gone': 'Correct the name, or remove it from the policy.',
    'approver-empty':
      'Add people who can act to the group, or name other approvers.',
    'nobody-can-approve':
      'Add approvers who are not subjects of the policy themselves.',
    'only-one-can-approve': 'Add a second approver.',
    'permission-set-gone': 'Correct the name, or remove it from the policy.',
    'account-gone': 'Correct the account, or remove it from the policy.',
    'account-closed':
      'Remove the account from the policy, unless it will be opened again.',
    'ou-gone': 'Correct the organizational unit, or remove it from the policy.',
    'nothing-selected':
      'Correct the selector, or remove it if that is as it should be.',
    'no-approval-policy': 'Add an approval policy that covers it.',
    shadowed: 'Remove it, or give it a higher priority.',
    unreachable: 'Remove it, or narrow the one that denies it.',
    'broader-than-beside':
      'Narrow it, or remove the other one if that was meant.',
    'session-outlasts-grant':
      'Shorten the sessions of the permission sets in Identity Center, or let the policy permit more time.',
    unreadable: 'Write it anew, or delete it.',
  } satisfies Record<LintRule, string>,
} as const;
