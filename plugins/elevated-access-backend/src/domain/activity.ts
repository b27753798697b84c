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

import type { RequestUsage } from 'backstage-plugin-elevated-access-common';
import type { RequestRecord } from './types';
import { sessionTail } from './window';

/** The time in which something may have been done with a request's access. */
export interface SessionSpan {
  from: Date;
  /** No credential issued through the request works from here on. */
  to: Date;
  /** `to` can no longer change. */
  settled: boolean;
}

/**
 * The time from when access could first be used to when the last credential
 * issued through it stops to work; null where there never was access. It begins
 * with the window and not with the proof that access is there, which comes later.
 */
export function sessionSpan(
  request: Pick<
    RequestRecord,
    | 'status'
    | 'startsAt'
    | 'endsAt'
    | 'endedAt'
    | 'activatedAt'
    | 'strictWindow'
    | 'sessionDurationMs'
  >,
  now: Date,
): SessionSpan | null {
  const { activatedAt, startsAt, endedAt, sessionDurationMs } = request;
  if (!activatedAt) {
    return null;
  }
  return {
    from: startsAt && startsAt < activatedAt ? startsAt : activatedAt,
    to:
      sessionTail(request, now) ??
      new Date((endedAt ?? now).getTime() + sessionDurationMs),
    settled: request.status === 'ended',
  };
}

/** Whether access was given or may still be. */
export function mayHaveActivity(
  request: Pick<RequestRecord, 'status' | 'activatedAt'>,
): boolean {
  return (
    request.activatedAt !== null ||
    ['pending', 'scheduled', 'activating'].includes(request.status)
  );
}

/** How AWS's records come in, and how often they are looked for. All in milliseconds. */
interface ReadingPace {
  /** A record has arrived for certain this long after what it records. */
  deliveryDelayMs: number;
  /** Between two readings while there may be more. */
  refreshMs: number;
}

/** What a reading that began at `readAt` and found all that was there means. */
interface ReadingOutcome {
  coversTo: Date;
  /** Up to here nothing can arrive any more; the next reading begins here. */
  deliveredTo: Date;
  /** When everything will have arrived, as far as can be told now. */
  completeAt: Date;
  complete: boolean;
  /** Null once complete. */
  nextReadAt: Date | null;
}

export function readingOutcome(
  span: SessionSpan,
  readAt: Date,
  { deliveryDelayMs, refreshMs }: ReadingPace,
): ReadingOutcome {
  const completeAt = new Date(span.to.getTime() + deliveryDelayMs);
  const complete = span.settled && readAt >= completeAt;
  const coversTo = earlier(span.to, readAt);
  const deliveredTo = later(
    span.from,
    earlier(span.to, new Date(readAt.getTime() - deliveryDelayMs)),
  );
  return {
    coversTo: later(span.from, coversTo),
    deliveredTo,
    completeAt,
    complete,
    nextReadAt: complete
      ? null
      : nextReadAt(span, readAt, completeAt, refreshMs),
  };
}

/** The last reading is to be when everything has arrived, once that is known. */
function nextReadAt(
  span: SessionSpan,
  readAt: Date,
  completeAt: Date,
  refreshMs: number,
): Date {
  const refreshAt = new Date(readAt.getTime() + refreshMs);
  return span.settled ? earlier(refreshAt, completeAt) : refreshAt;
}

/** How long to wait after a reading that failed, milliseconds: a minute, twice as long each time, an hour at most. */
export function retryDelayMs(failures: number): number {
  const minute = 60_000;
  return Math.min(minute * 2 ** Math.max(0, failures - 1), 60 * minute);
}

/** What is known of a request's use. That nothing was done is known only once everything has arrived. */
export function usageOf(found: {
  events: number;
  complete: boolean;
}): RequestUsage {
  if (found.events > 0) {
    return 'used';
  }
  return found.complete ? 'unused' : 'unknown';
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
