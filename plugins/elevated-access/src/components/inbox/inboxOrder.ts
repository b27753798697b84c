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

/** From when on a request is about to expire undecided. */
const SOON_MS = 60 * 60_000;

/** Why a request cannot wait. */
export type Urgency = 'escalated' | 'expiring';

export function urgencyOf(
  request: AccessRequest,
  now: number,
): Urgency | undefined {
  const isEscalated = request.approval?.stages.some(
    stage =>
      stage.approved < stage.required &&
      stage.approvers.some(({ escalated }) => escalated),
  );
  if (isEscalated) {
    return 'escalated';
  }
  return Date.parse(request.expiresAt) - now < SOON_MS ? 'expiring' : undefined;
}

/**
 * High risk first. In each risk what cannot wait, by when it expires; then
 * everything else, oldest first. More time on live access expires with it, and
 * so comes early.
 */
export function inInboxOrder(
  requests: AccessRequest[],
  now: number,
): AccessRequest[] {
  const places = requests.map(request => ({
    request,
    isUrgent: urgencyOf(request, now) !== undefined,
  }));
  return places
    .sort((a, b) => {
      if (a.request.risk !== b.request.risk) {
        return a.request.risk === 'high' ? -1 : 1;
      }
      if (a.isUrgent !== b.isUrgent) {
        return a.isUrgent ? -1 : 1;
      }
      const order = a.isUrgent
        ? compare(a.request.expiresAt, b.request.expiresAt)
        : 0;
      return order || compare(a.request.createdAt, b.request.createdAt);
    })
    .map(({ request }) => request);
}

function compare(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
