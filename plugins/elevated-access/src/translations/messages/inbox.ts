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
  order:
    'High risk first. In each risk what was escalated or expires within the hour, then the oldest.',
  urgency: {
    escalated: 'Escalated',
    expires: 'Expires {{when}}',
  },
  batch: {
    choose: 'Choose {{permissionSet}} on {{account}} for {{who}}',
    title_one: '{{count}} chosen',
    title_other: '{{count}} chosen',
    none: 'Choose none',
    commentHint: 'The same for all of them. The requesters read it.',
    approve_one: 'Approve {{count}} request',
    approve_other: 'Approve {{count}} requests',
    reject_one: 'Reject {{count}} request',
    reject_other: 'Reject {{count}} requests',
    results: 'What came of it',
    close: 'Close',
    refused: '{{permissionSet}} on {{account}} for {{who}}: {{reason}}',
    unknown:
      '{{permissionSet}} on {{account}} for {{who}}: there was no answer. Look at it again.',
  },
  handled: {
    gone: 'No longer waiting for you',
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
    choose: 'Choose the selected request, to decide several at once',
    help: 'Show this help',
    enabled: 'Use single-key shortcuts on this page',
    close: 'Close',
  },
} as const;

/** What helps to decide. */
export const background = {
  title: 'Background',
  failed: 'This could not be read. The decision does not depend on it.',
  firstRequest: 'No other request in the last 30 days.',
  requests_one:
    '{{count}} other request in 30 days: {{approved}} approved, {{rejected}} rejected.',
  requests_other:
    '{{count}} other requests in 30 days: {{approved}} approved, {{rejected}} rejected.',
  unused_one: '{{count}} access was never used.',
  unused_other: '{{count}} accesses were never used.',
  madeOf: 'Made of {{parts}}',
  madeOfNothing: 'No policies: it permits nothing.',
  inline: 'a policy of its own',
  boundary: 'a permissions boundary',
  before: 'Your last approval',
  neverApproved: 'You have not approved this permission set here before.',
  unchanged: 'Unchanged since you approved it {{when}}.',
  changed: 'Changed since you approved it {{when}}. Look closely.',
  alsoHolds: 'Holds there now',
  holdsNothing: 'nothing else',
} as const;
