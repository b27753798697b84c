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
import { proportional } from './backoff';
import { howToConfirm } from './confirmation';
import { OperationQuestions, ReadFailed } from './OperationQuestions';
import { isFew, Rounds } from './Rounds';
import type { Failure } from './steps';
import type { Monotonic, SetTimer } from './time';
import { POLL, POLL_PER_OPERATION, READ_RETRY } from './tuning';

/** How long an operation that AWS accepted may be missing from its lists, milliseconds. */
const YOUNG = 2_000;

/** An operation that AWS accepted. */
export interface AcceptedOperation {
  assignmentId: string;
  accountId: string;
  operation: AssignmentOperation;
  awsRequestId: string;
}

interface Watched extends AcceptedOperation {
  since: number;
  /** Whether a list showed it in progress. */
  seen: boolean;
  /** When a list no longer showed it. */
  leftAt: number | undefined;
  /** When to ask about it by itself, while there are few. */
  askAt: number;
  outcome: OperationStatus | undefined;
}

export interface StatusPollerOptions {
  line: AwsLine;
  monotonic: Monotonic;
  setTimer: SetTimer;
  /** Whether writes wait for a place, or soon will. */
  isCrowded: () => boolean;
  /** AWS no longer works on it, whatever became of it: its place is free. */
  onOver: (operation: AcceptedOperation) => void;
  /** It was taken for over and is not. */
  onUnderWay: (operation: AcceptedOperation) => void;
  /** Its outcome is known. */
  onOutcome: (operation: AcceptedOperation) => void;
}

/**
 * Asks what became of the operations that AWS accepted, all of them together.
 *
 *     in progress ── no longer listed ──► left ── listed as succeeded, ──► outcome
 *          ▲                               │      or asked about
 *          └── AWS says it goes on ────────┘
 *
 * One list of what is in progress tells about all of them. What has left it
 * frees its place at once; its outcome is learned together with that of
 * others, and only what AWS says of that very request counts as one. Nothing is
 * kept here that the rows do not say too: a new process starts over.
 */
export class StatusPoller {
  readonly #options: StatusPollerOptions;
  readonly #watched = new Map<string, Watched>();
  readonly #questions: OperationQuestions;
  readonly #rounds: Rounds;
  #failure: Failure | undefined;
  #round: Promise<void> | undefined;
  /** Outcomes being asked for: beside the rounds, since they may wait behind writes. */
  readonly #confirming = new Map<AssignmentOperation, Promise<void>>();
  #timer: { at: number; cancel: () => void } | undefined;
  #stopped = false;

  constructor(options: StatusPollerOptions) {
    this.#options = options;
    this.#questions = new OperationQuestions(options);
    this.#rounds = new Rounds(options);
  }

  /** Follows an operation until it is forgotten; in place of the assignment's earlier one. */
  watch(accepted: AcceptedOperation): void {
    const { assignmentId, awsRequestId } = accepted;
    if (this.#find(assignmentId, awsRequestId)) {
      return;
    }
    const now = this.#options.monotonic();
    this.#watched.set(assignmentId, {
      ...accepted,
      since: now,
      seen: false,
      leftAt: undefined,
      askAt: now + POLL.first,
      outcome: undefined,
    });
    this.#schedule();
  }

  /** Stops following the operation of an assignment. */
  forget(assignmentId: string): void {
    this.#watched.delete(assignmentId);
  }

  /** Whether AWS is known to work on it no longer. */
  isOver(assignmentId: string, awsRequestId: string): boolean {
    const watched = this.#find(assignmentId, awsRequestId);
    return watched?.leftAt !== undefined || watched?.outcome !== undefined;
  }

  /** What became of it, as far as it is known, or why that cannot be told. */
  status(
    assignmentId: string,
    awsRequestId: string,
  ): OperationStatus | { failure: Failure } {
    const outcome = this.#find(assignmentId, awsRequestId)?.outcome;
    if (!outcome && this.#failure) {
      return { failure: this.#failure };
    }
    return outcome ?? { state: 'in-progress' };
  }

  /** Forgets everything, before it is read anew from the rows. */
  reset(): void {
    this.#watched.clear();
    this.#failure = undefined;
  }

  /** Whether something is being asked. */
  get isBusy(): boolean {
    return this.#round !== undefined || this.#confirming.size > 0;
  }

  /** Resolves when nothing is being asked. */
  async idle(): Promise<void> {
    while (this.isBusy) {
      await Promise.all([this.#round, ...this.#confirming.values()]);
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #find(assignmentId: string, awsRequestId: string): Watched | undefined {
    const watched = this.#watched.get(assignmentId);
    return watched?.awsRequestId === awsRequestId ? watched : undefined;
  }

  /** Those whose outcome is not known, of one kind or of both. */
  #open(operation?: AssignmentOperation): Watched[] {
    return [...this.#watched.values()].filter(
      watched =>
        watched.outcome === undefined &&
        (!operation || watched.operation === operation),
    );
  }

  #schedule(): void {
    const open = this.#open();
    if (this.#stopped || this.#round || open.length === 0) {
      return;
    }
    const now = this.#options.monotonic();
    const at = this.#failure
      ? now + READ_RETRY.shortest
      : this.#rounds.nextAt(open);
    if (this.#timer && this.#timer.at <= at) {
      return;
    }
    this.#timer?.cancel();
    const cancel = this.#options.setTimer(() => {
      this.#timer = undefined;
      this.#round = this.#ask().finally(() => {
        this.#round = undefined;
        this.#schedule();
      });
    }, Math.max(0, at - now));
    this.#timer = { at, cancel };
  }

  async #ask(): Promise<void> {
    this.#rounds.begin();
    this.#failure = undefined;
    try {
      // Removals first: their places are wanted most.
      for (const operation of ['delete', 'create'] as const) {
        await this.#askAbout(operation);
      }
    } catch (error) {
      this.#giveUp(error);
    }
  }

  #giveUp(error: unknown): void {
    if (!(error instanceof ReadFailed)) {
      throw error;
    }
    this.#failure = error.failure;
  }

  async #askAbout(operation: AssignmentOperation): Promise<void> {
    const open = this.#open(operation);
    if (open.length === 0) {
      return;
    }
    if (isFew(this.#open())) {
      await this.#describeThoseDue(open);
      return;
    }
    if (operation === 'create' && !this.#rounds.isCreationsTurn()) {
      return;
    }
    if (!(await this.#listInProgress(operation))) {
      await this.#describeThoseDue(open);
      return;
    }
    if (!this.#confirming.has(operation)) {
      const confirming = this.#confirm(operation)
        .catch(error => this.#giveUp(error))
        .finally(() => {
          this.#confirming.delete(operation);
          this.#schedule();
        });
      this.#confirming.set(operation, confirming);
    }
  }

  /** @returns false when there is no such list */
  async #listInProgress(operation: AssignmentOperation): Promise<boolean> {
    const { monotonic } = this.#options;
    // Those known before the list is asked for: it need not show later ones.
    const before = this.#open(operation).filter(
      ({ leftAt }) => leftAt === undefined,
    );
    if (before.length === 0) {
      return true;
    }
    const ids = await this.#questions.list(operation, 'in-progress');
    if (!ids) {
      return false;
    }
    const unseen: Watched[] = [];
    for (const watched of before) {
      if (ids.has(watched.awsRequestId)) {
        watched.seen = true;
      } else if (watched.seen || monotonic() - watched.since >= YOUNG) {
        watched.leftAt = monotonic();
        this.#over(watched);
      } else {
        unseen.push(watched);
      }
    }
    await this.#askAboutUnseen(operation, unseen);
    return true;
  }

  /** Over already, or not listed yet: what only time can tell is asked in a later round. */
  async #askAboutUnseen(
    operation: AssignmentOperation,
    unseen: readonly Watched[],
  ): Promise<void> {
    if (unseen.length > this.#questions.pages(operation)) {
      await this.#settleSucceeded(operation, unseen);
      return;
    }
    for (const watched of unseen) {
      await this.#describe(watched);
    }
  }

  /** Learns the outcome of those that the list of what succeeded shows. */
  async #settleSucceeded(
    operation: AssignmentOperation,
    some: readonly Watched[],
  ): Promise<void> {
    const until = new Set(some.map(({ awsRequestId }) => awsRequestId));
    const ids = await this.#questions.list(operation, 'succeeded', until);
    for (const watched of some) {
      if (ids?.has(watched.awsRequestId)) {
        this.#settle(watched, { state: 'succeeded' });
      }
    }
  }

  async #confirm(operation: AssignmentOperation): Promise<void> {
    const { monotonic, isCrowded } = this.#options;
    const open = this.#open(operation);
    const left = open.filter(({ leftAt }) => leftAt !== undefined);
    if (left.length === 0) {
      return;
    }
    const first = Math.min(...left.map(({ leftAt }) => leftAt ?? Infinity));
    const how = howToConfirm({
      operation,
      count: left.length,
      waitedMs: monotonic() - first,
      inProgress: open.length - left.length,
      pages: this.#questions.pages(operation),
      isCrowded: isCrowded(),
    });
    if (how === 'wait') {
      return;
    }
    if (how === 'list') {
      await this.#settleSucceeded(operation, left);
    }
    // Failed, or forgotten, or not listed yet.
    for (const watched of left) {
      if (watched.outcome === undefined) {
        await this.#describe(watched);
      }
    }
  }

  async #describeThoseDue(open: readonly Watched[]): Promise<void> {
    const { monotonic } = this.#options;
    for (const watched of open) {
      if (watched.askAt <= monotonic()) {
        await this.#describe(watched);
      }
    }
  }

  async #describe(watched: Watched): Promise<void> {
    const { monotonic, onUnderWay } = this.#options;
    const { operation, awsRequestId } = watched;
    const status = await this.#questions.status(operation, awsRequestId, {
      isOver: watched.leftAt !== undefined,
    });
    const age = monotonic() - watched.since;
    const unknownYet = status.state === 'forgotten' && age < YOUNG;
    if (status.state !== 'in-progress' && !unknownYet) {
      this.#settle(watched, status);
      return;
    }
    const others = this.#open().length * POLL_PER_OPERATION;
    watched.askAt = monotonic() + Math.max(proportional(POLL, age), others);
    if (watched.leftAt !== undefined) {
      watched.leftAt = undefined;
      onUnderWay(watched);
    }
  }

  #over(watched: Watched): void {
    this.#rounds.ended();
    this.#options.onOver(watched);
  }

  #settle(watched: Watched, outcome: OperationStatus): void {
    const { onOutcome } = this.#options;
    watched.outcome = outcome;
    if (this.#find(watched.assignmentId, watched.awsRequestId)) {
      if (watched.leftAt === undefined) {
        this.#over(watched);
      }
      onOutcome(watched);
    }
  }
}
