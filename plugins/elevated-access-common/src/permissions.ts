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

/** @public */
export const elevatedAccessPermissions = [
  accessRequestCreatePermission,
  accessRequestReadPermission,
  accessRequestDecidePermission,
  accessRequestRevokePermission,
];
