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

import type { StoredInstant } from './values';

export const ASSIGNMENTS = 'assignments';
export const REQUESTS = 'requests';
export const REQUEST_APPROVERS = 'request_approvers';
export const DECISIONS = 'decisions';
export const EVENTS = 'events';
export const EVENT_CHAIN = 'event_chain';
export const EVENT_ANCHORS = 'event_anchors';
export const EVENT_ANCHOR_PLACES = 'event_anchor_places';
export const ENGINE_LEASE = 'engine_lease';
export const OVERDUE_WATCH = 'overdue_watch';
export const APPROVAL_WATCH = 'approval_watch';
export const OUTBOX = 'outbox';
export const DEPENDENCY_STATE = 'dependency_state';
export const DIRECTORY_STATE = 'directory_state';
export const DIRECTORY_ACCOUNTS = 'directory_accounts';
export const DIRECTORY_PERMISSION_SETS = 'directory_permission_sets';
export const DIRECTORY_UNITS = 'directory_units';
export const DIRECTORY_DETAILS = 'directory_details';
export const DIRECTORY_USERS = 'directory_users';
export const DIRECTORY_USER_HANDLES = 'directory_user_handles';

export const POLICIES = 'policies';
export const POLICY_VERSIONS = 'policy_versions';
export const SETTINGS_VERSIONS = 'settings_versions';
export const PENDING_CHANGES = 'pending_changes';
export const ACTIVITY = 'activity';
export const ACTIVITY_EVENTS = 'activity_events';
export const ACTIVITY_WATCH = 'activity_watch';
export const LINT_STATE = 'lint_state';
export const LINT_FINDINGS = 'lint_findings';

export const REVIEWS = 'access_reviews';
export const REVIEW_ROWS = 'access_review_rows';
export const REVIEW_PERIODS = 'access_review_periods';

export const DRIFT_STATE = 'drift_state';
export const DRIFT_FINDINGS = 'drift_findings';
export const POLICY_SOURCES = 'policy_sources';
export const POLICY_REVISION = 'policy_revision';

/** SQLite has no booleans: it gives 0 and 1 back. */
type StoredBoolean = boolean | number;

/** PostgreSQL gives 64-bit integers back as text. */
type StoredBigInt = number | string;

export interface EventAnchorRow {
  place: string;
  seq: StoredBigInt;
  hash: string;
  log: string;
  anchored_at: StoredInstant;
}

export interface EventAnchorPlaceRow {
  place: string;
  seq: StoredBigInt | null;
  hash: string | null;
  anchored_at: StoredInstant | null;
  attempts: number;
  failed_at: StoredInstant | null;
  next_try_at: StoredInstant | null;
  last_error: string | null;
}

export interface AssignmentRow {
  id: string;
  principal_id: string;
  account_id: string;
  permission_set_arn: string;
  owned: StoredBoolean;
  standing: StoredBoolean;
  standing_evidence: string | null;
  verified: string | null;
  verified_at: StoredInstant | null;
  operation: string | null;
  phase: string;
  aws_request_id: string | null;
  attempts: number;
  operation_started_at: StoredInstant | null;
  may_land_until: StoredInstant | null;
  may_remove_until: StoredInstant | null;
  last_error: string | null;
  next_action_at: StoredInstant | null;
  version: number;
}

export interface RequestRow {
  id: string;
  batch_id: string;
  assignment_id: string;
  status: string;
  end_reason: string | null;
  overdue_since: StoredInstant | null;
  requester_ref: string;
  requester_name: string;
  principal_id: string;
  principal_user_name: string;
  account_id: string;
  account_name: string;
  permission_set_arn: string;
  permission_set_name: string;
  permission_set_fingerprint: string;
  session_duration_ms: StoredBigInt;
  requested_start: StoredInstant | null;
  duration_ms: StoredBigInt;
  approved_duration_ms: StoredBigInt | null;
  approval_wait_ms: StoredBigInt | null;
  starts_at: StoredInstant | null;
  ends_at: StoredInstant | null;
  reason: string;
  ticket: string | null;
  policy_name: string;
  policy_version: string;
  risk_rank: number;
  approval: string | null;
  digest: string;
  created_at: StoredInstant;
  asked_at: StoredInstant | null;
  expires_at: StoredInstant;
  activated_at: StoredInstant | null;
  ended_at: StoredInstant | null;
  ended_by_ref: string | null;
  ended_by_name: string | null;
  end_comment: string | null;
  failure: string | null;
  strict_window: StoredBoolean;
  extends_id: string | null;
  reapproval_reason: string | null;
  usage: string;
  due_at: StoredInstant | null;
  ends_order: StoredBigInt;
  version: number;
}

export interface DecisionRow {
  id: string;
  request_id: string;
  approver_ref: string;
  approver_name: string;
  approver_principal_id: string | null;
  verdict: string;
  comment: string;
  digest: string;
  stage: number;
  duration_ms: StoredBigInt | null;
  decided_at: StoredInstant;
}

export interface ApprovalWatchRow {
  request_id: string;
  request_version: number;
  stage: number;
  since: StoredInstant;
  escalations: number;
  reminded_through: StoredInstant;
  next_at: StoredInstant | null;
}

export interface EventRow {
  position: StoredBigInt;
  id: string;
  type: string;
  at: StoredInstant;
  actor_kind: string;
  actor_ref: string | null;
  actor_name: string | null;
  request_id: string | null;
  assignment_id: string | null;
  data: string;
  seq: StoredBigInt | null;
  prev_hash: string | null;
  hash: string | null;
}

export interface EventChainRow {
  name: string;
  seq: StoredBigInt;
  hash: string;
  sealed_at: StoredInstant;
}

export interface LeaseRow {
  name: string;
  holder: string;
  fencing_token: StoredBigInt;
  expires_at: StoredInstant;
}

export interface OverdueWatchRow {
  request_id: string;
  status: string;
  end_at: StoredInstant;
  alerts: number;
  next_alert_at: StoredInstant;
}

export interface OutboxRow {
  position: StoredBigInt;
  channel: string;
  event_id: string;
  request_id: string;
  attempts: number;
  next_attempt_at: StoredInstant | null;
  last_error: string | null;
}

export interface DependencyStateRow {
  name: string;
  status: string;
  since: StoredInstant;
  checked_at: StoredInstant;
  last_error: string | null;
}

export interface DirectoryStateRow {
  name: string;
  management_account_id: string | null;
  organization_arn: string | null;
  synced_at: StoredInstant | null;
  last_attempt_at: StoredInstant | null;
  last_error: string | null;
  oldest_detail_at: StoredInstant | null;
}

export interface DirectoryUnitRow {
  id: string;
  name: string;
  ids: string;
  path: string;
}

export interface DirectoryDetailRow {
  kind: string;
  id: string;
  read_at: StoredInstant;
  content: string;
}

export interface DirectoryAccountRow {
  id: string;
  name: string;
  state: string;
  ou_ids: string;
  ou_path: string;
  tags: string;
}

export interface DirectoryPermissionSetRow {
  arn: string;
  name: string;
  description: string;
  session_duration_ms: StoredBigInt;
  tags: string;
  fingerprint: string;
  in_management_account: StoredBoolean;
  policies: string | null;
}

export interface DirectoryUserRow {
  user_id: string;
  user_name: string;
  display_name: string;
  enabled: StoredBoolean;
  gone_since: StoredInstant | null;
}

export interface DirectoryUserHandleRow {
  user_id: string;
  attribute: string;
  value: string;
}

export interface PolicyRow {
  kind: string;
  name: string;
  version: string;
  spec: string;
  enabled: StoredBoolean;
  changed_at: StoredInstant;
  changed_by_ref: string;
  changed_by_name: string;
}

export interface PolicyVersionRow {
  kind: string;
  name: string;
  number: number;
  version: string;
  action: string;
  spec: string;
  enabled: StoredBoolean;
  source_type: string;
  source_place: string | null;
  at: StoredInstant;
  by_ref: string | null;
  by_name: string | null;
  confirmed_by_ref: string | null;
  confirmed_by_name: string | null;
  comment: string;
}

export interface SettingsVersionRow {
  number: number;
  version: string;
  settings: string;
  portal: string;
  at: StoredInstant;
  by_ref: string | null;
  by_name: string | null;
  confirmed_by_ref: string | null;
  confirmed_by_name: string | null;
  comment: string;
}

export interface PendingChangeRow {
  id: string;
  change: string;
  based_on: string | null;
  proposed_at: StoredInstant;
  proposed_by_ref: string;
  proposed_by_name: string;
  proposed_by_principal_id: string | null;
  comment: string;
}

export interface LintStateRow {
  name: string;
  checked_at: StoredInstant | null;
  last_attempt_at: StoredInstant | null;
  last_error: string | null;
}

export interface LintFindingRow {
  id: string;
  rule: string;
  rank: number;
  policy_kind: string;
  policy_name: string;
  path: string;
  reason: string;
  remedy: string;
  first_seen_at: StoredInstant;
}

export interface ReviewColumns {
  id: string;
  scope: string;
  reviewer_ref: string;
  reviewer_name: string;
  period_from: StoredInstant;
  period_to: StoredInstant;
  created_at: StoredInstant;
  accesses: number;
  unused: number;
  truncated: StoredBoolean;
  unused_policies: string;
  account_ids: string | null;
}

export interface ReviewRowColumns {
  review_id: string;
  position: number;
  person_ref: string;
  person_name: string;
  account_id: string;
  account_name: string;
  permission_set_arn: string;
  permission_set_name: string;
  accesses: number;
  used: number;
  unused: number;
  last_given_at: StoredInstant;
  last_request_id: string;
}

export interface DriftStateRow {
  name: string;
  compared_at: StoredInstant | null;
  last_attempt_at: StoredInstant | null;
  last_error: string | null;
}

export interface DriftFindingRow {
  id: string;
  kind: string;
  principal_type: string;
  principal_id: string;
  principal_name: string | null;
  person_ref: string | null;
  person_name: string | null;
  account_id: string;
  account_name: string | null;
  permission_set_arn: string;
  permission_set_name: string | null;
  request_id: string | null;
  assignment_id: string | null;
  description: string;
  found_at: StoredInstant;
  last_seen_at: StoredInstant;
  gone_at: StoredInstant | null;
}

export interface PolicySourceRow {
  id: string;
  type: string;
  place: string;
  etag: string | null;
  policies: string;
  read_at: StoredInstant | null;
  attempted_at: StoredInstant | null;
  problems: string;
}

export interface PolicyRevisionRow {
  name: string;
  revision: StoredBigInt;
}

export interface ActivityRow {
  request_id: string;
  source: string | null;
  covers_from: StoredInstant | null;
  covers_to: StoredInstant | null;
  delivered_to: StoredInstant | null;
  read_at: StoredInstant | null;
  complete_at: StoredInstant | null;
  complete: StoredBoolean;
  truncated: StoredBoolean;
  events: number;
  writes: number;
  errors: number;
  failures: number;
  problem_code: string | null;
  problem_reason: string | null;
  problem_remedy: string | null;
  next_read_at: StoredInstant | null;
}

export interface ActivityEventRow {
  request_id: string;
  id: string;
  at: StoredInstant;
  name: string;
  service: string;
  region: string | null;
  source_address: string | null;
  user_agent: string | null;
  error_code: string | null;
  read_only: StoredBoolean | null;
  /** A JSON list of texts. */
  resources: string;
}

export interface ActivityWatchRow {
  name: string;
  noticed_to: StoredInstant;
}
