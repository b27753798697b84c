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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { AwsFailure } from '../aws/AwsFailure';
import type { AssignmentProvisioner } from '../aws/types';
import type { AssignmentPatch, Stores } from '../database/types';
import type {
  AssignmentKey,
  AssignmentOperation,
  AssignmentRecord,
} from '../domain/types';
import type { Admission, Wish } from './Admission';
import { commitChange } from './commitChange';
import type { Contact } from './Contact';
import { decideStep } from './decideStep';
import { NotLeaderError, type Leadership } from './Leadership';
import type { Change, Failure, Observation, Step } from './steps';
import type { AgreedTime } from './time';
import type { TokenBucket } from './TokenBucket';

/** How often somebody may be faster before the assignment is left to the next turn. */
const CONFLICTS = 5;

const nothing: Observation = { kind: 'none' };

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

/** What carrying out a step led to: another decision, or the end of the run. */
type Result =
  | { kind: 'again'; observation: Observation }
  | { kind: 'done'; outcome: Outcome };

export interface AssignmentWorkerOptions {
  stores: Stores;
  provisioner: AssignmentProvisioner;
  leadership: Leadership;
  admission: Admission;
  bucket: TokenBucket;
  contact: Contact;
  time: AgreedTime;
  logger: LoggerService;
  /** A number in [0, 1). */
  random: () => number;
  /** Called when AWS answers again after it was out of reach. */
  onBack: () => void;
}

/**
 * A worker's place among the writes under way. Taken by admission or by a write
 * that is under way already; given back once AWS is done with the write.
 */
class Place {
  readonly #admission: Admission;
  #taken: boolean;
  #underWay = false;

  constructor(admission: Admission, taken: boolean) {
    this.#admission = admission;
    this.#taken = taken;
  }

  get isTaken(): boolean {
    return this.#taken;
  }

  follow({ id, accountId, phase }: AssignmentRecord): void {
    this.#underWay = phase === 'intent' || phase === 'accepted';
    if (this.#underWay) {
      this.#admission.occupy(id, accountId);
      this.#taken = true;
    } else if (phase === 'verifying') {
      this.#admission.vacate(id);
      this.#taken = false;
    }
  }

  /** At the end of a run only a write that is under way keeps it. */
  leave(assignmentId: string): void {
    if (!this.#underWay) {
      this.#admission.vacate(assignmentId);
    }
  }
}

/** Carries out what `decideStep` says, one assignment at a time, until it says to wait. */
export class AssignmentWorker {
  readonly #options: AssignmentWorkerOptions;

  constructor(options: AssignmentWorkerOptions) {
    this.#options = options;
  }

  /**
   * @param options - `admitted`: a place for a write is taken; `stop`: stops it
   *   between two steps, never between an intent and its answer
   */
  async run(
    assignmentId: string,
    options: { admitted: boolean; stop: AbortSignal },
  ): Promise<Outcome> {
    const place = new Place(this.#options.admission, options.admitted);
    try {
      return await this.#run(assignmentId, place, options.stop);
    } finally {
      place.leave(assignmentId);
    }
  }

  async #run(
    assignmentId: string,
    place: Place,
    stop: AbortSignal,
  ): Promise<Outcome> {
    const { stores, leadership, time } = this.#options;
    let observation = nothing;
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
      place.follow(assignment);
      const step = await this.#decide(assignment, observation);
      const operation = writeAhead(step);
      if (operation && !place.isTaken) {
        return {
          kind: 'wishes',
          wish: {
            assignmentId,
            accountId: assignment.accountId,
            operation,
            version: assignment.version,
            dueAt: assignment.nextActionAt ?? time.now(),
          },
        };
      }
      try {
        const result = await this.#carryOut(step, assignment, observation);
        place.follow({ ...assignment, ...changeOf(step) });
        if (result.kind === 'done') {
          return result.outcome;
        }
        observation = result.observation;
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

  async #decide(
    assignment: AssignmentRecord,
    observation: Observation,
  ): Promise<Step> {
    const { stores, time, random, admission } = this.#options;
    const grants = await stores.requests.listByAssignment(assignment.id, [
      'activating',
      'active',
      'ending',
    ]);
    return decideStep({
      assignment,
      grants,
      observation,
      now: time.now(),
      writesInFlight: admission.inFlight,
      jitter: random(),
    });
  }

  async #carryOut(
    step: Step,
    assignment: AssignmentRecord,
    observation: Observation,
  ): Promise<Result> {
    switch (step.kind) {
      case 'look':
      case 'verify':
        return again(await this.#list(assignment));
      case 'recover':
        return again(await this.#recover(step.operation, assignment));
      case 'follow':
        return again(await this.#follow(step.operation, step.awsRequestId));
      case 'send':
        return again(
          await this.#send(
            step.operation,
            assignment,
            observation.kind === 'intent-committed' && observation.ownedBefore,
          ),
        );
      case 'intend':
        await this.#commit(assignment, step.change);
        return again({
          kind: 'intent-committed',
          ownedBefore: assignment.owned,
        });
      case 'record':
      case 'finish':
        await this.#commit(assignment, step.change);
        return again(nothing);
      case 'wait':
        await this.#commit(assignment, step.change);
        return {
          kind: 'done',
          outcome: { kind: 'resting', until: step.until },
        };
      default:
        throw new Error(`Unknown step ${step satisfies never}`);
    }
  }

  async #commit(assignment: AssignmentRecord, change: Change): Promise<void> {
    const { stores, leadership, time } = this.#options;
    if (Object.keys(change.assignment).length + change.transitions.length > 0) {
      await commitChange({
        stores,
        lease: leadership.assertFresh(),
        assignment,
        change,
        now: time.now(),
      });
    }
  }

  async #list(key: AssignmentKey): Promise<Observation> {
    return this.#ask(async provisioner => ({
      kind: 'listed',
      listed: await provisioner.isListed(key),
    }));
  }

  async #follow(
    operation: AssignmentOperation,
    awsRequestId: string,
  ): Promise<Observation> {
    return this.#ask(async provisioner => ({
      kind: 'status',
      status: await provisioner.getStatus(operation, awsRequestId),
    }));
  }

  async #recover(
    operation: AssignmentOperation,
    key: AssignmentKey,
  ): Promise<Observation> {
    return this.#ask(async provisioner => {
      const inProgress = await provisioner.listInProgress(operation);
      const own = inProgress.find(item => item.key && isSame(item.key, key));
      return {
        kind: 'recovered',
        awsRequestId: own?.awsRequestId,
        listed: own ? false : await provisioner.isListed(key),
      };
    });
  }

  async #send(
    operation: AssignmentOperation,
    assignment: AssignmentRecord,
    ownedBefore: boolean,
  ): Promise<Observation> {
    const { provisioner, leadership, admission } = this.#options;
    leadership.assertFresh();
    try {
      const answer = await provisioner.start(operation, assignment);
      this.#reached();
      return { kind: 'sent', ...answer };
    } catch (error) {
      const failure = toFailure(error, 'unknown-outcome');
      this.#judge(failure);
      if (failure.kind === 'conflict') {
        // Something is under way in the account that is not ours.
        admission.rest(assignment.accountId, CONFLICT_REST);
      }
      return { kind: 'send-failed', ownedBefore, failure };
    }
  }

  async #ask(
    question: (provisioner: AssignmentProvisioner) => Promise<Observation>,
  ): Promise<Observation> {
    try {
      const answer = await question(this.#options.provisioner);
      this.#reached();
      return answer;
    } catch (error) {
      const failure = toFailure(error, 'unavailable');
      this.#judge(failure);
      return { kind: 'read-failed', failure };
    }
  }

  #reached(): void {
    const { contact, time, onBack } = this.#options;
    if (contact.succeeded(time.now())) {
      onBack();
    }
  }

  /** What a failure says about AWS as a whole. */
  #judge(failure: Failure): void {
    const { contact, bucket, time, logger } = this.#options;
    switch (failure.kind) {
      case 'unavailable':
      case 'unknown-outcome':
        contact.failed(time.now(), failure.message);
        logger.warn(failure.message);
        break;
      case 'throttled':
        this.#reached();
        bucket.slowDown();
        break;
      case 'denied':
      case 'permanent':
        this.#reached();
        logger.error(failure.message);
        break;
      case 'conflict':
      case 'not-found':
      case 'retry':
        this.#reached();
        break;
      default:
        throw new Error(`Unknown failure ${failure.kind satisfies never}`);
    }
  }
}

/** How long an account rests after a conflict, milliseconds. */
const CONFLICT_REST = 2_000;

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

function changeOf(step: Step): AssignmentPatch {
  return 'change' in step ? step.change.assignment : {};
}

function again(observation: Observation): Result {
  return { kind: 'again', observation };
}

/** Something that is no `AwsFailure` was thrown by us, after who knows what. */
function toFailure(error: unknown, otherwise: Failure['kind']): Failure {
  return error instanceof AwsFailure
    ? { kind: error.kind, message: error.message }
    : { kind: otherwise, message: String(error) };
}

function isSame(a: AssignmentKey, b: AssignmentKey): boolean {
  return (
    a.principalId === b.principalId &&
    a.accountId === b.accountId &&
    a.permissionSetArn === b.permissionSetArn
  );
}
