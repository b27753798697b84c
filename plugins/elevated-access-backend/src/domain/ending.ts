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

import type { EndReason } from 'backstage-plugin-elevated-access-common';
import type { Actor, EventRecord, RequestRecord } from './types';

/** Who ends something, and why. */
export interface Ender {
  actor: Actor;
  /** Empty when nothing was said. */
  comment: string;
}

/** A change of a request with the event that tells of it. */
export interface EndingChange {
  patch: Partial<
    Pick<
      RequestRecord,
      | 'status'
      | 'endReason'
      | 'endedAt'
      | 'endedByRef'
      | 'endedByName'
      | 'endComment'
    >
  >;
  event: Pick<EventRecord, 'type' | 'at' | 'actor' | 'data'>;
}

/** The end of a request whose access has not begun. */
export function cancellation(
  seen: RequestRecord,
  by: Ender,
  now: Date,
): EndingChange {
  return {
    patch: { status: 'cancelled', endedAt: now, ...byWhom(by) },
    event: {
      type: 'request.cancelled',
      at: now,
      actor: by.actor,
      data: { comment: by.comment, was: seen.status },
    },
  };
}

/** The beginning of the end of access that has or may have begun. */
export function earlyEnd(
  seen: RequestRecord,
  reason: Exclude<EndReason, 'elapsed'>,
  by: Ender,
  now: Date,
): EndingChange {
  return {
    patch: { status: 'ending', endReason: reason, ...byWhom(by) },
    event: {
      type: 'request.ending',
      at: now,
      actor: by.actor,
      data: { reason, comment: by.comment, was: seen.status },
    },
  };
}

function byWhom({ actor, comment }: Ender) {
  const person = actor.kind === 'user' ? actor : undefined;
  return {
    endedByRef: person?.entityRef ?? null,
    endedByName: person?.displayName ?? null,
    endComment: comment || null,
  };
}
