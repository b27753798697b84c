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

/** Words used on more than one page. */
export const common = {
  title: 'Elevated access',
  tabs: {
    ask: 'Request',
    myAccess: 'My access',
    inbox: 'Inbox',
    all: 'All requests',
  },
  demo: {
    badge: 'DEMO AWS',
    explanation:
      'This portal talks to a simulated AWS. Nothing here touches real accounts.',
  },
  header: {
    inbox_one: '{{count}} waiting for you',
    inbox_other: '{{count}} waiting for you',
  },
  time: {
    days: '{{value}} d',
    hours: '{{value}} h',
    minutes: '{{value}} min',
    seconds: '{{value}} s',
    in: 'in {{span}}',
    ago: '{{span}} ago',
    now: 'now',
    at: '{{clock}} ({{relative}})',
    until: 'until {{clock}} ({{relative}})',
  },
  status: {
    pending: 'Waiting for approval',
    scheduled: 'Scheduled',
    activating: 'Being given',
    active: 'Active',
    ending: 'Being removed',
    overdue: 'Overdue',
    ended: 'Ended',
    rejected: 'Rejected',
    cancelled: 'Cancelled',
    expired: 'Expired',
    lapsed: 'Lapsed',
    failed: 'Failed',
  },
  sentence: {
    pending: 'Waiting for {{stage}}, expires {{when}}',
    pendingUnknown: 'Waiting for a decision, expires {{when}}',
    scheduled: 'Approved, begins {{when}}',
    activating: 'AWS is giving this access now',
    active: 'Active {{until}}',
    ending: 'AWS is removing this access now',
    overdue:
      'Overdue since {{when}}: AWS has not confirmed that this access is gone',
    elapsed: 'Ended {{when}}, on time',
    released: 'Given back {{when}}',
    revoked: 'Ended early by {{who}} {{when}}',
    ended: 'Ended {{when}}',
    rejected: 'Rejected by {{who}} {{when}}',
    rejectedUnknown: 'Rejected',
    cancelled: 'Cancelled before access began',
    expired: 'Nobody decided in time',
    lapsed: 'Approved, but the time passed before access could be given',
    failed: 'Access could not be given',
  },
  sessionTail: {
    until: 'Sessions begun before then may last {{until}}',
    label: 'Sessions may last',
    explanation:
      'Credentials that AWS handed out before the end keep working until they run out. No new ones can be fetched.',
  },
  aws: {
    createIntent: 'About to ask AWS for the assignment',
    createAccepted: 'AWS accepted the assignment, waiting for it to finish',
    createVerifying: 'AWS reports success, checking that the access is there',
    deleteIntent: 'About to ask AWS to remove the assignment',
    deleteAccepted: 'AWS accepted the removal, waiting for it to finish',
    deleteVerifying: 'AWS reports success, checking that the access is gone',
    idle: 'Nothing to do at the moment',
    attempts_one: '{{count}} attempt',
    attempts_other: '{{count}} attempts',
    lastError: 'Last answer: {{error}}',
    nextAttempt: 'Next attempt {{when}}',
    requestId: 'AWS request id',
    standing:
      'This access was already held before anybody asked, so it is left alone when the request ends.',
    neverGivesUp:
      'Removing is retried until AWS confirms that the access is gone.',
  },
  account: {
    id: 'Account id',
  },
  copy: {
    label: 'Copy {{what}}',
    done: 'Copied',
  },
  error: {
    title: 'This could not be loaded',
    unreachable: 'The portal’s backend did not answer.',
    unreadable:
      'The backend answered in a way that this page does not understand. Portal and backend may be of different versions.',
    retry: 'Try again',
    stale: 'Could not refresh. What you see may be out of date.',
    deniedTitle: 'You may not see this',
    denied:
      'Your account lacks the permission for it. Ask the people who look after elevated access in your organization.',
    notFoundTitle: 'There is no such request',
    notFound:
      'It does not exist, or you may not see it. Check the link, or ask whoever sent it.',
    action: 'That did not work',
    busy: 'The backend is busy. Try again in a moment.',
  },
  loading: 'Loading…',
  more: 'Show more',
  banner: {
    identityTitle: 'You cannot receive access at the moment',
    downTitle: 'AWS Identity Center is not answering',
    downSince:
      'No answer since {{when}}. New access waits; removals are retried until they succeed.',
    down: 'New access waits; removals are retried until they succeed.',
    degradedTitle: 'Something is slower than it should be',
    directory:
      'The list of accounts was last refreshed {{when}}. New accounts may be missing.',
    directoryNever:
      'The list of accounts has not been read from AWS yet, so nothing can be requested.',
    engine:
      'No backend is acting on requests at the moment. It should resume by itself within a minute.',
    degraded: 'Access may take longer than usual to begin or end.',
    overdueTitle_one: '{{count}} access is overdue',
    overdueTitle_other: '{{count}} accesses are overdue',
    overdue:
      'It should have ended and AWS has not confirmed that it is gone. Removal is being retried.',
  },
  end: {
    comment: 'Comment',
    commentHint: 'For the record; optional.',
    close: 'Not now',
    release: {
      action: 'I’m done',
      title: 'Give back {{permissionSet}} on {{account}}?',
      body: 'AWS removes the access now, before its time is up. You can ask again later.',
      confirm: 'Give it back',
      done: 'Given back: AWS is removing {{permissionSet}} on {{account}}',
    },
    cancel: {
      action: 'Cancel request',
      title: 'Cancel {{permissionSet}} on {{account}}?',
      body: 'Access has not begun. The approvers no longer see the request.',
      confirm: 'Cancel the request',
      done: 'Cancelled: {{permissionSet}} on {{account}}',
    },
    revoke: {
      action: 'Revoke',
      title: 'Revoke {{permissionSet}} on {{account}} from {{who}}?',
      body: 'AWS removes the access now. {{who}} is told, with your comment.',
      confirm: 'Revoke it',
      done: 'Revoked: AWS is removing {{permissionSet}} on {{account}}',
    },
    tail: 'Sessions that are open now may keep working {{until}}. To cut them off earlier, use AWS’s own means.',
    alreadyEnded: 'It had already changed in the meantime: {{status}}.',
  },
} as const;
