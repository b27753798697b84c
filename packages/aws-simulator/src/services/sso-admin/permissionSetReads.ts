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

import { z } from 'zod';
import { PermissionSet } from '../../model/types';
import { errors } from '../../protocol/errors';
import {
  accountId,
  epochSeconds,
  instanceArn,
  permissionSetArn,
  ssoPaging,
} from '../formats';
import { Operation, operation } from '../operation';
import {
  requireAdministrator,
  requireInstance,
  requirePermissionSet,
  SsoAdminContext,
  ssoPage,
} from './context';

const target = {
  InstanceArn: instanceArn,
  PermissionSetArn: permissionSetArn,
};

const provisioningStatus = z
  .enum([
    'LATEST_PERMISSION_SET_PROVISIONED',
    'LATEST_PERMISSION_SET_NOT_PROVISIONED',
  ])
  .nullish();

/** A permission set as AWS shows it. */
export function toWire(permissionSet: PermissionSet) {
  return {
    Name: permissionSet.name,
    PermissionSetArn: permissionSet.arn,
    Description: permissionSet.description,
    CreatedDate: epochSeconds(permissionSet.createdAt),
    SessionDuration: permissionSet.sessionDuration,
    RelayState: permissionSet.relayState,
  };
}

/** Everything that reads permission sets and where they are provisioned. */
export function permissionSetReads(
  ctx: SsoAdminContext,
): Record<string, Operation> {
  const { world, clock } = ctx;
  return {
    ListPermissionSets: operation(
      z.object({ InstanceArn: instanceArn, ...ssoPaging }),
      (input, { caller }) => {
        requireAdministrator(caller, 'ListPermissionSets');
        requireInstance(ctx, input.InstanceArn);
        const { items, nextToken } = ssoPage(
          ['ListPermissionSets'],
          [...world.permissionSets.keys()],
          arn => arn,
          input,
        );
        return { PermissionSets: items, NextToken: nextToken };
      },
    ),

    DescribePermissionSet: operation(z.object(target), (input, { caller }) => {
      requireAdministrator(caller, 'DescribePermissionSet');
      return { PermissionSet: toWire(requirePermissionSet(ctx, input)) };
    }),

    ListTagsForResource: operation(
      z.object({
        InstanceArn: instanceArn.nullish(),
        ResourceArn: z.string().min(10).max(2048),
        NextToken: ssoPaging.NextToken,
      }),
      (input, { caller }) => {
        requireAdministrator(caller, 'ListTagsForResource');
        const tags = tagsOf(ctx, input.ResourceArn);
        const { items, nextToken } = ssoPage(
          ['ListTagsForResource', input.ResourceArn],
          [...tags],
          ([key]) => key,
          { NextToken: input.NextToken, MaxResults: 50 },
        );
        return {
          Tags: items.map(([Key, Value]) => ({ Key, Value })),
          NextToken: nextToken,
        };
      },
    ),

    ListManagedPoliciesInPermissionSet: operation(
      z.object({ ...target, ...ssoPaging }),
      (input, { caller }) => {
        requireAdministrator(caller, 'ListManagedPoliciesInPermissionSet');
        const permissionSet = requirePermissionSet(ctx, input);
        const { items, nextToken } = ssoPage(
          ['ListManagedPoliciesInPermissionSet', permissionSet.arn],
          [...permissionSet.managedPolicies],
          arn => arn,
          input,
        );
        return {
          AttachedManagedPolicies: items.map(Arn => ({
            Name: Arn.split('/').pop(),
            Arn,
          })),
          NextToken: nextToken,
        };
      },
    ),

    GetInlinePolicyForPermissionSet: operation(
      z.object(target),
      (input, { caller }) => {
        requireAdministrator(caller, 'GetInlinePolicyForPermissionSet');
        const { inlinePolicy } = requirePermissionSet(ctx, input);
        // AWS answers an empty string, not an absent member.
        return { InlinePolicy: inlinePolicy ?? '' };
      },
    ),

    ListCustomerManagedPolicyReferencesInPermissionSet: operation(
      z.object({ ...target, ...ssoPaging }),
      (input, { caller }) => {
        requireAdministrator(
          caller,
          'ListCustomerManagedPolicyReferencesInPermissionSet',
        );
        const permissionSet = requirePermissionSet(ctx, input);
        const { items, nextToken } = ssoPage(
          [
            'ListCustomerManagedPolicyReferencesInPermissionSet',
            permissionSet.arn,
          ],
          [...permissionSet.customerManagedPolicies],
          ([key]) => key,
          input,
        );
        return {
          CustomerManagedPolicyReferences: items.map(([, reference]) => ({
            Name: reference.name,
            Path: reference.path,
          })),
          NextToken: nextToken,
        };
      },
    ),

    GetPermissionsBoundaryForPermissionSet: operation(
      z.object(target),
      (input, { caller }) => {
        requireAdministrator(caller, 'GetPermissionsBoundaryForPermissionSet');
        const boundary = requirePermissionSet(ctx, input).permissionsBoundary;
        if (!boundary) {
          throw errors.notFound('No permissions boundary is attached.');
        }
        return {
          PermissionsBoundary:
            'managedPolicyArn' in boundary
              ? { ManagedPolicyArn: boundary.managedPolicyArn }
              : {
                  CustomerManagedPolicyReference: {
                    Name: boundary.customerManagedPolicy.name,
                    Path: boundary.customerManagedPolicy.path,
                  },
                },
        };
      },
    ),

    ListAccountsForProvisionedPermissionSet: operation(
      z.object({
        ...target,
        ProvisioningStatus: provisioningStatus,
        ...ssoPaging,
      }),
      (input, { caller }) => {
        requireAdministrator(caller, 'ListAccountsForProvisionedPermissionSet');
        const permissionSet = requirePermissionSet(ctx, input);
        const roles = world.roles
          .listedOfPermissionSet(permissionSet.arn, clock.now())
          .filter(role =>
            hasStatus(
              input.ProvisioningStatus,
              role.provisioned.revision === permissionSet.revision,
            ),
          );
        const { items, nextToken } = ssoPage(
          [
            'ListAccountsForProvisionedPermissionSet',
            permissionSet.arn,
            input.ProvisioningStatus,
          ],
          roles,
          role => role.accountId,
          input,
        );
        return {
          AccountIds: items.map(role => role.accountId),
          NextToken: nextToken,
        };
      },
    ),

    ListPermissionSetsProvisionedToAccount: operation(
      z.object({
        InstanceArn: instanceArn,
        AccountId: accountId,
        ProvisioningStatus: provisioningStatus,
        ...ssoPaging,
      }),
      (input, { caller }) => {
        requireAdministrator(caller, 'ListPermissionSetsProvisionedToAccount');
        requireInstance(ctx, input.InstanceArn);
        const roles = world.roles
          .listedInAccount(input.AccountId, clock.now())
          .filter(role =>
            hasStatus(
              input.ProvisioningStatus,
              role.provisioned.revision ===
                world.permissionSets.get(role.permissionSetArn)?.revision,
            ),
          );
        const { items, nextToken } = ssoPage(
          [
            'ListPermissionSetsProvisionedToAccount',
            input.AccountId,
            input.ProvisioningStatus,
          ],
          roles,
          role => role.permissionSetArn,
          input,
        );
        return {
          PermissionSets: items.map(role => role.permissionSetArn),
          NextToken: nextToken,
        };
      },
    ),
  };
}

function hasStatus(
  wanted: z.infer<typeof provisioningStatus>,
  latest: boolean,
): boolean {
  return !wanted || latest === (wanted === 'LATEST_PERMISSION_SET_PROVISIONED');
}

/** The tags of the instance (none) or of a permission set. */
export function tagsOf(
  ctx: SsoAdminContext,
  resourceArn: string,
): Map<string, string> {
  if (resourceArn === ctx.world.identity.instanceArn) {
    return new Map();
  }
  const permissionSet = ctx.world.permissionSets.get(resourceArn);
  if (!permissionSet) {
    throw errors.notFound(`Could not find resource ${resourceArn}`);
  }
  return permissionSet.tags;
}
