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
  Risk,
} from 'backstage-plugin-elevated-access-common';
import type { EventType } from './events';

/** Where "now" comes from. Instants are UTC. */
export interface Clock {
  now(): Date;
}

/** An AWS account as the directory last saw it. */
export interface DirectoryAccount {
  /** Twelve digits. */
  id: string;
  name: string;
  /** Organizations' account state; only `ACTIVE` accounts may be asked for. */
  state: string;
  /** Ids from the root down to the OU that holds the account, the root included. */
  ouIds: readonly string[];
  /** Names of the same OUs without the root: `['Workloads', 'Prod']`. */
  ouPath: readonly string[];
  tags: Readonly<Record<string, string>>;
}

/** Which policies a permission set is made of. */
export interface PermissionSetPolicies {
  /** ARNs of AWS's managed policies, then paths and names of the customer's; in order. */
  managed: readonly string[];
  /** It has an inline policy of its own. */
  inline: boolean;
  /** A permissions boundary limits it. */
  boundary: boolean;
}

/** A permission set as the directory last saw it. */
export interface DirectoryPermissionSet {
  arn: string;
  name: string;
  description: string;
  /** How long credentials issued through it keep working, in milliseconds. */
  sessionDurationMs: number;
  tags: Readonly<Record<string, string>>;
  /** Changes when any attached policy, the boundary or the session duration changes. */
  fingerprint: string;
  /** Absent in what an older version read. */
  policies?: PermissionSetPolicies;
  /** Provisioned in the management account, where a delegated administrator may not touch it. */
  inManagementAccount: boolean;
}

/** An organizational unit as the directory last saw it; roots are none. */
export interface DirectoryUnit {
  id: string;
  name: string;
  /** Ids from the root down to the unit, both included. */
  ids: readonly string[];
  /** Names of the same without the root: `['Workloads', 'Prod']`. */
  path: readonly string[];
}

/** The last complete and successful reading of accounts and permission sets. */
export interface DirectorySnapshot {
  syncedAt: Date;
  managementAccountId: string;
  /** Absent in a snapshot that an older version read. */
  organizationArn?: string;
  /** Accounts by id. */
  accounts: ReadonlyMap<string, DirectoryAccount>;
  /** Permission sets by ARN. */
  permissionSets: ReadonlyMap<string, DirectoryPermissionSet>;
  /** Units by id, those without accounts included; absent in a snapshot that an older version read. */
  units?: ReadonlyMap<string, DirectoryUnit>;
}

/** A person of the catalog, with live memberships. */
export interface CatalogPerson {
  /** Full lower-case entity ref, `user:default/ann.li`. */
  entityRef: string;
  displayName: string;
  email?: string;
  /** Annotations that may name the Identity Center user. */
  annotations: Readonly<Record<string, string>>;
  /** Every group the person is in, ancestors included, as full lower-case refs. */
  groupRefs: readonly string[];
}

/** A person's Identity Center user. */
export interface IdentityCenterUser {
  userId: string;
  userName: string;
  displayName: string;
  enabled: boolean;
}

/** What identifies an account assignment in Identity Center. The principal is always a user. */
export interface AssignmentKey {
  principalId: string;
  accountId: string;
  permissionSetArn: string;
}

/** One person's wish for one permission set in one account for one window. */
export interface RequestRecord {
  id: string;
  batchId: string;
  assignmentId: string;
  status: RequestStatus;
  endReason: EndReason | null;
  overdueSince: Date | null;
  requesterRef: string;
  requesterName: string;
  principalId: string;
  principalUserName: string;
  accountId: string;
  accountName: string;
  permissionSetArn: string;
  permissionSetName: string;
  permissionSetFingerprint: string;
  sessionDurationMs: number;
  /** Null: access begins as soon as it is approved. */
  requestedStart: Date | null;
  durationMs: number;
  /** Milliseconds for which it was approved where that is less than what was asked; null otherwise. */
  approvedDurationMs: number | null;
  /** Milliseconds from when it was made to the last approval that it needed; null where nobody had to approve, or has yet. */
  approvalWaitMs: number | null;
  /** The window `[startsAt, endsAt)`, fixed once approved. */
  startsAt: Date | null;
  endsAt: Date | null;
  reason: string;
  ticket: string | null;
  policyName: string;
  policyVersion: string;
  /** What the policy says; it orders inboxes and is shown, and decides nothing. */
  risk: Risk;
  /** Null when the policy asks for no approval. */
  approval: ApprovalRequirement | null;
  digest: string;
  createdAt: Date;
  /** When its approvers were asked, for the last time where they were asked again. */
  askedAt: Date;
  /** When it expires undecided. */
  expiresAt: Date;
  activatedAt: Date | null;
  endedAt: Date | null;
  endedByRef: string | null;
  endedByName: string | null;
  endComment: string | null;
  failure: string | null;
  /** Access is removed one session duration before `endsAt`, so that no credential outlives the window. */
  strictWindow: boolean;
  /** The request whose live access this one prolongs. */
  extendsId: string | null;
  /** Why approval is asked for again; null when it never was. */
  reapprovalReason: string | null;
  /** Whether AWS's records show that access was used. */
  usage: RequestUsage;
  /** Counts changes; every change names the version that it saw. */
  version: number;
}

/**
 * The approval policy that answered, pinned when approvers were asked. Who its
 * groups hold, who owns the account and who manages the requester is asked live.
 */
export interface ApprovalRequirement {
  policyName: string;
  policyVersion: string;
  comment: 'optional' | 'on-reject' | 'always';
  /** When approvers are reminded; null: never. */
  reminders: ReminderRule | null;
  stages: readonly ApprovalRequirementStage[];
}

/** All in milliseconds. */
export interface ReminderRule {
  /** From when a stage began to wait to the first reminder; twice as long each time from then on. */
  firstMs: number;
  /** The longest between two reminders. */
  maximumMs: number;
}

export interface ApprovalRequirementStage {
  name: string;
  /** User and group refs, full and lower-case, or `owner` or `manager`. */
  approvers: readonly string[];
  required: number;
  /** Who may decide as well after the stage has waited for some time; soonest first. */
  escalation: readonly {
    /** Milliseconds since the stage began to wait. */
    afterMs: number;
    approvers: readonly string[];
  }[];
}

/** One approver's answer. */
export interface DecisionRecord {
  id: string;
  requestId: string;
  approverRef: string;
  approverName: string;
  /** The approver's Identity Center user id, where they have one. */
  approverPrincipalId: string | null;
  verdict: 'approved' | 'rejected';
  comment: string;
  /** The request's digest when the approver decided; a decision on another one does not count. */
  digest: string;
  /** Index of the stage that the decision counted for. */
  stage: number;
  /** Milliseconds that an approval is limited to; null where it covers all that was asked. */
  durationMs: number | null;
  decidedAt: Date;
}

export type AssignmentOperation = 'create' | 'delete';

/**
 * How far the current operation on an assignment has come.
 *
 * `idle`: none. `intent`: committed before AWS was asked; whether AWS heard is
 * unknown after a crash. `accepted`: AWS gave a request id. `verifying`: AWS
 * reported success; a fresh listing has to agree.
 */
export type AssignmentPhase = 'idle' | 'intent' | 'accepted' | 'verifying';

/** The physical (principal, account, permission set) fact and what we are doing about it. */
export interface AssignmentRecord extends AssignmentKey {
  id: string;
  /** We created it, or committed the intent to; only what is owned is ever deleted. */
  owned: boolean;
  /** It was there before anybody asked for it here. */
  standing: boolean;
  /** What the listing showed when `standing` was found, for the record. */
  standingEvidence: string | null;
  /** What a listing last proved. */
  verified: 'present' | 'absent' | null;
  verifiedAt: Date | null;
  operation: AssignmentOperation | null;
  phase: AssignmentPhase;
  awsRequestId: string | null;
  /** Tries of the current operation. */
  attempts: number;
  /** When the operation reached its phase. */
  operationStartedAt: Date | null;
  /** Until when a creation whose answer was lost may still take effect: before, nothing proves that nothing is there. */
  mayLandUntil: Date | null;
  /** Until when AWS may still hear of a deletion whose answer was lost: before, nothing is created that it could take. */
  mayRemoveUntil: Date | null;
  lastError: string | null;
  /** When the engine has to look again; null when there is nothing to do. */
  nextActionAt: Date | null;
  version: number;
}

/** Who caused an event. */
export type Actor =
  | { kind: 'user'; entityRef: string; displayName: string }
  | { kind: 'engine' }
  | { kind: 'service'; subject: string };

/** Something that happened, written in the transaction that made it true. */
export interface EventRecord {
  id: string;
  type: EventType;
  at: Date;
  actor: Actor;
  requestId: string | null;
  assignmentId: string | null;
  data: Readonly<Record<string, unknown>>;
}
