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

import {
  durationSchema,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';
import { InputError } from '@backstage/errors';

/**
 * The window `[startsAt, endsAt)` of a request approved at `approvedAt`.
 *
 * As soon as approved, it lasts its whole duration from then on. With a start
 * that was asked for, a late approval shortens it: the end that everybody was
 * shown stays. When `endsAt` is not after `startsAt`, nothing is left of the
 * window and the request has lapsed.
 *
 * An extension begins when it is approved although it was asked for from the end
 * that it prolongs: it overlaps, so that access never drops in between.
 */
export function fixWindow(options: {
  requestedStart: Date | null;
  /** Milliseconds. */
  durationMs: number;
  extendsId: string | null;
  approvedAt: Date;
}): { startsAt: Date; endsAt: Date } {
  const { requestedStart, durationMs, extendsId, approvedAt } = options;
  const wishedStart = (requestedStart ?? approvedAt).getTime();
  return {
    startsAt:
      extendsId === null
        ? new Date(Math.max(wishedStart, approvedAt.getTime()))
        : approvedAt,
    endsAt: new Date(wishedStart + durationMs),
  };
}

/**
 * When a request expires undecided: when nothing could be left of its window, at
 * the latest. One without a start of its own gets its window with approval.
 */
export function expiryOf(
  request: {
    requestedStart: Date | null;
    /** Milliseconds. */
    durationMs: number;
    strictWindow: boolean;
    /** Milliseconds. */
    sessionDurationMs: number;
  },
  from: Date,
  /** Milliseconds. */
  expiryMs: number,
): Date {
  const { requestedStart, durationMs } = request;
  const over =
    requestedStart &&
    accessEndsAt({
      ...request,
      endsAt: new Date(requestedStart.getTime() + durationMs),
    });
  return new Date(
    Math.min(from.getTime() + expiryMs, over?.getTime() ?? Infinity),
  );
}

/**
 * When the assignment behind a request has to be removed: at the end of its
 * window, or one session duration before it where the window is strict. Null
 * while the window is not fixed.
 */
export function accessEndsAt(request: {
  endsAt: Date | null;
  strictWindow: boolean;
  sessionDurationMs: number;
}): Date | null {
  const { endsAt, strictWindow, sessionDurationMs } = request;
  return endsAt && strictWindow
    ? new Date(endsAt.getTime() - sessionDurationMs)
    : endsAt;
}

/** Whether a window leaves any time for access. One that is strict ends it a session duration early. */
export function leavesTime(window: {
  startsAt: Date;
  endsAt: Date;
  strictWindow: boolean;
  sessionDurationMs: number;
}): boolean {
  const until = accessEndsAt(window);
  return until !== null && until > window.startsAt;
}

/**
 * When no credential issued through a request can work any more: one session
 * duration after access goes. It goes at its end, earlier when it is ended
 * early, later when it is overdue. Null where there was none and none is to come.
 */
export function sessionTail(
  request: {
    status: RequestStatus;
    endsAt: Date | null;
    endedAt: Date | null;
    strictWindow: boolean;
    sessionDurationMs: number;
  },
  now: Date,
): Date | null {
  const goneAt = accessGoneAt(request, now);
  return (
    goneAt &&
    sessionsEndBy({
      endsAt: goneAt,
      sessionDurationMs: request.sessionDurationMs,
    })
  );
}

function accessGoneAt(
  request: Parameters<typeof sessionTail>[0],
  now: Date,
): Date | null {
  switch (request.status) {
    case 'scheduled':
    case 'activating':
    case 'active':
      return accessEndsAt(request);
    case 'ending':
      // Until a listing shows it gone, it may still be used.
      return now;
    case 'ended':
      return request.endedAt;
    case 'pending':
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'lapsed':
    case 'failed':
      return null;
    default:
      throw new Error(`Unknown status ${request.status satisfies never}`);
  }
}

/** When credentials issued up to the end of the window can no longer work. */
export function sessionsEndBy(options: {
  endsAt: Date;
  /** Milliseconds. */
  sessionDurationMs: number;
}): Date {
  return new Date(options.endsAt.getTime() + options.sessionDurationMs);
}

/** Not by luxon: a policy's duration is read whenever somebody asks for something. */
const UNIT_MS: Readonly<Record<string, number>> = {
  D: 86_400_000,
  H: 3_600_000,
  M: 60_000,
  S: 1000,
};

/**
 * Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds. A
 * day has 24 hours.
 *
 * @throws InputError when the text is no such duration
 */
export function parseDurationMs(iso: string): number {
  let ms = durationSchema.safeParse(iso).success ? 0 : NaN;
  for (const [, count, unit] of iso.matchAll(/(\d+)([DHMS])/g)) {
    ms += Number(count) * (UNIT_MS[unit] ?? NaN);
  }
  if (!Number.isSafeInteger(ms)) {
    throw new InputError(
      `'${iso}' is not a duration. Write it in ISO 8601 with days, hours, minutes or seconds, for example PT1H30M.`,
    );
  }
  return ms;
}

/**
 * The ISO 8601 form of a duration in milliseconds; fractions of a second are
 * dropped.
 *
 * @throws InputError when `ms` is negative or not finite
 */
export function formatDuration(ms: number): string {
  const { days, hours, minutes, seconds } = inUnits(ms);
  const time = [
    hours ? `${hours}H` : '',
    minutes ? `${minutes}M` : '',
    seconds ? `${seconds}S` : '',
  ].join('');
  const text = `P${days ? `${days}D` : ''}${time && `T${time}`}`;
  return text === 'P' ? 'PT0S' : text;
}

/** A duration for people: `1 h 30 min`. Fractions of a second are dropped. */
export function describeDuration(ms: number): string {
  const { days, hours, minutes, seconds } = inUnits(ms);
  const parts = [
    days ? `${days} d` : '',
    hours ? `${hours} h` : '',
    minutes ? `${minutes} min` : '',
    seconds ? `${seconds} s` : '',
  ].filter(Boolean);
  return parts.join(' ') || '0 s';
}

function inUnits(ms: number) {
  if (!Number.isFinite(ms) || ms < 0) {
    throw new InputError(
      `A duration has to be a number of milliseconds from 0 upwards, not ${ms}.`,
    );
  }
  const seconds = Math.floor(ms / 1000);
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  };
}
