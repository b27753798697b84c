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

import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of requests in the permission framework.
 *
 * @public
 */
export const RESOURCE_TYPE_ACCESS_REQUEST = 'elevated-access-request';

/**
 * Resource type of AWS accounts in the permission framework.
 *
 * @public
 */
export const RESOURCE_TYPE_AWS_ACCOUNT = 'elevated-access-account';

/** @public */
export const accessRequestCreatePermission = createPermission({
  name: 'elevated-access.request.create',
  attributes: { action: 'create' },
});

/** @public */
export const accessRequestReadPermission = createPermission({
  name: 'elevated-access.request.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ACCESS_REQUEST,
});

/**
 * Approve or reject somebody else's request.
 *
 * @public
 */
export const accessRequestDecidePermission = createPermission({
  name: 'elevated-access.request.decide',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ACCESS_REQUEST,
});

/**
 * End access that somebody else holds. Ending one's own needs no permission.
 *
 * @public
 */
export const accessRequestRevokePermission = createPermission({
  name: 'elevated-access.request.revoke',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_ACCESS_REQUEST,
});

/**
 * End everything that somebody else holds at once.
 *
 * @public
 */
export const elevatedAccessRevokeAllPermission = createPermission({
  name: 'elevated-access.access.revoke-all',
  attributes: { action: 'delete' },
});

/**
 * Ask why somebody else may or may not ask for something.
 *
 * @public
 */
export const elevatedAccessExplainOthersPermission = createPermission({
  name: 'elevated-access.explain.others',
  attributes: { action: 'read' },
});

/**
 * Read policies, their history and the changes that wait for confirmation.
 *
 * @public
 */
export const elevatedAccessPolicyReadPermission = createPermission({
  name: 'elevated-access.policy.read',
  attributes: { action: 'read' },
});

/** @public */
export const elevatedAccessPolicyCreatePermission = createPermission({
  name: 'elevated-access.policy.create',
  attributes: { action: 'create' },
});

/**
 * Edit, enable and disable policies of the portal.
 *
 * @public
 */
export const elevatedAccessPolicyUpdatePermission = createPermission({
  name: 'elevated-access.policy.update',
  attributes: { action: 'update' },
});

/** @public */
export const elevatedAccessPolicyDeletePermission = createPermission({
  name: 'elevated-access.policy.delete',
  attributes: { action: 'delete' },
});

/** @public */
export const elevatedAccessSettingsReadPermission = createPermission({
  name: 'elevated-access.settings.read',
  attributes: { action: 'read' },
});

/** @public */
export const elevatedAccessSettingsUpdatePermission = createPermission({
  name: 'elevated-access.settings.update',
  attributes: { action: 'update' },
});

/**
 * Check that the event log is what was written.
 *
 * @public
 */
export const elevatedAccessEventsReadPermission = createPermission({
  name: 'elevated-access.events.read',
  attributes: { action: 'read' },
});

/** @public */
export const elevatedAccessEventsExportPermission = createPermission({
  name: 'elevated-access.events.export',
  attributes: { action: 'read' },
});

/** @public */
export const elevatedAccessDriftReadPermission = createPermission({
  name: 'elevated-access.drift.read',
  attributes: { action: 'read' },
});

/**
 * Read all accounts and permission sets.
 *
 * @public
 */
export const elevatedAccessDirectoryReadPermission = createPermission({
  name: 'elevated-access.directory.read',
  attributes: { action: 'read' },
});

/**
 * Read access reviews.
 *
 * @public
 */
export const elevatedAccessReviewReadPermission = createPermission({
  name: 'elevated-access.review.read',
  attributes: { action: 'read' },
});

/**
 * Find an AWS account in the portal's search.
 *
 * @public
 */
export const awsAccountFindPermission = createPermission({
  name: 'elevated-access.account.find',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_AWS_ACCOUNT,
});

/**
 * The permissions about single AWS accounts, which rules can tell apart.
 *
 * @public
 */
export const awsAccountPermissions = [awsAccountFindPermission];

/**
 * The permissions about single requests, which rules can tell apart.
 *
 * @public
 */
export const accessRequestPermissions = [
  accessRequestReadPermission,
  accessRequestDecidePermission,
  accessRequestRevokePermission,
];

/**
 * The permissions that are about nothing in particular.
 *
 * @public
 */
export const elevatedAccessBasicPermissions = [
  accessRequestCreatePermission,
  elevatedAccessRevokeAllPermission,
  elevatedAccessExplainOthersPermission,
  elevatedAccessPolicyReadPermission,
  elevatedAccessPolicyCreatePermission,
  elevatedAccessPolicyUpdatePermission,
  elevatedAccessPolicyDeletePermission,
  elevatedAccessSettingsReadPermission,
  elevatedAccessSettingsUpdatePermission,
  elevatedAccessEventsReadPermission,
  elevatedAccessEventsExportPermission,
  elevatedAccessDriftReadPermission,
  elevatedAccessDirectoryReadPermission,
  elevatedAccessReviewReadPermission,
];

/** @public */
export const elevatedAccessPermissions = [
  ...accessRequestPermissions,
  ...awsAccountPermissions,
  ...elevatedAccessBasicPermissions,
];
