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
  RequestOrder,
  RequestStatus,
  RequestUsage,
} from 'backstage-plugin-elevated-access-common';
import type { EventType } from '../domain/events';
import type { DecisionRecord, RequestRecord } from '../domain/types';

/** Which requests to list. Every member narrows; an empty array matches nothing. */
export interface RequestFilter {
  statuses?: readonly RequestStatus[];
  requesterRefs?: readonly string[];
  /** Ids of Identity Center users, whatever the catalog calls them. */
  principalIds?: readonly string[];
  /** Requests on which one of these people decided. */
  decidedByRefs?: readonly string[];
  accountIds?: readonly string[];
  permissionSetArns?: readonly string[];
  /** Requests whose access should have ended and is not verified gone, or the others. */
  overdue?: boolean;
  /** Requests whose access was overdue at any time, also where it is gone by now, or the others. */
  wasOverdue?: boolean;
  endReasons?: readonly EndReason[];
  /** Requests whose access one of these people ended. */
  endedByRefs?: readonly string[];
  /** Names of eligibility policies. */
  policyNames?: readonly string[];
  /** Names of approval policies. */
  approvalPolicyNames?: readonly string[];
  usages?: readonly RequestUsage[];
  /** Requests that nobody has to approve, or the others. */
  automatic?: boolean;
  /** Text in the reason, whatever its case. */
  reasonContains?: string;
  /** How the ticket begins, whatever its case. */
  ticketPrefix?: string;
  createdFrom?: Date;
  /** Not included itself. */
  createdTo?: Date;
  /** Requests whose access existed at some moment after it. */
  accessFrom?: Date;
  /** Requests whose access existed at some moment before it. */
  accessTo?: Date;
  /** Requests whose approval policy names one of these as approver: user and group refs, `owner`, `manager`. */
  approverRefs?: readonly string[];
  /** Alternatives, each a filter of its own; at least one has to match. */
  anyOf?: readonly RequestFilter[];
  allOf?: readonly RequestFilter[];
  not?: RequestFilter;
}

/** How a list is ordered: as the API lets one choose, or high risk first and in each risk the oldest. */
export type ListOrder = RequestOrder | 'riskiest';

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
    | 'approvedDurationMs'
    | 'approvalWaitMs'
    | 'policyName'
    | 'policyVersion'
    | 'risk'
    | 'approval'
    | 'askedAt'
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
    | 'usage'
  >
>;

export interface RequestStore {
  insert(request: RequestRecord): Promise<void>;
  get(id: string): Promise<RequestRecord | undefined>;
  getMany(ids: readonly string[]): Promise<RequestRecord[]>;
  /**
   * Newest first, oldest first for work lists, by when access is taken away, or
   * high risk first for inboxes; pages by key.
   *
   * @throws InputError when the cursor is not one of this order
   */
  list(options: {
    filter: RequestFilter;
    order: ListOrder;
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
  /**
   * Active requests whose access is taken away before a moment, earliest first,
   * without those of which an event of the type `untold` is in the log.
   */
  listEnding(options: {
    before: Date;
    untold: EventType;
    limit: number;
  }): Promise<RequestRecord[]>;
  /** When the next request becomes due, later than `after`, whatever is due already; undefined when none will. */
  nextDueAt(after: Date): Promise<Date | undefined>;
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
