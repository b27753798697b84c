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

import { afterIntent } from './afterIntent';
import { exponential, proportional } from './backoff';
import type { AssignmentOperation } from '../domain/types';
import {
  creationFailed,
  deletionFailed,
  isRefusal,
  operationOver,
  succeeded,
  unchanged,
  waitAfterRead,
  waitFor,
} from './changes';
import { finishAbsent, finishPresent } from './finish';
import { assess, type Facts, type Situation } from './situation';
import type { Step } from './steps';
import { elapse } from './transitions';
import {
  DELETE_BACKOFF,
  FOLLOW_UP,
  POLL,
  SETTLE,
  VERIFY_PATIENCE,
} from './tuning';
import { whenIdle } from './whenIdle';

/**
 * The heart of the engine: what to do next with one assignment.
 *
 * The row's phase says how far the operation under way has come:
 *
 *     idle ── intend ──► intent ── send ──► accepted ── follow ──► verifying
 *      ▲                   │ ▲                 │                       │
 *      │   nothing happened│ └──── forgotten ──┤ FAILED                │ listed as it
 *      └───────────────────┴───────────────────┴───────────────────────┘ should be
 *
 * `intent` without an observation means that an answer was lost, in a crash or
 * on the wire: what AWS shows is read before anything is sent again.
 *
 * Five rules hold everywhere. Nothing is created before a fresh listing showed
 * it absent, nor for anybody of whom it was not checked a moment ago that they may
 * have it; what the listing shows and we do not own is standing and never
 * deleted. What we own is over only when AWS answered a deletion and a listing
 * made after it shows nothing: a listing alone may lag behind a creation. An
 * operation under way is finished before the wish is looked at again. And a
 * deletion is tried for ever.
 */
export function decideStep(facts: Facts): Step {
  const situation = assess(facts);
  if (facts.observation.kind === 'none' && situation.elapsed.length > 0) {
    return {
      kind: 'record',
      change: {
        ...unchanged,
        // Should this process die now, its removal is due all the same.
        assignment: { nextActionAt: facts.now },
        transitions: situation.elapsed.map(elapse),
      },
    };
  }
  const { phase } = facts.assignment;
  switch (phase) {
    case 'idle':
      return whenIdle(situation);
    case 'intent':
      return afterIntent(situation);
    case 'accepted':
      return afterAcceptance(situation);
    case 'verifying':
      return afterSuccess(situation);
    default:
      throw new Error(`Unknown phase ${phase satisfies never}`);
  }
}

function afterAcceptance(situation: Situation): Step {
  const { assignment, observation, now } = situation;
  const { awsRequestId } = assignment;
  const operation = assignment.operation ?? 'delete';
  if (observation.kind === 'read-failed') {
    return waitAfterRead(situation, observation.failure);
  }
  if (observation.kind !== 'status' && awsRequestId !== null) {
    return { kind: 'follow', operation, awsRequestId };
  }
  const status =
    observation.kind === 'status'
      ? observation.status
      : { state: 'forgotten' as const };
  switch (status.state) {
    case 'in-progress':
      return waitFor(situation, FOLLOW_UP);
    case 'succeeded':
      return succeeded(situation, status);
    case 'forgotten':
      return {
        kind: 'record',
        change: {
          ...unchanged,
          assignment: {
            phase: 'intent',
            awsRequestId: null,
            lastError: `AWS no longer knows request ${awsRequestId}; its state is read anew`,
            nextActionAt: now,
          },
        },
      };
    case 'failed':
      return failed(situation, operation, status.reason);
    default:
      throw new Error(`Unknown status ${status satisfies never}`);
  }
}

function afterSuccess(situation: Situation): Step {
  const { assignment, observation, now } = situation;
  const operation = assignment.operation ?? 'delete';
  if (operation === 'create' && situation.desired === 'absent') {
    // Nobody waits for it any more: it need not show before it is removed, and
    // its removal does not wait until lists can be read.
    return {
      kind: 'record',
      change: { ...unchanged, assignment: operationOver(situation, true) },
    };
  }
  switch (observation.kind) {
    case 'read-failed':
      return waitAfterRead(situation, observation.failure);
    case 'listed':
      break;
    default:
      // Access that is asked for again waits for the proof that the earlier is gone.
      return {
        kind: 'verify',
        somebodyWaits: operation === 'create' || situation.waiting.length > 0,
      };
  }
  const waitedMs = sinceMs(assignment.operationStartedAt, now);
  if (
    operation === 'delete' &&
    !observation.listed &&
    waitedMs < SETTLE &&
    mayStillShow(situation)
  ) {
    return waitFor(situation, SETTLE - waitedMs);
  }
  const landsMs = (assignment.mayLandUntil?.getTime() ?? 0) - now.getTime();
  if (operation === 'delete' && !observation.listed && landsMs > 0) {
    return situation.desired === 'absent'
      ? waitFor(situation, Math.min(landsMs, SETTLE))
      : stillOurs(situation);
  }
  if (observation.listed === (operation === 'create')) {
    return operation === 'create'
      ? finishPresent(situation)
      : finishAbsent(situation);
  }
  const contradiction =
    operation === 'create'
      ? 'AWS reported success, but its list of assignments does not show it'
      : 'AWS reported success, but its list of assignments still shows it';
  if (waitedMs < VERIFY_PATIENCE) {
    // Lists lag; what they show after that makes a reported removal doubtful.
    const isDoubtful = operation === 'delete' && waitedMs >= SETTLE;
    return waitFor(
      situation,
      proportional(POLL, waitedMs),
      isDoubtful ? { lastError: contradiction } : {},
    );
  }
  return failed(situation, operation, contradiction);
}

/**
 * Whether a list without it proves nothing yet. AWS found nothing to delete, or
 * no list has ever shown what it deleted: a creation may still land, or lists may
 * lag behind one that a deletion did not see.
 */
function mayStillShow({ assignment }: Situation): boolean {
  return assignment.awsRequestId === null || assignment.verified !== 'present';
}

/**
 * It is gone and wanted again. A creation from before may land yet: should it, it
 * is not taken for one that was there before anybody asked.
 */
function stillOurs(situation: Situation): Step {
  return {
    kind: 'record',
    change: {
      ...unchanged,
      assignment: {
        ...operationOver(situation, true),
        verified: 'absent',
        verifiedAt: situation.now,
      },
    },
  };
}

/** AWS accepted the operation and it came to nothing. */
function failed(
  situation: Situation,
  operation: AssignmentOperation,
  reason: string,
): Step {
  const { assignment, jitter } = situation;
  const message = `AWS could not ${operation} the assignment: ${reason}${
    assignment.awsRequestId
      ? ` (AWS request id ${assignment.awsRequestId})`
      : ''
  }`;
  const back = {
    phase: 'idle' as const,
    awsRequestId: null,
    operationStartedAt: null,
    lastError: message,
  };
  if (operation === 'delete') {
    return deletionFailed(situation, message, back);
  }
  return isRefusal(reason, assignment.attempts)
    ? creationFailed(situation, message, back)
    : waitFor(
        situation,
        exponential(DELETE_BACKOFF, assignment.attempts, jitter),
        back,
        [{ type: 'assignment.create-failed', data: { reason: message } }],
      );
}

function sinceMs(start: Date | null, now: Date): number {
  return Math.max(0, now.getTime() - (start?.getTime() ?? 0));
}
