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

/** The page "Inbox", and deciding wherever it is offered. */
export const inbox = {
  title_one: '{{count}} request is waiting for you',
  title_other: '{{count}} requests are waiting for you',
  empty: 'Nothing is waiting for you.',
  emptyHint:
    'Requests that you may decide appear here by themselves, and you are notified.',
  list: 'Requests waiting for your decision',
  details: 'Details of the selected request',
  handled: {
    approved: 'Already approved by {{who}}, {{when}}',
    rejected: 'Already rejected by {{who}}, {{when}}',
    cancelled: 'Cancelled by {{who}}',
    other: 'Already handled: {{status}}',
  },
  changed:
    'The request changed after you opened it. Look at it again, then decide.',
  done: {
    approve: 'Approved: {{permissionSet}} on {{account}} for {{who}}',
    approveStage:
      'Approved by you: {{permissionSet}} on {{account}} for {{who}}. Others still have to agree.',
    reject: 'Rejected: {{permissionSet}} on {{account}} for {{who}}',
  },
  decide: {
    title: 'Your decision',
    comment: 'Comment',
    commentOptional: 'Optional. The requester reads it.',
    commentOnReject: 'Needed to reject. The requester reads it.',
    commentAlways: 'Needed. The requester reads it.',
    commentMissing: 'Write a comment first: the requester has to know why.',
    approve: 'Approve {{span}}',
    reject: 'Reject',
    shorter: 'Approve for a shorter time',
    shorterLabel: 'Approve for how many minutes',
    shorterHint: 'Asked for: {{span}}. The requester sees both.',
    shorterWrong: 'Give at least one minute, and less than was asked for.',
    whole: 'Approve all of {{span}}',
  },
  shortcuts: {
    open: 'Keyboard',
    title: 'Keyboard shortcuts',
    next: 'Next request',
    previous: 'Previous request',
    approve: 'Approve the selected request',
    reject: 'Reject the selected request',
    help: 'Show this help',
    enabled: 'Use single-key shortcuts on this page',
    close: 'Close',
  },
} as const;
