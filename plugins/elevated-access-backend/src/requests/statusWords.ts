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
import { problem } from '../domain/problems';
import type { DecisionRecord, RequestRecord } from '../domain/types';

const WORDS: Record<RequestStatus, string> = {
  pending: 'is waiting for approval',
  scheduled: 'is approved and has not begun',
  activating: 'is being activated',
  active: 'is active',
  ending: 'is already ending',
  ended: 'has ended',
  rejected: 'was rejected',
  cancelled: 'was cancelled',
  expired: 'expired undecided',
  lapsed: 'lapsed: its window passed before access could be given',
  failed: 'failed',
};

/** Refuses an action that does not fit the request's status, saying what that is. */
export function wrongStatus(request: RequestRecord, wish: string): Error {
  return problem('conflict', {
    code: 'wrong-status',
    reason: `This request ${WORDS[request.status]}; it cannot be ${wish}.`,
    remedy: 'Reload the request to see where it stands now.',
  });
}

/** Refuses a decision that comes too late, saying who was faster and when. */
export function alreadyDecided(
  request: RequestRecord,
  decisions: readonly DecisionRecord[],
): Error {
  const last = decisions.at(-1);
  if (!last) {
    return wrongStatus(request, 'decided');
  }
  return problem('conflict', {
    code: 'already-decided',
    reason: `${last.approverName} ${
      last.verdict
    } this request at ${last.decidedAt.toISOString()}; it ${
      WORDS[request.status]
    }.`,
    remedy: 'Nothing is left to decide.',
  });
}
