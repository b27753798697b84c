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

import type { AccessRequest } from 'backstage-plugin-elevated-access-common';
import { durationMillis } from '../../time/format';

/** From and to, in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** What a picture of a request's time shows; what there is not is left out. */
export interface TimeSpans {
  /** All of it, with a little room where it goes on. */
  whole: Span;
  /** The window as it was asked for. */
  asked: Span;
  /** When access was there, or will be as things stand. */
  access: Span | undefined;
  /** The part of it that should not have been. */
  overdue: Span | undefined;
  /** When sessions begun in time may still go on. */
  tail: Span | undefined;
}

/** The spans of a request whose window is known; of others there is no picture. */
export function timeSpansOf(
  request: AccessRequest,
  now: number,
): TimeSpans | undefined {
  const start = at(request.startsAt ?? request.requestedStart);
  if (start === undefined) {
    return undefined;
  }
  const asked = { from: start, to: start + durationMillis(request.duration) };
  const access = accessOf(request, now);
  const overdueFrom = request.overdueSince && at(request.accessEndsAt);
  const overdue =
    access && overdueFrom ? { from: overdueFrom, to: access.to } : undefined;
  const tail = tailOf(request, access);
  const spans = [asked, access, overdue, tail].filter(
    (span): span is Span => span !== undefined,
  );
  return {
    whole: {
      from: Math.min(...spans.map(({ from }) => from)),
      to: Math.max(...spans.map(({ to }) => to)),
    },
    asked,
    access,
    overdue,
    tail,
  };
}

function accessOf(request: AccessRequest, now: number): Span | undefined {
  const { status, activatedAt, startsAt, endedAt } = request;
  const from = at(activatedAt) ?? at(startsAt);
  const planned = at(request.accessEndsAt ?? request.endsAt);
  if (from === undefined || planned === undefined) {
    return undefined;
  }
  switch (status) {
    case 'ended':
      return activatedAt
        ? { from, to: Math.max(from, at(endedAt) ?? planned) }
        : undefined;
    case 'ending':
      // Until AWS has confirmed that it is gone, it is there.
      return { from, to: Math.max(from, now) };
    case 'scheduled':
    case 'activating':
    case 'active':
      return { from, to: planned };
    default:
      return undefined;
  }
}

/**
 * In a strict window access ends early enough for sessions to end within it;
 * else they may outlast it. Access that ended early has a shorter tail.
 */
function tailOf(
  request: AccessRequest,
  access: Span | undefined,
): Span | undefined {
  const last = at(request.sessionsEndBy);
  if (!access || last === undefined) {
    return undefined;
  }
  const to = Math.min(
    Math.max(last, access.to),
    access.to + durationMillis(request.permissionSet.sessionDuration),
  );
  return to > access.to ? { from: access.to, to } : undefined;
}

function at(iso: string | null): number | undefined {
  return iso === null ? undefined : Date.parse(iso);
}
