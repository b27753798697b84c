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

import type { RequestStatus } from 'backstage-plugin-elevated-access-common';
import { problem } from './problems';

/**
 * Which status may follow which. An approved request without a start time
 * becomes `scheduled` as well, with the moment of approval as its start; the
 * engine takes it from there.
 */
export const transitions: Readonly<
  Record<RequestStatus, readonly RequestStatus[]>
> = {
  pending: ['scheduled', 'rejected', 'cancelled', 'expired'],
  // Back to pending when what was approved changed before access could be given.
  scheduled: ['activating', 'cancelled', 'lapsed', 'pending'],
  activating: ['active', 'ending', 'failed', 'lapsed', 'pending'],
  active: ['ending'],
  ending: ['ended'],
  ended: [],
  rejected: [],
  cancelled: [],
  expired: [],
  lapsed: [],
  failed: [],
};

/** @throws ConflictError with code `wrong-status` when `to` may not follow `from` */
export function assertTransition(from: RequestStatus, to: RequestStatus): void {
  if (transitions[from].includes(to)) {
    return;
  }
  throw problem('conflict', {
    code: 'wrong-status',
    reason: `A request that is ${from} cannot become ${to}.`,
    remedy: 'Reload the request to see where it stands now.',
  });
}

/** Whether nothing can happen to the request any more. */
export function isFinal(status: RequestStatus): boolean {
  return transitions[status].length === 0;
}

/** Whether the request has, or may already or still have, access in AWS. */
export function isLive(status: RequestStatus): boolean {
  return status === 'activating' || status === 'active' || status === 'ending';
}
