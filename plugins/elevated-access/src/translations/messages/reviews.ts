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

/** Access reviews. */
export const reviews = {
  title: 'Access reviews',
  explanation:
    'Who held what in a period, what of it was used, and which policies nobody used. A review is made for each owner of accounts and for each group, and stays as it was made.',
  empty: 'There is no review for you yet.',
  emptyHint: 'Reviews are made on a schedule; those who review are told.',
  column: {
    what: 'Review',
    reviewer: 'For',
    period: 'Period',
    accesses: 'Accesses',
    unused: 'Never used',
    created: 'Made',
    person: 'Who',
    account: 'Account',
    permissionSet: 'Permission set',
    used: 'Used',
    last: 'Last given',
    policy: 'Policy',
    lastUsed: 'Last used',
  },
  scope: {
    accounts: 'Accounts of {{who}}',
    people: 'People of {{who}}',
  },
  period: '{{from}} to {{to}}',
  back: 'All reviews',
  summary: 'From {{from}} to {{to}}, made {{when}}',
  unusedCount_one: '{{count}} access was never used.',
  unusedCount_other: '{{count}} accesses were never used.',
  allUsed: 'Every access whose use is known was used.',
  rows: 'Who held what',
  rowsEmpty: 'Nobody held anything in this period.',
  truncated: 'There was more than a review keeps. The audit shows all of it.',
  showAll: 'Show in the audit',
  onlyUnused: 'Only what was never used',
  onlyUnusedEmpty: 'Nothing here was never used.',
  openLast: 'Last request of {{who}} for {{permissionSet}} on {{account}}',
  policies: 'Policies by which nothing was given',
  policiesEmpty: 'Every policy for them was used.',
  never: 'never',
  todo: 'Ask whether what was never used is still needed; take away what is not.',
} as const;
