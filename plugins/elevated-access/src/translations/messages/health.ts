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

/** The page "Health". */
export const health = {
  title: 'Health',
  summary: {
    ok: 'Everything is on time.',
    overdue_one: '{{count}} grant is overdue.',
    overdue_other: '{{count}} grants are overdue.',
    overdueBecause_one:
      '{{count}} grant is overdue because Identity Center has not answered since {{when}}.',
    overdueBecause_other:
      '{{count}} grants are overdue because Identity Center has not answered since {{when}}.',
    trouble: 'Nothing is overdue, but something needs a look.',
  },
  parts: 'The parts',
  part: {
    identityCenter: 'Identity Center ({{region}})',
    identityStore: 'Identity Store',
    organizations: 'Organizations',
    directory: 'Directory',
    engine: 'Engine',
    policies: 'Policies',
  },
  state: {
    ok: 'Working',
    down: 'Not answering',
    unknown: 'Not known yet',
    usable: 'Usable',
    notUsable: 'Too old to grant from',
    acting: 'Acting',
    notActing: 'Nobody acts',
    readable: 'All can be read',
    someUnreadable: 'Not all can be read',
    nothingGranted: 'Nothing can be granted',
  },
  since: 'since {{when}}',
  fact: {
    error: 'Last error',
    read: 'Last read from AWS',
    readNever: 'never',
    leader: 'Acting replica',
    lease: 'Its lease',
    leaseUntil: 'runs out {{when}}',
    leaseOver: 'ran out {{when}}',
    unreadable: 'Cannot be read',
    todo: 'What to do',
  },
  todo: {
    identityCenter:
      'Look at AWS’s service health and at the backend’s way to the Region. Nothing is lost: removals go first as soon as it answers.',
    identityStore:
      'Check the backend’s permissions on the identity store. Until it answers, people cannot be checked, so new grants wait.',
    organizations:
      'Check the backend’s permissions on AWS Organizations. Until it answers, new accounts and moves are not seen.',
    directory:
      'Read the last error, repair its cause, and the next reading puts it right. Until then nothing new is granted; what is live still ends on time.',
    policies:
      'An administrator mends what cannot be read, or deletes it; where a newer version of this plugin wrote it, run that one again. What is live still ends on time.',
    engine:
      'Check that a backend replica runs and reaches the database. Until one acts, nothing begins and nothing ends.',
  },
  queue: {
    title: 'Queue',
    scheduled: 'Waiting to begin',
    activating: 'Being given',
    ending: 'Being removed',
    overdue: 'Overdue',
  },
  quota: {
    title: 'AWS’s quotas',
    elsewhere:
      'The replica that answered is not the one that acts, and only that one knows. Look again in a moment, or at the metrics.',
    of: '{{used}} of {{limit}}',
    calls: 'Calls per second allowed now',
    callsWaiting: 'Calls waiting',
    writes: 'Assignment writes under way',
    writesWaiting: 'Assignment writes waiting',
    slowed:
      'AWS throttled lately, so less goes out than configured; the pace comes back by itself. If it happens often, see what else in the AWS organization calls Identity Center, lower callsPerSecond of this portal’s engine, or ask AWS for a higher quota.',
    long: 'More waits than goes out soon. Removals go first and nothing is lost, but new access begins late. If it does not shrink, see whether AWS is slow, and whether many grants begin or end at the same moment.',
  },
  overdue: {
    title: 'Overdue access',
    empty: 'Nothing is overdue.',
    hidden_one: '{{count}} more is not yours to see.',
    hidden_other: '{{count}} more are not yours to see.',
    advice:
      'Removal is retried for ever. If AWS keeps refusing, remove the assignment by hand in Identity Center; it is noticed here and the request ends by itself.',
    column: {
      what: 'Access',
      since: 'Overdue since',
      enforced: 'Enforced by',
      attempts: 'Attempts',
      error: 'Last error',
    },
    open: '{{permissionSet}} on {{account}} of {{who}}',
    endAt: 'should have ended {{when}}',
    nothing: 'Nothing enforces its end: it may still be used',
    iam: 'IAM itself denies its use',
    next: 'next {{when}}',
    noError: 'none',
  },
  drift: {
    title: 'Drift',
    explanation:
      'Where AWS and the grants do not agree. It is reported here and never acted upon.',
    denied: 'Only auditors, responders and administrators see drift.',
    never:
      'AWS has not been compared with the grants yet. The first comparison comes by itself.',
    failed: 'The last comparison failed {{when}}',
    failedNever: 'The comparison failed',
    asOf: 'This is what the comparison of {{when}} found.',
    compared: 'Compared {{when}}',
    empty: 'AWS and the grants agree.',
    column: {
      kind: 'Kind',
      who: 'Who',
      where: 'Where',
      what: 'What was found',
      since: 'Since',
    },
    kind: {
      unexplained: 'Not explained',
      removed: 'Removed',
      altered: 'Altered',
      orphaned: 'Left behind',
    },
    found: {
      unexplained:
        'AWS lists this assignment; no grant explains it and it is not known to stand.',
      removed:
        'The grant is active and AWS does not list its assignment: somebody removed it, or the permission set or the account with it.',
      altered:
        'What the permission set permits has changed since the grant was approved.',
      orphaned: 'An assignment of this portal that nothing follows any more.',
    },
    group: 'Group',
    user: 'User',
    unknown: 'unknown to Identity Center',
    grant: 'The grant',
  },
} as const;
