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
import type { AssignmentKey, AssignmentOperation } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import { between, exponential } from './backoff';
import type { Situation } from './situation';
import type { Change, Failure, Step } from './steps';
import { refuse } from './transitions';
import { CREATE_TRIES, DELETE_BACKOFF, GATE_RETRY, READ_RETRY } from './tuning';

export const unchanged: Change = {
  assignment: {},
  transitions: [],
  events: [],
};

/**
 * What an event says of its assignment, so that the log alone tells what in AWS
 * is ours.
 */
export function keyOf({
  principalId,
  accountId,
  permissionSetArn,
}: AssignmentKey): AssignmentKey {
  return { principalId, accountId, permissionSetArn };
}

/** The write-ahead record of an operation: committed before AWS is asked. */
export function intend(
  situation: Situation,
  operation: AssignmentOperation,
  more: AssignmentPatch = {},
): Step {
  const { assignment, now } = situation;
  const again = assignment.operation === operation;
  return {
    kind: 'intend',
    operation,
    change: {
      assignment: {
        owned: true,
        ...(operation === 'create'
          ? { standing: false, standingEvidence: null }
          : {}),
        operation,
        phase: 'intent',
        awsRequestId: null,
        attempts: again ? assignment.attempts + 1 : 1,
        operationStartedAt: now,
        // Should this process die now, somebody looks soon.
        nextActionAt: now,
        ...more,
      },
      transitions: [],
      events: [
        {
          type: `assignment.${operation}-intended`,
          data: {
            ...keyOf(assignment),
            for: (operation === 'create'
              ? situation.waiting
              : [
                  ...situation.ending,
                  ...situation.lapsing,
                  ...situation.failing,
                ]
            ).map(({ id }) => id),
          },
        },
      ],
    },
  };
}

/**
 * The members of a row whose operation is over, however it ended.
 *
 * @param moreToDo - false only when it is certain that nothing is left: a crash
 *   right after the commit must not leave anybody waiting
 */
export function operationOver(
  situation: Situation,
  moreToDo: boolean,
): AssignmentPatch {
  return {
    phase: 'idle',
    operation: null,
    awsRequestId: null,
    attempts: 0,
    operationStartedAt: null,
    lastError: null,
    nextActionAt: moreToDo ? situation.now : null,
  };
}

/** The row is as it should be. */
export function nothingToDo(situation: Situation): Step {
  const { assignment } = situation;
  const isClean =
    assignment.nextActionAt === null &&
    assignment.operation === null &&
    assignment.lastError === null;
  return {
    kind: 'wait',
    until: null,
    change: isClean
      ? unchanged
      : {
          ...unchanged,
          assignment: {
            operation: null,
            attempts: 0,
            lastError: null,
            nextActionAt: null,
          },
        },
  };
}

/** Before anything is created; somebody may have lost what they had when it was last checked. */
export function checkAgain(
  situation: Situation,
  patch: AssignmentPatch = {},
): Step {
  const { until, change } = waitFor(situation, GATE_RETRY, patch);
  return { kind: 'check', grants: situation.unchecked, until, change };
}

export function waitFor(
  situation: Situation,
  delayMs: number,
  patch: AssignmentPatch = {},
  events: Change['events'] = [],
): Extract<Step, { kind: 'wait' }> {
  // Never past the end of a grant that still waits: then the wish changes.
  const until = new Date(
    Math.min(
      situation.now.getTime() + delayMs,
      ...situation.waiting.map(
        grant => accessEndsAt(grant)?.getTime() ?? Infinity,
      ),
    ),
  );
  return {
    kind: 'wait',
    until,
    change: {
      assignment: { ...patch, nextActionAt: until },
      transitions: [],
      events,
    },
  };
}

/** AWS could not be read, so nothing is known that was not known before. */
export function waitAfterRead(situation: Situation, failure: Failure): Step {
  return waitFor(
    situation,
    between(READ_RETRY.shortest, READ_RETRY.longest, situation.jitter),
    { lastError: failure.message },
  );
}

/** It cannot be granted: everybody who waits is told so once nothing is left of it. */
export function creationFailed(
  situation: Situation,
  reason: string,
  patch: AssignmentPatch,
): Step {
  return {
    kind: 'record',
    change: {
      assignment: { ...patch, nextActionAt: situation.now },
      transitions: refuse(situation, reason),
      events: [{ type: 'assignment.create-failed', data: { reason } }],
    },
  };
}

/** It is not removed yet: again, for ever, at bounded distances. */
export function deletionFailed(
  situation: Situation,
  reason: string,
  patch: AssignmentPatch,
): Step {
  const { attempts } = situation.assignment;
  return waitFor(
    situation,
    exponential(DELETE_BACKOFF, attempts, situation.jitter),
    patch,
    isWorthTelling(attempts)
      ? [{ type: 'assignment.delete-failed', data: { reason, attempts } }]
      : [],
  );
}

/** Whether a FAILED creation is final: only AWS's own hiccups are worth another try. */
export function isRefusal(reason: string, attempts: number): boolean {
  return (
    attempts >= CREATE_TRIES ||
    !/unexpected internal|reported success/i.test(reason)
  );
}

/** The 1st, 2nd, 4th, 8th… try, so that days of trying do not fill the event log. */
function isWorthTelling(attempts: number): boolean {
  return Number.isInteger(Math.log2(attempts));
}

/** A removal keeps its last error until it is verified, so that alerts can say what went wrong. */
export function errorKept(
  operation: AssignmentOperation | null,
): AssignmentPatch {
  return operation === 'delete' ? {} : { lastError: null };
}

/**
 * AWS reported success, which a fresh listing has to bear out. A deletion that
 * found nothing there keeps no request id: that tells `afterSuccess` to distrust
 * the first empty listing.
 */
export function succeeded(
  situation: Situation,
  options: { nothingThere?: boolean } = {},
): Step {
  return {
    kind: 'record',
    change: {
      ...unchanged,
      assignment: {
        phase: 'verifying',
        ...(options.nothingThere ? { awsRequestId: null } : {}),
        operationStartedAt: situation.now,
        ...errorKept(situation.assignment.operation),
        nextActionAt: situation.now,
      },
    },
  };
}
