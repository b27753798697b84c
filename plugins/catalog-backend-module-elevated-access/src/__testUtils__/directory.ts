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

import type { Directory } from '../directory/types';

type Account = Directory['accounts'][number];
type PermissionSet = Directory['permissionSets'][number];

export const MANAGEMENT_ACCOUNT_ID = '100000000001';

export function anAccount(overrides: Partial<Account> = {}): Account {
  return {
    id: '111122223333',
    name: 'payments-prod',
    state: 'ACTIVE',
    ouIds: ['r-ab12', 'ou-ab12-workload', 'ou-ab12-prod0000'],
    ouPath: ['Workloads', 'Prod'],
    tags: { owner: 'payments-engineers' },
    ...overrides,
  };
}

export function aPermissionSet(
  overrides: Partial<PermissionSet> = {},
): PermissionSet {
  return {
    arn: 'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444',
    name: 'PowerUser',
    description: 'Everything but IAM',
    sessionDuration: 'PT4H',
    tags: {},
    ...overrides,
  };
}

export function aDirectory(overrides: Partial<Directory> = {}): Directory {
  return {
    syncedAt: '2026-11-22T12:00:00.000Z',
    origin: {
      managementAccountId: MANAGEMENT_ACCOUNT_ID,
      organizationArn: `arn:aws:organizations::${MANAGEMENT_ACCOUNT_ID}:organization/o-octantbank1`,
      region: 'eu-west-1',
      accessPortalUrl: 'https://octant.awsapps.com/start',
      demo: false,
    },
    accounts: [
      anAccount({
        id: MANAGEMENT_ACCOUNT_ID,
        name: 'octant-management',
        ouIds: ['r-ab12'],
        ouPath: [],
        tags: {},
      }),
      anAccount(),
    ],
    permissionSets: [aPermissionSet()],
    ...overrides,
  };
}
