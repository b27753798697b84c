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

import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  accessRequestCreatePermission,
  accessRequestDecidePermission,
  accessRequestReadPermission,
  elevatedAccessEventsExportPermission,
} from 'backstage-plugin-elevated-access-common';
import {
  accessRequestConditions,
  createAccessRequestConditionalDecision,
} from '../requests/permissions';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** Narrows what the roles of the config give; the sample of docs/permissions.md. */
export class SamplePermissionPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const refs = user?.info.ownershipEntityRefs ?? [];

    // Contractors ask for nothing.
    if (isPermission(permission, accessRequestCreatePermission)) {
      return refs.includes('group:default/contractors') ? DENY : ALLOW;
    }
    // Nobody decides by this portal on the account that holds the backups.
    if (isPermission(permission, accessRequestDecidePermission)) {
      return createAccessRequestConditionalDecision(permission, {
        not: accessRequestConditions.hasAccount({
          accountIds: ['111122223335'],
        }),
      });
    }
    // Responders see what is live, and their own requests in any case.
    if (
      isPermission(permission, accessRequestReadPermission) &&
      refs.includes('group:default/security-responders')
    ) {
      return createAccessRequestConditionalDecision(
        permission,
        accessRequestConditions.hasStatus({
          statuses: ['scheduled', 'activating', 'active', 'ending'],
        }),
      );
    }
    // The event log leaves the portal with auditors only.
    if (isPermission(permission, elevatedAccessEventsExportPermission)) {
      return refs.includes('group:default/security-audit') ? ALLOW : DENY;
    }
    return ALLOW;
  }
}
