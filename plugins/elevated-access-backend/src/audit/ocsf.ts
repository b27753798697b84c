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

import type { ExportedRequest } from '../database/types';
import {
  ACCOUNT_CHANGE,
  ASSIGN,
  ATTACH,
  AUTHORIZE_SESSION,
  DETACH,
  frameOf,
  named,
  type LoggedEvent,
  type Meaning,
} from './ocsfFrame';

/** What a transition of a request is in OCSF. */
interface Transition extends Meaning {
  /** Ends a sentence that begins with "PowerUser in payments-prod for Ann Li". */
  words: string;
}

/** Attaching and detaching are said only of what AWS has confirmed. */
const MEANINGS = {
  'request.created': authorization('Request Access', 'was asked for'),
  'request.approved': authorization('Approve Access', 'was approved'),
  'request.rejected': authorization('Reject Access', 'was rejected', 'failure'),
  'request.cancelled': authorization('Cancel Request', 'was withdrawn'),
  'request.expired': authorization(
    'Expire Request',
    'was not decided on in time',
    'failure',
  ),
  'request.scheduled': authorization(ASSIGN, 'will be given'),
  'request.reapproval-needed': authorization(
    'Ask Again',
    'has to be approved again',
    'failure',
    'low',
  ),
  'request.lapsed': authorization(
    'Lapse',
    'could not be given in time',
    'failure',
    'low',
  ),
  'request.activating': authorization('Begin Access', 'is being given'),
  'request.active': accountChange(ATTACH, 'was given'),
  'request.failed': accountChange(
    ATTACH,
    'could not be given',
    'failure',
    'medium',
  ),
  'request.ending': authorization('End Access', 'is being taken away'),
  'request.overdue': accountChange(
    DETACH,
    'should be gone and is not verified gone',
    'failure',
    'high',
  ),
  'request.ended': accountChange(DETACH, 'was taken away'),
} as const satisfies Record<string, Transition>;

const BY_TYPE: ReadonlyMap<string, Transition> = new Map(
  Object.entries(MEANINGS),
);

/** Types of the events that have a meaning in OCSF: the transitions of requests. */
export const ocsfEventTypes: readonly string[] = Object.keys(MEANINGS);

/** One event of a request in OCSF; undefined for events that are no transition. */
export function toOcsf(
  event: LoggedEvent,
  request: ExportedRequest,
): Record<string, unknown> | undefined {
  const meaning = meaningOf(event);
  if (!meaning) {
    return undefined;
  }
  return {
    ...frameOf(event, meaning, {
      message: `${request.permissionSetName} in ${request.accountName} for ${request.requesterName} ${meaning.words}`,
      correlation: request.id,
    }),
    cloud: {
      provider: 'AWS',
      account: { uid: request.accountId, name: request.accountName },
    },
    user: {
      uid: request.principalId,
      name: request.principalUserName,
      full_name: request.requesterName,
      uid_alt: request.requesterRef,
      type_id: 1,
      type: 'User',
    },
    ...(meaning.class === ACCOUNT_CHANGE
      ? {
          policy: {
            uid: request.permissionSetArn,
            name: request.permissionSetName,
          },
        }
      : { privileges: [request.permissionSetName] }),
    unmapped: {
      permission_set_arn: request.permissionSetArn,
      eligibility_policy: request.policyName,
      eligibility_policy_version: request.policyVersion,
      reason: request.reason,
      ticket: request.ticket,
      data: event.data,
    },
  };
}

function meaningOf(event: LoggedEvent): Transition | undefined {
  // What somebody held before was not attached, and what they keep was not detached.
  if (event.type === 'request.active' && event.data.alreadyHeld === true) {
    return accountChange('Keep Access', 'was held already');
  }
  if (
    event.type === 'request.ended' &&
    (event.data.standing === true || event.data.keptFor !== undefined)
  ) {
    return accountChange(
      'Keep Access',
      'has ended and stays for another reason',
    );
  }
  return BY_TYPE.get(event.type);
}

function authorization(
  activity: Meaning['activity'] | string,
  words: string,
  status: Meaning['status'] = 'success',
  severity: Meaning['severity'] = 'informational',
): Transition {
  return {
    class: AUTHORIZE_SESSION,
    activity: named(activity),
    words,
    status,
    severity,
  };
}

function accountChange(
  activity: Meaning['activity'] | string,
  words: string,
  status: Meaning['status'] = 'success',
  severity: Meaning['severity'] = 'informational',
): Transition {
  return {
    class: ACCOUNT_CHANGE,
    activity: named(activity),
    words,
    status,
    severity,
  };
}
