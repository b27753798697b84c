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
  EndReason,
  RequestStatus,
  RequestUsage,
} from 'backstage-plugin-elevated-access-common';
import type { RequestFilter } from './requestTypes';

/** A request as exports need it. Instants and durations in milliseconds. */
export interface ExportedRequest {
  id: string;
  batchId: string;
  status: RequestStatus;
  endReason: EndReason | null;
  overdueSince: number | null;
  requesterRef: string;
  requesterName: string;
  principalId: string;
  principalUserName: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  sessionDurationMs: number;
  reason: string;
  ticket: string | null;
  policyName: string;
  policyVersion: string;
  /** Nobody had to approve it. */
  automatic: boolean;
  createdAt: number;
  requestedStart: number | null;
  durationMs: number;
  approvedDurationMs: number | null;
  startsAt: number | null;
  endsAt: number | null;
  activatedAt: number | null;
  endedAt: number | null;
  endedByRef: string | null;
  endedByName: string | null;
  endComment: string | null;
  failure: string | null;
  strictWindow: boolean;
  extendsId: string | null;
  usage: RequestUsage;
  /**
   * What decisions have to be about, of a request that its approvers were asked
   * about again; null where they never were, and every decision counts.
   */
  renewedDigest: string | null;
}

export interface ExportedDecision {
  approverRef: string;
  approverName: string;
  verdict: string;
  comment: string;
  stage: number;
  decidedAt: number;
}

/** An event of a request as exports need it. */
export interface ExportedEvent {
  id: string;
  type: string;
  /** Milliseconds. */
  at: number;
  actorKind: string;
  actorRef: string | null;
  actorName: string | null;
  requestId: string;
  data: Readonly<Record<string, unknown>>;
}

/** Which events are exported. */
export interface ExportedEvents {
  types: readonly string[];
  /** Up to this position of the log, so that what happens meanwhile is not among them. */
  through: number;
}

/** Where a page of an export begins: behind this request. */
export interface ExportPlace {
  createdAt: number;
  id: string;
}

/** Reads very many requests, no more of each than an export shows. */
export interface RequestExportStore {
  /** Newest first; fewer than `limit` means that none is left. */
  page(options: {
    filter: RequestFilter;
    after?: ExportPlace;
    limit: number;
  }): Promise<ExportedRequest[]>;
  /** Some requests, by their ids; those that are not there are left out. */
  requestsOf(
    requestIds: readonly string[],
  ): Promise<ReadonlyMap<string, ExportedRequest>>;
  /**
   * Decisions that count, of some requests, by the id of the request; oldest
   * first, nothing for those that have none. Approvals of something else than
   * what is asked for now do not count any more.
   */
  decisionsOf(
    requests: readonly Pick<ExportedRequest, 'id' | 'renewedDigest'>[],
  ): Promise<ReadonlyMap<string, readonly ExportedDecision[]>>;
  /** Events of some requests, in the order of the log. */
  eventsOf(
    requestIds: readonly string[],
    which: ExportedEvents,
  ): Promise<ExportedEvent[]>;
  /** How many events all requests of a filter have. */
  countEvents(filter: RequestFilter, which: ExportedEvents): Promise<number>;
}
