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

import type { Lease, Stores } from '../database/types';
import { assertTransition } from '../domain/status';
import type { AssignmentRecord } from '../domain/types';
import type { Change } from './steps';

/** Whether there is anything to commit. */
export function isWorthCommitting(change: Change): boolean {
  return Object.keys(change.assignment).length + change.transitions.length > 0;
}

/**
 * Commits one step's change as a whole, with its events, unless the lease has
 * passed to another replica.
 *
 * @throws ConflictError when the lease is lost, or when the row or one of the requests changed since it was read
 */
export async function commitChange(options: {
  stores: Pick<Stores, 'transaction'>;
  lease: Lease;
  assignment: AssignmentRecord;
  change: Change;
  now: Date;
}): Promise<void> {
  const { stores, lease, assignment, change, now } = options;
  await stores.transaction(async tx => {
    await tx.lease.assertHeld(lease);
    // Requests before their assignment, as the services do: the same order
    // everywhere, so that two transactions never wait for each other.
    for (const { request, patch } of change.transitions) {
      if (patch.status) {
        assertTransition(request.status, patch.status);
      }
      await tx.requests.update(request, patch);
    }
    await tx.assignments.update(assignment, change.assignment);
    const common = {
      at: now,
      actor: { kind: 'engine' as const },
      assignmentId: assignment.id,
    };
    for (const event of change.events) {
      await tx.events.append({ ...common, ...event, requestId: null });
    }
    for (const { request, event } of change.transitions) {
      if (event) {
        await tx.events.append({ ...common, ...event, requestId: request.id });
      }
    }
  });
}
