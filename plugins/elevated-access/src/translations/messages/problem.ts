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

import type {
  ConsideredPolicy,
  ProblemCode,
} from 'backstage-plugin-elevated-access-common';
import type { FaultKind } from '../../data/faults';

/** Why records of sessions could not be read; sources of other modules may have more. */
type ActivityCode = `activity-${string}`;

/** What the backend refuses with, by its code, and the way out. */
export const problem = {
  /** Of these texts. The backend writes English: who reads English gets its own, more exact words. */
  language: 'en',
  wording: '(in the backend’s words: {{words}})',
  /** What a policy says to a question, by what it is about. */
  considered: {
    subject: {
      ok: 'names the person, or a group of theirs',
      notOk: 'names neither the person nor a group of theirs',
    },
    target: {
      ok: 'covers the account',
      notOk: 'does not cover the account',
    },
    'permission-set': {
      ok: 'covers the permission set',
      notOk: 'does not cover the permission set',
    },
    duration: {
      ok: 'permits so long a time',
      notOk: 'does not permit so long a time',
    },
    'working-hours': {
      ok: 'holds at that time',
      notOk: 'does not hold at that time',
    },
  },
  /** What would have to be different for a policy to permit something. */
  change: {
    subject: 'whom it names',
    target: 'which accounts it covers',
    'permission-set': 'which permission sets it covers',
    duration: 'for how long',
    'working-hours': 'when it begins',
    deny: 'that another policy denies it',
  },
  /** What is wrong with a value. */
  fault: {
    missing: 'This is missing.',
    empty: 'This must not be empty.',
    tooShort: 'Write at least {{limit}} characters.',
    tooLong: 'Write at most {{limit}} characters.',
    tooLow: 'This must be at least {{limit}}.',
    tooHigh: 'This must be at most {{limit}}.',
    noneChosen: 'Add at least {{limit}}.',
    tooMany: 'Leave at most {{limit}}.',
    unknownKey: 'There is no such member.',
    name: 'Use lower-case words joined by hyphens, for example payments-engineers.',
    duration:
      'Write days, hours, minutes or seconds as in ISO 8601, for example PT1H30M.',
    reference:
      'Name a user or a group of the catalog, for example group:default/payments.',
    account: 'Write the 12 digits of an account id.',
    arn: 'Write the ARN of a permission set.',
    clockTime: 'Write a time such as 08:30.',
    pattern: 'This is no regular expression.',
  },
  code: {
    'invalid-input':
      'The backend does not take this as it is. Correct it and try again.',
    'unknown-account': 'There is no such account in the organization.',
    'account-not-active': 'The account is not active. Choose another one.',
    'account-protected':
      'Access to this account is not given here. Choose another one, or ask the platform team.',
    'unknown-permission-set':
      'There is no such permission set. Choose another one.',
    'permission-set-protected':
      'This permission set cannot be used here. Choose another one, or ask the platform team.',
    'window-in-past': 'The time for this has passed. Choose a later one.',
    'window-too-far': 'The start is too far ahead. Choose an earlier one.',
    'duration-too-long':
      'This is longer than permitted. Choose a shorter time.',
    'duration-too-short': 'This is too short. Choose a longer time.',
    'outside-working-hours':
      'The start is outside the permitted hours. Choose another one.',
    'not-eligible': 'The policies do not permit this.',
    'no-identity-center-user':
      'Nobody in Identity Center is known to be this person. Ask whoever administers your identities.',
    'identity-center-user-disabled':
      'The user in Identity Center is disabled, or not known to be the right one. Ask whoever administers your identities.',
    'identity-ambiguous':
      'Several users in Identity Center fit. The platform team can name the right one in the catalog.',
    'reason-invalid': 'The reason is not what the policy asks for.',
    'ticket-invalid': 'The ticket is not what the policy asks for.',
    'no-approval-policy':
      'This needs approval, and no policy says by whom. Tell an administrator.',
    'no-approver': 'Too few people could approve this. Tell an administrator.',
    'already-requested':
      'This has been requested for that time already. Use that request, or cancel it first.',
    'unknown-request': 'There is no such request, or you may not see it.',
    'unknown-person': 'The catalog has no such person.',
    'unknown-entity': 'The catalog has no such entity, or you may not see it.',
    'unknown-review': 'There is no such access review, or you may not see it.',
    'not-approver': 'This takes somebody who may decide on the request.',
    'self-approval':
      'Nobody decides on a request of their own. Somebody else has to.',
    'already-decided': 'This has been decided already. Nothing is left to do.',
    'digest-changed':
      'What is asked for has changed since it was shown. Look at it again.',
    'comment-required': 'A comment is needed. Say in a few words why.',
    'not-extendable':
      'This access cannot be prolonged. Ask for access anew when it has ended.',
    'extension-too-long':
      'Access cannot be prolonged by so much. Ask for less.',
    'window-too-short':
      'Nothing would be left of such a short time. Choose a longer one.',
    'wrong-status':
      'That is no longer possible. Reload the request to see where it stands now.',
    'activity-not-read': 'What was done with this access has not been read.',
    'not-yours': 'Only the person whose request this is can do that.',
    'acting-through-plugin':
      'People decide and revoke themselves. Do it in the portal.',
    'invalid-policy': 'This makes no sense as it is. Correct it and try again.',
    'policy-name-taken':
      'There is a policy of that name already. Choose another name.',
    'policy-read-only':
      'This policy is written outside the portal. Change it there.',
    'policy-unreadable':
      'This policy cannot be read. Write it anew or delete it.',
    'unknown-policy': 'There is no such policy. It may have been deleted.',
    'unknown-change':
      'This change does not wait any more. Somebody may have confirmed or discarded it.',
    'setting-fixed':
      'The configuration of the portal sets this. It can be changed only there.',
    'changed-meanwhile':
      'Somebody else has changed this. Load it again and look before you change it.',
    'change-pending':
      'A change waits for confirmation already. Have it confirmed or discarded first.',
    'nothing-changed': 'It is like that already. Nothing has to be done.',
    'own-change':
      'This change is your own. Another administrator has to confirm it.',
    'policies-unavailable':
      'Not all policies can be read, so nothing new is granted. Tell an administrator.',
    'directory-unavailable':
      'What has to be known of accounts and permission sets has not been read from AWS lately. Nothing new is granted until it is.',
    'identity-center-unavailable':
      'Identity Center cannot be asked. Try again in a minute.',
    'catalog-unavailable':
      'The catalog gives no usable answer. Try again in a minute.',
    'database-unavailable':
      'The database does not take this now; nothing was changed. Try again in a minute. If it stays so, tell the platform team.',
    'permissions-unavailable':
      'The portal cannot tell now whether you may do this; nothing was changed. Try again in a minute. If it stays so, tell the platform team.',
    forbidden: 'You may not do this.',
    'activity-throttled':
      'AWS takes no more questions at the moment. It is asked again later; nothing has to be done.',
    'activity-role-missing':
      'The role that reads the records cannot be assumed. Tell the platform team.',
    'activity-denied':
      'The backend may not read the records. Tell the platform team.',
    'activity-refused':
      'AWS does not accept the question about the records. Tell the platform team.',
    'activity-unreachable': 'AWS could not be asked. It is asked again.',
    'activity-odd-name':
      'A name has characters that AWS allows in no session, so it cannot be looked for.',
    'activity-slow': 'Reading the records took too long. It is tried again.',
    'activity-query-failed':
      'Reading the records failed at AWS. It is tried again.',
    'activity-unreadable': 'The records could not be read. It is tried again.',
  },
} as const satisfies {
  language: string;
  wording: string;
  considered: Record<
    ConsideredPolicy['checks'][number]['check'],
    { ok: string; notOk: string }
  >;
  change: Record<ConsideredPolicy['checks'][number]['check'] | 'deny', string>;
  fault: Record<FaultKind, string>;
  code: Record<ProblemCode, string> & Record<ActivityCode, string>;
};
