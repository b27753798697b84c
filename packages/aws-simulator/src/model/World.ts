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

import { Ids } from '../org/ids';
import { AssignmentTable } from './AssignmentTable';
import { MembershipTable } from './MembershipTable';
import { RoleTable } from './RoleTable';
import { Account, Group, PermissionSet, Unit, User } from './types';

/** What never changes while a simulator runs. */
export interface WorldIdentity {
  readonly organizationName: string;
  readonly organizationId: string;
  readonly organizationArn: string;
  readonly managementAccountId: string;
  readonly delegatedAdministratorId?: string;
  readonly rootId: string;
  readonly instanceId: string;
  readonly instanceArn: string;
  readonly instanceName?: string;
  readonly identityStoreId: string;
  readonly primaryRegion: string;
  readonly additionalRegions: readonly string[];
  readonly createdAt: number;
}

/** Everything that exists in the simulated AWS, and nothing that happens. */
export class World {
  readonly identity: WorldIdentity;
  readonly ids: Ids;
  /** Organizational units and the root, by id. */
  readonly units = new Map<string, Unit>();
  readonly accounts = new Map<string, Account>();
  readonly permissionSets = new Map<string, PermissionSet>();
  readonly users = new Map<string, User>();
  readonly groups = new Map<string, Group>();
  readonly memberships = new MembershipTable();
  readonly assignments = new AssignmentTable();
  readonly roles = new RoleTable();

  constructor(identity: WorldIdentity, ids: Ids) {
    this.identity = identity;
    this.ids = ids;
  }

  /** Users that have not been deleted. */
  livingUsers(): User[] {
    return [...this.users.values()].filter(
      user => user.status.current !== 'DELETED',
    );
  }

  livingUser(userId: string): User | undefined {
    const user = this.users.get(userId);
    return user?.status.current === 'DELETED' ? undefined : user;
  }

  /** Whether the permission set has a role in the management account. */
  isProvisionedInManagementAccount(permissionSetArn: string): boolean {
    return (
      this.roles.get(this.identity.managementAccountId, permissionSetArn) !==
      undefined
    );
  }

  principalExists(type: 'USER' | 'GROUP', id: string): boolean {
    return type === 'USER'
      ? this.livingUser(id) !== undefined
      : this.groups.has(id);
  }
}
