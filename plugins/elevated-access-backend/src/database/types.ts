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

import type { RequestStatus } from 'backstage-plugin-elevated-access-common';
import type {
  AssignmentKey,
  AssignmentRecord,
  DecisionRecord,
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
  EventRecord,
  RequestRecord,
} from '../domain/types';

/** Which requests to list. Every member narrows; an empty array matches nothing. */
export interface RequestFilter {
  statuses?: readonly RequestStatus[];
  requesterRefs?: readonly string[];
  /** Requests on which one of these people decided. */
  decidedByRefs?: readonly string[];
  accountIds?: readonly string[];
  /** Requests whose access should have ended and is not verified gone, or the others. */
  overdue?: boolean;
  /** Requests whose approval policy names one of these user or group refs as approver. */
  approverRefs?: readonly string[];
  /** Alternatives, each a filter of its own; at least one has to match. */
  anyOf?: readonly RequestFilter[];
  allOf?: readonly RequestFilter[];
  not?: RequestFilter;
}

export interface Page<T> {
  items: T[];
  /** Where the next page begins, opaque. */
  nextCursor?: string;
}

/** Members of a request that a transition may set beside the status. */
export type RequestPatch = Partial<
  Pick<
    RequestRecord,
    | 'status'
    | 'endReason'
    | 'overdueSince'
    | 'startsAt'
    | 'endsAt'
    | 'activatedAt'
    | 'endedAt'
    | 'endedByRef'
    | 'endedByName'
    | 'endComment'
    | 'failure'
    | 'permissionSetName'
    | 'permissionSetFingerprint'
    | 'sessionDurationMs'
    | 'digest'
    | 'expiresAt'
    | 'strictWindow'
    | 'reapprovalReason'
  >
>;

export interface RequestStore {
  insert(request: RequestRecord): Promise<void>;
  get(id: string): Promise<RequestRecord | undefined>;
  getMany(ids: readonly string[]): Promise<RequestRecord[]>;
  /** Newest first, or oldest first for work lists; pages by key. */
  list(options: {
    filter: RequestFilter;
    order: 'newest' | 'oldest';
    limit: number;
    cursor?: string;
  }): Promise<Page<RequestRecord>>;
  count(filter: RequestFilter): Promise<number>;
  /**
   * Changes a request if nobody else has since `seen` was read.
   *
   * @throws ConflictError when somebody was faster
   */
  update(seen: RequestRecord, patch: RequestPatch): Promise<RequestRecord>;
  /**
   * Requests whose next moment has come: pending past expiry, scheduled past
   * start, active past end. Earliest first. Activating and ending ones are
   * watched through their assignment, which is then never without a next action.
   */
  listDue(now: Date, limit: number): Promise<RequestRecord[]>;
  /** When the next request becomes due; undefined when none will. */
  nextDueAt(): Promise<Date | undefined>;
  /** Requests of one assignment in the given statuses. */
  listByAssignment(
    assignmentId: string,
    statuses: readonly RequestStatus[],
  ): Promise<RequestRecord[]>;
}

export interface DecisionStore {
  /** @throws ConflictError when this person (by ref or Identity Center user id) already decided on the request as it is now (same digest) */
  insert(decision: DecisionRecord): Promise<void>;
  listByRequests(requestIds: readonly string[]): Promise<DecisionRecord[]>;
}

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
  listDue(now: Date, limit: number): Promise<AssignmentRecord[]>;
  nextDueAt(): Promise<Date | undefined>;
  /** Assignments with an operation under way. */
  listInOperation(): Promise<AssignmentRecord[]>;
  /** @throws ConflictError when the row changed since `seen` was read */
  update(
    seen: AssignmentRecord,
    patch: AssignmentPatch,
  ): Promise<AssignmentRecord>;
}

/** An event as it is read back. Its type may be one that only a newer version knows. */
export type StoredEvent = Omit<EventRecord, 'type'> & { type: string };

export interface EventStore {
  append(event: Omit<EventRecord, 'id'>): Promise<EventRecord>;
  /** Events of a request, and those of its assignment from its activation to its end, oldest first. */
  listForRequest(request: RequestRecord): Promise<StoredEvent[]>;
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

/** What a directory synchronisation found. */
export interface DirectoryContents {
  managementAccountId: string;
  accounts: readonly DirectoryAccount[];
  permissionSets: readonly DirectoryPermissionSet[];
  users: readonly DirectoryUser[];
}

export interface DirectoryUser {
  userId: string;
  userName: string;
  displayName: string;
  emails: readonly string[];
  enabled: boolean;
}

export interface DirectoryState {
  syncedAt: Date | null;
  lastAttemptAt: Date | null;
  lastError: string | null;
}

export interface DirectoryStore {
  /** Replaces the snapshot as a whole, in one transaction. */
  replace(contents: DirectoryContents, syncedAt: Date): Promise<void>;
  recordFailure(message: string, at: Date): Promise<void>;
  state(): Promise<DirectoryState>;
  /** Undefined until a synchronisation has succeeded. */
  load(): Promise<DirectorySnapshot | undefined>;
  /** Users whose name or one of whose e-mail addresses equals `value`, ignoring case. */
  findUsers(
    attribute: 'userName' | 'email',
    value: string,
  ): Promise<DirectoryUser[]>;
  getUser(userId: string): Promise<DirectoryUser | undefined>;
}

/** The stores that can take part in one transaction. */
export interface TransactionStores {
  requests: RequestStore;
  decisions: DecisionStore;
  assignments: AssignmentStore;
  events: EventStore;
  lease: LeaseStore;
}

/** Everything that the plugin keeps in its database. */
export interface Stores extends TransactionStores {
  directory: DirectoryStore;
  /**
   * Runs `work` in one transaction. Inside it only the stores that it is given
   * may be used. Events appended inside reach the listeners after the commit,
   * and never when it fails.
   */
  transaction<T>(work: (stores: TransactionStores) => Promise<T>): Promise<T>;
  /** Hears of committed events, in order, on this replica only. Returns a function that stops it. */
  onCommitted(listener: (events: readonly EventRecord[]) => void): () => void;
  /**
   * The time by which replicas agree on what is due: the database server's where
   * there is one, this process's clock where the database is embedded.
   */
  now(): Promise<Date>;
}
