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

import { SimulatorClock } from '../clock/types';
import { LatencyOptions } from '../options';
import { Random } from '../random';
import { Timeline } from '../oracle/Timeline';
import { World } from './World';
import {
  AccountState,
  Assignment,
  AssignmentTuple,
  Membership,
  PermissionSet,
  Role,
} from './types';

interface ChangesOptions {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly timeline: Timeline;
  readonly latency: LatencyOptions;
}

/**
 * The only place that changes who has access to what. Every change is
 * recorded in the timeline, and shows in lists after the read-after-write lag.
 */
export class Changes {
  readonly #options: ChangesOptions;
  readonly #roleNames: Random;
  readonly #lags: Random;

  constructor(options: ChangesOptions) {
    this.#options = options;
    this.#roleNames = options.random.fork('role-names');
    this.#lags = options.random.fork('list-lag');
  }

  /** Makes an assignment, and the role for it if it is the first. */
  assign(
    tuple: AssignmentTuple,
    options: {
      origin: Assignment['origin'];
      requestId?: string;
      since?: number;
      listLagMs?: number;
    },
  ): void {
    const { world, clock, timeline } = this.#options;
    const at = options.since ?? clock.now();
    if (world.assignments.get(tuple)) {
      return;
    }
    const lag = options.listLagMs ?? this.#lag();
    const role = world.roles.get(tuple.accountId, tuple.permissionSetArn);
    if (!role) {
      this.#createRole(tuple, at, at + lag);
    }
    world.assignments.add({
      principalType: tuple.principalType,
      principalId: tuple.principalId,
      accountId: tuple.accountId,
      permissionSetArn: tuple.permissionSetArn,
      origin: options.origin,
      requestId: options.requestId,
      since: at,
      listedFrom: at + lag,
    });
    timeline.add(at, {
      type: 'assignment-created',
      ...tuple,
      origin: options.origin,
      requestId: options.requestId,
    });
  }

  /** Removes an assignment, and the role with the last of them. */
  unassign(
    tuple: AssignmentTuple,
    options: {
      origin: Assignment['origin'];
      requestId?: string;
      listLagMs?: number;
    },
  ): void {
    const { world, clock, timeline } = this.#options;
    const at = clock.now();
    if (!world.assignments.get(tuple)) {
      return;
    }
    const lag = options.listLagMs ?? this.#lag();
    world.assignments.remove(tuple, at, at + lag);
    timeline.add(at, {
      type: 'assignment-removed',
      ...tuple,
      origin: options.origin,
      requestId: options.requestId,
    });
    const role = world.roles.get(tuple.accountId, tuple.permissionSetArn);
    if (role && world.assignments.countForTarget(tuple) === 0) {
      world.roles.remove(role, at, at + lag);
      timeline.add(at, {
        type: 'role-deleted',
        accountId: role.accountId,
        permissionSetArn: role.permissionSetArn,
        roleName: role.name,
      });
    }
  }

  /** Brings a role up to date with its permission set. */
  provision(role: Role, permissionSet: PermissionSet): void {
    role.provisioned = {
      revision: permissionSet.revision,
      sessionDuration: permissionSet.sessionDuration,
    };
    this.#options.timeline.add(this.#options.clock.now(), {
      type: 'permission-set-provisioned',
      accountId: role.accountId,
      permissionSetArn: role.permissionSetArn,
      roleName: role.name,
    });
  }

  addMember(groupId: string, userId: string, membershipId: string): void {
    const { world, clock, timeline, latency } = this.#options;
    const now = clock.now();
    world.memberships.add({
      membershipId,
      groupId,
      userId,
      since: now + latency.groupPropagationMs,
      listedFrom: now + this.#lag(),
    });
    timeline.add(now, { type: 'member-added', groupId, userId });
  }

  removeMember(membership: Membership): void {
    const { world, clock, timeline, latency } = this.#options;
    const now = clock.now();
    world.memberships.remove(
      membership,
      now + latency.groupPropagationMs,
      now + this.#lag(),
    );
    const { groupId, userId } = membership;
    timeline.add(now, { type: 'member-removed', groupId, userId });
  }

  setUserStatus(
    userId: string,
    status: 'ENABLED' | 'DISABLED' | 'DELETED',
  ): void {
    const { world, clock, timeline } = this.#options;
    const user = world.users.get(userId);
    if (user && user.status.current !== status) {
      user.status.set(clock.now(), status);
      user.updatedAt = clock.now();
      timeline.add(clock.now(), { type: 'user-status', userId, status });
    }
  }

  setAccountState(accountId: string, state: AccountState): void {
    const { world, clock, timeline } = this.#options;
    const account = world.accounts.get(accountId);
    if (account && account.state.current !== state) {
      account.state.set(clock.now(), state);
      timeline.add(clock.now(), { type: 'account-state', accountId, state });
    }
  }

  #createRole(
    target: { accountId: string; permissionSetArn: string },
    at: number,
    listedFrom: number,
  ): void {
    const { world, timeline } = this.#options;
    const permissionSet = world.permissionSets.get(target.permissionSetArn);
    if (!permissionSet) {
      return;
    }
    const { primaryRegion } = world.identity;
    // Instances in us-east-1 have no Region in the path of their roles.
    const region = primaryRegion === 'us-east-1' ? '' : `${primaryRegion}/`;
    const name = `AWSReservedSSO_${permissionSet.name}_${this.#roleNames.hex(
      16,
    )}`;
    world.roles.add({
      accountId: target.accountId,
      permissionSetArn: target.permissionSetArn,
      name,
      arn: `arn:aws:iam::${target.accountId}:role/aws-reserved/sso.amazonaws.com/${region}${name}`,
      provisioned: {
        revision: permissionSet.revision,
        sessionDuration: permissionSet.sessionDuration,
      },
      since: at,
      listedFrom,
    });
    timeline.add(at, {
      type: 'role-created',
      accountId: target.accountId,
      permissionSetArn: target.permissionSetArn,
      roleName: name,
    });
  }

  #lag(): number {
    return this.#lags.next() * this.#options.latency.listLagMs;
  }
}
