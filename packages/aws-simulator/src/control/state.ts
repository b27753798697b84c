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

import { AssignmentLifecycle } from '../lifecycle/AssignmentLifecycle';
import { AssignmentRequest } from '../lifecycle/types';
import { AccountState, PrincipalType } from '../model/types';
import { World } from '../model/World';

/**
 * Everything there is, as plain JSON.
 *
 * @public
 */
export interface SimulatorState {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  readonly organizationId: string;
  readonly primaryRegion: string;
  readonly managementAccountId: string;
  readonly delegatedAdministratorId?: string;
  readonly accounts: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly state: AccountState;
    readonly path: string;
    readonly tags: Readonly<Record<string, string>>;
  }>;
  readonly permissionSets: ReadonlyArray<{
    readonly arn: string;
    readonly name: string;
    readonly sessionDuration: string;
    readonly tags: Readonly<Record<string, string>>;
  }>;
  readonly users: ReadonlyArray<{
    readonly userId: string;
    readonly userName: string;
    readonly displayName: string;
    readonly email?: string;
    readonly title?: string;
    readonly status: 'ENABLED' | 'DISABLED';
    readonly groups: readonly string[];
  }>;
  readonly groups: ReadonlyArray<{
    readonly groupId: string;
    readonly displayName: string;
  }>;
  /** Assignments in force, whatever lists show. */
  readonly assignments: ReadonlyArray<{
    readonly principalType: PrincipalType;
    readonly principalId: string;
    readonly principalName: string;
    readonly accountId: string;
    readonly accountName: string;
    readonly permissionSetArn: string;
    readonly permissionSetName: string;
    readonly origin: 'standing' | 'api' | 'behind-your-back';
    readonly since: string;
  }>;
  readonly roles: ReadonlyArray<{
    readonly accountId: string;
    readonly permissionSetArn: string;
    readonly name: string;
    readonly arn: string;
    readonly upToDate: boolean;
  }>;
  /** Asynchronous assignment requests, also those whose ids AWS forgot. */
  readonly requests: ReadonlyArray<{
    readonly requestId: string;
    readonly kind: 'create' | 'delete';
    readonly status: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
    readonly failureReason?: string;
    readonly principalId: string;
    readonly accountId: string;
    readonly permissionSetArn: string;
    readonly acceptedAt: string;
    readonly completedAt?: string;
  }>;
}

/** A copy of everything, for looking at. */
export function describeState(
  world: World,
  lifecycle: AssignmentLifecycle,
): SimulatorState {
  const { identity } = world;
  return {
    instanceArn: identity.instanceArn,
    identityStoreId: identity.identityStoreId,
    organizationId: identity.organizationId,
    primaryRegion: identity.primaryRegion,
    managementAccountId: identity.managementAccountId,
    delegatedAdministratorId: identity.delegatedAdministratorId,
    accounts: [...world.accounts.values()].map(account => ({
      id: account.id,
      name: account.name,
      state: account.state.current,
      path: unitNames(world, account.parentId),
      tags: Object.fromEntries(account.tags),
    })),
    permissionSets: [...world.permissionSets.values()].map(set => ({
      arn: set.arn,
      name: set.name,
      sessionDuration: set.sessionDuration,
      tags: Object.fromEntries(set.tags),
    })),
    users: describePeople(world),
    groups: [...world.groups.values()].map(({ groupId, displayName }) => ({
      groupId,
      displayName,
    })),
    assignments: world.assignments.current().map(a => ({
      principalType: a.principalType,
      principalId: a.principalId,
      principalName:
        a.principalType === 'USER'
          ? world.users.get(a.principalId)?.userName ?? ''
          : world.groups.get(a.principalId)?.displayName ?? '',
      accountId: a.accountId,
      accountName: world.accounts.get(a.accountId)?.name ?? '',
      permissionSetArn: a.permissionSetArn,
      permissionSetName:
        world.permissionSets.get(a.permissionSetArn)?.name ?? '',
      origin: a.origin,
      since: new Date(a.since).toISOString(),
    })),
    roles: world.roles.current().map(role => ({
      accountId: role.accountId,
      permissionSetArn: role.permissionSetArn,
      name: role.name,
      arn: role.arn,
      upToDate:
        role.provisioned.revision ===
        world.permissionSets.get(role.permissionSetArn)?.revision,
    })),
    requests: [...lifecycle.creations.all(), ...lifecycle.deletions.all()]
      .sort((a, b) => a.acceptedAt - b.acceptedAt)
      .map(describeRequest),
  };
}

/** The people of the directory. */
export function describePeople(world: World): SimulatorState['users'] {
  return world.livingUsers().map(user => ({
    userId: user.userId,
    userName: user.userName,
    displayName: user.displayName,
    email: user.email,
    title: user.title,
    status: user.status.current === 'ENABLED' ? 'ENABLED' : 'DISABLED',
    groups: world.memberships
      .ofUser(user.userId)
      .map(m => world.groups.get(m.groupId)?.displayName ?? m.groupId),
  }));
}

function describeRequest(
  request: AssignmentRequest,
): SimulatorState['requests'][number] {
  return {
    requestId: request.requestId,
    kind: request.kind,
    status: request.status,
    failureReason: request.failureReason,
    principalId: request.tuple.principalId,
    accountId: request.tuple.accountId,
    permissionSetArn: request.tuple.permissionSetArn,
    acceptedAt: new Date(request.acceptedAt).toISOString(),
    completedAt:
      request.completedAt === undefined
        ? undefined
        : new Date(request.completedAt).toISOString(),
  };
}

function unitNames(world: World, unitId: string): string {
  const names: string[] = [];
  let unit = world.units.get(unitId);
  while (unit) {
    names.unshift(unit.name);
    unit = unit.parentId ? world.units.get(unit.parentId) : undefined;
  }
  return names.join('/');
}
