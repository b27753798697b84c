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
import { OVERDUE_AFTER } from './tuning';
import { urgencies, WishQueue, type Wish } from './WishQueue';
import type { WriteLimit } from './WriteLimit';

/**
 * Part of the places that is kept for grants while both wait, and for the next
 * removals while only grants do: 3 of 15.
 */
const RESERVED_SHARE = 0.2;

/** While grants wait, every fourth write is one of them. */
const REMOVALS_BETWEEN_GRANTS = 3;

/**
 * How long a grant waits for what is due before it takes its share, milliseconds. In
 * a moment's crowd removals then stay on time; in a longer one people still get access.
 */
const GRANT_PATIENCE = 10_000;

/** Part of the places from which on the next wish may find none: 10 of 15. */
const CROWDED_SHARE = 2 / 3;

/** A write under way. */
interface Write {
  accountId: string;
  operation: AssignmentOperation;
}

export interface AdmissionOptions {
  /** How many writes a second. */
  bucket: TokenBucket;
  /** How many at a time. */
  limit: WriteLimit;
  contact: Contact;
  monotonic: Monotonic;
  /** The agreed time, by which wishes are due. */
  now: () => Date;
}

/**
 * Decides which write goes next, inside AWS's limits: one write in flight per
 * account, a bounded number altogether, a bounded rate.
 *
 * Removals go before grants, what a person revoked before what elapsed, and
 * within each who is due longest. So that people get access even while
 * hundreds of grants end, a part of places and rate is kept for grants that
 * have waited for a while, unless something revoked or overdue waits too.
 *
 * A write takes its place before its intent is committed and keeps it until
 * AWS has finished.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #queue = new WishQueue();
  /** When each wish was first seen, on the monotonic clock. */
  readonly #waitingSince = new Map<string, number>();
  readonly #inFlight = new Map<string, Write>();
  /** How many writes are under way, by account. */
  readonly #busy = new Map<string, number>();
  #creations = 0;
  /** Accounts that are to be left alone until an instant. */
  readonly #restingUntil = new Map<string, number>();
  #grantsHeldUntil = -Infinity;
  #removalsSinceGrant = 0;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** How many writes may be under way at a time, now and while AWS does not object. */
  get room(): { now: number; configured: number } {
    const { current, highest } = this.#options.limit;
    return { now: current, configured: highest };
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** How many wait for the account that most wait for. */
  get longestLane(): number {
    return this.#queue.longestLane;
  }

  /** How many writes could go out at once, as far as their rate is concerned. */
  get tokens(): number {
    return this.#options.bucket.tokens;
  }

  /** Whether wishes wait, or nearly every place is taken. */
  get isCrowded(): boolean {
    return (
      this.#queue.size > 0 ||
      this.#inFlight.size > this.#options.limit.current * CROWDED_SHARE
    );
  }

  enqueue(wish: Wish): void {
    const { assignmentId } = wish;
    const since = this.#waitingSince.get(assignmentId);
    this.#waitingSince.set(assignmentId, since ?? this.#options.monotonic());
    this.#queue.add(wish);
  }

  /** Whether an assignment waits with just this version of its row, and for what is still wanted. */
  isWaiting(assignmentId: string, version: number): boolean {
    const wish = this.#queue.get(assignmentId);
    return (
      wish?.version === version &&
      (wish.until === undefined || wish.until > this.#options.now())
    );
  }

  /** Takes an assignment out of the queue, to look at it anew. */
  withdraw(assignmentId: string): void {
    this.#waitingSince.delete(assignmentId);
    this.#queue.remove(assignmentId);
  }

  /** Marks a write as under way, whoever began it. */
  occupy(assignmentId: string, write: Write): void {
    this.vacate(assignmentId);
    const { accountId, operation } = write;
    this.#inFlight.set(assignmentId, { accountId, operation });
    this.#busy.set(accountId, (this.#busy.get(accountId) ?? 0) + 1);
    this.#creations += operation === 'create' ? 1 : 0;
  }

  /** Its write is over, or was never made. */
  vacate(assignmentId: string): void {
    const write = this.#inFlight.get(assignmentId);
    if (!write) {
      return;
    }
    this.#inFlight.delete(assignmentId);
    this.#creations -= write.operation === 'create' ? 1 : 0;
    const others = (this.#busy.get(write.accountId) ?? 1) - 1;
    if (others > 0) {
      this.#busy.set(write.accountId, others);
    } else {
      this.#busy.delete(write.accountId);
    }
  }

  /** Leaves an account alone for a while. */
  rest(accountId: string, ms: number): void {
    this.#restingUntil.set(accountId, this.#options.monotonic() + ms);
  }

  /** Lets only removals in for a while. */
  holdGrants(ms: number): void {
    this.#grantsHeldUntil = this.#options.monotonic() + ms;
  }

  /** Forgets everything, before it is read anew from the rows. */
  reset(): void {
    this.#queue.clear();
    this.#waitingSince.clear();
    this.#inFlight.clear();
    this.#busy.clear();
    this.#creations = 0;
  }

  /** The wishes that may go now; each has its place taken. */
  admit(): Wish[] {
    const { bucket, contact } = this.#options;
    const admitted: Wish[] = [];
    while (
      this.#queue.size > 0 &&
      this.#hasRoom() &&
      contact.waitMs() === 0 &&
      bucket.waitMs() === 0
    ) {
      const wish = this.#choose();
      if (!wish || !bucket.take()) {
        break;
      }
      this.withdraw(wish.assignmentId);
      this.occupy(wish.assignmentId, wish);
      this.#removalsSinceGrant =
        wish.operation === 'create' ? 0 : this.#removalsSinceGrant + 1;
      admitted.push(wish);
    }
    return admitted;
  }

  /**
   * Milliseconds until time alone may let another wish go; undefined when
   * only the end of a write can.
   */
  waitMs(): number | undefined {
    if (this.#queue.size === 0 || !this.#hasRoom()) {
      return undefined;
    }
    let shortest = Infinity;
    for (const urgency of urgencies) {
      if (isGrant(urgency) && !this.#leavesRoom()) {
        continue;
      }
      const held = isGrant(urgency) ? this.#heldMs() : 0;
      for (const accountId of this.#queue.accounts(urgency)) {
        if (!this.#busy.has(accountId)) {
          shortest = Math.min(
            shortest,
            Math.max(held, this.#restMs(accountId)),
          );
        }
      }
    }
    const { bucket, contact } = this.#options;
    return shortest === Infinity
      ? undefined
      : Math.max(shortest, bucket.waitMs(), contact.waitMs());
  }

  #choose(): Wish | undefined {
    const isFree = (accountId: string) =>
      !this.#busy.has(accountId) && this.#restMs(accountId) === 0;
    const revoked = this.#queue.first('revoked', isFree);
    if (revoked) {
      return revoked;
    }
    const removal = this.#queue.first('ending', isFree);
    const grant =
      this.#heldMs() > 0
        ? undefined
        : this.#queue.first('awaited', isFree) ??
          this.#queue.first('scheduled', isFree);
    if (!removal) {
      return this.#leavesRoom() ? grant : undefined;
    }
    return grant && this.#isGrantsTurn(grant, removal) ? grant : removal;
  }

  /** Whether the next removal finds a place although another grant takes one. */
  #leavesRoom(): boolean {
    return this.#free > this.#reserved || this.#inFlight.size === 0;
  }

  /** Whether the share that is kept for grants would be lost to one more removal. */
  #isGrantsTurn(grant: Wish, removal: Wish): boolean {
    const { monotonic, now } = this.#options;
    const overdueAt = removal.dueAt.getTime() + OVERDUE_AFTER;
    const isOverdue = overdueAt <= now().getTime();
    const since = this.#waitingSince.get(grant.assignmentId) ?? Infinity;
    const isPatient = monotonic() - since < GRANT_PATIENCE;
    if (this.#queue.has('revoked') || isOverdue || isPatient) {
      return false;
    }
    return (
      this.#free <= this.#reserved - this.#creations ||
      this.#removalsSinceGrant >= REMOVALS_BETWEEN_GRANTS
    );
  }

  get #free(): number {
    return this.#options.limit.current - this.#inFlight.size;
  }

  get #reserved(): number {
    return Math.floor(this.#options.limit.current * RESERVED_SHARE);
  }

  #hasRoom(): boolean {
    const { contact, limit } = this.#options;
    // With AWS out of reach one write at a time finds out whether it is back.
    return this.#inFlight.size < (contact.isDown ? 1 : limit.current);
  }

  #restMs(accountId: string): number {
    const until = this.#restingUntil.get(accountId);
    if (until === undefined) {
      return 0;
    }
    const rest = until - this.#options.monotonic();
    if (rest > 0) {
      return rest;
    }
    this.#restingUntil.delete(accountId);
    return 0;
  }

  #heldMs(): number {
    return Math.max(0, this.#grantsHeldUntil - this.#options.monotonic());
  }
}

function isGrant(urgency: Wish['urgency']): boolean {
  return urgency === 'awaited' || urgency === 'scheduled';
}
