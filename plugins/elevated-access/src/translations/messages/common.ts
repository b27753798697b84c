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
    active: 'Active',
    audit: 'Audit',
    policies: 'Policies',
    health: 'Health',
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
    reapproval: 'Waiting for {{stage}} again, expires {{when}}',
    reapprovalUnknown: 'Waiting for a decision again, expires {{when}}',
    scheduled: 'Approved, begins {{when}}',
    activating: 'AWS is giving this access now',
    active: 'Active {{until}}',
    activeStrict: 'Active, no new sessions after {{when}}',
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
    strict: 'No new sessions after {{last}}; all access is over at {{end}}',
    strictOver: 'All access is over at {{end}}',
    open: 'Sessions open now may last {{until}}',
    strictLabel: 'No new sessions after',
    strictExplanation:
      'The policy keeps strictly to the window: access is taken away one session duration before the end, so that no credential outlives it.',
    short: 'sessions until {{when}}',
    shortStrict: 'all over {{when}}',
  },
  risk: {
    high: 'High risk',
  },
  reapproval: {
    title: 'Approval is asked for again',
    requester: 'Nothing is given until it is approved again.',
    approver:
      'Look at it again before you decide: earlier approvals do not count.',
    badge: 'Asked again',
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
    byHand:
      'The browser does not let this page copy for you. The text is selected: copy it with Ctrl+C, or ⌘C on a Mac.',
    close: 'Done',
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
    noPageTitle: 'There is no such page',
    noPage: 'Check the link, or go on with one of the tabs above.',
    action: 'That did not work',
    unknownOutcome:
      'It may have been carried out all the same. Look before you try again.',
    busy: 'The backend is busy. Try again in a moment.',
    signedOut: 'Your session has ended. Sign in again.',
  },
  required: 'Required',
  picker: {
    nothing: 'Nothing found',
    chosen: 'Already chosen',
  },
  loading: 'Loading…',
  more: 'Show more',
  banner: {
    identityTitle: 'You cannot receive access at the moment',
    identityCenterTitle: 'AWS Identity Center ({{region}}) is not answering',
    identityCenterSince: 'No answer since {{when}}.',
    queued_one: '{{count}} grant waits to begin.',
    queued_other: '{{count}} grants wait to begin.',
    queuedNone: 'New grants are queued.',
    removals_one:
      '{{count}} removal is retried until it succeeds; removals go first once AWS answers.',
    removals_other:
      '{{count}} removals are retried until they succeed; removals go first once AWS answers.',
    engineTitle: 'Nobody acts on grants at the moment',
    engineSince: 'No backend replica has acted since {{when}}.',
    engine:
      'Nothing begins and nothing ends until a backend replica acts again, which should take less than a minute.',
    directoryTitle: 'Nothing new can be granted at the moment',
    directory:
      'The directory of accounts and permission sets was last read from AWS {{when}} and is too old to grant from. Live access still ends on time.',
    directoryNever:
      'The directory of accounts and permission sets has not been read from AWS yet. Live access still ends on time.',
    identityStoreTitle: 'AWS Identity Store is not answering',
    identityStore:
      'People cannot be checked, so new grants wait. Live access still ends on time.',
    organizationsTitle: 'AWS Organizations is not answering',
    organizations: 'New accounts and moves of accounts are not seen meanwhile.',
    degradedTitle: 'Something is slower than it should be',
    degraded: 'Access may take longer than usual to begin or end.',
    since: 'Since {{when}}.',
    health: 'Health',
    hide: 'Hide',
    overdueTitle_one: '{{count}} grant is overdue',
    overdueTitle_other: '{{count}} grants are overdue',
    overdueNothing:
      'AWS has not confirmed that the access is gone, and nothing else enforces its end: it may still be used. Removal is retried until it succeeds.',
    overdueIam:
      'AWS has not confirmed that the access is gone. IAM itself denies its use meanwhile. Removal is retried until it succeeds.',
    overdueMixed:
      'AWS has not confirmed that the access is gone. Nothing else enforces the end of {{nothing}} of them, which may still be used; IAM itself denies the use of {{iam}}. Removal is retried until it succeeds.',
    overdueOthers:
      'None of them is yours to see. Removal is retried until AWS confirms that the access is gone.',
    overdueList: 'Overdue grants',
    overdueItem: '{{permissionSet}} on {{account}} of {{who}}',
    overdueSince: 'since {{when}}',
    overdueMore: 'and {{number}} more',
  },
  end: {
    comment: 'Comment',
    commentHint: 'For the record; optional.',
    close: 'Not now',
    release: {
      action: 'I’m done',
      title: 'Give back {{permissionSet}} on {{account}}?',
      body: 'AWS removes the access now, before its time is up. You can ask again later.',
      bodyExtended:
        'AWS removes the access now, with everything that was added to its time. Requests for more time end with it. You can ask again later.',
      confirm: 'Give it back',
      done: 'Given back: AWS is removing {{permissionSet}} on {{account}}',
    },
    cancel: {
      action: 'Cancel request',
      title: 'Cancel {{permissionSet}} on {{account}}?',
      titleExtension:
        'Cancel the request for more time on {{permissionSet}} on {{account}}?',
      body: 'Access has not begun. The approvers no longer see the request.',
      bodyExtension:
        'Only the request for more time is cancelled. The access itself stays as it is and ends when it would have.',
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
    meanwhile: {
      ended: 'This access has ended meanwhile.',
      ending: 'AWS is removing this access already.',
      extended: 'No more time can be asked for on this access at the moment.',
      changed: 'This is not possible any more. The request is now: {{status}}.',
      unseen: 'This request does not exist any more, or you may not see it.',
      text: 'What you typed is kept above, in case you want to copy it.',
    },
  },
} as const;
