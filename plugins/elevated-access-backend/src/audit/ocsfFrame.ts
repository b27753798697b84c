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

import type { ExportedEvent } from '../database/types';

/**
 * The version of the Open Cybersecurity Schema Framework that events follow:
 * https://schema.ocsf.io/1.3.0/classes/account_change and
 * https://schema.ocsf.io/1.3.0/classes/authorize_session
 */
const VERSION = '1.3.0';

const CATEGORY = { uid: 3, name: 'Identity & Access Management' } as const;

/** Its member `policy` says what was attached. */
export const ACCOUNT_CHANGE = { uid: 3001, name: 'Account Change' } as const;

/** Wants exactly one of `privileges` and `group`. */
export const AUTHORIZE_SESSION = {
  uid: 3003,
  name: 'Authorize Session',
} as const;

export const ATTACH = { id: 7, name: 'Attach Policy' } as const;

export const DETACH = { id: 8, name: 'Detach Policy' } as const;

export const ASSIGN = { id: 1, name: 'Assign Privileges' } as const;

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
export interface Meaning {
  class: typeof ACCOUNT_CHANGE | typeof AUTHORIZE_SESSION;
  activity: { id: number; name: string };
  status: keyof typeof STATUS;
  severity: keyof typeof SEVERITY;
}

/** An event of the log, whatever it is about. */
export type LoggedEvent = Omit<ExportedEvent, 'requestId'>;

/** What every OCSF event has, whatever its class: of which kind it is, when it was, what came of it, and who acted. */
export function frameOf(
  event: LoggedEvent,
  meaning: Meaning,
  {
    message,
    correlation,
  }: { message: string; correlation: string | undefined },
) {
  const { class: kind, activity } = meaning;
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
    message,
    metadata: {
      version: VERSION,
      // The log's own, so that an event that is exported twice is known again.
      uid: event.id,
      event_code: event.type,
      correlation_uid: correlation,
      log_name: 'elevated-access',
      profiles: ['cloud', 'host'],
      product: {
        name: 'Elevated Access for Backstage',
        vendor_name: 'The Elevated Access Authors',
      },
    },
    actor: actorOf(event),
  };
}

function actorOf(event: LoggedEvent) {
  return event.actorKind === 'user' && event.actorRef !== null
    ? { user: userOf(event.actorRef, event.actorName) }
    : { app_name: event.actorRef ?? 'elevated-access' };
}

/** A person by their name in the catalog. */
export function userOf(ref: string, fullName: string | null) {
  return {
    uid: ref,
    name: ref.slice(ref.indexOf('/') + 1),
    ...(fullName === null ? {} : { full_name: fullName }),
    type_id: 1,
    type: 'User',
  };
}

/** What has no activity of its own in the schema is `Other`, with a name. */
export function named(
  activity: Meaning['activity'] | string,
): Meaning['activity'] {
  return typeof activity === 'string' ? { id: 99, name: activity } : activity;
}
