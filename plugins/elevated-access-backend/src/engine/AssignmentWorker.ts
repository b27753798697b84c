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

import { ConflictError } from '@backstage/errors';
import type { AssignmentPatch, Stores } from '../database/types';
import type {
  AssignmentOperation,
  AssignmentRecord,
  RequestRecord,
} from '../domain/types';
import type { Admission } from './Admission';
import { isWorthCommitting } from './commitChange';
import { decideStep } from './decideStep';
import { NotLeaderError, type Leadership } from './Leadership';
import type { GateKeeper } from './GateKeeper';
import type { EngineMetrics } from './metrics';
import { Place } from './Place';
import type { Rechecks } from './Rechecks';
import type { StatusPoller } from './StatusPoller';
import type { StepRunner } from './StepRunner';
import type { Observation, Step } from './steps';
import type { AgreedTime } from './time';
import { toWish } from './wish';
import type { Wish } from './WishQueue';

/** How often somebody may be faster before the assignment is left to the next turn. */
const CONFLICTS = 5;

/** Why a worker stopped. */
export type Outcome =
  /** There is nothing to do before the instant, or at all. */
  | { kind: 'resting'; until: Date | null }
  /** A write is due and has to be let in first. */
  | { kind: 'wishes'; wish: Wish }
  /** Somebody changed the row again and again; worth another look at once. */
  | { kind: 'overtaken' }
  /** This replica may not act, or is shutting down. */
  | { kind: 'stopped' };

export interface AssignmentWorkerOptions {
  stores: Stores;
  leadership: Leadership;
  admission: Admission;
  poller: StatusPoller;
  steps: StepRunner;
  keeper: Pick<GateKeeper, 'isCleared'>;
  rechecks: Pick<Rechecks, 'start'>;
  time: AgreedTime;
  metrics: Pick<EngineMetrics, 'firstCall'>;
  /** A number in [0, 1). */
  random: () => number;
}

/** Carries out what `decideStep` says, one assignment at a time, until it says to wait. */
export class AssignmentWorker {
  readonly #options: AssignmentWorkerOptions;

  constructor(options: AssignmentWorkerOptions) {
    this.#options = options;
  }

  /**
   * @param options - `admitted`: a place for a write is taken; `stop`: stops it
   *   between two steps, never between an intent and its answer; `onSeen`: told the
   *   version of the row each time that it is read or written
   */
  async run(
    assignmentId: string,
    options: {
      admitted: boolean;
      stop: AbortSignal;
      onSeen?: (version: number) => void;
    },
  ): Promise<Outcome> {
    const { admission, poller } = this.#options;
    const place = new Place({ admission, poller, taken: options.admitted });
    try {
      return await this.#run(assignmentId, place, options);
    } finally {
      place.leave(assignmentId);
    }
  }

  async #run(
    assignmentId: string,
    place: Place,
    {
      stop,
      onSeen = () => {},
    }: { stop: AbortSignal; onSeen?: (version: number) => void },
  ): Promise<Outcome> {
    const { stores, leadership, steps, time, metrics } = this.#options;
    let observation: Observation = { kind: 'none' };
    let conflicts = 0;
    for (;;) {
      if (
        observation.kind === 'none' &&
        (stop.aborted || !leadership.isLeader)
      ) {
        return { kind: 'stopped' };
      }
      // The row before its grants: who changes a grant touches the row after
      // it, so a grant older than the row that was read cannot be committed on.
      const assignment = await stores.assignments.get(assignmentId);
      if (!assignment) {
        return { kind: 'resting', until: null };
      }
      onSeen(assignment.version);
      place.follow(assignment);
      const grants = await this.#grants(assignment);
      const step = this.#decide(assignment, grants, observation);
      const operation = writeAhead(step);
      if (operation) {
        const now = time.now();
        const wish = toWish({ assignment, grants, operation, now });
        if (!place.isTaken) {
          return { kind: 'wishes', wish };
        }
        if (observation.kind === 'none' && assignment.attempts === 0) {
          metrics.firstCall(operation, now.getTime() - wish.dueAt.getTime());
        }
      }
      try {
        const next = await steps.carryOut(step, assignment, observation);
        if (isCommitted(step)) {
          onSeen(assignment.version + 1);
        }
        place.follow({ ...assignment, ...changeOf(step) });
        if (step.kind === 'check') {
          this.#options.rechecks.start(step.grants);
        }
        if (step.kind === 'wait' || step.kind === 'check') {
          return { kind: 'resting', until: step.until };
        }
        observation = next;
      } catch (error) {
        if (error instanceof NotLeaderError) {
          return { kind: 'stopped' };
        }
        if (!(error instanceof ConflictError)) {
          throw error;
        }
        // Decided on what is no longer so: decide again, with the same answer of AWS.
        conflicts += 1;
        if (conflicts > CONFLICTS) {
          leadership.doubt();
          return { kind: 'overtaken' };
        }
      }
    }
  }

  #grants(assignment: AssignmentRecord): Promise<RequestRecord[]> {
    return this.#options.stores.requests.listByAssignment(assignment.id, [
      'activating',
      'active',
      'ending',
    ]);
  }

  #decide(
    assignment: AssignmentRecord,
    grants: readonly RequestRecord[],
    observation: Observation,
  ): Step {
    const { time, random, keeper } = this.#options;
    const ids = grants.map(({ id }) => id);
    return decideStep({
      assignment,
      grants,
      cleared: new Set(ids.filter(id => keeper.isCleared(id))),
      observation,
      now: time.now(),
      jitter: random(),
    });
  }
}

/** The write that a step begins or leads up to. */
function writeAhead(step: Step): AssignmentOperation | null {
  switch (step.kind) {
    case 'look':
      return step.before;
    case 'intend':
      return step.operation;
    default:
      return null;
  }
}

/** Whether carrying it out makes a new version of the row. */
function isCommitted(step: Step): boolean {
  return 'change' in step && isWorthCommitting(step.change);
}

function changeOf(step: Step): AssignmentPatch {
  return 'change' in step ? step.change.assignment : {};
}
