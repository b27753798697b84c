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

const ARN =
  'arn:aws:sso:::permissionSet/ssoins-0000000000000001/ps-000000000000000';

const person = (name, displayName) => ({
  entityRef: `user:default/${name}`,
  displayName,
});

/** One line of the table. */
function held(who, [id, name], permissionSet, days, [accesses, used, unused]) {
  return {
    person: who,
    account: { id, name },
    permissionSet: {
      arn: `${ARN}${permissionSet.length}`,
      name: permissionSet,
    },
    accesses,
    used,
    unused,
    lastGivenAt: daysAgo(days),
    lastRequestId: `${who.entityRef}-${id}-${permissionSet}`,
  };
}

function daysAgo(days) {
  return new Date(Date.now() - days * 24 * 3_600_000).toISOString();
}

const payments = ['111122223333', 'payments-prod'];
const ledger = ['111122223334', 'ledger-prod'];
const ines = person('ines.costa', 'Ines Costa');
const ann = person('ann.li', 'Ann Li');
const hugo = person('hugo.brandt', 'Hugo Brandt');

/** A month of the demonstration, which is too young to have one: reviews are made when a period is over. */
export const review = {
  id: 'last-month',
  scope: 'accounts',
  reviewer: {
    entityRef: 'group:default/payments-leads',
    displayName: 'payments-leads',
  },
  from: daysAgo(33),
  to: daysAgo(3),
  createdAt: daysAgo(2),
  accesses: 25,
  unused: 10,
  rows: [
    held(ines, payments, 'DatabaseAdmin', 6, [6, 0, 6]),
    held(hugo, ledger, 'PowerUser', 11, [4, 1, 3]),
    held(ann, payments, 'PowerUser', 4, [7, 6, 1]),
    held(ann, payments, 'ReadOnly', 5, [5, 5, 0]),
    held(hugo, ledger, 'ReadOnly', 19, [3, 3, 0]),
  ],
  accountIds: [payments[0], ledger[0]],
  truncated: false,
  unusedPolicies: [
    { name: 'contractors-of-the-migration', lastUsedAt: null },
    { name: 'payments-engineers-build', lastUsedAt: daysAgo(140) },
  ],
};
