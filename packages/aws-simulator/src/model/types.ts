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

import { History, ListedSpan } from './History';

/**
 * Life cycle state of an AWS account, as Organizations reports it.
 *
 * @public
 */
export type AccountState =
  | 'PENDING_ACTIVATION'
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'PENDING_CLOSURE'
  | 'CLOSED';

/**
 * Whom an account assignment is for.
 *
 * @public
 */
export type PrincipalType = 'USER' | 'GROUP';

export interface Tags extends Map<string, string> {}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** The root has no parent. */
  readonly parentId?: string;
  /** `o-…/r-…/ou-…/`, with a slash at the end, as Organizations writes it. */
  readonly path: string;
  readonly tags: Tags;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly email: string;
  readonly joinedAt: number;
  readonly parentId: string;
  readonly state: History<AccountState>;
  readonly tags: Tags;
  /** `path/name` of the customer managed IAM policies in the account. */
  readonly customerManagedPolicies: Set<string>;
  /** IAM roles that are not permission sets' roles. */
  readonly otherRoles: number;
}

export interface CustomerPolicyReference {
  readonly name: string;
  readonly path: string;
}

export type PermissionsBoundary =
  | { readonly managedPolicyArn: string }
  | { readonly customerManagedPolicy: CustomerPolicyReference };

export interface PermissionSet {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  description?: string;
  /** ISO 8601. */
  sessionDuration: string;
  relayState?: string;
  readonly tags: Tags;
  readonly managedPolicies: Set<string>;
  readonly customerManagedPolicies: Map<string, CustomerPolicyReference>;
  inlinePolicy?: string;
  permissionsBoundary?: PermissionsBoundary;
  /** Counts edits that must be provisioned before they take effect. */
  revision: number;
}

export interface User {
  readonly userId: string;
  userName: string;
  displayName: string;
  givenName: string;
  familyName: string;
  email?: string;
  title?: string;
  readonly externalIds: Array<{ issuer: string; id: string }>;
  readonly status: History<'ENABLED' | 'DISABLED' | 'DELETED'>;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Group {
  readonly groupId: string;
  readonly displayName: string;
  readonly description?: string;
  readonly externalIds: Array<{ issuer: string; id: string }>;
  readonly createdAt: number;
}

export interface Membership extends ListedSpan {
  readonly membershipId: string;
  readonly groupId: string;
  readonly userId: string;
}

/** Who, where, what: what an account assignment is about. */
export interface AssignmentTuple {
  readonly principalType: PrincipalType;
  readonly principalId: string;
  readonly accountId: string;
  readonly permissionSetArn: string;
}

export interface Assignment extends AssignmentTuple, ListedSpan {
  /** Who made it: the organization file, an API call, or the test itself. */
  readonly origin: 'standing' | 'api' | 'behind-your-back';
  readonly requestId?: string;
}

/** The IAM role that a permission set has in an account. */
export interface Role extends ListedSpan {
  readonly accountId: string;
  readonly permissionSetArn: string;
  readonly name: string;
  readonly arn: string;
  /** What of the permission set was last provisioned into the role. */
  provisioned: { revision: number; sessionDuration: string };
}

export function tupleKey(tuple: AssignmentTuple): string {
  return `${tuple.principalType}|${tuple.principalId}|${tuple.accountId}|${tuple.permissionSetArn}`;
}

/** Key of the customer managed policy in an account's set of them. */
export function customerPolicyKey(reference: CustomerPolicyReference): string {
  return `${reference.path.slice(1)}${reference.name}`;
}
