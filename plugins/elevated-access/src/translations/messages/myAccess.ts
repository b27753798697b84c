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

/** The page "My access". */
export const myAccess = {
  title: 'My access',
  live: 'What you hold now',
  waiting: 'Waiting and scheduled',
  past: 'History',
  empty: 'You hold no elevated access and wait for none.',
  emptyAction: 'Request access',
  noHistory: 'Nothing has ended yet.',
  remaining: 'left',
  remainingLabel: '{{span}} left',
  open: 'Open request',
  profile: 'AWS CLI profile',
  usage: {
    used: 'Used: see what was done',
    unused: 'Never used',
  },
  again: 'Again',
  againLabel: 'Request {{permissionSet}} on {{account}} again',
  column: {
    what: 'What',
    status: 'How it went',
    when: 'When',
    actions: 'Actions',
  },
} as const;
