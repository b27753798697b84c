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

import {
  anAllow,
  aPermissionSet,
  aSnapshot,
} from '../domain/__testUtils__/policyBuilders';
import { DirectoryIndex } from '../domain/DirectoryIndex';
import { EligibilityIndex } from '../domain/EligibilityIndex';
import type { DirectoryAccount } from '../domain/types';
import { search } from './searchRequestable';

function anAccount(name: string, ouPath: string[]): DirectoryAccount {
  return {
    id: name,
    name,
    state: 'ACTIVE',
    ouIds: ['r-1'],
    ouPath,
    tags: {},
  };
}

const permissionSet = aPermissionSet('PowerUser');

function find(text: string, accounts: DirectoryAccount[]): string[] {
  const directory = new DirectoryIndex(aSnapshot(accounts, [permissionSet]), {
    protectedAccountIds: [],
    delegatedAdministrator: false,
  });
  const offers = new EligibilityIndex({
    directory,
    policies: [anAllow({ permissionSets: [{ all: true }] })],
    owners: new Map(),
  }).offersFor({
    entityRef: 'user:default/ann',
    groupRefs: ['group:payments'],
  });
  return [...search(offers, text)].map(
    ({ account }) => directory.accounts[account].account.name,
  );
}

describe('searching what may be asked for', () => {
  const accounts = [
    anAccount('ledger-dev', ['Payments', 'NonProd']),
    anAccount('payments-dev', ['Payments', 'NonProd']),
    anAccount('payments-prod', ['Payments', 'Prod']),
    anAccount('web', ['Web']),
  ];

  it('puts what is called so before what merely belongs to it', () => {
    expect(find('payments prod power', accounts)).toEqual([
      'payments-prod',
      'payments-dev',
      'ledger-dev',
    ]);
  });

  it('keeps the order of names where all are equally near, and where nothing is searched for', () => {
    expect(find('nonprod', accounts)).toEqual(['ledger-dev', 'payments-dev']);
    expect(find('', accounts)).toEqual(accounts.map(({ name }) => name));
  });
});
