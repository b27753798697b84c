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
import { Changes } from '../model/Changes';
import { World } from '../model/World';
import { AssignmentTuple, customerPolicyKey } from '../model/types';
import { LatencyOptions, LimitOptions } from '../options';
import { errors, messages } from '../protocol/errors';
import { Random } from '../random';
import { AccountLanes } from './AccountLanes';
import { OperationDuration } from './OperationDuration';
import { RequestRegistry } from './RequestRegistry';
import { AssignmentRequest, OperationEffects } from './types';

interface LifecycleOptions {
  readonly world: World;
  readonly changes: Changes;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly latency: LatencyOptions;
  readonly limits: LimitOptions;
  readonly lanes: AccountLanes;
  readonly unknownAccount: 'succeed' | 'fail';
}

/**
 * Account assignments from acceptance to their end. A request is accepted or
 * refused at once, and worked on later: what becomes of it is decided by the
 * state of the world at its completion, not at its acceptance.
 */
export class AssignmentLifecycle {
  readonly creations: RequestRegistry<AssignmentRequest>;
  readonly deletions: RequestRegistry<AssignmentRequest>;
  readonly #options: LifecycleOptions;
  readonly #requestIds: Random;
  readonly #duration: OperationDuration;
  #outstanding = 0;
  #highWater = 0;

  constructor(options: LifecycleOptions) {
    this.#options = options;
    this.#requestIds = options.random.fork('request-ids');
    this.#duration = new OperationDuration(
      options.latency,
      options.random.fork('durations'),
    );
    this.creations = new RequestRegistry(options.limits);
    this.deletions = new RequestRegistry(options.limits);
  }

  /** Assignment writes in progress now, and the most there ever were. */
  get outstanding(): { now: number; highWater: number } {
    return { now: this.#outstanding, highWater: this.#highWater };
  }

  /** Starts measuring the most outstanding writes afresh. */
  resetHighWater(): void {
    this.#highWater = this.#outstanding;
  }

  /**
   * Accepts a creation or deletion.
   *
   * @throws ThrottlingException when too many are outstanding,
   *   ConflictException when the account is being worked on
   */
  submit(
    kind: 'create' | 'delete',
    tuple: AssignmentTuple,
    effects: OperationEffects,
  ): AssignmentRequest {
    const { clock, limits, lanes } = this.#options;
    const counts = kind === 'create' || limits.deletionsCount;
    if (counts && this.#outstanding >= limits.outstandingWrites) {
      throw errors.throttling(messages.tooManyOutstanding);
    }
    const leave = lanes.enter([tuple.accountId]);
    const record: AssignmentRequest = {
      kind,
      tuple,
      requestId: this.#requestIds.uuid(),
      acceptedAt: clock.now(),
      status: 'IN_PROGRESS',
      forgotten: effects.forgetStatus ?? false,
    };
    (kind === 'create' ? this.creations : this.deletions).add(record);
    if (counts) {
      this.#outstanding += 1;
      this.#highWater = Math.max(this.#highWater, this.#outstanding);
    }
    const durationMs =
      this.#duration.draw(this.#roleWillChange(record)) +
      (effects.extraMs ?? 0);
    const complete = () => {
      this.#complete(record, effects);
      if (counts) {
        this.#outstanding -= 1;
      }
      leave();
    };
    // The reply of the accepting call must still say IN_PROGRESS.
    const accepted = { ...record };
    if (durationMs === 0) {
      complete();
    } else {
      clock.setTimer(complete, durationMs);
    }
    return accepted;
  }

  #roleWillChange({ kind, tuple }: AssignmentRequest): boolean {
    const { world } = this.#options;
    const { assignments, roles } = world;
    return kind === 'create'
      ? !roles.get(tuple.accountId, tuple.permissionSetArn)
      : assignments.get(tuple) !== undefined &&
          assignments.countForTarget(tuple) === 1;
  }

  #complete(record: AssignmentRequest, effects: OperationEffects): void {
    const failure = effects.failLater ?? this.#failure(record);
    record.completedAt = this.#options.clock.now();
    if (failure !== undefined) {
      record.status = 'FAILED';
      record.failureReason = failure;
      return;
    }
    record.status = 'SUCCEEDED';
    const options = {
      origin: 'api',
      requestId: record.requestId,
      listLagMs: effects.listLagMs,
    } as const;
    if (record.kind === 'delete') {
      this.#options.changes.unassign(record.tuple, options);
    } else if (this.#options.world.accounts.has(record.tuple.accountId)) {
      this.#options.changes.assign(record.tuple, options);
    }
  }

  #failure({ kind, tuple }: AssignmentRequest): string | undefined {
    return kind === 'create'
      ? this.#creationFailure(tuple)
      : this.#deletionFailure(tuple);
  }

  #deletionFailure(tuple: AssignmentTuple): string | undefined {
    if (this.#options.world.assignments.get(tuple)) {
      return undefined;
    }
    return (
      "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key " +
      `EntitlementKey{accessorId=${tuple.principalId}, accessorType=${tuple.principalType}, ` +
      `entitlementTarget=${tuple.accountId}, permissionSetArn=${tuple.permissionSetArn}}`
    );
  }

  #creationFailure(tuple: AssignmentTuple): string | undefined {
    const { world, unknownAccount, limits } = this.#options;
    const account = world.accounts.get(tuple.accountId);
    if (!account) {
      return unknownAccount === 'fail' ? messages.unexpected : undefined;
    }
    const permissionSet = world.permissionSets.get(tuple.permissionSetArn);
    if (account.state.current !== 'ACTIVE' || !permissionSet) {
      return messages.unexpected;
    }
    if (!world.principalExists(tuple.principalType, tuple.principalId)) {
      return `Received a 404 status error: ${tuple.principalType} ${tuple.principalId} was not found in the identity store`;
    }
    if (world.roles.get(account.id, permissionSet.arn)) {
      return undefined;
    }
    const boundary = permissionSet.permissionsBoundary;
    const needed = [
      ...permissionSet.customerManagedPolicies.values(),
      ...(boundary && 'customerManagedPolicy' in boundary
        ? [boundary.customerManagedPolicy]
        : []),
    ].map(customerPolicyKey);
    const missing = needed.find(
      policy => !account.customerManagedPolicies.has(policy),
    );
    if (missing !== undefined) {
      return `Received a 404 status error: Policy arn:aws:iam::${account.id}:policy/${missing} does not exist or is not attachable.`;
    }
    const ownRoles = world.roles.inAccount(account.id).length;
    if (account.otherRoles + ownRoles >= limits.rolesPerAccount) {
      return `Received a 409 status error: Cannot exceed quota for RolesPerAccount: ${limits.rolesPerAccount}`;
    }
    return undefined;
  }
}
