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
import type { Contact } from './Contact';
import type { Monotonic } from './time';
import type { TokenBucket } from './TokenBucket';

/** An assignment that is ready for a write. */
export interface Wish {
  assignmentId: string;
  accountId: string;
  operation: AssignmentOperation;
  /** The row's version that the wish was read from. */
  version: number;
  /** When it became due; who waits longest goes first. */
  dueAt: Date;
}

/**
 * Decides which write goes next, inside AWS's limits: one
 * write in flight per account, a bounded number altogether, a bounded rate.
 * Removals go before grants, and within each who has waited longest.
 *
 * A write takes its place before its intent is committed and keeps it until
 * AWS has finished.
 */
export class Admission {
  readonly #bucket: TokenBucket;
  readonly #contact: Contact;
  readonly #maximum: number;
  readonly #monotonic: Monotonic;
  readonly #waiting = new Map<string, Wish>();
  /** Account of each assignment whose write is under way. */
  readonly #inFlight = new Map<string, string>();
  /** Accounts that are to be left alone until an instant. */
  readonly #restingUntil = new Map<string, number>();
  #grantsHeldUntil = -Infinity;

  constructor(options: {
    bucket: TokenBucket;
    contact: Contact;
    /** Writes under way at a time. */
    maximum: number;
    monotonic: Monotonic;
  }) {
    this.#bucket = options.bucket;
    this.#contact = options.contact;
    this.#maximum = options.maximum;
    this.#monotonic = options.monotonic;
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  enqueue(wish: Wish): void {
    this.#waiting.set(wish.assignmentId, wish);
  }

  /** Whether an assignment waits with just this version of its row. */
  isWaiting(assignmentId: string, version: number): boolean {
    return this.#waiting.get(assignmentId)?.version === version;
  }

  /** Takes an assignment out of the queue, to look at it anew. */
  withdraw(assignmentId: string): void {
    this.#waiting.delete(assignmentId);
  }

  /** Marks a write as under way, whoever began it. */
  occupy(assignmentId: string, accountId: string): void {
    this.#inFlight.set(assignmentId, accountId);
  }

  /** Its write is over, or was never made. */
  vacate(assignmentId: string): void {
    this.#inFlight.delete(assignmentId);
  }

  /** Leaves an account alone for a while. */
  rest(accountId: string, ms: number): void {
    this.#restingUntil.set(accountId, this.#monotonic() + ms);
  }

  /** Lets only removals in for a while. */
  holdGrants(ms: number): void {
    this.#grantsHeldUntil = this.#monotonic() + ms;
  }

  /** Forgets everything, before it is read anew from the rows. */
  reset(): void {
    this.#waiting.clear();
    this.#inFlight.clear();
  }

  /** The wishes that may go now; each has its place taken. */
  admit(): Wish[] {
    const admitted: Wish[] = [];
    for (const wish of [...this.#waiting.values()].sort(byUrgency)) {
      if (!this.#hasRoom() || this.#contact.waitMs() > 0) {
        break;
      }
      if (!this.#isFree(wish.accountId) || this.#heldMs(wish) > 0) {
        continue;
      }
      if (!this.#bucket.take()) {
        break;
      }
      this.#waiting.delete(wish.assignmentId);
      this.occupy(wish.assignmentId, wish.accountId);
      admitted.push(wish);
    }
    return admitted;
  }

  /**
   * Milliseconds until time alone may let another wish go; undefined when
   * only the end of a write can.
   */
  waitMs(): number | undefined {
    if (this.#waiting.size === 0 || !this.#hasRoom()) {
      return undefined;
    }
    const busy = new Set(this.#inFlight.values());
    const waits = [...this.#waiting.values()]
      .filter(({ accountId }) => !busy.has(accountId))
      .map(wish => Math.max(this.#restMs(wish.accountId), this.#heldMs(wish)));
    return waits.length === 0
      ? undefined
      : Math.max(
          Math.min(...waits),
          this.#bucket.waitMs(),
          this.#contact.waitMs(),
        );
  }

  #hasRoom(): boolean {
    // With AWS out of reach one write at a time finds out whether it is back.
    return this.#inFlight.size < (this.#contact.isDown ? 1 : this.#maximum);
  }

  #isFree(accountId: string): boolean {
    return (
      this.#restMs(accountId) === 0 &&
      ![...this.#inFlight.values()].includes(accountId)
    );
  }

  #restMs(accountId: string): number {
    const until = this.#restingUntil.get(accountId) ?? -Infinity;
    const rest = until - this.#monotonic();
    if (rest > 0) {
      return rest;
    }
    this.#restingUntil.delete(accountId);
    return 0;
  }

  #heldMs({ operation }: Wish): number {
    return operation === 'create'
      ? Math.max(0, this.#grantsHeldUntil - this.#monotonic())
      : 0;
  }
}

function byUrgency(a: Wish, b: Wish): number {
  if (a.operation !== b.operation) {
    return a.operation === 'delete' ? -1 : 1;
  }
  return a.dueAt.getTime() - b.dueAt.getTime();
}
