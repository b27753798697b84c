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

import type { ExportedEvent, ExportedRequest } from '../database/types';

/**
 * The version of the Open Cybersecurity Schema Framework that events follow:
 * https://schema.ocsf.io/1.3.0/classes/account_change and
 * https://schema.ocsf.io/1.3.0/classes/authorize_session
 */
export const OCSF_VERSION = '1.3.0';

const CATEGORY = { uid: 3, name: 'Identity & Access Management' } as const;

const ACCOUNT_CHANGE = { uid: 3001, name: 'Account Change' } as const;

const AUTHORIZE_SESSION = { uid: 3003, name: 'Authorize Session' } as const;

const ATTACH = { id: 7, name: 'Attach Policy' } as const;

const DETACH = { id: 8, name: 'Detach Policy' } as const;

const ASSIGN = { id: 1, name: 'Assign Privileges' } as const;

const SEVERITY = {
  informational: { id: 1, name: 'Informational' },
  low: { id: 2, name: 'Low' },
  medium: { id: 3, name: 'Medium' },
  high: { id: 4, name: 'High' },
} as const;

const STATUS = {
  success: { id: 1, name: 'Success' },
  failure: { id: 2, name: 'Failure' },
} as const;

/** What an event of the log is in OCSF. */
interface Meaning {
  class: typeof ACCOUNT_CHANGE | typeof AUTHORIZE_SESSION;
  activity: { id: number; name: string };
  status: keyof typeof STATUS;
  severity: keyof typeof SEVERITY;
  /** Ends a sentence that begins with "PowerUser in payments-prod for Ann Li". */
  words: string;
}

/**
 * What has no activity of its own in the schema is `Other`, with a name.
 * Attaching and detaching are said only of what AWS has confirmed.
 */
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
} as const satisfies Record<string, Meaning>;

const BY_TYPE: ReadonlyMap<string, Meaning> = new Map(Object.entries(MEANINGS));

/** Types of the events that have a meaning in OCSF: the transitions of requests. */
export const ocsfEventTypes: readonly string[] = Object.keys(MEANINGS);

/** One event of a request in OCSF; undefined for events that are no transition. */
export function toOcsf(
  event: ExportedEvent,
  request: ExportedRequest,
): Record<string, unknown> | undefined {
  const meaning = meaningOf(event);
  if (!meaning) {
    return undefined;
  }
  const { class: kind, activity, words } = meaning;
  const status = STATUS[meaning.status];
  const severity = SEVERITY[meaning.severity];
  return {
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: CATEGORY.uid,
    category_name: CATEGORY.name,
    class_uid: kind.uid,
    class_name: kind.name,
    type_uid: kind.uid * 100 + activity.id,
    type_name: `${kind.name}: ${activity.name}`,
    time: event.at,
    severity_id: severity.id,
    severity: severity.name,
    status_id: status.id,
    status: status.name,
    message: `${request.permissionSetName} in ${request.accountName} for ${request.requesterName} ${words}`,
    metadata: {
      version: OCSF_VERSION,
      // The log's own, so that an event that is exported twice is known again.
      uid: event.id,
      event_code: event.type,
      correlation_uid: request.id,
      log_name: 'elevated-access',
      profiles: ['cloud', 'host'],
      product: {
        name: 'Elevated Access for Backstage',
        vendor_name: 'The Elevated Access Authors',
      },
    },
    cloud: {
      provider: 'AWS',
      account: { uid: request.accountId, name: request.accountName },
    },
    actor: actorOf(event),
    user: {
      uid: request.principalId,
      name: request.principalUserName,
      full_name: request.requesterName,
      uid_alt: request.requesterRef,
      type_id: 1,
      type: 'User',
    },
    ...(kind === ACCOUNT_CHANGE
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

function meaningOf(event: ExportedEvent): Meaning | undefined {
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

function actorOf({ actorKind, actorRef, actorName }: ExportedEvent) {
  return actorKind === 'user' && actorRef !== null
    ? {
        user: {
          uid: actorRef,
          name: actorRef.slice(actorRef.indexOf('/') + 1),
          ...(actorName === null ? {} : { full_name: actorName }),
          type_id: 1,
          type: 'User',
        },
      }
    : { app_name: actorRef ?? 'elevated-access' };
}

function authorization(
  activity: Meaning['activity'] | string,
  words: string,
  status: Meaning['status'] = 'success',
  severity: Meaning['severity'] = 'informational',
): Meaning {
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
): Meaning {
  return {
    class: ACCOUNT_CHANGE,
    activity: named(activity),
    words,
    status,
    severity,
  };
}

function named(activity: Meaning['activity'] | string): Meaning['activity'] {
  return typeof activity === 'string' ? { id: 99, name: activity } : activity;
}
