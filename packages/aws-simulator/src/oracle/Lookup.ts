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

import { Account, Group, PermissionSet, User } from '../model/types';
import { World } from '../model/World';

/**
 * Finds things by the names people know them by.
 *
 * @public
 */
export class Lookup {
  readonly #world: World;

  /** @internal */
  constructor(world: World) {
    this.#world = world;
  }

  get instanceArn(): string {
    return this.#world.identity.instanceArn;
  }

  get identityStoreId(): string {
    return this.#world.identity.identityStoreId;
  }

  get organizationId(): string {
    return this.#world.identity.organizationId;
  }

  get rootId(): string {
    return this.#world.identity.rootId;
  }

  get primaryRegion(): string {
    return this.#world.identity.primaryRegion;
  }

  get managementAccountId(): string {
    return this.#world.identity.managementAccountId;
  }

  /** Undefined when nobody else administers Identity Center. */
  get delegatedAdministratorId(): string | undefined {
    return this.#world.identity.delegatedAdministratorId;
  }

  /** By user name, e-mail address or id, deleted users included. */
  user(name: string): {
    userId: string;
    userName: string;
    displayName: string;
    email?: string;
  } {
    const { userId, userName, displayName, email } = this.#user(name);
    return { userId, userName, displayName, email };
  }

  /** By display name or id. */
  group(name: string): { groupId: string; displayName: string } {
    const { groupId, displayName } = this.#group(name);
    return { groupId, displayName };
  }

  /** By name or id. */
  account(name: string): { id: string; name: string } {
    const account = this.#account(name);
    return { id: account.id, name: account.name };
  }

  /** By name or ARN. */
  permissionSet(name: string): { arn: string; name: string } {
    const permissionSet = this.#permissionSet(name);
    return { arn: permissionSet.arn, name: permissionSet.name };
  }

  /** By name; the id of an organizational unit. */
  organizationalUnit(name: string): { id: string; name: string } {
    const { id } = found(
      [...this.#world.units.values()],
      unit => unit.name === name || unit.id === name,
      'organizational unit',
      name,
    );
    return { id, name };
  }

  #user(name: string): User {
    const wanted = name.toLowerCase();
    return found(
      [...this.#world.users.values()],
      user =>
        user.userId === name ||
        user.userName.toLowerCase() === wanted ||
        user.email?.toLowerCase() === wanted,
      'user',
      name,
    );
  }

  #group(name: string): Group {
    return found(
      [...this.#world.groups.values()],
      group => group.groupId === name || group.displayName === name,
      'group',
      name,
    );
  }

  #account(name: string): Account {
    return found(
      [...this.#world.accounts.values()],
      account => account.id === name || account.name === name,
      'account',
      name,
    );
  }

  #permissionSet(name: string): PermissionSet {
    return found(
      [...this.#world.permissionSets.values()],
      set => set.arn === name || set.name === name,
      'permission set',
      name,
    );
  }
}

/** A name that was looked up and is not there. */
export class NotThere extends Error {}

function found<T>(
  items: readonly T[],
  matches: (item: T) => boolean,
  what: string,
  name: string,
): T {
  const item = items.find(matches);
  if (item === undefined) {
    throw new NotThere(`The simulated AWS has no ${what} '${name}'.`);
  }
  return item;
}
