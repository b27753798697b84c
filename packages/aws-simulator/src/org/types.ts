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

import { AccountState } from '../model/types';

/** The same with some members optional: they have defaults. */
type Defaulted<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

/**
 * An account in an organization file.
 *
 * @public
 */
export interface AccountEntry {
  name: string;
  /** 12 digits; derived from the name when left out. */
  id?: string;
  email?: string;
  /** `ACTIVE` by default. */
  state: AccountState;
  /** ISO 8601. */
  joinedAt?: string;
  tags: Record<string, string>;
  /** Names of IAM policies in the account, with their path if they have one. */
  customerManagedPolicies: string[];
  /** IAM roles that the account has besides those of permission sets. */
  iamRoles: number;
}

/**
 * An organizational unit in an organization file.
 *
 * @public
 */
export interface UnitEntry {
  name: string;
  tags: Record<string, string>;
  accounts: AccountEntry[];
  organizationalUnits: UnitEntry[];
}

/**
 * A customer managed IAM policy, by name and path.
 *
 * @public
 */
export interface CustomerPolicyEntry {
  name: string;
  /** `/` by default. */
  path: string;
}

/**
 * A permission set in an organization file.
 *
 * @public
 */
export interface PermissionSetEntry {
  name: string;
  description?: string;
  /** ISO 8601; `PT1H` by default. */
  sessionDuration: string;
  relayState?: string;
  /** ISO 8601. */
  createdAt?: string;
  tags: Record<string, string>;
  /** ARNs. */
  managedPolicies: string[];
  customerManagedPolicies: CustomerPolicyEntry[];
  /** A JSON policy document, or the same as an object. */
  inlinePolicy?: string | Record<string, unknown>;
  permissionsBoundary?:
    | { managedPolicyArn: string }
    | { customerManagedPolicy: CustomerPolicyEntry };
}

/**
 * A group in an organization file.
 *
 * @public
 */
export interface GroupEntry {
  displayName: string;
  description?: string;
  externalId?: string;
}

/**
 * A user in an organization file.
 *
 * @public
 */
export interface UserEntry {
  userName: string;
  displayName: string;
  givenName?: string;
  familyName?: string;
  email: string;
  title?: string;
  /** `ENABLED` by default. */
  status: 'ENABLED' | 'DISABLED';
  externalId?: string;
  /** Display names. */
  groups: string[];
}

/**
 * Standing access in an organization file: everything by name.
 *
 * @public
 */
export interface AssignmentEntry {
  /** Either a user… */
  user?: string;
  /** …or a group. */
  group?: string;
  permissionSet: string;
  accounts: string[];
}

/**
 * An organization as read from a file: every default filled in.
 *
 * @public
 */
export interface OrganizationFile {
  organization: {
    name: string;
    id?: string;
    /** Name of the management account. */
    managementAccount: string;
    /** Name of the account that administers Identity Center, if another. */
    delegatedAdministrator?: string;
    /** When everything without a date of its own was created, ISO 8601. */
    createdAt: string;
  };
  identityCenter: {
    primaryRegion: string;
    additionalRegions: string[];
    instanceName?: string;
    /** Issuer of the external ids of users and groups. */
    externalIdIssuer: string;
  };
  root: {
    accounts: AccountEntry[];
    organizationalUnits: UnitEntry[];
  };
  permissionSets: PermissionSetEntry[];
  groups: GroupEntry[];
  users: UserEntry[];
  assignments: AssignmentEntry[];
}

/**
 * An account as written: only its name is needed.
 *
 * @public
 */
export type AccountInput = Defaulted<
  AccountEntry,
  'state' | 'tags' | 'customerManagedPolicies' | 'iamRoles'
>;

/**
 * An organizational unit as written.
 *
 * @public
 */
export interface UnitInput {
  name: string;
  tags?: Record<string, string>;
  accounts?: AccountInput[];
  organizationalUnits?: UnitInput[];
}

type CustomerPolicyInput = Defaulted<CustomerPolicyEntry, 'path'>;

/**
 * A permission set as written: only its name is needed.
 *
 * @public
 */
export type PermissionSetInput = Omit<
  Defaulted<
    PermissionSetEntry,
    'sessionDuration' | 'tags' | 'managedPolicies' | 'customerManagedPolicies'
  >,
  'customerManagedPolicies' | 'permissionsBoundary'
> & {
  customerManagedPolicies?: CustomerPolicyInput[];
  permissionsBoundary?:
    | { managedPolicyArn: string }
    | { customerManagedPolicy: CustomerPolicyInput };
};

/**
 * An organization as written in a file: defaults may be left out.
 *
 * @public
 */
export interface OrganizationInput {
  organization: Defaulted<OrganizationFile['organization'], 'createdAt'>;
  identityCenter?: Partial<OrganizationFile['identityCenter']>;
  root: { accounts?: AccountInput[]; organizationalUnits?: UnitInput[] };
  permissionSets?: PermissionSetInput[];
  groups?: GroupEntry[];
  users?: Array<Defaulted<UserEntry, 'status' | 'groups'>>;
  assignments?: AssignmentEntry[];
}
