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

import { comeBack, comesBack } from '../domain/reapproval';
import type { RequestRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import type { Situation } from './situation';
import type { Transition } from './steps';

/** The end of an active grant's window. */
export function elapse(request: RequestRecord): Transition {
  return {
    request,
    patch: { status: 'ending', endReason: 'elapsed' },
    event: { type: 'request.ending', data: { reason: 'elapsed' } },
  };
}

/** Everybody who waited for access has it. */
export function activate(
  situation: Situation,
  alreadyHeld: boolean,
): Transition[] {
  return situation.waiting.map(request => ({
    request,
    patch: { status: 'active', activatedAt: situation.now },
    event: { type: 'request.active', data: { alreadyHeld } },
  }));
}

/** The wish cannot be granted; its status changes once nothing is left of the attempt. */
export function refuse(situation: Situation, reason: string): Transition[] {
  return situation.waiting.map(request => ({
    request,
    patch: { failure: reason },
  }));
}

/**
 * Grants that wanted to leave have left. `how` says what that meant: the
 * assignment is gone, stays for other grants, or was never ours.
 */
export function leave(
  situation: Situation,
  how: Readonly<Record<string, unknown>>,
): Transition[] {
  const { now } = situation;
  return [
    ...situation.ending.map(
      (request): Transition => ({
        request,
        patch: { status: 'ended', endedAt: now, overdueSince: null },
        event: {
          type: 'request.ended',
          data: { ...how, reason: request.endReason, ...lateness(request) },
        },
      }),
    ),
    ...situation.lapsing.map(
      (request): Transition => ({
        request,
        patch: { status: 'lapsed', endedAt: now, overdueSince: null },
        event: {
          type: 'request.lapsed',
          data: { ...how, ...lateness(request) },
        },
      }),
    ),
    ...situation.failing.map(request => giveUp(request, situation, how)),
  ];
}

/** What cannot be given fails; what came too late or changed goes back to its approvers while its window lasts. */
function giveUp(
  request: RequestRecord,
  { grants, now }: Situation,
  how: Readonly<Record<string, unknown>>,
): Transition {
  if (comesBack(request)) {
    const until = accessEndsAt(request);
    if (until && until <= now) {
      return {
        request,
        patch: {
          status: 'lapsed',
          endedAt: now,
          overdueSince: null,
          failure: null,
        },
        event: {
          type: 'request.lapsed',
          data: { ...how, ...lateness(request) },
        },
      };
    }
    const base = grants.find(
      ({ id, status }) => id === request.extendsId && status === 'active',
    );
    const reapproval = comeBack(
      request,
      now,
      (base && accessEndsAt(base)) ?? undefined,
    );
    if (reapproval) {
      const { patch, event } = reapproval;
      return {
        request,
        patch,
        event: { ...event, data: { ...how, ...event.data } },
      };
    }
  }
  return {
    request,
    patch: { status: 'failed', endedAt: now, overdueSince: null },
    event: {
      type: 'request.failed',
      data: { ...how, reason: request.failure, ...lateness(request) },
    },
  };
}

/** Whoever was alerted that access is overdue has to hear that it is over. */
function lateness({ overdueSince }: RequestRecord) {
  return overdueSince ? { overdueSince: overdueSince.toISOString() } : {};
}
