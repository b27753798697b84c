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

import type { OperationStatus } from '../aws/types';
import type { AssignmentOperation } from '../domain/types';
import type { AwsLine } from './AwsLine';
import { OperationInquiry } from './OperationInquiry';
import { OperationQuestions, ReadFailed } from './OperationQuestions';
import { isFew, Rounds } from './Rounds';
import type { Failure } from './steps';
import type { SetTimer } from './time';
import { READ_RETRY } from './tuning';
import {
  WatchedOperations,
  type AcceptedOperation,
  type WatchedOperationsOptions,
} from './WatchedOperations';

export interface StatusPollerOptions extends WatchedOperationsOptions {
  line: AwsLine;
  setTimer: SetTimer;
  /** Whether writes wait for a place, or soon will. */
  isCrowded: () => boolean;
}

/** Neither waits for the other: what no list has shown may hold a place, an outcome holds none. */
type Aside = 'unlisted' | 'outcomes';

/** What is asked about operations of one kind. */
interface Lane {
  readonly operation: AssignmentOperation;
  readonly rounds: Rounds;
  failure: Failure | undefined;
  round: Promise<void> | undefined;
  /** What is asked beside the rounds, since it may wait behind writes. */
  readonly aside: Record<Aside, Promise<void> | undefined>;
  timer: { at: number; cancel: () => void } | undefined;
}

/**
 * Asks, round after round, what became of the operations that AWS accepted: all of a
 * kind together, and neither kind waits for an answer about the other.
 */
export class StatusPoller {
  readonly #options: StatusPollerOptions;
  readonly #watched: WatchedOperations;
  readonly #inquiry: OperationInquiry;
  readonly #lanes: Readonly<Record<AssignmentOperation, Lane>>;
  #stopped = false;

  constructor(options: StatusPollerOptions) {
    this.#options = options;
    this.#lanes = {
      create: this.#laneOf('create'),
      delete: this.#laneOf('delete'),
    };
    this.#watched = new WatchedOperations({
      ...options,
      onOver: operation => {
        this.#lanes[operation.operation].rounds.ended();
        options.onOver(operation);
      },
    });
    this.#inquiry = new OperationInquiry({
      ...options,
      watched: this.#watched,
      questions: new OperationQuestions(options),
    });
  }

  /** Follows an operation until it is forgotten; in place of the assignment's earlier one. */
  watch(accepted: AcceptedOperation): void {
    const { assignmentId, awsRequestId } = accepted;
    if (!this.#watched.find(assignmentId, awsRequestId)) {
      this.#watched.add(accepted);
      this.#schedule();
    }
  }

  /** Stops following the operation of an assignment. */
  forget(assignmentId: string): void {
    this.#watched.remove(assignmentId);
  }

  /** Whether AWS is known to work on it no longer. */
  isOver(assignmentId: string, awsRequestId: string): boolean {
    const watched = this.#watched.find(assignmentId, awsRequestId);
    return watched?.leftAt !== undefined || watched?.outcome !== undefined;
  }

  /** What became of it, as far as it is known, or why that cannot be told. */
  status(
    assignmentId: string,
    awsRequestId: string,
  ): OperationStatus | { failure: Failure } {
    const watched = this.#watched.find(assignmentId, awsRequestId);
    if (!watched) {
      return { state: 'in-progress' };
    }
    const { failure } = this.#lanes[watched.operation];
    return (
      watched.outcome ?? (failure ? { failure } : { state: 'in-progress' })
    );
  }

  /** Forgets everything, before it is read anew from the rows. */
  reset(): void {
    this.#watched.clear();
    this.#each(lane => {
      lane.failure = undefined;
    });
  }

  /** Whether something is being asked. */
  get isBusy(): boolean {
    return this.#asked().length > 0;
  }

  /** Resolves when nothing is being asked. */
  async idle(): Promise<void> {
    while (this.isBusy) {
      await Promise.all(this.#asked());
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#each(lane => {
      lane.timer?.cancel();
      lane.timer = undefined;
    });
  }

  #laneOf(operation: AssignmentOperation): Lane {
    return {
      operation,
      rounds: new Rounds({ ...this.#options, operation }),
      failure: undefined,
      round: undefined,
      aside: { unlisted: undefined, outcomes: undefined },
      timer: undefined,
    };
  }

  #each(visit: (lane: Lane) => void): void {
    // Removals first: their places are wanted most.
    [this.#lanes.delete, this.#lanes.create].forEach(visit);
  }

  #asked(): Promise<void>[] {
    return Object.values(this.#lanes)
      .flatMap(({ round, aside }) => [round, aside.unlisted, aside.outcomes])
      .filter(asked => asked !== undefined);
  }

  #schedule(): void {
    this.#each(lane => this.#scheduleOne(lane));
  }

  #scheduleOne(lane: Lane): void {
    const at = this.#nextAt(lane);
    if (at === undefined || (lane.timer && lane.timer.at <= at)) {
      return;
    }
    lane.timer?.cancel();
    const cancel = this.#options.setTimer(() => {
      lane.timer = undefined;
      lane.round = this.#ask(lane).finally(() => {
        lane.round = undefined;
        this.#schedule();
      });
    }, Math.max(0, at - this.#options.monotonic()));
    lane.timer = { at, cancel };
  }

  /** When to ask next, on the monotonic clock; undefined while there is nothing to ask. */
  #nextAt({ operation, rounds, failure, round }: Lane): number | undefined {
    const open = this.#watched.open(operation);
    if (this.#stopped || round || open.length === 0) {
      return undefined;
    }
    if (failure) {
      return this.#options.monotonic() + READ_RETRY.shortest;
    }
    return isFew(this.#watched.open())
      ? Math.min(...open.map(({ askAt }) => askAt))
      : rounds.nextAt();
  }

  async #ask(lane: Lane): Promise<void> {
    lane.rounds.begin();
    lane.failure = undefined;
    try {
      if (await this.#inquiry.whichAreOver(lane.operation)) {
        const { operation } = lane;
        this.#askAside(lane, 'unlisted', () =>
          this.#inquiry.askAboutUnseen(operation),
        );
        this.#askAside(lane, 'outcomes', () =>
          this.#inquiry.confirm(operation),
        );
      }
    } catch (error) {
      giveUp(lane, error);
    }
  }

  #askAside(lane: Lane, what: Aside, ask: () => Promise<void>): void {
    lane.aside[what] ??= ask()
      .catch(error => giveUp(lane, error))
      .finally(() => {
        lane.aside[what] = undefined;
        this.#schedule();
      });
  }
}

function giveUp(lane: Lane, error: unknown): void {
  if (!(error instanceof ReadFailed)) {
    throw error;
  }
  lane.failure = error.failure;
}
