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

import type {
  DriftKind,
  RequestStatus,
} from 'backstage-plugin-elevated-access-common';
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
  /** Those to look at now, longest due first: no more than what tells them apart, for there may be thousands. */
  listDue(
    now: Date,
    limit: number,
  ): Promise<Pick<AssignmentRecord, 'id' | 'version'>[]>;
  nextDueAt(): Promise<Date | undefined>;
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

/** An event as it is read back. Its type may be one that only a newer version knows. */
export type StoredEvent = Omit<EventRecord, 'type'> & { type: string };

export interface EventStore {
  append(event: Omit<EventRecord, 'id'>): Promise<EventRecord>;
  /** Events of a request, and those of its assignment from its activation to its end, oldest first. */
  listForRequest(request: RequestRecord): Promise<StoredEvent[]>;
  /**
   * What is new behind a position: where the log ends now, and whether anybody
   * but the engine wrote something in between. Without a position only where it ends.
   */
  news(after?: number): Promise<{ position: number; byOthers: boolean }>;
}

/** An event as its row has it, before anybody makes sense of it. */
export interface EventContent {
  id: string;
  type: string;
  at: Date;
  actor: {
    kind: string;
    entityRef: string | null;
    displayName: string | null;
  };
  requestId: string | null;
  assignmentId: string | null;
  /** JSON, as stored. */
  data: string;
}

/** An event that has no place in the chain yet. */
export interface UnsealedEvent extends EventContent {
  /** Names the row to `seal`. */
  position: string;
}

/** An event with its place in the chain, as stored: it may have been tampered with. */
export interface StoredSealedEvent extends EventContent {
  seq: number;
  prevHash: string;
  hash: string;
}

/** The last event of the chain. */
export interface ChainHead {
  seq: number;
  hash: string;
  sealedAt: Date;
}

/** One more event of the chain. */
export interface ChainLink {
  position: string;
  seq: number;
  prevHash: string;
  hash: string;
}

/** The chain over the event log. */
export interface EventChainStore {
  /** Undefined while nothing was ever sealed. */
  head(): Promise<ChainHead | undefined>;
  /** Inside a transaction: the head, kept from changing until the transaction ends. */
  headLocked(): Promise<ChainHead | undefined>;
  /** The oldest events without a place in the chain that are committed. */
  listUnsealed(limit: number): Promise<UnsealedEvent[]>;
  /** How many events have no place in the chain; never counts further than `limit`. */
  countUnsealed(limit: number): Promise<number>;
  /**
   * Inside a transaction that holds the head: puts events behind it and moves it.
   *
   * @throws ConflictError when the head or one of the events is not as it was read
   */
  seal(
    links: readonly ChainLink[],
    heads: { from: ChainHead | undefined; to: ChainHead },
  ): Promise<void>;
  /** Sealed events with `after < seq <= through`, in the order of the chain. */
  listSealed(range: {
    after: number;
    through: number;
  }): Promise<StoredSealedEvent[]>;
  /** A sealed event behind the head, of which an intact log has none. */
  firstBeyondHead(): Promise<number | undefined>;
}

/** What is remembered of access that has to be gone, beside its request. */
export interface OverdueWatchRecord {
  requestId: string;
  /** When it had to be gone. */
  endAt: Date;
  /** Alerts raised so far. */
  alerts: number;
  nextAlertAt: Date;
}

export interface OverdueStore {
  /**
   * Requests that are ending or activating and not watched as such yet, with
   * when their access has to be gone; null where nothing says when.
   */
  listUnwatched(
    limit: number,
  ): Promise<{ id: string; status: string; endAt: Date | null }[]>;
  /** Begins to watch, or watches anew what was not alerted of yet. */
  watch(
    items: readonly {
      id: string;
      status: string;
      endAt: Date;
      nextAlertAt: Date;
    }[],
  ): Promise<void>;
  /** Watched access whose next alert is due, earliest first; `gone` where it has ended meanwhile. */
  listDue(
    now: Date,
    limit: number,
  ): Promise<(OverdueWatchRecord & { gone: boolean })[]>;
  getMany(requestIds: readonly string[]): Promise<OverdueWatchRecord[]>;
  /** Counts one more alert; false when somebody else has since `seen` was read. */
  recordAlert(seen: OverdueWatchRecord, nextAlertAt: Date): Promise<boolean>;
  unwatch(requestIds: readonly string[]): Promise<void>;
}

/** Ways in which a committed event is told, each on its own. */
export const outboxChannels = ['notification', 'event'] as const;

export type OutboxChannel = (typeof outboxChannels)[number];

/** A committed event that has still to be told through one channel. */
export interface OutboxItem {
  position: number;
  /** Attempts that failed. */
  attempts: number;
  event: StoredEvent;
}

export interface OutboxStore {
  /** In the transaction that commits the event: it has to be told. */
  add(event: EventRecord): Promise<void>;
  /** The earliest untold event of each request, where no failed attempt keeps it waiting. */
  listDue(options: {
    channel: OutboxChannel;
    now: Date;
    limit: number;
  }): Promise<OutboxItem[]>;
  remove(positions: readonly number[]): Promise<void>;
  postpone(
    position: number,
    change: { attempts: number; until: Date; lastError: string },
  ): Promise<void>;
  count(): Promise<number>;
}

/** The services of AWS that the plugin cannot do without. */
export const dependencyNames = [
  'identityCenter',
  'identityStore',
  'organizations',
] as const;

export type DependencyName = (typeof dependencyNames)[number];

/** What the acting replica keeps an eye on. */
export const watchedNames = [...dependencyNames, 'eventLog'] as const;

export type WatchedName = (typeof watchedNames)[number];

/** How one of them is doing, as the acting replica last found. */
export interface DependencyState {
  name: WatchedName;
  status: 'ok' | 'down';
  since: Date;
  checkedAt: Date;
  lastError: string | null;
}

export interface DependencyStore {
  list(): Promise<DependencyState[]>;
  save(states: readonly DependencyState[]): Promise<void>;
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

/** What a directory synchronisation found. */
export interface DirectoryContents {
  managementAccountId: string;
  organizationArn?: string;
  accounts: readonly DirectoryAccount[];
  permissionSets: readonly DirectoryPermissionSet[];
  users: readonly DirectoryUser[];
}

export interface DirectoryUser {
  userId: string;
  userName: string;
  displayName: string;
  emails: readonly string[];
  /** False also for one who is gone. */
  enabled: boolean;
  /** A later reading did not find the user any more. */
  gone?: boolean;
}

export interface DirectoryState {
  syncedAt: Date | null;
  lastAttemptAt: Date | null;
  lastError: string | null;
}

export interface DirectoryStore {
  /** Replaces the snapshot as a whole, in one transaction. Users whom it no longer has are kept as gone. */
  replace(contents: DirectoryContents, syncedAt: Date): Promise<void>;
  recordFailure(message: string, at: Date): Promise<void>;
  state(): Promise<DirectoryState>;
  /** Undefined until a synchronisation has succeeded. */
  load(): Promise<DirectorySnapshot | undefined>;
  /** Users, gone ones included, whose name or one of whose e-mail addresses equals `value`, ignoring case. */
  findUsers(
    attribute: 'userName' | 'email',
    value: string,
  ): Promise<DirectoryUser[]>;
  getUser(userId: string): Promise<DirectoryUser | undefined>;
}

/** A difference between AWS and the grants, with the names that it had when it was found. */
export interface DriftFindingRecord {
  /** The same for the same difference, whenever it is found. */
  id: string;
  kind: DriftKind;
  principal: { type: 'USER' | 'GROUP'; id: string; name: string | null };
  person: { entityRef: string; displayName: string } | null;
  account: { id: string; name: string | null };
  permissionSet: { arn: string; name: string | null };
  requestId: string | null;
  assignmentId: string | null;
  description: string;
  foundAt: Date;
  lastSeenAt: Date;
}

export interface DriftState {
  /** When the last complete comparison ended. */
  comparedAt: Date | null;
  lastAttemptAt: Date | null;
  lastError: string | null;
}

export interface DriftStore {
  state(): Promise<DriftState>;
  recordAttempt(at: Date): Promise<void>;
  /** Leaves what the last complete comparison found as it is. */
  recordFailure(message: string): Promise<void>;
  /** The outcome of a complete comparison; the differences in neither `found` nor `seen` stay as they are. */
  record(outcome: {
    at: Date;
    found: readonly DriftFindingRecord[];
    /** Ids of those that were there before and still are. */
    seen: readonly string[];
    /** Ids of those that are no more. */
    gone: readonly string[];
  }): Promise<void>;
  /** What the last complete comparison found, newest first. */
  listFindings(): Promise<DriftFindingRecord[]>;
  /** ARNs of the permission sets of live grants, of those that ended after `since`, and of assignments that are ours. */
  permissionSetsInUse(since: Date): Promise<string[]>;
  /** Everything known of one permission set: its assignments, and its requests in `activating`, `active` and `ending`. */
  knownOf(permissionSetArn: string): Promise<{
    assignments: AssignmentRecord[];
    grants: RequestRecord[];
  }>;
}

/** The stores that can take part in one transaction. */
export interface TransactionStores {
  requests: RequestStore;
  decisions: DecisionStore;
  assignments: AssignmentStore;
  events: EventStore;
  chain: EventChainStore;
  lease: LeaseStore;
  overdue: OverdueStore;
  outbox: OutboxStore;
  dependencies: DependencyStore;
  drift: DriftStore;
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
