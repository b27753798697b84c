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

import type { EventRecord, RequestRecord } from '../domain/types';

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
  /**
   * The same events as the database writes them as lines of an export; null, or
   * not spelled as an export spells it, where only `listSealed` says what is there.
   */
  listSealedLines(range: {
    after: number;
    through: number;
  }): Promise<(string | null)[]>;
  /** A sealed event behind the head, of which an intact log has none. */
  firstBeyondHead(): Promise<number | undefined>;
}

/** Ways in which a committed event is told, each on its own. */
export type OutboxChannel = 'notification' | 'event' | 'audit';

/** A committed event that has still to be told through one channel. */
export interface OutboxItem {
  position: number;
  /** Attempts that failed. */
  attempts: number;
  /** Whether a later one of the same request waits for it. */
  isFollowed: boolean;
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
