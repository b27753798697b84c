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

import type {
  AccessRequest,
  AccessReview,
} from 'backstage-plugin-elevated-access-common';

const DAY_MS = 24 * 60 * 60_000;

/** A review of accounts. Reviews are made after a month, and the system of the tests is minutes old. */
export function reviewOf(request: AccessRequest): AccessReview {
  const { requester, account, permissionSet } = request;
  const row = { person: requester, account, permissionSet };
  const daysAgo = (days: number) =>
    new Date(Date.parse(request.createdAt) - days * DAY_MS).toISOString();
  return {
    id: 'a-review',
    scope: 'accounts',
    reviewer: {
      entityRef: 'group:default/payments-leads',
      displayName: 'payments-leads',
    },
    from: daysAgo(40),
    to: daysAgo(10),
    createdAt: daysAgo(9),
    accesses: 12,
    unused: 8,
    rows: [
      {
        ...row,
        accesses: 8,
        used: 0,
        unused: 8,
        lastGivenAt: daysAgo(12),
        lastRequestId: request.id,
      },
      {
        ...row,
        permissionSet: {
          ...permissionSet,
          name: 'DatabaseAdministratorOnCall',
        },
        accesses: 4,
        used: 4,
        unused: 0,
        lastGivenAt: daysAgo(20),
        lastRequestId: request.id,
      },
    ],
    accountIds: [account.id],
    truncated: false,
    unusedPolicies: [
      { name: 'contractors-of-the-migration', lastUsedAt: null },
      { name: 'payments-engineers-build', lastUsedAt: daysAgo(90) },
    ],
  };
}
