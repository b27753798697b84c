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

/**
 * How accounts, organizational units and permission sets appear in the catalog.
 * All are of kind `Resource`.
 *
 * @public
 */
export const catalogResourceTypes = {
  account: 'aws-account',
  organizationalUnit: 'aws-organizational-unit',
  permissionSet: 'aws-permission-set',
} as const;

/**
 * Annotations of these entities. Those of `amazonaws.com` are the ones that
 * `@backstage/plugin-catalog-backend-module-aws` uses.
 *
 * @public
 */
export const catalogAnnotations = {
  /** The twelve digits of an account. */
  accountId: 'amazonaws.com/account-id',
  /** ARN of an account, an organizational unit or a permission set. */
  arn: 'amazonaws.com/arn',
  /** Id of the organization. */
  organizationId: 'amazonaws.com/organization-id',
  /** Id of an organizational unit. */
  organizationalUnitId: 'elevated-access.io/organizational-unit-id',
  /** Where an account hangs or an organizational unit is, by names from the root, `/Workloads/Prod`. */
  organizationalUnitPath: 'elevated-access.io/organizational-unit-path',
  /** The name of a permission set as AWS writes it. */
  permissionSetName: 'elevated-access.io/permission-set-name',
  /** How long credentials of a permission set keep working, ISO 8601. */
  sessionDuration: 'elevated-access.io/session-duration',
} as const;

// Not by its schema: portals evaluate this before any page of the plugin is loaded.
const ACCOUNT_ID = /^\d{12}$/;

/** Annotations by which entities name the accounts that they run in. */
const ACCOUNT_ANNOTATIONS = [
  catalogAnnotations.accountId,
  'amazon.com/account-id',
  'aws.amazon.com/account-id',
];

/**
 * The ids of the accounts that an entity's annotations name, separated by commas; each once.
 *
 * @public
 */
export function accountIdsOf(
  annotations: Readonly<Record<string, string>> = {},
): string[] {
  const ids = ACCOUNT_ANNOTATIONS.flatMap(
    name => annotations[name]?.split(',') ?? [],
  )
    .map(id => id.trim())
    .filter(id => ACCOUNT_ID.test(id));
  return [...new Set(ids)];
}

/**
 * The location, `backstage.io/managed-by-location`, of the entities that the
 * elevated-access catalog module provides.
 *
 * @public
 */
export const CATALOG_LOCATION = 'elevated-access:directory';

/**
 * What an AWS tag's key is written behind to make an annotation of it.
 *
 * @public
 */
export const CATALOG_TAG_ANNOTATION_PREFIX = 'tags.elevated-access.io/';

/**
 * The label with the account's state, in lower-case.
 *
 * @public
 */
export const CATALOG_ACCOUNT_STATUS_LABEL = 'amazonaws.com/account-status';
