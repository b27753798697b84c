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

import type { Stores } from '../database/types';
import type {
  AssignmentKey,
  AssignmentOperation,
  AssignmentRecord,
} from '../domain/types';
import type { Admission } from './Admission';
import type { AwsLine, Question } from './AwsLine';
import { commitChange, isWorthCommitting } from './commitChange';
import type { Leadership } from './Leadership';
import { endOfOperation, latenessOf, type EngineMetrics } from './metrics';
import type { StatusPoller } from './StatusPoller';
import type { Change, Observation, Step } from './steps';
import type { AgreedTime } from './time';

/** How long an account rests after a conflict, milliseconds. */
const CONFLICT_REST = 2_000;

const nothing: Observation = { kind: 'none' };

export interface StepRunnerOptions {
  stores: Stores;
  leadership: Leadership;
  admission: Admission;
  poller: StatusPoller;
  line: AwsLine;
  time: AgreedTime;
  metrics: Pick<EngineMetrics, 'operationOver' | 'gone'>;
}

/** Carries out one step: asks AWS, or commits. */
export class StepRunner {
  readonly #options: StepRunnerOptions;

  constructor(options: StepRunnerOptions) {
    this.#options = options;
  }

  /**
   * @returns what the world answered
   * @throws NotLeaderError when another replica may have taken over, and
   *   ConflictError when the row changed since it was read
   */
  async carryOut(
    step: Step,
    assignment: AssignmentRecord,
    observation: Observation,
  ): Promise<Observation> {
    switch (step.kind) {
      case 'look':
        // A place for the write is taken: its account waits for this answer.
        return this.#list(assignment, {
          somebodyWaits: step.before === 'create',
          holdsPlace: step.before !== null,
        });
      case 'verify':
        return this.#list(assignment, { somebodyWaits: step.somebodyWaits });
      case 'recover':
        return this.#recover(step.operation, assignment);
      case 'follow':
        return this.#follow(assignment.id, step.awsRequestId);
      case 'send':
        return this.#send(
          step.operation,
          assignment,
          observation.kind === 'intent-committed' && observation.ownedBefore,
        );
      case 'intend':
        await this.#commit(assignment, step.change);
        return { kind: 'intent-committed', ownedBefore: assignment.owned };
      case 'check':
      case 'record':
      case 'finish':
      case 'wait':
        await this.#commit(assignment, step.change);
        return nothing;
      default:
        throw new Error(`Unknown step ${step satisfies never}`);
    }
  }

  async #commit(assignment: AssignmentRecord, change: Change): Promise<void> {
    const { stores, leadership, time, metrics } = this.#options;
    if (isWorthCommitting(change)) {
      const now = time.now();
      await commitChange({
        stores,
        lease: leadership.assertFresh(),
        assignment,
        change,
        now,
      });
      latenessOf(change, now).forEach(lateMs => metrics.gone(lateMs));
      const end = endOfOperation(assignment, change.assignment);
      if (end) {
        metrics.operationOver(
          end.operation,
          end.succeeded ? 'succeeded' : 'failed',
          time.now().getTime() - end.since.getTime(),
        );
      }
    }
  }

  #list(
    key: AssignmentKey,
    urgency: { somebodyWaits: boolean; holdsPlace?: boolean },
  ): Promise<Observation> {
    return this.#ask(async provisioner => ({
      kind: 'listed',
      listed: await provisioner.isListed(key, urgency),
    }));
  }

  #follow(assignmentId: string, awsRequestId: string): Observation {
    const status = this.#options.poller.status(assignmentId, awsRequestId);
    return 'failure' in status
      ? { kind: 'read-failed', failure: status.failure }
      : { kind: 'status', status };
  }

  #recover(
    operation: AssignmentOperation,
    key: AssignmentKey,
  ): Promise<Observation> {
    return this.#ask(async provisioner => {
      const inProgress = await provisioner.listInProgress(operation);
      const own = inProgress.find(item => item.key && isSame(item.key, key));
      return {
        kind: 'recovered',
        awsRequestId: own?.awsRequestId,
      };
    });
  }

  async #send(
    operation: AssignmentOperation,
    assignment: AssignmentRecord,
    ownedBefore: boolean,
  ): Promise<Observation> {
    const { line, leadership, admission } = this.#options;
    leadership.assertFresh();
    const answer = await line.write(provisioner =>
      provisioner.start(operation, assignment, {
        // Once more: it may have waited for its turn.
        onDeparture: () => {
          leadership.assertFresh();
        },
      }),
    );
    if (answer.ok) {
      return { kind: 'sent', ...answer.value };
    }
    const { failure } = answer;
    if (failure.kind === 'conflict') {
      // Something is under way in the account that is not ours.
      admission.rest(assignment.accountId, CONFLICT_REST);
    }
    return { kind: 'send-failed', ownedBefore, failure };
  }

  async #ask(question: Question<Observation>): Promise<Observation> {
    const answer = await this.#options.line.read(question);
    return answer.ok
      ? answer.value
      : { kind: 'read-failed', failure: answer.failure };
  }
}

function isSame(a: AssignmentKey, b: AssignmentKey): boolean {
  return (
    a.principalId === b.principalId &&
    a.accountId === b.accountId &&
    a.permissionSetArn === b.permissionSetArn
  );
}
