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

import type { AssignmentOperation } from '../domain/types';
import { proportional } from './backoff';
import { howToConfirm } from './confirmation';
import type { OperationQuestions } from './OperationQuestions';
import { isFew } from './Rounds';
import type { Monotonic } from './time';
import { POLL, POLL_PER_OPERATION } from './tuning';
import type { WatchedOperation, WatchedOperations } from './WatchedOperations';

/** How long an operation that AWS accepted may be missing from its lists, milliseconds. */
const YOUNG = 2_000;

export interface OperationInquiryOptions {
  watched: WatchedOperations;
  questions: OperationQuestions;
  monotonic: Monotonic;
  /** Whether writes wait for a place, or soon will. */
  isCrowded: () => boolean;
}

/**
 * Which question tells most about the operations of one kind, by the fewest calls.
 *
 * One list of what is in progress tells about all of them. What has left it frees
 * its place at once; its outcome is learned together with that of others, and only
 * what AWS says of that very request counts as one. All methods throw `ReadFailed`.
 */
export class OperationInquiry {
  readonly #options: OperationInquiryOptions;
  /** Those that the last list of what is in progress did not show, and may not show yet. */
  readonly #unseen: Record<AssignmentOperation, readonly WatchedOperation[]> = {
    create: [],
    delete: [],
  };

  constructor(options: OperationInquiryOptions) {
    this.#options = options;
  }

  /** Finds out which are over. Resolves to whether outcomes may be wanting then. */
  async whichAreOver(operation: AssignmentOperation): Promise<boolean> {
    const { watched } = this.#options;
    const open = watched.open(operation);
    if (open.length === 0) {
      return false;
    }
    if (isFew(watched.open())) {
      await this.#describeThoseDue(open);
      return false;
    }
    if (await this.#listInProgress(operation)) {
      return true;
    }
    await this.#describeThoseDue(open);
    return false;
  }

  /** Learns what became of those that are over, or leaves it until there are more. */
  async confirm(operation: AssignmentOperation): Promise<void> {
    const { watched, questions, monotonic, isCrowded } = this.#options;
    const open = watched.open(operation);
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
      pages: questions.pages(operation),
      isCrowded: isCrowded(),
    });
    if (how === 'wait') {
      return;
    }
    if (how === 'list') {
      await this.#settleSucceeded(operation, left);
    }
    // Failed, or forgotten, or not listed yet.
    for (const one of left) {
      if (one.outcome === undefined) {
        await this.#describe(one);
      }
    }
  }

  /**
   * Asks about those that no list has shown: over already, or not listed yet. Where
   * that takes long, a later list tells, or their age.
   */
  async askAboutUnseen(operation: AssignmentOperation): Promise<void> {
    const unseen = this.#unseen[operation].filter(isUndecided);
    this.#unseen[operation] = [];
    if (unseen.length > this.#options.questions.pages(operation)) {
      await this.#settleSucceeded(operation, unseen);
      return;
    }
    for (const one of unseen) {
      if (isUndecided(one)) {
        await this.#describe(one);
      }
    }
  }

  /** Resolves to false when there is no such list. */
  async #listInProgress(operation: AssignmentOperation): Promise<boolean> {
    const { watched, questions } = this.#options;
    // Those known before the list is asked for: it need not show later ones.
    const before = watched
      .open(operation)
      .filter(({ leftAt }) => leftAt === undefined);
    if (before.length === 0) {
      return true;
    }
    const ids = await questions.list(operation, 'in-progress');
    if (!ids) {
      return false;
    }
    const unseen: WatchedOperation[] = [];
    for (const one of before) {
      if (ids.has(one.awsRequestId)) {
        watched.saw(one);
      } else if (one.seen || this.#ageOf(one) >= YOUNG) {
        watched.left(one);
      } else {
        unseen.push(one);
      }
    }
    this.#unseen[operation] = unseen;
    return true;
  }

  /** Learns the outcome of those that the list of what succeeded shows. */
  async #settleSucceeded(
    operation: AssignmentOperation,
    some: readonly WatchedOperation[],
  ): Promise<void> {
    const until = new Set(some.map(({ awsRequestId }) => awsRequestId));
    const { watched, questions } = this.#options;
    const ids = await questions.list(operation, 'succeeded', until);
    for (const one of some) {
      if (ids?.has(one.awsRequestId)) {
        watched.settle(one, { state: 'succeeded' });
      }
    }
  }

  async #describeThoseDue(some: readonly WatchedOperation[]): Promise<void> {
    for (const one of some) {
      if (one.askAt <= this.#options.monotonic()) {
        await this.#describe(one);
      }
    }
  }

  async #describe(one: WatchedOperation): Promise<void> {
    const { watched, questions, monotonic } = this.#options;
    const { operation, awsRequestId, leftAt } = one;
    const status = await questions.status(operation, awsRequestId, {
      isOver: leftAt !== undefined,
    });
    const age = this.#ageOf(one);
    const unknownYet = status.state === 'forgotten' && age < YOUNG;
    if (status.state !== 'in-progress' && !unknownYet) {
      watched.settle(one, status);
      return;
    }
    const others = watched.open().length * POLL_PER_OPERATION;
    const pause = Math.max(proportional(POLL, age), others);
    watched.goesOn(one, monotonic() + pause);
  }

  #ageOf({ since }: WatchedOperation): number {
    return this.#options.monotonic() - since;
  }
}

function isUndecided({ seen, leftAt, outcome }: WatchedOperation): boolean {
  return !seen && leftAt === undefined && outcome === undefined;
}
