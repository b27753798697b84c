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

import type {
  AccessRequest,
  Drift,
  Health,
} from 'backstage-plugin-elevated-access-common';
import {
  aDependency,
  aDrift,
  aFinding,
  aHealth,
  anOverdueAccess,
  auditLogs,
} from '../src/__testUtils__/builders';

const MINUTE = 60_000;

/**
 * How AWS is doing. The address decides, so that each banner can be looked at:
 * `?aws=down`, `?aws=nobody-acts`, `?aws=minor`.
 */
export function healthOf(requests: AccessRequest[], now: number): Health {
  const at = (minutes: number) =>
    new Date(now + minutes * MINUTE).toISOString();
  const count = (status: AccessRequest['status']) =>
    requests.filter(request => request.status === status).length;
  const overdue = requests
    .filter(request => request.overdueSince)
    .map(request =>
      anOverdueAccess({
        requestId: request.id,
        person: request.requester,
        account: request.account,
        permissionSetName: request.permissionSet.name,
        endAt: request.accessEndsAt ?? at(-8),
        overdueSince: request.overdueSince ?? at(-7),
        nextAttemptAt: request.assignment?.nextAttemptAt ?? null,
        lastError: request.assignment?.lastError ?? null,
        sessionsEndBy: request.sessionsEndBy ?? at(53),
      }),
    );
  const fine = aHealth({
    now: at(0),
    engine: { acting: true, leader: 'backend-7c9f', leaseExpiresAt: at(0.1) },
    directory: { syncedAt: at(-2), lastError: null, usable: true },
    identityCenter: aDependency({ since: at(-600) }),
    identityStore: aDependency({ since: at(-600) }),
    organizations: aDependency({ since: at(-600) }),
    queue: {
      scheduled: count('scheduled'),
      activating: count('activating'),
      ending: count('ending'),
      overdue: overdue.length,
    },
    overdue,
  });
  switch (new URLSearchParams(window.location.search).get('aws')) {
    case 'down':
      return {
        ...fine,
        status: 'down',
        identityCenter: aDependency({
          status: 'down',
          since: at(-58),
          lastError: 'connect ETIMEDOUT sso.eu-north-1.amazonaws.com:443',
        }),
      };
    case 'nobody-acts':
      return {
        ...fine,
        status: 'down',
        engine: { acting: false, leader: null, leaseExpiresAt: at(-4) },
      };
    case 'minor':
      return {
        ...fine,
        status: 'degraded',
        organizations: aDependency({
          status: 'down',
          since: at(-12),
          lastError: 'TooManyRequestsException',
        }),
        queue: { ...fine.queue, ending: 0, overdue: 0 },
        overdue: [],
      };
    default:
      return fine;
  }
}

export function driftAt(now: number): Drift {
  const at = (minutes: number) =>
    new Date(now + minutes * MINUTE).toISOString();
  return aDrift({
    comparedAt: at(-6),
    lastAttemptAt: at(-6),
    items: [
      aFinding({
        foundAt: at(-300),
        description:
          'No grant explains this assignment, and it did not stand when the plugin began to look after the permission set.',
      }),
      aFinding({
        id: 'drift-2',
        kind: 'removed',
        requestId: 'live-1',
        principal: { type: 'USER', id: 'u-1', name: 'ann.li' },
        foundAt: at(-20),
        description:
          'The assignment of a live grant is gone; somebody removed it in Identity Center.',
      }),
      aFinding({
        id: 'drift-3',
        principal: { type: 'GROUP', id: 'g-12', name: null },
        account: { id: auditLogs.id, name: null },
        foundAt: at(-4000),
        description: 'No grant explains this assignment of a group.',
      }),
    ],
  });
}
