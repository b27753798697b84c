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

import type { DriftKind } from 'backstage-plugin-elevated-access-common';
import type { AssignmentRecord, RequestRecord } from '../domain/types';

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
  /** A page of it. */
  pageFindings(options: {
    kinds?: readonly DriftKind[];
    limit: number;
    /** The last one of the page before. */
    after?: Pick<DriftFindingRecord, 'foundAt' | 'id'>;
  }): Promise<{ items: DriftFindingRecord[]; hasMore: boolean }>;
  countFindings(options: { kinds?: readonly DriftKind[] }): Promise<number>;
  /** ARNs of the permission sets of live grants, of those that ended after `since`, and of assignments that are ours. */
  permissionSetsInUse(since: Date): Promise<string[]>;
  /** Everything known of one permission set: its assignments, and its requests in `activating`, `active` and `ending`. */
  knownOf(permissionSetArn: string): Promise<{
    assignments: AssignmentRecord[];
    grants: RequestRecord[];
  }>;
}
