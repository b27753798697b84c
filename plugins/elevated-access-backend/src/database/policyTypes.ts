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
  ApprovalPolicy,
  EligibilityPolicy,
  PolicyProblem,
  PolicySource,
} from 'backstage-plugin-elevated-access-common';

/** A policy as it is written somewhere, with its defaults filled in. */
export type WrittenPolicy = (
  | { kind: 'eligibility'; spec: EligibilityPolicy }
  | { kind: 'approval'; spec: ApprovalPolicy }
) & { source: PolicySource };

/** What was last read from one place outside the portal. */
export interface PolicySourceRecord {
  /** Stays the same as long as the config names the place. */
  id: string;
  type: 'file' | 'location';
  /** Path or URL, as the config names it. */
  place: string;
  /** What tells whether it changed; null when that cannot be told. */
  etag: string | null;
  /** Those of the last reading that was complete and valid. */
  policies: readonly WrittenPolicy[];
  /** When that was; null when there was none. */
  readAt: Date | null;
  attemptedAt: Date | null;
  /** What is wrong with what is there now. */
  problems: readonly PolicyProblem[];
}

/**
 * Policies of places outside the portal, the same for every replica. Registering,
 * saving and removing raise the revision, in the same transaction, when policies
 * change or the first valid ones come.
 */
export interface PolicySourceStore {
  list(): Promise<PolicySourceRecord[]>;
  /** Notes a place that the config names now, as not yet read. Leaves alone what is known of it. */
  register(
    place: Pick<PolicySourceRecord, 'id' | 'type' | 'place'>,
  ): Promise<void>;
  /** Replaces everything that is known of a place. */
  save(record: PolicySourceRecord): Promise<void>;
  /** Notes why a reading cannot be used; the last one that could holds. */
  recordProblems(
    id: string,
    problems: readonly PolicyProblem[],
    at: Date,
  ): Promise<void>;
  /** Notes that a place still is as it was when it was last read. */
  recordUnchanged(id: string, at: Date): Promise<void>;
  remove(id: string): Promise<void>;
}

/**
 * Counts changes of policies and settings, whoever makes them, so that every
 * replica can tell by one cheap read whether what it knows still holds.
 */
export interface PolicyRevisionStore {
  /** 0 before the first change. */
  current(): Promise<number>;
  /** Raises it by one; in the transaction that makes the change. */
  raise(): Promise<void>;
}
