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
  requestStatuses,
  type AccessRequest,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';

/** What a status means for the lists: access that exists, may come, or is over. */
export type Phase = 'live' | 'waiting' | 'past';

const phases: Record<RequestStatus, Phase> = {
  pending: 'waiting',
  scheduled: 'waiting',
  activating: 'live',
  active: 'live',
  ending: 'live',
  ended: 'past',
  rejected: 'past',
  cancelled: 'past',
  expired: 'past',
  lapsed: 'past',
  failed: 'past',
};

export function phaseOf(request: AccessRequest): Phase {
  return phases[request.status];
}

export function statusesOf(...wanted: Phase[]): RequestStatus[] {
  return requestStatuses.filter(status => wanted.includes(phases[status]));
}

export const currentStatuses = statusesOf('waiting', 'live');

export const pastStatuses = statusesOf('past');

/** Whether AWS is at work for this request, so that it is worth looking often. */
export function isInTransition(request: AccessRequest): boolean {
  return request.status === 'activating' || request.status === 'ending';
}

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** Red is only for access that is or will be wrong. */
export function toneOf(request: AccessRequest): Tone {
  if (request.overdueSince) {
    return 'danger';
  }
  switch (request.status) {
    case 'active':
      return 'success';
    case 'activating':
    case 'ending':
    case 'scheduled':
      return 'info';
    case 'pending':
    case 'lapsed':
      return 'warning';
    case 'failed':
      return 'danger';
    case 'ended':
    case 'rejected':
    case 'cancelled':
    case 'expired':
      return 'neutral';
    default:
      return unreachable(request.status);
  }
}

/** Makes the compiler refuse a status that a switch forgot. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value ${String(value)}`);
}
