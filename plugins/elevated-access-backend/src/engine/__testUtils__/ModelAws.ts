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

import { randomUUID } from 'node:crypto';
import type { OperationStatus } from '../../aws/types';
import type { AssignmentOperation } from '../../domain/types';
import type { History, Period } from './history';

interface Operation {
  id: string;
  operation: AssignmentOperation;
  doneAt: number;
  outcome:
    | { kind: 'done' }
    /**
     * Reported as FAILED. What is left of a creation: nothing, an assignment that
     * is listed and gives no access, or one that comes about a moment later.
     */
    | { kind: 'fails'; reason: string; leaves: 'nothing' | 'shell' | 'late' }
    /** Reported as done, and nothing came of it. */
    | { kind: 'hollow' };
  /** It was asked to delete what was not there. */
  nothingThere: boolean;
  /** AWS carries it out and answers no question about it. */
  forgotten: boolean;
  finished: boolean;
}

/** What may become of a call that goes wrong. */
export const mishaps = [
  'throttled',
  'conflict',
  'unavailable',
  'denied',
  'not-found',
  'lost before',
  'arrives late',
  'lost after',
] as const;

export type Mishap = (typeof mishaps)[number];

/** A call that is on its way arrives within this, milliseconds. */
const LATEST = 50_000;

/**
 * What comes of a FAILED creation after all comes about within this, milliseconds:
 * with the time that lists lag less than what `SETTLE` allows.
 */
const LATE = 1_900;

interface State {
  at: number;
  listed: boolean;
  /** Whether it gives access. */
  exists: boolean;
}

/**
 * Identity Center with one assignment: operations take their time, may come to
 * nothing, arrive late or be forgotten, and lists lag behind.
 */
export class ModelAws {
  readonly sent: { operation: AssignmentOperation; at: number }[] = [];
  readonly #history: History;
  readonly #random: () => number;
  #now = 0;
  /** Every change of what there is, for listings that lag. */
  readonly #past: State[];
  #operations: Operation[] = [];
  /** Calls on their way. */
  #late: { at: number; operation: AssignmentOperation }[] = [];
  /** When what a FAILED creation left comes about. */
  #landings: number[] = [];

  constructor(history: History, random: () => number) {
    this.#history = history;
    this.#random = random;
    const { standing } = history;
    this.#past = [{ at: -Infinity, listed: standing, exists: standing }];
  }

  /** Whether somebody has access. */
  get exists(): boolean {
    return this.#past.at(-1)?.exists ?? false;
  }

  /** Whether a listing that does not lag shows it, access or not. */
  get isThere(): boolean {
    return this.#past.at(-1)?.listed ?? false;
  }

  get now(): number {
    return this.#now;
  }

  /** When somebody had access. */
  get periods(): Period[] {
    const periods: Period[] = [];
    for (const { at, exists } of this.#past) {
      const last = periods.at(-1);
      const isOpen = last?.until === Infinity;
      if (exists && !isOpen) {
        periods.push({ from: at, until: Infinity });
      } else if (!exists && last && isOpen) {
        last.until = at;
      }
    }
    return periods;
  }

  advanceTo(at: number): void {
    for (;;) {
      const [next] = this.#coming()
        .filter(it => it.at <= at)
        .sort((a, b) => a.at - b.at);
      if (!next) {
        break;
      }
      this.#now = Math.max(this.#now, next.at);
      next.happen();
    }
    this.#now = Math.max(this.#now, at);
  }

  #coming(): { at: number; happen: () => void }[] {
    return [
      ...this.#late.map(late => ({
        at: late.at,
        happen: () => {
          this.#late = this.#late.filter(item => item !== late);
          this.#accept(late.operation);
        },
      })),
      ...this.#landings.map(at => ({
        at,
        happen: () => this.#become({ listed: true, exists: true }),
      })),
      ...this.#operations
        .filter(({ finished }) => !finished)
        .map(operation => ({
          at: operation.doneAt,
          happen: () => this.#finish(operation),
        })),
    ];
  }

  /** The id of the operation, or how the call failed. */
  send(
    operation: AssignmentOperation,
  ):
    | { id: string }
    | 'throttled'
    | 'conflict'
    | 'unavailable'
    | 'denied'
    | 'not-found'
    | 'unknown-outcome' {
    this.sent.push({ operation, at: this.#now });
    if (this.#operations.some(({ finished }) => !finished)) {
      return 'conflict';
    }
    if (!this.happens(this.#history.trouble)) {
      return this.#accept(operation);
    }
    const mishap = this.#mishap();
    switch (mishap) {
      case 'throttled':
      case 'conflict':
      case 'unavailable':
      case 'denied':
        return mishap;
      case 'not-found':
        // The permission set or the account is gone, and what there was of it as well.
        return operation === 'delete' && this.isThere
          ? 'unavailable'
          : 'not-found';
      case 'lost before':
        return 'unknown-outcome';
      case 'arrives late':
        this.#late.push({
          at: this.#now + this.#random() * LATEST,
          operation,
        });
        return 'unknown-outcome';
      case 'lost after':
        this.#accept(operation);
        return 'unknown-outcome';
      default:
        throw new Error(`Unknown mishap ${mishap satisfies never}`);
    }
  }

  /** When an operation that was accepted is done, or was. */
  doneAt(id: string): number {
    const found = this.#operations.find(item => item.id === id);
    return Math.max(this.#now, found?.doneAt ?? 0);
  }

  /** What AWS says when it accepts an operation. */
  firstStatusOf(id: string): OperationStatus {
    this.advanceTo(this.#now);
    const status = this.statusOf(id);
    return status.state === 'forgotten' ? { state: 'in-progress' } : status;
  }

  statusOf(id: string): OperationStatus {
    const found = this.#operations.find(item => item.id === id);
    if (!found || found.forgotten || this.happens(this.#history.trouble / 4)) {
      return { state: 'forgotten' };
    }
    if (!found.finished) {
      return { state: 'in-progress' };
    }
    return found.outcome.kind === 'fails'
      ? { state: 'failed', reason: found.outcome.reason }
      : { state: 'succeeded', nothingThere: found.nothingThere };
  }

  inProgress(operation: AssignmentOperation): string | undefined {
    return this.#operations.find(
      item => !item.finished && !item.forgotten && item.operation === operation,
    )?.id;
  }

  /** Each listing is answered by another replica of AWS's: it may show less than the one before it. */
  isListed(): boolean {
    const seen = this.#now - this.#random() * this.#history.lagMs;
    return this.#past.findLast(({ at }) => at <= seen)?.listed ?? false;
  }

  happens(probability: number): boolean {
    return this.#now < this.#history.calmFrom && this.#random() < probability;
  }

  #accept(operation: AssignmentOperation): Operation {
    const accepted: Operation = {
      id: randomUUID(),
      operation,
      doneAt: this.#now + this.#history.operationMs,
      outcome: this.#outcome(),
      nothingThere: false,
      forgotten: this.happens(this.#history.forgetful),
      finished: false,
    };
    this.#operations.push(accepted);
    return accepted;
  }

  #outcome(): Operation['outcome'] {
    const { trouble, failed } = this.#history;
    if (this.happens(trouble / 8)) {
      return { kind: 'hollow' };
    }
    return this.happens(trouble)
      ? {
          kind: 'fails',
          reason:
            this.#random() < 0.5
              ? 'An unexpected internal service exception'
              : 'IAM role quota',
          leaves: this.#random() < 0.8 ? failed : 'nothing',
        }
      : { kind: 'done' };
  }

  /** Half of the mishaps of a history are of one kind, so that rare chains of them come about. */
  #mishap(): Mishap {
    return this.#random() < 0.5
      ? this.#history.mishap
      : mishaps[Math.floor(this.#random() * mishaps.length)] ?? 'lost after';
  }

  #finish(operation: Operation): void {
    operation.finished = true;
    const isCreation = operation.operation === 'create';
    const { outcome } = operation;
    operation.nothingThere = !isCreation && !this.isThere;
    // Of a success that AWS reports and that its lists bear out, nobody can tell more.
    const isDone =
      outcome.kind === 'done' ||
      (outcome.kind === 'hollow' && isCreation && this.isThere);
    if (isDone && !operation.nothingThere) {
      this.#become({ listed: isCreation, exists: isCreation });
    } else if (outcome.kind === 'fails' && isCreation) {
      this.#leave(outcome.leaves);
    }
  }

  /** What a creation leaves that AWS reports as FAILED. */
  #leave(leaves: 'nothing' | 'shell' | 'late'): void {
    if (leaves === 'shell' && !this.exists) {
      this.#become({ listed: true, exists: false });
    } else if (leaves === 'late') {
      this.#landings.push(this.#now + this.#random() * LATE);
    }
  }

  /** Whatever was still to come about is part of it. */
  #become(state: Omit<State, 'at'>): void {
    this.#landings = [];
    this.#past.push({ at: this.#now, ...state });
  }
}
