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
import { accountId } from '../formats';
import { Operation, operation } from '../operation';
import {
  accountToWire,
  notFound,
  OrganizationsContext,
  organizationsPage,
  paging,
  parentId,
  requireParent,
  requireReader,
} from './context';

/** The organization and its accounts. */
export function accountOperations(
  ctx: OrganizationsContext,
): Record<string, Operation> {
  const { world } = ctx;
  const { identity } = world;
  const every = { everyRegion: true };
  return {
    DescribeOrganization: operation(
      // Any account of the organization may ask for it.
      z.object({}),
      () => ({
        Organization: {
          Id: identity.organizationId,
          Arn: identity.organizationArn,
          FeatureSet: 'ALL',
          MasterAccountId: identity.managementAccountId,
          MasterAccountArn: world.accounts.get(identity.managementAccountId)
            ?.arn,
          MasterAccountEmail: world.accounts.get(identity.managementAccountId)
            ?.email,
          AvailablePolicyTypes: [
            { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
          ],
        },
      }),
      every,
    ),

    ListAccounts: operation(
      z.object(paging),
      (input, { caller }) => {
        requireReader(caller);
        const { items, nextToken } = organizationsPage(
          ctx,
          ['ListAccounts'],
          [...world.accounts.values()],
          account => account.id,
          input,
        );
        return {
          Accounts: items.map(account => accountToWire(ctx, account)),
          NextToken: nextToken,
        };
      },
      every,
    ),

    DescribeAccount: operation(
      z.object({ AccountId: accountId }),
      (input, { caller }) => {
        requireReader(caller);
        const account = world.accounts.get(input.AccountId);
        if (!account) {
          throw notFound('AccountNotFoundException', 'an account');
        }
        return { Account: accountToWire(ctx, account) };
      },
      every,
    ),

    ListAccountsForParent: operation(
      z.object({ ParentId: parentId, ...paging }),
      (input, { caller }) => {
        requireReader(caller);
        const parent = requireParent(ctx, input.ParentId);
        const { items, nextToken } = organizationsPage(
          ctx,
          ['ListAccountsForParent', parent.id],
          [...world.accounts.values()].filter(a => a.parentId === parent.id),
          account => account.id,
          input,
        );
        return {
          Accounts: items.map(account => accountToWire(ctx, account)),
          NextToken: nextToken,
        };
      },
      every,
    ),
  };
}
