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

/** A head of the event log that was written down in another place. */
export interface StoredAnchor {
  place: string;
  seq: number;
  hash: string;
  /** Hash of the log's first event, which tells one log from another. */
  log: string;
  at: Date;
}

/** How anchoring to a place goes. */
export interface AnchorPlaceState {
  place: string;
  /** The last anchor; null while there was none. */
  last: { seq: number; hash: string; at: Date } | null;
  /** What is wrong since; null while nothing is. */
  failure: AnchorFailure | null;
}

export interface AnchorFailure {
  /** Attempts that failed, in a row. */
  attempts: number;
  at: Date;
  nextTryAt: Date;
  error: string;
}

export interface AnchorStore {
  places(): Promise<AnchorPlaceState[]>;
  /**
   * Inside a transaction: keeps an anchor, and forgets the place's failure.
   *
   * @throws ConflictError when the place has one of the same or of a later event
   */
  record(anchor: StoredAnchor): Promise<void>;
  recordFailure(place: string, failure: AnchorFailure): Promise<void>;
  /** Every head that was anchored anywhere, once, in the order of the chain. */
  points(): Promise<{ seq: number; hash: string }[]>;
}
