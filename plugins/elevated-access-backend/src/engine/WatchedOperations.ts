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
import type { Monotonic } from './time';
import { POLL } from './tuning';

/** An operation that AWS accepted. */
export interface AcceptedOperation {
  assignmentId: string;
  accountId: string;
  operation: AssignmentOperation;
  awsRequestId: string;
}

/** What is known of one; instants are on the monotonic clock. */
export interface WatchedOperation extends Readonly<AcceptedOperation> {
  readonly since: number;
  /** Whether a list showed it in progress. */
  readonly seen: boolean;
  /** When a list no longer showed it. */
  readonly leftAt: number | undefined;
  /** When to ask about it by itself, while there are few. */
  readonly askAt: number;
  readonly outcome: OperationStatus | undefined;
}

type Kept = {
  -readonly [K in keyof WatchedOperation]: WatchedOperation[K];
};

export interface WatchedOperationsOptions {
  monotonic: Monotonic;
  /** AWS no longer works on it, whatever became of it: its place is free. */
  onOver: (operation: AcceptedOperation) => void;
  /** It was taken for over and is not. */
  onUnderWay: (operation: AcceptedOperation) => void;
  /** Its outcome is known. */
  onOutcome: (operation: AcceptedOperation) => void;
}

/**
 * The operations that AWS accepted, by assignment, and what is known of each.
 *
 *     in progress ── no longer listed ──► left ── listed as succeeded, ──► outcome
 *          ▲                               │      or asked about
 *          └── AWS says it goes on ────────┘
 *
 * Nothing is kept here that the rows do not say too: a new process starts over.
 */
export class WatchedOperations {
  readonly #options: WatchedOperationsOptions;
  readonly #kept = new Map<string, Kept>();

  constructor(options: WatchedOperationsOptions) {
    this.#options = options;
  }

  /** In place of the assignment's earlier one. */
  add(accepted: AcceptedOperation): void {
    const now = this.#options.monotonic();
    this.#kept.set(accepted.assignmentId, {
      ...accepted,
      since: now,
      seen: false,
      leftAt: undefined,
      askAt: now + POLL.first,
      outcome: undefined,
    });
  }

  remove(assignmentId: string): void {
    this.#kept.delete(assignmentId);
  }

  clear(): void {
    this.#kept.clear();
  }

  find(
    assignmentId: string,
    awsRequestId: string,
  ): WatchedOperation | undefined {
    const kept = this.#kept.get(assignmentId);
    return kept?.awsRequestId === awsRequestId ? kept : undefined;
  }

  /** Those whose outcome is not known, of one kind or of both. */
  open(operation?: AssignmentOperation): WatchedOperation[] {
    return [...this.#kept.values()].filter(
      kept =>
        kept.outcome === undefined &&
        (!operation || kept.operation === operation),
    );
  }

  /** A list shows it in progress. */
  saw(watched: WatchedOperation): void {
    const kept = this.#same(watched);
    if (kept) {
      kept.seen = true;
    }
  }

  /** AWS works on it no longer. Once it is followed no more, this tells nobody. */
  left(watched: WatchedOperation): void {
    const kept = this.#same(watched);
    if (kept && kept.leftAt === undefined) {
      kept.leftAt = this.#options.monotonic();
      this.#options.onOver(kept);
    }
  }

  /** AWS says that it works on it. */
  goesOn(watched: WatchedOperation, askAt: number): void {
    const kept = this.#same(watched);
    if (!kept) {
      return;
    }
    kept.askAt = askAt;
    if (kept.leftAt !== undefined) {
      kept.leftAt = undefined;
      this.#options.onUnderWay(kept);
    }
  }

  /** AWS says what became of it. */
  settle(watched: WatchedOperation, outcome: OperationStatus): void {
    const kept = this.#same(watched);
    if (!kept || kept.outcome !== undefined) {
      return;
    }
    kept.outcome = outcome;
    if (kept.leftAt === undefined) {
      this.#options.onOver(kept);
    }
    this.#options.onOutcome(kept);
  }

  /** Undefined when it was forgotten, or watched anew, while AWS was asked. */
  #same(watched: WatchedOperation): Kept | undefined {
    const kept = this.#kept.get(watched.assignmentId);
    return kept === watched ? kept : undefined;
  }
}
