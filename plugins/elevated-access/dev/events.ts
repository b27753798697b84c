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
  RequestEvent,
} from 'backstage-plugin-elevated-access-common';

/** The events that a request must have had to be what it is. */
export function eventsOf(request: AccessRequest): RequestEvent[] {
  const user = (person: { entityRef: string; displayName: string }) => ({
    kind: 'user' as const,
    ...person,
  });
  const engine = {
    kind: 'engine' as const,
    entityRef: null,
    displayName: null,
  };
  const lines: Array<Omit<RequestEvent, 'id'>> = [
    {
      type: 'request.created',
      at: request.createdAt,
      actor: user(request.requester),
      data: {},
    },
    ...request.decisions.map(decision => ({
      type: `request.${decision.verdict}`,
      at: decision.decidedAt,
      actor: user(decision.approver),
      data: { comment: decision.comment },
    })),
  ];
  if (request.activatedAt) {
    lines.push(
      {
        type: 'assignment.create-accepted',
        at: request.activatedAt,
        actor: engine,
        data: {},
      },
      {
        type: 'request.active',
        at: request.activatedAt,
        actor: engine,
        data: {},
      },
    );
  }
  if (request.overdueSince) {
    lines.push({
      type: 'request.overdue',
      at: request.overdueSince,
      actor: engine,
      data: { error: request.assignment?.lastError },
    });
  }
  if (request.endedAt && request.status === 'ended') {
    lines.push({
      type: 'request.ended',
      at: request.endedAt,
      actor: engine,
      data: {},
    });
  }
  return lines.map((line, index) => ({ ...line, id: String(index) }));
}
