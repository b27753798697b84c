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

import { accessEndsAt } from '../domain/window';
import type {
  AssignmentOperation,
  AssignmentRecord,
  RequestRecord,
} from '../domain/types';
import type { Wish } from './WishQueue';

/** How urgent a write is that an assignment is ready for, and since when it is due. */
export function toWish(options: {
  assignment: AssignmentRecord;
  /** Its live grants. */
  grants: readonly RequestRecord[];
  operation: AssignmentOperation;
  now: Date;
}): Wish {
  const { assignment, grants, operation, now } = options;
  const due = assignment.nextActionAt ?? now;
  const wish = {
    assignmentId: assignment.id,
    accountId: assignment.accountId,
    version: assignment.version,
    operation,
  };
  if (operation === 'create') {
    const waiting = grants.filter(({ status }) => status === 'activating');
    const windowEnds = waiting.flatMap(grant => accessEndsAt(grant) ?? []);
    const isScheduled = waiting.every(grant => grant.requestedStart !== null);
    return {
      ...wish,
      urgency: isScheduled ? 'scheduled' : 'awaited',
      dueAt: earliest([due, ...waiting.map(grant => grant.startsAt ?? due)]),
      ...(windowEnds.length > 0 ? { until: earliest(windowEnds) } : {}),
    };
  }
  const ends = grants
    .filter(grant => grant.status === 'ending' && grant.endReason === 'elapsed')
    .map(grant => accessEndsAt(grant) ?? due);
  return {
    ...wish,
    urgency: grants.some(isRevoked) ? 'revoked' : 'ending',
    // Not later than the window: a try that failed does not make it less late.
    dueAt: earliest([due, ...ends]),
  };
}

function isRevoked(grant: RequestRecord): boolean {
  return grant.status === 'ending' && grant.endReason === 'revoked';
}

function earliest(instants: readonly Date[]): Date {
  return new Date(Math.min(...instants.map(instant => instant.getTime())));
}
