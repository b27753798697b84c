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

import { Changes } from '../model/Changes';
import {
  AccountState,
  AssignmentTuple,
  customerPolicyKey,
} from '../model/types';
import { World } from '../model/World';
import { Lookup } from '../oracle/Lookup';
import { Random } from '../random';

/**
 * Whom, where and what, by name or id.
 *
 * @public
 */
export interface AssignmentNames {
  /** Either a user… */
  readonly user?: string;
  /** …or a group. */
  readonly group?: string;
  readonly account: string;
  readonly permissionSet: string;
}

/**
 * Changes behind the back of whoever uses the API: at once, without quotas,
 * without a request id. What consoles, other tools and identity providers do.
 *
 * @public
 */
export class Admin {
  readonly #world: World;
  readonly #changes: Changes;
  readonly #lookup: Lookup;
  readonly #random: Random;

  /** @internal */
  constructor(options: {
    world: World;
    changes: Changes;
    lookup: Lookup;
    random: Random;
  }) {
    this.#world = options.world;
    this.#changes = options.changes;
    this.#lookup = options.lookup;
    this.#random = options.random;
  }

  assign(names: AssignmentNames): void {
    this.#changes.assign(this.#tuple(names), { origin: 'behind-your-back' });
  }

  unassign(names: AssignmentNames): void {
    this.#changes.unassign(this.#tuple(names), { origin: 'behind-your-back' });
  }

  /** AWS has no API for this: identity providers do it. */
  disableUser(user: string): void {
    const { userId } = this.#lookup.user(user);
    this.#changes.setUserStatus(userId, 'DISABLED');
  }

  enableUser(user: string): void {
    const { userId } = this.#lookup.user(user);
    this.#changes.setUserStatus(userId, 'ENABLED');
  }

  /** Assignments of the user stay behind, as rows of nobody. */
  deleteUser(user: string): void {
    const { userId } = this.#lookup.user(user);
    this.#world.memberships
      .ofUser(userId)
      .forEach(membership => this.#changes.removeMember(membership));
    this.#changes.setUserStatus(userId, 'DELETED');
  }

  addMember(group: string, user: string): void {
    const { groupId } = this.#lookup.group(group);
    const { userId } = this.#lookup.user(user);
    if (!this.#world.memberships.get(groupId, userId)) {
      const prefix = this.#world.identity.identityStoreId.slice(2);
      this.#changes.addMember(
        groupId,
        userId,
        `${prefix}-${this.#random.uuid()}`,
      );
    }
  }

  removeMember(group: string, user: string): void {
    const { groupId } = this.#lookup.group(group);
    const { userId } = this.#lookup.user(user);
    const membership = this.#world.memberships.get(groupId, userId);
    if (membership) {
      this.#changes.removeMember(membership);
    }
  }

  setAccountState(account: string, state: AccountState): void {
    this.#changes.setAccountState(this.#lookup.account(account).id, state);
  }

  /** Takes the permission set from everybody who has it, as AWS demands, and deletes it. */
  deletePermissionSet(permissionSet: string): void {
    const { arn } = this.#lookup.permissionSet(permissionSet);
    this.#world.assignments
      .current()
      .filter(({ permissionSetArn }) => permissionSetArn === arn)
      .forEach(assignment =>
        this.#changes.unassign(assignment, { origin: 'behind-your-back' }),
      );
    this.#world.permissionSets.delete(arn);
  }

  /** @param policy - name, and path if it is not `/` */
  addCustomerManagedPolicy(
    account: string,
    policy: { name: string; path?: string },
  ): void {
    const { id } = this.#lookup.account(account);
    this.#world.accounts
      .get(id)
      ?.customerManagedPolicies.add(
        customerPolicyKey({ path: '/', ...policy }),
      );
  }

  removeCustomerManagedPolicy(
    account: string,
    policy: { name: string; path?: string },
  ): void {
    const { id } = this.#lookup.account(account);
    this.#world.accounts
      .get(id)
      ?.customerManagedPolicies.delete(
        customerPolicyKey({ path: '/', ...policy }),
      );
  }

  #tuple(names: AssignmentNames): AssignmentTuple {
    const target = {
      accountId: this.#lookup.account(names.account).id,
      permissionSetArn: this.#lookup.permissionSet(names.permissionSet).arn,
    };
    if (names.user !== undefined && names.group === undefined) {
      return {
        ...target,
        principalType: 'USER',
        principalId: this.#lookup.user(names.user).userId,
      };
    }
    if (names.group !== undefined && names.user === undefined) {
      return {
        ...target,
        principalType: 'GROUP',
        principalId: this.#lookup.group(names.group).groupId,
      };
    }
    throw new Error('An assignment is for either a user or a group.');
  }
}
