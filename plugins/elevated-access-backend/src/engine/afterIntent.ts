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
import type { AssignmentOperation } from '../domain/types';
import { between } from './backoff';
import {
  checkAgain,
  creationFailed,
  deletionFailed,
  errorKept,
  intend,
  keyOf,
  succeeded,
  waitFor,
  waitAfterRead,
} from './changes';
import type { Situation } from './situation';
import type { Observation, Step } from './steps';
import {
  CONFLICT_RETRY,
  CREATE_RETRY,
  FOLLOW_UP,
  LATE_ARRIVAL,
  LATE_EFFECT,
  SETTLE,
  THROTTLE_RETRY,
} from './tuning';

type SendFailed = Extract<Observation, { kind: 'send-failed' }>;

/** An intent is committed; what has AWS made of it? */
export function afterIntent(situation: Situation): Step {
  const { assignment, observation } = situation;
  const operation = assignment.operation ?? 'delete';
  switch (observation.kind) {
    case 'intent-committed':
      return { kind: 'send', operation };
    case 'sent':
      return accepted(situation, operation, observation);
    case 'send-failed':
      return afterFailedSend(situation, operation, observation);
    case 'recovered':
      return afterRecovery(situation, operation, observation);
    case 'read-failed':
      return waitAfterRead(situation, observation.failure);
    default:
      return { kind: 'recover', operation };
  }
}

function afterFailedSend(
  situation: Situation,
  operation: AssignmentOperation,
  observation: SendFailed,
): Step {
  const { assignment, jitter } = situation;
  const { failure, ownedBefore } = observation;
  if (failure.kind === 'unknown-outcome') {
    return waitFor(
      situation,
      between(THROTTLE_RETRY.shortest, THROTTLE_RETRY.longest, jitter),
      // Counted from now, not from the intent: a call may take its whole timeout
      // before its answer is given up.
      {
        operationStartedAt: situation.now,
        lastError: failure.message,
        ...mayStillCome(situation, operation, situation.now),
      },
    );
  }
  // From here on it is certain that nothing happened.
  const back = {
    phase: 'idle' as const,
    owned: ownedBefore,
    operationStartedAt: null,
    lastError: failure.message,
  };
  const uncounted = { ...back, attempts: assignment.attempts - 1 };
  // The log alone has to tell that the intent before it made nothing ours.
  const notMade =
    operation === 'create' && !ownedBefore
      ? [
          {
            type: 'assignment.create-not-made' as const,
            data: { ...keyOf(assignment), reason: failure.message },
          },
        ]
      : [];
  switch (failure.kind) {
    case 'throttled':
      return waitFor(
        situation,
        between(THROTTLE_RETRY.shortest, THROTTLE_RETRY.longest, jitter),
        uncounted,
        notMade,
      );
    case 'conflict': {
      const longest = assignment.lastError
        ? CONFLICT_RETRY.longest
        : CONFLICT_RETRY.first;
      return waitFor(
        situation,
        between(CONFLICT_RETRY.shortest, longest, jitter),
        uncounted,
        notMade,
      );
    }
    case 'retry':
    case 'unavailable':
      return operation === 'create'
        ? waitFor(
            situation,
            between(CREATE_RETRY.shortest, CREATE_RETRY.longest, jitter),
            uncounted,
            notMade,
          )
        : deletionFailed(situation, failure.message, back);
    case 'not-found':
      if (operation === 'delete') {
        return succeeded(situation, { nothingThere: true });
      }
      return creationFailed(situation, failure.message, back);
    case 'denied':
    case 'permanent':
      return operation === 'create'
        ? creationFailed(situation, failure.message, back)
        : deletionFailed(situation, failure.message, back);
    default:
      throw new Error(`Unknown failure ${failure.kind satisfies never}`);
  }
}

function afterRecovery(
  situation: Situation,
  operation: AssignmentOperation,
  found: Extract<Observation, { kind: 'recovered' }>,
): Step {
  const { assignment, now } = situation;
  if (found.awsRequestId !== undefined) {
    return accepted(situation, operation, {
      kind: 'sent',
      awsRequestId: found.awsRequestId,
      status: { state: 'in-progress' },
    });
  }
  const settledAt = (assignment.operationStartedAt?.getTime() ?? 0) + SETTLE;
  if (settledAt > now.getTime()) {
    return waitFor(situation, settledAt - now.getTime());
  }
  // Sent again whatever is listed. A listing does not tell a creation's success
  // from what a FAILED one left, and one more does no harm; it may also lag
  // behind the creation that a deletion is to undo. A creation that nobody wants
  // any more is deleted: only a deletion that AWS answered proves its end.
  const next =
    situation.desired === 'present' && operation === 'create'
      ? 'create'
      : 'delete';
  // Whoever sent it may have died before it could say so.
  const onItsWay = mayStillCome(
    situation,
    operation,
    assignment.operationStartedAt ?? now,
  );
  return next === 'create' && situation.unchecked.length > 0
    ? // What cannot be checked must not hold up others in its account meanwhile.
      checkAgain(situation, {
        ...onItsWay,
        phase: 'idle',
        operationStartedAt: null,
      })
    : intend(situation, next, onItsWay);
}

/** Until when a write that was sent and not answered counts as on its way. */
function mayStillCome(
  { assignment }: Situation,
  operation: AssignmentOperation,
  sentAt: Date,
): AssignmentPatch {
  const after = (ms: number, known: Date | null) =>
    new Date(Math.max(sentAt.getTime() + ms, known?.getTime() ?? 0));
  return operation === 'create'
    ? { mayLandUntil: after(LATE_EFFECT, assignment.mayLandUntil) }
    : { mayRemoveUntil: after(LATE_ARRIVAL, assignment.mayRemoveUntil) };
}

function accepted(
  situation: Situation,
  operation: AssignmentOperation,
  sent: Extract<Observation, { kind: 'sent' }>,
): Step {
  const { now } = situation;
  const done = sent.status.state === 'succeeded';
  const nothingThere =
    sent.status.state === 'succeeded' && sent.status.nothingThere;
  const until = new Date(now.getTime() + FOLLOW_UP);
  const change = {
    assignment: {
      phase: done ? ('verifying' as const) : ('accepted' as const),
      awsRequestId: nothingThere ? null : sent.awsRequestId,
      operationStartedAt: now,
      ...errorKept(operation),
      nextActionAt: done ? now : until,
    },
    transitions: [],
    events: [
      {
        type: `assignment.${operation}-accepted` as const,
        data: { awsRequestId: sent.awsRequestId },
      },
    ],
  };
  return done ? { kind: 'record', change } : { kind: 'wait', until, change };
}
