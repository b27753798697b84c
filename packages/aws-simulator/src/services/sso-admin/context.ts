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

import { SimulatorClock } from '../../clock/types';
import { AssignmentLifecycle } from '../../lifecycle/AssignmentLifecycle';
import { ProvisioningLifecycle } from '../../lifecycle/ProvisioningLifecycle';
import { World } from '../../model/World';
import { PermissionSet } from '../../model/types';
import { LimitOptions } from '../../options';
import { errors } from '../../protocol/errors';
import { Random } from '../../random';
import { Caller } from '../operation';
import { page } from '../pagination';

/** What the sso-admin operations work with. */
export interface SsoAdminContext {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly limits: LimitOptions;
  readonly assignments: AssignmentLifecycle;
  readonly provisioning: ProvisioningLifecycle;
  readonly random: Random;
}

export function requireInstance(ctx: SsoAdminContext, arn: string): void {
  if (arn !== ctx.world.identity.instanceArn) {
    throw errors.notFound(`Instance not found: ${arn}`);
  }
}

export function requirePermissionSet(
  ctx: SsoAdminContext,
  input: { InstanceArn: string; PermissionSetArn: string },
): PermissionSet {
  requireInstance(ctx, input.InstanceArn);
  const permissionSet = ctx.world.permissionSets.get(input.PermissionSetArn);
  if (!permissionSet) {
    throw errors.notFound(
      `Could not find PermissionSet with id ${
        input.PermissionSetArn.split('/')[2]
      }`,
    );
  }
  return permissionSet;
}

/**
 * Administrators of Identity Center are the management account and the
 * delegated administrator; any other account is refused.
 */
export function requireAdministrator(caller: Caller, action: string): void {
  if (caller.role === 'member') {
    throw denied(caller, action);
  }
}

/**
 * A delegated administrator may not touch a permission set that is provisioned
 * in the management account, not even for a member account.
 */
export function requireMayChange(
  ctx: SsoAdminContext,
  caller: Caller,
  permissionSet: PermissionSet,
  action: string,
): void {
  requireAdministrator(caller, action);
  if (
    caller.role === 'delegated-administrator' &&
    ctx.world.isProvisionedInManagementAccount(permissionSet.arn)
  ) {
    throw denied(caller, action, permissionSet.arn);
  }
}

/** The message of IAM's own refusals. */
export function denied(caller: Caller, action: string, resource?: string) {
  return errors.accessDenied(
    `User: arn:aws:sts::${
      caller.accountId
    }:assumed-role/simulator/session is not authorized to perform: sso:${action}${
      resource ? ` on resource: ${resource}` : ''
    }`,
  );
}

/** A page of an sso-admin list. */
export function ssoPage<T>(
  question: readonly unknown[],
  items: readonly T[],
  keyOf: (item: T) => string,
  input: { MaxResults?: number | null; NextToken?: string | null },
) {
  return page({
    question,
    items,
    keyOf,
    limit: input.MaxResults ?? 100,
    token: input.NextToken ?? undefined,
    invalid: errors.validation,
  });
}
