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

/** The page of one request, and facts about a request elsewhere. */
export const request = {
  title: '{{permissionSet}} on {{account}}',
  fact: {
    requester: 'Who',
    account: 'Account',
    permissionSet: 'Permission set',
    duration: 'How long',
    durationApproved: '{{approved}}; {{asked}} asked for',
    window: 'When',
    windowNow: 'as soon as approved',
    wouldEnd: 'Would end',
    wouldEndValue: '{{clock}} if approved now ({{utc}})',
    wouldLast: '{{clock}} if approved now',
    reason: 'Reason',
    noReason: 'none given',
    ticket: 'Ticket',
    policy: 'Policy',
    policyVersion: '{{name}}, version {{version}}',
    approvalPolicy: 'Approval policy',
    identity: 'Identity Center user',
    asked: 'Asked',
    id: 'Request id',
    endComment: 'Comment at the end',
    failure: 'What went wrong',
  },
  asked: 'What was asked',
  approvals: {
    title: 'Approval',
    none: 'No approval was needed.',
    stage: '{{stage}}: {{approved}} of {{required}}',
    canDecide: 'Can decide: {{names}}',
    nobody: 'Nobody can decide this at the moment.',
    escalated: 'Asked as well, since nobody had decided: {{names}}',
    why: 'Why them: {{reasons}}',
    whyOwner: 'they own the account in the catalog',
    whyManager: 'they manage who asks',
    whyGroup: 'members of {{group}}',
    whyNamed: 'named by the policy',
    escalatesAt: 'If nobody decides, more people are asked {{when}}',
    approvedFor: 'for {{span}}, less than was asked for',
    approved: '{{who}} approved {{when}}',
    rejected: '{{who}} rejected {{when}}',
  },
  receipt: {
    title: 'Use it',
    portal: 'Open AWS access portal',
    cli: 'AWS CLI profile',
    cliHint:
      'Put this into ~/.aws/config, then run: aws sso login --profile {{profile}}',
    what: 'AWS CLI profile',
  },
  timeline: {
    title: 'What happened',
    engine: 'Elevated Access',
    service: 'A service',
    someone: 'Somebody',
    working: 'for {{span}} so far',
  },
  event: {
    'request.created': 'asked for the access',
    'request.reminded': 'reminded those who can decide',
    'request.escalated': 'asked more people: nobody had decided',
    'request.approved': 'approved',
    'request.rejected': 'rejected the request',
    'request.cancelled': 'cancelled the request',
    'request.expired': 'closed the request: nobody decided in time',
    'request.scheduled': 'fixed the time: access is scheduled',
    'request.reapproval-needed': 'asked for approval again',
    'request.lapsed':
      'closed the request: its time passed before access could be given',
    'request.activating': 'began to give the access',
    'request.active': 'confirmed that the access is there',
    'request.ends-soon': 'told that the access ends soon',
    'request.ending': 'began to remove the access',
    'request.overdue':
      'raised the alarm: the access should be gone and AWS has not confirmed it',
    'request.ended': 'confirmed that the access is gone',
    'request.failed': 'gave up giving the access; it was verified absent',
    'engine.person-left': 'ended the access: the person left or was disabled',
    'engine.drained': 'ended the access: everything was drained',
    'drift.found': 'found that AWS and this grant do not agree',
    'drift.gone': 'saw AWS and this grant agree again',
    'assignment.standing-found':
      'found that the access was already held and left it alone',
    'assignment.create-intended': 'is about to ask AWS for the assignment',
    'assignment.create-accepted': 'accepted the assignment',
    'assignment.create-failed': 'did not create the assignment',
    'assignment.create-not-made':
      'could not take the assignment yet; it is asked again',
    'assignment.verified-present': 'saw the assignment in AWS’s own list',
    'assignment.delete-intended':
      'is about to ask AWS to remove the assignment',
    'assignment.delete-accepted': 'accepted the removal',
    'assignment.delete-failed': 'did not remove the assignment',
    'assignment.verified-absent': 'saw the assignment gone from AWS’s own list',
    'activity.complete': 'has all that AWS recorded of the session',
    'activity.exported': 'exported what was done with the access',
  },
  extended: 'asked for more time',
  alert: 'Alert {{number}}',
  shortened: '{{approved}} instead of {{asked}}',
  window: {
    title: 'Time',
    asked: 'Asked for',
    access: 'Access',
    tail: 'sessions may go on',
    now: 'now',
    summaryStrict:
      'Access from {{from}}; no new sessions after {{last}}; all access is over at {{until}}.',
    summary:
      'Access from {{from}} to {{until}}; sessions may last until {{tail}}.',
  },
} as const;
