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

/**
 * How urgent a write is, most urgent first.
 *
 * `revoked`: a person ends somebody's access before its time. `ending`: every
 * other removal; what is overdue is due longest and so comes first by itself.
 * `awaited`: a person waits for access. `scheduled`: access that begins at a
 * time which was asked for.
 */
export const urgencies = ['revoked', 'ending', 'awaited', 'scheduled'] as const;

export type Urgency = (typeof urgencies)[number];

/** An assignment that is ready for a write. */
export interface Wish {
  assignmentId: string;
  accountId: string;
  operation: AssignmentOperation;
  urgency: Urgency;
  /** The row's version that the wish was read from. */
  version: number;
  /** When it became due; what is due longest goes first. */
  dueAt: Date;
  /** From when on nobody wants it: an extension that waits longer has become a removal. */
  until?: Date;
}

/** Wishes of one urgency in one account, earliest due first. */
type Lane = Wish[];

/**
 * Wishes that wait, by urgency and account, so that the next one is found by
 * looking at the first of each account's lane, however many wait behind it.
 */
export class WishQueue {
  readonly #lanes: Record<Urgency, Map<string, Lane>> = {
    revoked: new Map(),
    ending: new Map(),
    awaited: new Map(),
    scheduled: new Map(),
  };
  readonly #byAssignment = new Map<string, Wish>();

  get size(): number {
    return this.#byAssignment.size;
  }

  /** How many wait for the account that most wait for. */
  get longestLane(): number {
    const depths = new Map<string, number>();
    for (const { accountId } of this.#byAssignment.values()) {
      depths.set(accountId, (depths.get(accountId) ?? 0) + 1);
    }
    return Math.max(0, ...depths.values());
  }

  get(assignmentId: string): Wish | undefined {
    return this.#byAssignment.get(assignmentId);
  }

  /** Adds a wish, in place of the assignment's earlier one. */
  add(wish: Wish): void {
    this.remove(wish.assignmentId);
    this.#byAssignment.set(wish.assignmentId, wish);
    const lanes = this.#lanes[wish.urgency];
    const lane = lanes.get(wish.accountId) ?? [];
    lanes.set(wish.accountId, lane);
    lane.splice(positionOf(lane, wish), 0, wish);
  }

  remove(assignmentId: string): void {
    const wish = this.#byAssignment.get(assignmentId);
    if (!wish) {
      return;
    }
    this.#byAssignment.delete(assignmentId);
    const lanes = this.#lanes[wish.urgency];
    const lane = lanes.get(wish.accountId) ?? [];
    lane.splice(positionOf(lane, wish), 1);
    if (lane.length === 0) {
      lanes.delete(wish.accountId);
    }
  }

  clear(): void {
    this.#byAssignment.clear();
    urgencies.forEach(urgency => this.#lanes[urgency].clear());
  }

  has(urgency: Urgency): boolean {
    return this.#lanes[urgency].size > 0;
  }

  /**
   * The wish of an urgency that is due longest among accounts that may be
   * written to. Of those due together the one with most behind it, so that no
   * account is still busy with its own when all others are done.
   */
  first(
    urgency: Urgency,
    isFree: (accountId: string) => boolean,
  ): Wish | undefined {
    let best: Lane | undefined;
    for (const [accountId, lane] of this.#lanes[urgency]) {
      if ((!best || isBefore(lane, best)) && isFree(accountId)) {
        best = lane;
      }
    }
    return best?.[0];
  }

  /** The accounts that wishes of an urgency wait for. */
  accounts(urgency: Urgency): Iterable<string> {
    return this.#lanes[urgency].keys();
  }
}

function isBefore(lane: Lane, other: Lane): boolean {
  const difference = dueAt(lane) - dueAt(other);
  return difference < 0 || (difference === 0 && lane.length > other.length);
}

function dueAt([first]: Lane): number {
  return first ? first.dueAt.getTime() : Infinity;
}

/** Where a wish is in its lane, or belongs. */
function positionOf(lane: Lane, wish: Wish): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const other = lane[middle];
    if (other && compare(other, wish) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function compare(a: Wish, b: Wish): number {
  return (
    a.dueAt.getTime() - b.dueAt.getTime() ||
    (a.assignmentId < b.assignmentId ? -1 : 0) ||
    (a.assignmentId > b.assignmentId ? 1 : 0)
  );
}
