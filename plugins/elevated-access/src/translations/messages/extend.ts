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

/** More time on live access. */
export const extend = {
  action: 'More time',
  title: 'More time on {{permissionSet}} on {{account}}',
  duration: 'How much longer',
  remaining_one: 'After this, it can be extended {{count}} more time.',
  remaining_other: 'After this, it can be extended {{count}} more times.',
  last: 'This is the last time that it can be extended.',
  preview: {
    title: 'What will happen',
    ends: 'Access lasts until {{until}} instead of {{was}}.',
    strict:
      'New sessions can begin until {{until}} instead of {{was}}; all access is over at {{end}}.',
    tail: 'Sessions begun before then may last until {{tail}}.',
    unless:
      'If nobody approves in time, access ends at {{was}} as it would have.',
  },
  send: 'Ask for {{span}} more',
  close: 'Not now',
  done: 'Asked for more time on {{permissionSet}} on {{account}}',
  doneApproved: 'More time on {{permissionSet}} on {{account}}',
  coming: 'More time',
  note: 'More time on {{what}}: until {{until}} (was {{was}})',
  noteOpen: 'More time on {{what}}',
  row: '{{span}} more',
} as const;
