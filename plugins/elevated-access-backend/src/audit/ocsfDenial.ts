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

import { AUTHORIZE_SESSION, frameOf, named, userOf } from './ocsfFrame';
import type { LoggedEvent, Meaning } from './ocsfFrame';

/** The type of events that say that somebody was refused. */
export const DENIAL = 'access.denied';

const MEANING: Meaning = {
  class: AUTHORIZE_SESSION,
  activity: named('Deny Access'),
  status: 'failure',
  severity: 'low',
};

/**
 * A refused attempt in OCSF: a failed authorization, whose privilege is what was
 * tried. Attempts that were counted together are one event with their number.
 */
export function denialToOcsf(event: LoggedEvent): Record<string, unknown> {
  const { attempt, reason, attempts, since, about } = event.data;
  const subject: Readonly<Record<string, unknown>> = Object(about);
  const what = textOf(attempt) ?? 'unknown';
  const why = textOf(reason);
  const who = event.actorRef ?? 'unknown';
  const account = textOf(subject.accountId);
  const begun = Date.parse(textOf(since) ?? '');
  return {
    ...frameOf(event, MEANING, {
      message: `${who} was refused ${what}${why ? `: ${why}` : ''}`,
      correlation: textOf(subject.requestId),
    }),
    status_detail: why,
    // Counted until the minute was over; the first attempt was written by itself.
    count: typeof attempts === 'number' ? attempts : 1,
    ...(Number.isNaN(begun) ? {} : { start_time: begun, end_time: event.at }),
    cloud: {
      provider: 'AWS',
      ...(account === undefined ? {} : { account: { uid: account } }),
    },
    user:
      event.actorKind === 'user'
        ? userOf(who, event.actorName)
        : // 3: what acts for itself, and is no person.
          { uid: who, name: who, type_id: 3, type: 'System' },
    privileges: [what],
    unmapped: { data: event.data },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
