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
import {
  AccountEntry,
  OrganizationFile,
  PermissionSetEntry,
  UnitEntry,
  UserEntry,
} from '../org/types';
import { History } from './History';
import { World } from './World';
import { customerPolicyKey, PermissionSet, Tags, Unit, User } from './types';

function toTags(tags: Record<string, string>): Tags {
  return new Map(Object.entries(tags));
}

/** Turns an organization file into the world it describes. */
export function buildWorld(file: OrganizationFile): World {
  const ids = new Ids(file.organization.name);
  const createdAt = Date.parse(file.organization.createdAt);
  const organizationId =
    file.organization.id ?? `o-${ids.hex('organization', '', 10)}`;
  const rootId = `r-${ids.hex('root', '', 4)}`;
  const instanceId = `ssoins-${ids.hex('instance', '', 16)}`;
  const accountIds = collectAccountIds(file, ids);
  const managementAccountId = required(
    accountIds,
    file.organization.managementAccount,
  );
  const delegated = file.organization.delegatedAdministrator;
  const arnBase = `arn:aws:organizations::${managementAccountId}`;

  const world = new World(
    {
      organizationName: file.organization.name,
      organizationId,
      organizationArn: `${arnBase}:organization/${organizationId}`,
      managementAccountId,
      delegatedAdministratorId: delegated && required(accountIds, delegated),
      rootId,
      instanceId,
      instanceArn: `arn:aws:sso:::instance/${instanceId}`,
      instanceName: file.identityCenter.instanceName,
      identityStoreId: `d-${ids.hex('store', '', 10)}`,
      primaryRegion: file.identityCenter.primaryRegion,
      additionalRegions: file.identityCenter.additionalRegions,
      createdAt,
    },
    ids,
  );

  const addAccounts = (parentId: string, accounts: AccountEntry[]) => {
    for (const entry of accounts) {
      const id = required(accountIds, entry.name);
      world.accounts.set(id, {
        id,
        name: entry.name,
        arn: `${arnBase}:account/${organizationId}/${id}`,
        email: entry.email ?? `aws+${entry.name}@octant.example`,
        joinedAt: entry.joinedAt ? Date.parse(entry.joinedAt) : createdAt,
        parentId,
        state: new History(createdAt, entry.state),
        tags: toTags(entry.tags),
        customerManagedPolicies: new Set(entry.customerManagedPolicies),
        otherRoles: entry.iamRoles,
      });
    }
  };
  const addUnits = (parent: Unit, names: string, units: UnitEntry[]) => {
    for (const entry of units) {
      const fullName = `${names}/${entry.name}`;
      const id = `ou-${rootId.slice(2)}-${ids.hex('unit', fullName, 8)}`;
      const unit: Unit = {
        id,
        name: entry.name,
        arn: `${arnBase}:ou/${organizationId}/${id}`,
        parentId: parent.id,
        path: `${parent.path}${id}/`,
        tags: toTags(entry.tags),
      };
      world.units.set(id, unit);
      addAccounts(id, entry.accounts);
      addUnits(unit, fullName, entry.organizationalUnits);
    }
  };
  const root: Unit = {
    id: rootId,
    name: 'Root',
    arn: `${arnBase}:root/${organizationId}/${rootId}`,
    path: `${organizationId}/${rootId}/`,
    tags: new Map(),
  };
  world.units.set(rootId, root);
  addAccounts(rootId, file.root.accounts);
  addUnits(root, '', file.root.organizationalUnits);

  addPermissionSets(world, file.permissionSets, createdAt);
  addPeople(world, file, createdAt);
  return world;
}

function addPermissionSets(
  world: World,
  entries: PermissionSetEntry[],
  createdAt: number,
): void {
  for (const entry of entries) {
    const arn = permissionSetArn(
      world,
      world.ids.hex('permissionSet', entry.name, 16),
    );
    const permissionSet: PermissionSet = {
      arn,
      name: entry.name,
      createdAt: entry.createdAt ? Date.parse(entry.createdAt) : createdAt,
      description: entry.description,
      sessionDuration: entry.sessionDuration,
      relayState: entry.relayState,
      tags: toTags(entry.tags),
      managedPolicies: new Set(entry.managedPolicies),
      customerManagedPolicies: new Map(
        entry.customerManagedPolicies.map(r => [customerPolicyKey(r), r]),
      ),
      inlinePolicy:
        typeof entry.inlinePolicy === 'object'
          ? JSON.stringify(entry.inlinePolicy)
          : entry.inlinePolicy,
      permissionsBoundary: entry.permissionsBoundary,
      revision: 1,
    };
    world.permissionSets.set(arn, permissionSet);
  }
}

/** The ARN of a permission set of this instance. */
export function permissionSetArn(world: World, hex: string): string {
  return `arn:aws:sso:::permissionSet/${world.identity.instanceId}/ps-${hex}`;
}

function addPeople(
  world: World,
  file: OrganizationFile,
  createdAt: number,
): void {
  const issuer = file.identityCenter.externalIdIssuer;
  const groupIds = new Map<string, string>();
  for (const entry of file.groups) {
    const groupId = world.ids.identity('group', entry.displayName);
    groupIds.set(entry.displayName, groupId);
    world.groups.set(groupId, {
      groupId,
      displayName: entry.displayName,
      description: entry.description,
      externalIds: entry.externalId ? [{ issuer, id: entry.externalId }] : [],
      createdAt,
    });
  }
  for (const entry of file.users) {
    const user = toUser(world, entry, issuer, createdAt);
    world.users.set(user.userId, user);
    for (const group of new Set(entry.groups)) {
      world.memberships.add({
        membershipId: world.ids.identity(
          'membership',
          `${group}\n${entry.userName}`,
        ),
        groupId: required(groupIds, group),
        userId: user.userId,
        since: createdAt,
        listedFrom: createdAt,
      });
    }
  }
}

function toUser(
  world: World,
  entry: UserEntry,
  issuer: string,
  createdAt: number,
): User {
  const [first, ...rest] = entry.displayName.split(' ');
  return {
    userId: world.ids.identity('user', entry.userName),
    userName: entry.userName,
    displayName: entry.displayName,
    givenName: entry.givenName ?? first,
    familyName: entry.familyName ?? (rest.join(' ') || first),
    email: entry.email,
    title: entry.title,
    externalIds: entry.externalId ? [{ issuer, id: entry.externalId }] : [],
    status: new History(createdAt, entry.status),
    createdAt,
    updatedAt: createdAt,
  };
}

function collectAccountIds(
  file: OrganizationFile,
  ids: Ids,
): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: Pick<UnitEntry, 'accounts' | 'organizationalUnits'>) => {
    for (const account of node.accounts) {
      found.set(account.name, account.id ?? ids.accountId(account.name));
    }
    node.organizationalUnits.forEach(visit);
  };
  visit(file.root);
  return found;
}

function required(map: Map<string, string>, name: string): string {
  const value = map.get(name);
  if (value === undefined) {
    // Unreachable for a parsed file: its references have been checked.
    throw new Error(`'${name}' is not in the organization`);
  }
  return value;
}
