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
import { RequestRegistry } from '../../lifecycle/RequestRegistry';
import { RequestRecord } from '../../lifecycle/types';
import { tupleKey } from '../../model/types';
import { errors } from '../../protocol/errors';
import {
  accountId,
  epochSeconds,
  identityId,
  instanceArn,
  permissionSetArn,
  principalType,
  requestId,
  ssoPaging,
  statusFilter,
} from '../formats';
import { Operation, operation } from '../operation';
import {
  denied,
  requireAdministrator,
  requireInstance,
  requirePermissionSet,
  SsoAdminContext,
  ssoPage,
} from './context';
import { statusToWire } from './assignmentWrites';

const statusList = z.object({
  InstanceArn: instanceArn,
  Filter: statusFilter,
  ...ssoPaging,
});

/** Looks a request up by its id; unknown and expired ids look the same. */
export function requireRequest<R extends RequestRecord>(
  ctx: SsoAdminContext,
  registry: RequestRegistry<R>,
  id: string,
): R {
  const record = registry.get(id, ctx.clock.now());
  if (!record) {
    throw errors.notFound(`Could not find request with id ${id}`);
  }
  return record;
}

/** A page of request statuses. AWS's items carry no more than these three. */
export function statusPage<R extends RequestRecord>(
  ctx: SsoAdminContext,
  name: string,
  registry: RequestRegistry<R>,
  input: z.output<typeof statusList>,
) {
  requireInstance(ctx, input.InstanceArn);
  const wanted = input.Filter?.Status;
  const { items, nextToken } = ssoPage(
    [name, wanted],
    registry
      .list(ctx.clock.now())
      .filter(record => !wanted || record.status === wanted),
    record => record.requestId,
    input,
  );
  return {
    items: items.map(record => ({
      RequestId: record.requestId,
      Status: record.status,
      CreatedDate: epochSeconds(record.acceptedAt),
    })),
    nextToken,
  };
}

/** Everything that reads account assignments and the requests for them. */
export function assignmentReads(
  ctx: SsoAdminContext,
): Record<string, Operation> {
  const { world, clock, assignments } = ctx;
  return {
    DescribeAccountAssignmentCreationStatus: operation(
      z.object({
        InstanceArn: instanceArn,
        AccountAssignmentCreationRequestId: requestId,
      }),
      (input, { caller }) => {
        requireAdministrator(caller, 'DescribeAccountAssignmentCreationStatus');
        requireInstance(ctx, input.InstanceArn);
        const record = requireRequest(
          ctx,
          assignments.creations,
          input.AccountAssignmentCreationRequestId,
        );
        return { AccountAssignmentCreationStatus: statusToWire(record) };
      },
    ),

    DescribeAccountAssignmentDeletionStatus: operation(
      z.object({
        InstanceArn: instanceArn,
        AccountAssignmentDeletionRequestId: requestId,
      }),
      (input, { caller }) => {
        requireAdministrator(caller, 'DescribeAccountAssignmentDeletionStatus');
        requireInstance(ctx, input.InstanceArn);
        const record = requireRequest(
          ctx,
          assignments.deletions,
          input.AccountAssignmentDeletionRequestId,
        );
        return { AccountAssignmentDeletionStatus: statusToWire(record) };
      },
    ),

    ListAccountAssignmentCreationStatus: operation(
      statusList,
      (input, { caller }) => {
        const name = 'ListAccountAssignmentCreationStatus';
        requireAdministrator(caller, name);
        const found = statusPage(ctx, name, assignments.creations, input);
        return {
          AccountAssignmentsCreationStatus: found.items,
          NextToken: found.nextToken,
        };
      },
    ),

    ListAccountAssignmentDeletionStatus: operation(
      statusList,
      (input, { caller }) => {
        const name = 'ListAccountAssignmentDeletionStatus';
        requireAdministrator(caller, name);
        const found = statusPage(ctx, name, assignments.deletions, input);
        return {
          AccountAssignmentsDeletionStatus: found.items,
          NextToken: found.nextToken,
        };
      },
    ),

    ListAccountAssignments: operation(
      z.object({
        InstanceArn: instanceArn,
        AccountId: accountId,
        PermissionSetArn: permissionSetArn,
        ...ssoPaging,
      }),
      (input, { caller }) => {
        requireAdministrator(caller, 'ListAccountAssignments');
        const permissionSet = requirePermissionSet(ctx, input);
        const { items, nextToken } = ssoPage(
          ['ListAccountAssignments', input.AccountId, permissionSet.arn],
          world.assignments.listedForTarget(
            input.AccountId,
            permissionSet.arn,
            clock.now(),
          ),
          tupleKey,
          input,
        );
        return {
          AccountAssignments: items.map(a => ({
            AccountId: a.accountId,
            PermissionSetArn: a.permissionSetArn,
            PrincipalType: a.principalType,
            PrincipalId: a.principalId,
          })),
          NextToken: nextToken,
        };
      },
    ),

    ListAccountAssignmentsForPrincipal: operation(
      z.object({
        InstanceArn: instanceArn,
        PrincipalId: identityId,
        PrincipalType: principalType,
        Filter: z.object({ AccountId: accountId.nullish() }).nullish(),
        ...ssoPaging,
      }),
      (input, { caller }) => {
        // The API reference: "must be called from the management account".
        if (caller.role !== 'management') {
          throw denied(caller, 'ListAccountAssignmentsForPrincipal');
        }
        requireInstance(ctx, input.InstanceArn);
        if (!world.principalExists(input.PrincipalType, input.PrincipalId)) {
          throw errors.notFound(
            `Could not find ${input.PrincipalType} ${input.PrincipalId}`,
          );
        }
        const principals = [
          input.PrincipalId,
          // A user's list also has what comes through groups.
          ...(input.PrincipalType === 'USER'
            ? world.memberships.ofUser(input.PrincipalId).map(m => m.groupId)
            : []),
        ];
        const wanted = input.Filter?.AccountId;
        const { items, nextToken } = ssoPage(
          ['ListAccountAssignmentsForPrincipal', input.PrincipalId, wanted],
          principals
            .flatMap(id =>
              world.assignments.listedForPrincipal(id, clock.now()),
            )
            .filter(a => !wanted || a.accountId === wanted),
          tupleKey,
          input,
        );
        return {
          AccountAssignments: items.map(a => ({
            AccountId: a.accountId,
            PermissionSetArn: a.permissionSetArn,
            PrincipalId: a.principalId,
            PrincipalType: a.principalType,
          })),
          NextToken: nextToken,
        };
      },
    ),
  };
}
