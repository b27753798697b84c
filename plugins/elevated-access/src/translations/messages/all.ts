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

/** The page "All requests". */
export const all = {
  title: {
    live: 'Who has access now',
    waiting: 'Who is waiting for access',
    ended: 'What has ended',
    all: 'Who has asked for access',
  },
  show: {
    label: 'Show',
    live: 'Live now',
    waiting: 'Waiting',
    ended: 'Ended',
    all: 'All',
  },
  empty: {
    live: 'Nobody you may see has access now.',
    waiting: 'Nobody you may see is waiting for access.',
    ended: 'Nothing you may see has ended yet.',
    all: 'Nobody you may see has asked for access yet.',
  },
  scope:
    'You see your own requests and those that you may decide or have decided.',
  column: {
    who: 'Who',
    permissionSet: 'Permission set',
    account: 'Account',
    status: 'Status',
    when: 'Until or when',
    policy: 'Policy and approval',
  },
  open: '{{permissionSet}} on {{account}} for {{who}}',
  when: {
    overdue: 'since {{when}}',
    pending: 'expires {{when}}',
    scheduled: 'from {{when}}',
  },
  by: 'by {{who}}',
  approvedBy: 'Approved by {{names}}',
  noApproval: 'No approval needed',
  end_one: 'That is all: {{count}} request.',
  end_other: 'That is all: {{count}} requests.',
} as const;
