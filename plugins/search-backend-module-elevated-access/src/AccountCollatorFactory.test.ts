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

import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { DirectoryAccount } from 'backstage-plugin-elevated-access-common';
import { AccountCollatorFactory } from './AccountCollatorFactory';

const account: DirectoryAccount = {
  id: '111122223333',
  state: 'ACTIVE',
  name: 'payments-prod',
  ouIds: ['r-1', 'ou-1'],
  ouPath: ['Workloads', 'Prod'],
  tags: { secret: 'of no interest' },
};

async function collect(decision: PolicyDecision, everybodyMayFind = false) {
  const logger = mockServices.logger.mock();
  const asked: unknown[] = [];
  const auth = mockServices.auth();
  const factory = new AccountCollatorFactory({
    accounts: {
      async *read() {
        yield account;
        yield { ...account, id: '999', state: 'SUSPENDED' };
      },
    },
    permissions: mockServices.permissions.mock({
      authorizeConditional: async (requests, options) => {
        asked.push(requests, options);
        return [decision];
      },
    }),
    auth,
    logger,
    everybodyMayFind,
  });
  const documents = await (await factory.getCollator()).toArray();
  return { factory, documents, logger, asked };
}

const conditional: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'elevated-access',
  resourceType: 'elevated-access-account',
  conditions: {
    rule: 'IS_REQUESTABLE_BY',
    resourceType: 'elevated-access-account',
    params: { claims: [] },
  },
};

it('makes a document of each account, which leads to the form and hangs on the permission', async () => {
  const { documents, factory } = await collect(conditional);
  expect(documents).toEqual([
    {
      title: 'payments-prod',
      text: 'AWS account 111122223333 in /Workloads/Prod. Request access.',
      location: '/elevated-access/request?search=111122223333',
      accountId: '111122223333',
      authorization: { resourceRef: '111122223333' },
    },
  ]);
  expect(factory).toMatchObject({
    type: 'aws-account',
    visibilityPermission: {
      name: 'elevated-access.account.find',
      resourceType: 'elevated-access-account',
    },
  });
});

it('indexes where the policy denies, since it may deny some and not others', async () => {
  const { documents } = await collect({ result: AuthorizeResult.DENY });
  expect(documents).toHaveLength(1);
});

it('indexes nothing where everybody would find everything, and says what to do', async () => {
  const { documents, logger, asked } = await collect({
    result: AuthorizeResult.ALLOW,
  });
  expect(documents).toEqual([]);
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('everybodyMayFind'),
  );
  // Asked for somebody of whom nothing is known: a service may always do everything.
  expect(asked[1]).toMatchObject({
    credentials: { principal: { type: 'none' } },
  });
});

it('indexes all the same where the config says that everybody may find them', async () => {
  const { documents } = await collect({ result: AuthorizeResult.ALLOW }, true);
  expect(documents).toHaveLength(1);
});
