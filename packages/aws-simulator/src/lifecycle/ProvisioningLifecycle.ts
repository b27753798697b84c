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
import { PermissionSet } from '../model/types';
import { LatencyOptions, LimitOptions } from '../options';
import { errors, messages } from '../protocol/errors';
import { Random } from '../random';
import { AccountLanes } from './AccountLanes';
import { OperationDuration } from './OperationDuration';
import { RequestRegistry } from './RequestRegistry';
import { OperationEffects, ProvisioningRequest } from './types';

interface ProvisioningOptions {
  readonly world: World;
  readonly changes: Changes;
  readonly clock: SimulatorClock;
  readonly random: Random;
  readonly latency: LatencyOptions;
  readonly limits: LimitOptions;
  readonly lanes: AccountLanes;
}

/** Brings edited permission sets to the roles they have in accounts. */
export class ProvisioningLifecycle {
  readonly requests: RequestRegistry<ProvisioningRequest>;
  readonly #options: ProvisioningOptions;
  readonly #requestIds: Random;
  readonly #duration: OperationDuration;
  #running = 0;

  constructor(options: ProvisioningOptions) {
    this.#options = options;
    this.#requestIds = options.random.fork('provisioning-ids');
    this.#duration = new OperationDuration(
      options.latency,
      options.random.fork('provisioning-durations'),
    );
    this.requests = new RequestRegistry(options.limits);
  }

  /** Accepts a provisioning into one account, or all that have the role. */
  submit(
    permissionSet: PermissionSet,
    accountId: string | undefined,
    effects: OperationEffects,
  ): ProvisioningRequest {
    const { world, changes, clock, limits, lanes } = this.#options;
    if (this.#running >= limits.concurrentProvisions) {
      throw errors.throttling(messages.tooManyOutstanding);
    }
    const accountIds = accountId
      ? [accountId]
      : world.roles.ofPermissionSet(permissionSet.arn).map(r => r.accountId);
    const leave = lanes.enter(accountIds);
    const record: ProvisioningRequest = {
      kind: 'provision',
      permissionSetArn: permissionSet.arn,
      accountId,
      requestId: this.#requestIds.uuid(),
      acceptedAt: clock.now(),
      status: 'IN_PROGRESS',
      forgotten: effects.forgetStatus ?? false,
    };
    this.requests.add(record);
    this.#running += 1;
    const complete = () => {
      const missing = accountIds.filter(
        id => !world.roles.get(id, permissionSet.arn),
      );
      record.completedAt = clock.now();
      record.failureReason =
        effects.failLater ??
        (missing.length > 0
          ? `Received a 404 status error: permission set is not provisioned in account ${missing[0]}`
          : undefined);
      record.status = record.failureReason ? 'FAILED' : 'SUCCEEDED';
      if (!record.failureReason) {
        for (const id of accountIds) {
          const role = world.roles.get(id, permissionSet.arn);
          if (role) {
            changes.provision(role, permissionSet);
          }
        }
      }
      this.#running -= 1;
      leave();
    };
    const accepted = { ...record };
    const durationMs = this.#duration.draw(false) + (effects.extraMs ?? 0);
    if (durationMs === 0) {
      complete();
    } else {
      clock.setTimer(complete, durationMs);
    }
    return accepted;
  }
}
