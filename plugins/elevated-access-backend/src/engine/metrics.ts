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

import type { AssignmentPatch } from '../database/types';
import type { AssignmentOperation, AssignmentRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import type { Change } from './steps';

/** What the engine measures as it goes; where the figures end up is not its business. All times in milliseconds. */
export interface EngineMetrics {
  /** How long a write that was due waited until AWS was first called for it. */
  firstCall(operation: AssignmentOperation, waitedMs: number): void;
  /** How long a write took from AWS's acceptance until AWS had finished it, well or not. */
  operationOver(
    operation: AssignmentOperation,
    outcome: 'succeeded' | 'failed',
    tookMs: number,
  ): void;
  /** How long after its window ended access was verified gone. */
  gone(lateMs: number): void;
  /** AWS said that we are too fast. */
  throttled(): void;
  /** AWS refused a write because something else is under way in its account. */
  conflict(): void;
}

/** The end of a write that AWS had accepted, where a change of its row is one. */
export function endOfOperation(
  before: Pick<AssignmentRecord, 'operation' | 'phase' | 'operationStartedAt'>,
  change: AssignmentPatch,
): { operation: AssignmentOperation; succeeded: boolean; since: Date } | null {
  const { operation, phase, operationStartedAt: since } = before;
  const underWay = phase === 'intent' || phase === 'accepted';
  if (!operation || !since || !underWay) {
    return null;
  }
  switch (change.phase) {
    case 'verifying':
      return { operation, succeeded: true, since };
    case 'idle':
      return phase === 'accepted'
        ? { operation, succeeded: false, since }
        : null;
    default:
      return null;
  }
}

/** How long after their windows had ended grants are verified gone by a change, for each of them. */
export function latenessOf(change: Change, now: Date): number[] {
  if (change.assignment.verified !== 'absent') {
    return [];
  }
  return change.transitions.flatMap(({ request, patch }) => {
    const due = accessEndsAt(request);
    const isElapsed = request.endReason === 'elapsed';
    return patch.status === 'ended' && isElapsed && due
      ? [now.getTime() - due.getTime()]
      : [];
  });
}

export const noMetrics: EngineMetrics = {
  firstCall: () => {},
  operationOver: () => {},
  gone: () => {},
  throttled: () => {},
  conflict: () => {},
};
