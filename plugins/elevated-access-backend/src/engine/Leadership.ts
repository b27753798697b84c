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

import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Lease, LeaseStore } from '../database/types';
import type { Monotonic } from './time';

/**
 * Parts of a lease's life: renewed from the second half on, and not trusted in
 * its last fifth, in which an AWS call that is already on its way may finish.
 */
const RENEW_AFTER = 0.4;
const TRUST_FOR = 0.8;

/**
 * For how much of a lease's life it has to be free before a backend that has not
 * finished starting takes it: long enough for any other that has.
 */
const STAND_BACK_FOR = 0.5;

/** Thrown when a replica that is no longer sure to act alone wants to write. */
export class NotLeaderError extends Error {
  constructor() {
    super(
      'This replica no longer holds the engine lease; the one that does goes on',
    );
    this.name = 'NotLeaderError';
  }
}

/**
 * Which replica acts. Two guards: every commit asserts the lease in its own
 * transaction, and every write to AWS looks at a local deadline, which a
 * replica that was paused finds passed when it wakes up.
 */
export class Leadership {
  readonly #store: LeaseStore;
  readonly #holder: string;
  readonly #ttlMs: number;
  readonly #monotonic: Monotonic;
  readonly #logger: LoggerService;
  readonly #hasStarted: () => boolean;
  #lease: Lease | undefined;
  #acquiredAt = 0;
  /** Since when the lease was seen free, on the monotonic clock, while standing back. */
  #freeSince: number | undefined;

  constructor(options: {
    store: LeaseStore;
    /** Names this replica; no two processes may share it. */
    holder: string;
    ttlMs: number;
    monotonic: Monotonic;
    logger: LoggerService;
    /**
     * Whether all of this backend has started. One whose start failed in part lives
     * on without what access has to be checked against, so it leaves the lease to
     * others, and ends access only while there are none.
     */
    hasStarted: () => boolean;
  }) {
    this.#store = options.store;
    this.#holder = options.holder;
    this.#ttlMs = options.ttlMs;
    this.#monotonic = options.monotonic;
    this.#logger = options.logger;
    this.#hasStarted = options.hasStarted;
  }

  get holder(): string {
    return this.#holder;
  }

  /** Whether this replica may act right now. */
  get isLeader(): boolean {
    return this.#lease !== undefined && this.#age() < this.#ttlMs * TRUST_FOR;
  }

  /**
   * Takes or renews the lease where needed.
   *
   * @param askedAt - when `now` was asked for, on the monotonic clock: the lease is
   *   counted from then, since whatever held this replica up meanwhile is part of it
   * @returns `gained` when it was not held a moment ago, so that what was
   *   remembered of AWS's work has to be read anew
   */
  async ensure(
    now: Date,
    askedAt: number = this.#monotonic(),
  ): Promise<'gained' | 'held' | 'elsewhere'> {
    if (this.isLeader && this.#age() < this.#ttlMs * RENEW_AFTER) {
      return 'held';
    }
    if (!this.#hasStarted() && !(await this.#isWanted(now))) {
      return this.isLeader ? 'held' : 'elsewhere';
    }
    const before = this.#lease;
    const lease = await this.#store.acquire({
      holder: this.#holder,
      now,
      ttlMs: this.#ttlMs,
    });
    this.#lease = lease;
    this.#acquiredAt = askedAt;
    if (!lease) {
      if (before) {
        this.#logger.warn('Lost the engine lease to another replica');
      }
      return 'elsewhere';
    }
    if (before?.fencingToken === lease.fencingToken) {
      return 'held';
    }
    this.#logger.info(
      `Took the engine lease as ${this.#holder} (fencing token ${
        lease.fencingToken
      })`,
    );
    if (!this.#hasStarted()) {
      this.#logger.warn(
        'This backend has not finished starting, and acts because no other does: access ends, but may not be given. If it does not get ready, restart it',
      );
    }
    return 'gained';
  }

  /**
   * The lease, for a write that is about to happen.
   *
   * @throws NotLeaderError when it may have passed to somebody else
   */
  assertFresh(): Lease {
    if (!this.#lease || !this.isLeader) {
      throw new NotLeaderError();
    }
    return this.#lease;
  }

  /** Forgets the lease, so that the next turn asks the database for it. */
  doubt(): void {
    this.#lease = undefined;
  }

  async release(): Promise<void> {
    const lease = this.#lease;
    this.#lease = undefined;
    if (lease) {
      await this.#store.release(lease);
    }
  }

  /** Whether the lease has been free for so long that nobody else can be there to take it. */
  async #isWanted(now: Date): Promise<boolean> {
    if (this.isLeader) {
      return false;
    }
    this.#lease = undefined;
    const current = await this.#store.current();
    if (current && current.expiresAt > now) {
      this.#freeSince = undefined;
      return false;
    }
    this.#freeSince ??= this.#monotonic();
    const freeForMs = this.#monotonic() - this.#freeSince;
    return freeForMs >= this.#ttlMs * STAND_BACK_FOR;
  }

  #age(): number {
    return this.#monotonic() - this.#acquiredAt;
  }
}
