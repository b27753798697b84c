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

import type { AssignmentKey, AssignmentRecord } from '../domain/types';

/** Members of an assignment that the engine may set. */
export type AssignmentPatch = Partial<
  Omit<AssignmentRecord, keyof AssignmentKey | 'id' | 'version'>
>;

export interface AssignmentStore {
  /**
   * The row of a key, made if it is not there, and locked until the transaction
   * ends, so that two submissions for the same key take turns.
   */
  ensureLocked(key: AssignmentKey): Promise<AssignmentRecord>;
  get(id: string): Promise<AssignmentRecord | undefined>;
  getMany(ids: readonly string[]): Promise<AssignmentRecord[]>;
  /**
   * Asks the engine to look at an assignment no later than `at`. Called after
   * a grant was changed, in the same transaction: a worker that read the
   * grants before cannot commit any more.
   */
  wake(id: string, at: Date): Promise<void>;
  /** Those to look at now, longest due first: no more than what tells them apart, for there may be thousands. */
  listDue(
    now: Date,
    limit: number,
  ): Promise<Pick<AssignmentRecord, 'id' | 'version'>[]>;
  /** When the next one becomes due, later than `after`, whatever is due already; undefined when none will. */
  nextDueAt(after: Date): Promise<Date | undefined>;
  /** Assignments with an operation under way. */
  listInOperation(): Promise<AssignmentRecord[]>;
  /** Assignments that are ours, or that may be. */
  listOwned(): Promise<AssignmentRecord[]>;
  /** @throws ConflictError when the row changed since `seen` was read */
  update(
    seen: AssignmentRecord,
    patch: AssignmentPatch,
  ): Promise<AssignmentRecord>;
}

export interface Lease {
  holder: string;
  /** Grows by one each time that the holder changes. */
  fencingToken: number;
  expiresAt: Date;
}

export interface LeaseStore {
  /** Takes a free or expired lease, or renews one's own; undefined while somebody else holds it. */
  acquire(options: {
    holder: string;
    now: Date;
    ttlMs: number;
  }): Promise<Lease | undefined>;
  current(): Promise<Lease | undefined>;
  /** Takes the lease from whoever holds it, with a higher fencing token. */
  takeOver(options: {
    holder: string;
    now: Date;
    ttlMs: number;
  }): Promise<Lease>;
  /** Gives the lease up, so that another replica need not wait. */
  release(lease: Lease): Promise<void>;
  /**
   * Inside a transaction: makes the transaction fail unless the lease is still
   * held, and keeps others from taking it before the transaction ends.
   *
   * @throws ConflictError when another holder has taken over
   */
  assertHeld(lease: Lease): Promise<void>;
}
