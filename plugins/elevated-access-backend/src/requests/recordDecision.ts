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

import type { RequestPatch, TransactionStores } from '../database/types';
import type { ApprovalState } from '../domain/approval';
import { assertTransition } from '../domain/status';
import type { DecisionRecord, RequestRecord } from '../domain/types';
import { fixWindow, formatDuration } from '../domain/window';
import {
  requireActive,
  requireStillProlongs,
  requireTimeLeftOf,
} from './windowChecks';

/**
 * Writes a decision and what follows from it, in the transaction that it is given.
 *
 * The window is the shortest that an approval which counts was limited to.
 *
 * @throws ConflictError with code `window-too-short` when a late or a short
 *   approval leaves nothing of the window, `wrong-status` when nothing is left to
 *   prolong
 */
export async function recordDecision(
  request: RequestRecord,
  decision: DecisionRecord,
  state: ApprovalState,
  tx: TransactionStores,
): Promise<RequestRecord> {
  const patch = consequenceOf(request, decision, state);
  if (patch.status === 'scheduled') {
    await requireSomethingToProlong({ ...request, ...patch }, tx);
  }
  if (patch.status) {
    assertTransition(request.status, patch.status);
  }
  await tx.decisions.insert(decision);
  const updated = await tx.requests.update(request, patch);
  const common = {
    at: decision.decidedAt,
    actor: {
      kind: 'user' as const,
      entityRef: decision.approverRef,
      displayName: decision.approverName,
    },
    requestId: request.id,
    assignmentId: request.assignmentId,
  };
  await tx.events.append({
    ...common,
    type:
      decision.verdict === 'approved' ? 'request.approved' : 'request.rejected',
    data: {
      comment: decision.comment,
      stage: decision.stage,
      digest: request.digest,
      final: state.outcome !== 'waiting',
      ...(decision.durationMs === null
        ? {}
        : {
            duration: formatDuration(decision.durationMs),
            asked: formatDuration(request.durationMs),
          }),
    },
  });
  if (updated.status === 'scheduled') {
    await tx.events.append({
      ...common,
      type: 'request.scheduled',
      data: {
        startsAt: updated.startsAt?.toISOString() ?? null,
        endsAt: updated.endsAt?.toISOString() ?? null,
        ...(updated.approvedDurationMs === null
          ? {}
          : {
              duration: formatDuration(updated.approvedDurationMs),
              asked: formatDuration(updated.durationMs),
            }),
      },
    });
  }
  return updated;
}

function consequenceOf(
  request: RequestRecord,
  decision: DecisionRecord,
  state: ApprovalState,
): RequestPatch {
  switch (state.outcome) {
    case 'approved': {
      const approvedAt = decision.decidedAt;
      const { approvedDurationMs } = state;
      const window = fixWindow({
        ...request,
        durationMs: approvedDurationMs ?? request.durationMs,
        approvedAt,
      });
      requireTimeLeftOf(request, window);
      const approvalWaitMs = approvedAt.getTime() - request.createdAt.getTime();
      return {
        status: 'scheduled',
        approvedDurationMs,
        approvalWaitMs,
        ...window,
      };
    }
    case 'rejected':
      return { status: 'rejected', endedAt: decision.decidedAt };
    case 'waiting':
      return {};
    default:
      throw new Error(`Unknown outcome ${state.outcome satisfies never}`);
  }
}

async function requireSomethingToProlong(
  extension: RequestRecord,
  tx: TransactionStores,
): Promise<void> {
  const { extendsId } = extension;
  const base = extendsId !== null && (await tx.requests.get(extendsId));
  if (base) {
    requireStillProlongs(extension, requireActive([base]));
  }
}
