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
    | { kind: 'fails'; reason: string }
    /** Reported as done, and nothing came of it. */
    | { kind: 'hollow' };
  /** It was asked to delete what was not there. */
  nothingThere: boolean;
  finished: boolean;
}

/** What may become of a call that goes wrong. */
export const mishaps = [
  'throttled',
  'conflict',
  'unavailable',
  'denied',
  'lost before',
  'arrives late',
  'lost after',
] as const;

export type Mishap = (typeof mishaps)[number];

/** A call that is on its way arrives within this, milliseconds. */
const LATEST = 4_500;

/**
 * Identity Center with one assignment: operations take their time, may come to
 * nothing, arrive late or be forgotten, and lists lag behind.
 */
export class ModelAws {
  readonly sent: { operation: AssignmentOperation; at: number }[] = [];
  readonly #history: History;
  readonly #random: () => number;
  #now = 0;
  #exists: boolean;
  /** Every change of what exists, for listings that lag. */
  readonly #past: { at: number; exists: boolean }[];
  #operations: Operation[] = [];
  #late: { at: number; operation: AssignmentOperation }[] = [];

  constructor(history: History, random: () => number) {
    this.#history = history;
    this.#random = random;
    this.#exists = history.standing;
    this.#past = [{ at: -Infinity, exists: history.standing }];
  }

  get exists(): boolean {
    return this.#exists;
  }

  get now(): number {
    return this.#now;
  }

  /** When the assignment existed. */
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
      const operation = this.#operations
        .filter(item => !item.finished && item.doneAt <= at)
        .sort((a, b) => a.doneAt - b.doneAt)[0];
      const late = this.#late.find(item => item.at <= at);
      if (late && (!operation || late.at <= operation.doneAt)) {
        this.#late = this.#late.filter(item => item !== late);
        this.#now = Math.max(this.#now, late.at);
        this.#accept(late.operation);
      } else if (operation) {
        this.#now = Math.max(this.#now, operation.doneAt);
        this.#finish(operation);
      } else {
        break;
      }
    }
    this.#now = Math.max(this.#now, at);
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

  statusOf(id: string): OperationStatus {
    const found = this.#operations.find(item => item.id === id);
    if (!found || this.happens(this.#history.trouble / 4)) {
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
      item => !item.finished && item.operation === operation,
    )?.id;
  }

  /** Each listing is answered by another replica of AWS's: it may show less than the one before it. */
  isListed(): boolean {
    const seen = this.#now - this.#random() * this.#history.lagMs;
    return this.#past.findLast(({ at }) => at <= seen)?.exists ?? false;
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
      finished: false,
    };
    this.#operations.push(accepted);
    return accepted;
  }

  #outcome(): Operation['outcome'] {
    const { trouble } = this.#history;
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
    operation.nothingThere = operation.operation === 'delete' && !this.#exists;
    if (operation.outcome.kind === 'done') {
      this.#exists = operation.operation === 'create';
      this.#past.push({ at: this.#now, exists: this.#exists });
    }
  }
}
