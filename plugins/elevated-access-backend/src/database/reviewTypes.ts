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

import type { AccessReview } from 'backstage-plugin-elevated-access-common';
import type { ReviewPeriod } from '../domain/reviewPeriod';

/** What a review is about. */
export type ReviewScope =
  | { scope: 'accounts'; accountIds: readonly string[] }
  /** Full lower-case refs of users. */
  | { scope: 'people'; personRefs: readonly string[] };

export interface UnusedPolicy {
  name: string;
  /** When access was last given by it; null when never. */
  lastUsedAt: Date | null;
}

/** A review without who held what. */
export interface ReviewSummary {
  id: string;
  scope: AccessReview['scope'];
  reviewerRef: string;
  reviewerName: string;
  period: ReviewPeriod;
  createdAt: Date;
  accesses: number;
  unused: number;
}

export interface ReviewRow {
  personRef: string;
  personName: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  accesses: number;
  used: number;
  unused: number;
  lastGivenAt: Date;
  lastRequestId: string;
}

export interface ReviewRecord extends ReviewSummary {
  rows: ReviewRow[];
  /** Null where it is about people, or was made before they were kept. */
  accountIds: string[] | null;
  truncated: boolean;
  unusedPolicies: UnusedPolicy[];
}

/** Where the next page of reviews begins. */
export interface ReviewPosition {
  createdAt: Date;
  id: string;
}

export interface ReviewStore {
  /** Whether every review of a period has been made. */
  isComplete(period: ReviewPeriod): Promise<boolean>;
  markComplete(period: ReviewPeriod, at: Date): Promise<void>;
  /**
   * Inside a transaction: makes a review of the accesses that were given in a
   * period. Undefined when there is one already, or nothing to say.
   */
  make(options: {
    about: ReviewScope;
    reviewer: { ref: string; name: string };
    period: ReviewPeriod;
    unusedPolicies: readonly UnusedPolicy[];
    /** As many rows are kept, those with the most unused accesses. */
    mostRows: number;
    createdAt: Date;
  }): Promise<ReviewSummary | undefined>;
  /** Newest first; of some reviewers only where they are named. */
  list(options: {
    reviewerRefs?: readonly string[];
    after?: ReviewPosition;
    limit: number;
  }): Promise<ReviewSummary[]>;
  get(id: string): Promise<ReviewRecord | undefined>;
  /** By name: since when each eligibility policy has existed, and when access was last given by it before an instant. */
  policyUse(
    before: Date,
  ): Promise<Map<string, { since: Date | null; lastUsedAt: Date | null }>>;
}
