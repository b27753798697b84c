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
  AssignmentKey,
  AssignmentOperation,
  PermissionSetPolicies,
} from '../domain/types';

/**
 * What the rest of the backend may know of an AWS failure.
 *
 * `retry`: nothing happened, ask again. `throttled`: nothing happened and we are
 * too fast. `conflict`: another operation on the account is in flight.
 * `unknown-outcome`: AWS may or may not have heard; read before sending again.
 * `denied` and `permanent`: asking again does not help until somebody acts.
 * `not-found`: the thing named does not exist. `unavailable`: AWS could not be
 * reached, so a read says nothing.
 */
export type AwsFailureKind =
  | 'retry'
  | 'throttled'
  | 'conflict'
  | 'unknown-outcome'
  | 'unavailable'
  | 'denied'
  | 'permanent'
  | 'not-found';

/** Where an accepted operation stands. */
export type OperationStatus =
  | { state: 'in-progress' }
  /** `nothingThere`: it was asked to delete what AWS did not have. */
  | { state: 'succeeded'; nothingThere?: boolean }
  | { state: 'failed'; reason: string }
  /** AWS no longer knows the request id. */
  | { state: 'forgotten' };

/** An operation that AWS accepted and has not finished. */
export interface OperationInProgress {
  awsRequestId: string;
  createdAt: Date | undefined;
  /** Absent where AWS lists ids alone. */
  key: AssignmentKey | undefined;
}

/** Ids of operations that AWS lists with one status. */
export interface ListedOperations {
  ids: ReadonlySet<string>;
  /** How many calls it took. */
  pages: number;
}

/** The one way to create and remove account assignments; all methods throw `AwsFailure`. */
export interface AssignmentProvisioner {
  /**
   * Whether a fresh listing shows the assignment for this very user (not through
   * a group). `somebodyWaits`: a person waits for the answer. `holdsPlace`: other
   * writes of the account, removals too, wait until the one behind it has gone.
   */
  isListed(
    key: AssignmentKey,
    options?: { somebodyWaits?: boolean; holdsPlace?: boolean },
  ): Promise<boolean>;
  /**
   * Asks for the operation; resolves when AWS accepted it, with its id and, where
   * AWS says so at once, its end. `onDeparture` is called when it is about to be
   * sent, perhaps after a wait; when it throws, so does this, and nothing was sent.
   */
  start(
    operation: AssignmentOperation,
    key: AssignmentKey,
    options?: { signal?: AbortSignal; onDeparture?: () => void },
  ): Promise<{ awsRequestId: string; status: OperationStatus }>;
  /** `isOver`: AWS no longer works on it, so that only its outcome is wanted. */
  getStatus(
    operation: AssignmentOperation,
    awsRequestId: string,
    options?: { isOver?: boolean; signal?: AbortSignal },
  ): Promise<OperationStatus>;
  /** Operations that AWS has not finished; those in `except` are left out, which spares a call for each. */
  listInProgress(
    operation: AssignmentOperation,
    signal?: AbortSignal,
    except?: ReadonlySet<string>,
  ): Promise<OperationInProgress[]>;
  /**
   * Ids of the operations in a state; no further pages once all of `until` were
   * seen. Undefined where there is no such list, or none that may be read.
   */
  listRequestIds(
    operation: AssignmentOperation,
    state: 'in-progress' | 'succeeded',
    options?: { until?: ReadonlySet<string>; signal?: AbortSignal },
  ): Promise<ListedOperations | undefined>;
}

/** An account as Organizations lists it; its tags take a call of their own. */
export interface AwsAccount {
  id: string;
  name: string;
  state: string;
  ouIds: readonly string[];
  ouPath: readonly string[];
}

/** An organizational unit. */
export interface AwsUnit {
  id: string;
  name: string;
}

/**
 * What is remembered of the hierarchy from one reading to the next: the units
 * directly below each root and unit, which take a call each.
 */
export interface UnitMemory {
  /** Undefined where AWS has to be asked. */
  recall(parentId: string): readonly AwsUnit[] | undefined;
  /** Called with each answer of AWS, as it arrives. */
  remember(parentId: string, units: readonly AwsUnit[]): void;
}

/** Accounts, and the hierarchy in which they hang. */
export interface AwsOrganization {
  accounts: AwsAccount[];
  /** Each root and unit with the units directly below it. */
  units: ReadonlyMap<string, readonly AwsUnit[]>;
}

/** A permission set with everything that decides what it permits. */
export interface AwsPermissionSetContents {
  arn: string;
  name: string;
  description: string;
  sessionDurationMs: number;
  /** SHA-256 over managed, inline and customer-managed policies, boundary and session duration. */
  fingerprint: string;
  policies?: PermissionSetPolicies;
}

export interface AwsPermissionSet extends AwsPermissionSetContents {
  tags: Readonly<Record<string, string>>;
}

export interface AwsUser {
  userId: string;
  userName: string;
  displayName: string;
  emails: readonly string[];
  enabled: boolean;
}

/** Reads of accounts, permission sets and people; all methods throw `AwsFailure`. */
export interface AwsDirectoryReader {
  describeOrganization(
    signal?: AbortSignal,
  ): Promise<{ managementAccountId: string; organizationArn?: string }>;
  /** Every account with its place; of the hierarchy AWS is asked only what `memory` does not hold. */
  listAccounts(options?: {
    memory?: UnitMemory;
    signal?: AbortSignal;
  }): Promise<AwsOrganization>;
  /** Undefined when the account left the organization meanwhile. */
  getAccountTags(
    accountId: string,
    signal?: AbortSignal,
  ): Promise<Record<string, string> | undefined>;
  listPermissionSetArns(signal?: AbortSignal): Promise<string[]>;
  /** One permission set, for nobody who waits; undefined when it was deleted meanwhile. */
  readPermissionSet(
    arn: string,
    signal?: AbortSignal,
  ): Promise<AwsPermissionSet | undefined>;
  /** What one permission set permits, read now, for somebody who waits. */
  describePermissionSet(
    arn: string,
    signal?: AbortSignal,
  ): Promise<AwsPermissionSetContents>;
  /** ARNs of the sets provisioned in an account. */
  listPermissionSetsProvisionedTo(
    accountId: string,
    signal?: AbortSignal,
  ): Promise<string[]>;
  listUsers(signal?: AbortSignal): Promise<AwsUser[]>;
  /**
   * Undefined when there is no such user. `atOnce`: rejects rather than wait for
   * its turn among other calls.
   */
  getUser(
    userId: string,
    options?: { signal?: AbortSignal; atOnce?: boolean },
  ): Promise<AwsUser | undefined>;
  /** Undefined when nobody has that value; AWS decides how it compares. */
  findUserId(
    attribute: 'userName' | 'email',
    value: string,
    signal?: AbortSignal,
  ): Promise<string | undefined>;
}
