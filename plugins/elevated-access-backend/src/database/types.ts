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

import type { EventRecord } from '../domain/types';
import type { ActivityStore } from './activityTypes';
import type { AnchorStore } from './anchorTypes';
import type { AssignmentStore, LeaseStore } from './assignmentTypes';
import type { DirectoryDetailStore } from './directoryDetailTypes';
import type { DirectoryStore } from './directoryTypes';
import type { DriftStore } from './driftTypes';
import type { EventChainStore, EventStore, OutboxStore } from './eventTypes';
import type { RequestExportStore } from './exportTypes';
import type { LintStore } from './lintTypes';
import type {
  PendingChangeStore,
  PortalPolicyStore,
  SettingsStore,
} from './policyAdministrationTypes';
import type { PolicyRevisionStore, PolicySourceStore } from './policyTypes';
import type { ReportStore } from './reportTypes';
import type { DecisionStore, RequestStore } from './requestTypes';
import type { ReviewStore } from './reviewTypes';
import type {
  ApprovalWatchStore,
  DependencyStore,
  OverdueStore,
} from './watchTypes';

export * from './assignmentTypes';
export * from './directoryTypes';
export * from './driftTypes';
export * from './eventTypes';
export * from './exportTypes';
export * from './requestTypes';
export * from './watchTypes';

/** The stores that can take part in one transaction. */
export interface TransactionStores {
  policySources: PolicySourceStore;
  policyRevision: PolicyRevisionStore;
  requests: RequestStore;
  decisions: DecisionStore;
  assignments: AssignmentStore;
  events: EventStore;
  chain: EventChainStore;
  anchors: AnchorStore;
  lease: LeaseStore;
  overdue: OverdueStore;
  approvalWatch: ApprovalWatchStore;
  outbox: OutboxStore;
  dependencies: DependencyStore;
  drift: DriftStore;
  lint: LintStore;
  reviews: ReviewStore;
  activity: ActivityStore;
  policies: PortalPolicyStore;
  settings: SettingsStore;
  pendingChanges: PendingChangeStore;
}

/** Everything that the plugin keeps in its database. */
export interface Stores extends TransactionStores {
  directory: DirectoryStore;
  directoryDetails: DirectoryDetailStore;
  reports: ReportStore;
  exports: RequestExportStore;
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
