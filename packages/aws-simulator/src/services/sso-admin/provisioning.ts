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
import { ProvisioningRequest } from '../../lifecycle/types';
import { errors } from '../../protocol/errors';
import {
  accountId,
  epochSeconds,
  instanceArn,
  permissionSetArn,
  requestId,
  ssoPaging,
  statusFilter,
} from '../formats';
import { Operation, operation } from '../operation';
import {
  requireAdministrator,
  requireInstance,
  requireMayChange,
  requirePermissionSet,
  SsoAdminContext,
} from './context';
import { requireRequest, statusPage } from './assignmentReads';

function toWire(request: ProvisioningRequest) {
  return {
    Status: request.status,
    RequestId: request.requestId,
    AccountId: request.accountId,
    PermissionSetArn: request.permissionSetArn,
    FailureReason: request.failureReason,
    CreatedDate: epochSeconds(request.acceptedAt),
  };
}

/** Bringing edited permission sets to accounts. */
export function provisioningOperations(
  ctx: SsoAdminContext,
): Record<string, Operation> {
  return {
    ProvisionPermissionSet: operation(
      z.object({
        InstanceArn: instanceArn,
        PermissionSetArn: permissionSetArn,
        TargetType: z.enum(['AWS_ACCOUNT', 'ALL_PROVISIONED_ACCOUNTS']),
        TargetId: accountId.nullish(),
      }),
      (input, { caller, effects }) => {
        const permissionSet = requirePermissionSet(ctx, input);
        requireMayChange(ctx, caller, permissionSet, 'ProvisionPermissionSet');
        if (input.TargetType === 'AWS_ACCOUNT' && !input.TargetId) {
          throw errors.validation(
            'TargetId must be provided when TargetType is AWS_ACCOUNT',
          );
        }
        const target =
          input.TargetType === 'AWS_ACCOUNT'
            ? input.TargetId ?? undefined
            : undefined;
        return {
          PermissionSetProvisioningStatus: toWire(
            ctx.provisioning.submit(permissionSet, target, effects),
          ),
        };
      },
    ),

    DescribePermissionSetProvisioningStatus: operation(
      z.object({
        InstanceArn: instanceArn,
        ProvisionPermissionSetRequestId: requestId,
      }),
      (input, { caller }) => {
        requireAdministrator(caller, 'DescribePermissionSetProvisioningStatus');
        requireInstance(ctx, input.InstanceArn);
        return {
          PermissionSetProvisioningStatus: toWire(
            requireRequest(
              ctx,
              ctx.provisioning.requests,
              input.ProvisionPermissionSetRequestId,
            ),
          ),
        };
      },
    ),

    ListPermissionSetProvisioningStatus: operation(
      z.object({
        InstanceArn: instanceArn,
        Filter: statusFilter,
        ...ssoPaging,
      }),
      (input, { caller }) => {
        const name = 'ListPermissionSetProvisioningStatus';
        requireAdministrator(caller, name);
        const found = statusPage(ctx, name, ctx.provisioning.requests, input);
        return {
          PermissionSetsProvisioningStatus: found.items,
          NextToken: found.nextToken,
        };
      },
    ),
  };
}
