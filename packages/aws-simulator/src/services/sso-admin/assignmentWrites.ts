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
import { AssignmentRequest } from '../../lifecycle/types';
import { AssignmentTuple } from '../../model/types';
import { errors } from '../../protocol/errors';
import {
  accountId,
  epochSeconds,
  identityId,
  instanceArn,
  permissionSetArn,
  principalType,
} from '../formats';
import { Caller, Operation, operation } from '../operation';
import {
  denied,
  requireMayChange,
  requirePermissionSet,
  SsoAdminContext,
} from './context';

const input = z.object({
  InstanceArn: instanceArn,
  TargetId: accountId,
  TargetType: z.enum(['AWS_ACCOUNT']),
  PermissionSetArn: permissionSetArn,
  PrincipalType: principalType,
  PrincipalId: identityId,
});

/** The status of a request as AWS shows it. */
export function statusToWire(request: AssignmentRequest) {
  return {
    Status: request.status,
    RequestId: request.requestId,
    FailureReason: request.failureReason,
    TargetId: request.tuple.accountId,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: request.tuple.permissionSetArn,
    PrincipalType: request.tuple.principalType,
    PrincipalId: request.tuple.principalId,
    CreatedDate: epochSeconds(request.acceptedAt),
  };
}

/** Creating and deleting account assignments: accepted now, done later. */
export function assignmentWrites(
  ctx: SsoAdminContext,
): Record<string, Operation> {
  const { world, limits, assignments } = ctx;

  const authorize = (
    request: z.output<typeof input>,
    caller: Caller,
    action: string,
  ): AssignmentTuple => {
    const permissionSet = requirePermissionSet(ctx, request);
    requireMayChange(ctx, caller, permissionSet, action);
    const isManagement =
      request.TargetId === world.identity.managementAccountId;
    if (isManagement && caller.role === 'delegated-administrator') {
      throw denied(caller, action, `arn:aws:sso:::account/${request.TargetId}`);
    }
    return {
      accountId: request.TargetId,
      permissionSetArn: permissionSet.arn,
      principalType: request.PrincipalType,
      // Hexadecimal digits may be sent in either case.
      principalId: request.PrincipalId.toLowerCase(),
    };
  };

  return {
    CreateAccountAssignment: operation(input, (request, call) => {
      const tuple = authorize(request, call.caller, 'CreateAccountAssignment');
      const { roles } = world;
      if (
        !roles.get(tuple.accountId, tuple.permissionSetArn) &&
        roles.inAccount(tuple.accountId).length >=
          limits.permissionSetsPerAccount
      ) {
        throw errors.quota(
          `You have exceeded AWS SSO limits. Cannot provision more than ${limits.permissionSetsPerAccount} permission sets in account ${tuple.accountId}.`,
        );
      }
      const accepted = assignments.submit('create', tuple, call.effects);
      return { AccountAssignmentCreationStatus: statusToWire(accepted) };
    }),

    DeleteAccountAssignment: operation(input, (request, call) => {
      const tuple = authorize(request, call.caller, 'DeleteAccountAssignment');
      const accepted = assignments.submit('delete', tuple, call.effects);
      return { AccountAssignmentDeletionStatus: statusToWire(accepted) };
    }),
  };
}
