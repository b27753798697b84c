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
  ActivityEvent,
  ActivityKind,
} from 'backstage-plugin-elevated-access-common';

/** What is known of one request's session, and when it is read next. */
export interface ActivityRecord {
  requestId: string;
  /** What was read last; null while nothing was. */
  source: string | null;
  coversFrom: Date | null;
  coversTo: Date | null;
  /** Nothing can arrive any more of what was done before. */
  deliveredTo: Date | null;
  /** When it was last read without a mistake. */
  readAt: Date | null;
  completeAt: Date | null;
  complete: boolean;
  /** More was recorded than is kept. */
  truncated: boolean;
  counts: ActivityCounts;
  /** Readings in a row that failed. */
  failures: number;
  /** Why the last reading failed; null when it did not. */
  problem: ActivityProblem | null;
  /** Null when nothing more is to come of it. */
  nextReadAt: Date | null;
}

export interface ActivityCounts {
  events: number;
  writes: number;
  errors: number;
}

export interface ActivityProblem {
  code: string;
  reason: string;
  remedy: string;
}

/** Which events to list; all of them where it says nothing. */
export interface ActivityFilter {
  /** Those that changed something, or those that AWS refused. */
  kind?: ActivityKind;
  /** Part of what is told of a call, in any case. */
  text?: string;
}

/** The order of lists: newest first, then by id. */
export interface ActivityPosition {
  at: Date;
  id: string;
}

export interface ActivityStore {
  get(requestId: string): Promise<ActivityRecord | undefined>;
  /** Has a request read at `at`, or earlier where that was due already; one that is complete is left alone. */
  want(requestId: string, at: Date): Promise<void>;
  /** Up to when requests that got access were noticed; undefined when never. */
  noticedTo(): Promise<Date | undefined>;
  /** Requests that got access from then on and are not known yet. */
  unnoticed(from: Date): Promise<string[]>;
  /** Has requests read at a time, where they are not known yet, and remembers up to when was looked. */
  notice(
    requestIds: readonly string[],
    when: { readAt: Date; noticedTo: Date },
  ): Promise<void>;
  /** Those whose reading is due, the longest due first. */
  listDue(now: Date, limit: number): Promise<ActivityRecord[]>;
  /**
   * Adds events to those that are known, and forgets the oldest beyond `limit`.
   * Gives what is kept, and whether any was left out.
   */
  addEvents(
    requestId: string,
    events: readonly ActivityEvent[],
    limit: number,
  ): Promise<{ counts: ActivityCounts; dropped: boolean }>;
  save(record: ActivityRecord): Promise<void>;
  /** Newest first. */
  listEvents(
    requestId: string,
    options: {
      filter?: ActivityFilter;
      after?: ActivityPosition;
      limit: number;
    },
  ): Promise<ActivityEvent[]>;
}
