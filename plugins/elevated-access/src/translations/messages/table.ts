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

/** Tables of requests. */
export const table = {
  column: {
    who: 'Who',
    permissionSet: 'Permission set',
    account: 'Account',
    status: 'Status',
    when: 'Until or when',
    policy: 'Policy and approval',
    access: 'Had access',
    created: 'Asked',
    reason: 'Reason',
    ticket: 'Ticket',
    usage: 'Used',
    end: 'End it',
  },
  columns: 'Columns',
  open: '{{permissionSet}} on {{account}} for {{who}}',
  when: {
    overdue: 'since {{when}}',
    pending: 'expires {{when}}',
    scheduled: 'from {{when}}',
  },
  by: 'by {{who}}',
  approvedBy: 'Approved by {{names}}',
  noApproval: 'No approval needed',
  never: 'never given',
  fromTo: '{{from}} to {{to}}',
  stillOpen: 'since {{from}}',
  usage: {
    unknown: 'not known',
    used: 'used',
    unused: 'never used',
  },
  end_one: 'That is all: {{count}} request.',
  end_other: 'That is all: {{count}} requests.',
} as const;
