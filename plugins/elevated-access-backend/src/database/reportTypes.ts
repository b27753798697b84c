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

import type { RequestFilter } from './requestTypes';

/** The last time that somebody approved something. */
export interface PastApproval {
  requestId: string;
  at: Date;
  /** That of the request when it was approved. */
  digest: string;
  /** That of the request now. */
  requestDigest: string;
  /** The permission set's, as the request has it now. */
  fingerprint: string;
}

/** Counts of somebody's requests. */
export interface RequesterHistory {
  requests: number;
  /** Those that were approved or needed nobody. */
  approved: number;
  rejected: number;
  /** Those whose access was given and never used. */
  unused: number;
}

/** What some requests add up to. */
export interface RequestCounts {
  requests: number;
  /** Those by which access was given. */
  given: number;
  rejected: number;
  expired: number;
  failed: number;
  /** Those that were approved or needed nobody. */
  approved: number;
  /** Of those approved, those that needed nobody. */
  automatic: number;
  /** Those whose access ended and whose use is known. */
  usageKnown: number;
  /** Those whose access ended and was never used. */
  unused: number;
  /** Milliseconds by which access that was overdue outlived its end. */
  overdueMs: number;
}

/** Something that requests are about, with how many there are. */
export interface Ranked {
  key: string;
  /** As the last request has it. */
  name: string;
  requests: number;
  given: number;
}

/** Which requests figures are about, and when they were made. */
export interface FiguresQuery {
  filter: RequestFilter;
  /** Steps without gaps, in order; they begin where the period does and end with it. */
  steps: readonly { from: Date; to: Date }[];
  /** How many of each kind to rank. */
  busiest: number;
  /** From how many milliseconds on access that outlives its end is overdue. */
  overdueAfterMs: number;
  now: Date;
}

export interface Figures {
  /** Of the requests made in each step, in their order. */
  byStep: (RequestCounts & {
    /** Accesses that existed at some moment of the step, whenever they were asked for. */
    live: number;
  })[];
  /** From a request to the last approval that it needed; null where none needed any. */
  timeToApprove: { medianMs: number; p95Ms: number } | null;
  /** Those with the most requests first. */
  accounts: Ranked[];
  permissionSets: Ranked[];
  people: Ranked[];
}

/** Figures over requests, worked out by the database. */
export interface ReportStore {
  /** All of one moment. */
  figures(query: FiguresQuery): Promise<Figures>;
  /** Somebody's requests since an instant, one of them left out. */
  historyOf(options: {
    requesterRef: string;
    since: Date;
    exceptId: string;
  }): Promise<RequesterHistory>;
  /** The last approval by somebody of a permission set in an account, one request left out. */
  lastApproval(options: {
    approverRef: string;
    accountId: string;
    permissionSetArn: string;
    exceptId: string;
  }): Promise<PastApproval | undefined>;
}
