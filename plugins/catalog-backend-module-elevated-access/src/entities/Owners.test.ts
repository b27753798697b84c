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

import fc from 'fast-check';
import { anAccount, aPermissionSet } from '../__testUtils__/directory';
import { Owners, type OwnerRule } from './Owners';
import { parseOwner } from './ownerRef';

function create(rules: OwnerRule[] = []) {
  const invalid: string[] = [];
  const owners = new Owners({
    tagKey: 'owner',
    rules,
    fallback: 'group:default/platform',
    onInvalidTag: value => invalid.push(value),
  });
  return { owners, invalid };
}

const RULES: OwnerRule[] = [
  { ou: '/', owner: 'group:default/everything' },
  { ou: '/Workloads', owner: 'group:default/workloads' },
  { ou: 'ou-ab12-prod0000', owner: 'group:default/production' },
  { account: '111122223333', owner: 'group:default/by-account' },
];

describe('owners', () => {
  it('takes the rule for the account before its tag', () => {
    const { owners } = create(RULES);
    expect(owners.ofAccount(anAccount())).toBe('group:default/by-account');
  });

  it('takes the tag before the rules for organizational units', () => {
    const { owners } = create(RULES);
    expect(owners.ofAccount(anAccount({ id: '111122223334' }))).toBe(
      'group:default/payments-engineers',
    );
  });

  it.each([
    [['Workloads', 'Prod'], 'group:default/production'],
    [['Workloads'], 'group:default/workloads'],
    [[], 'group:default/everything'],
  ])(
    'takes the rule for the nearest unit, by id or path, for an account in %p',
    (ouPath, owner) => {
      const { owners } = create(RULES);
      const ouIds = ['r-ab12', 'ou-ab12-workload', 'ou-ab12-prod0000'];
      expect(
        owners.ofAccount(
          anAccount({
            id: '111122223334',
            ouPath,
            ouIds: ouIds.slice(0, ouPath.length + 1),
            tags: {},
          }),
        ),
      ).toBe(owner);
    },
  );

  it('takes the default where nothing else is said', () => {
    const { owners } = create();
    expect(owners.ofAccount(anAccount({ tags: {} }))).toBe(
      'group:default/platform',
    );
    expect(owners.ofPermissionSet(aPermissionSet())).toBe(
      'group:default/platform',
    );
  });

  it.each([
    ['group:default/payments', 'group:default/payments'],
    ['Group:Default/Payments', 'group:default/payments'],
    ['user:ann.li', 'user:default/ann.li'],
    ['payments', 'group:default/payments'],
    ['finance/payments', 'group:finance/payments'],
    ['  payments ', 'group:default/payments'],
  ])('reads the tag value %p', (value, owner) => {
    const { owners, invalid } = create();
    expect(
      owners.ofPermissionSet(aPermissionSet({ tags: { owner: value } })),
    ).toBe(owner);
    expect(invalid).toEqual([]);
  });

  it.each([
    'Payments Team',
    'ann.li@octant.example',
    'component:default/ledger',
    'group:default/',
    'a:b:c',
    '💰',
    'x'.repeat(64),
    'group:UP_PER/payments',
  ])('says that %p is no owner, and goes on', value => {
    const { owners, invalid } = create(RULES);
    expect(
      owners.ofAccount(
        anAccount({ id: '111122223334', tags: { owner: value } }),
      ),
    ).toBe('group:default/production');
    expect(invalid).toEqual([value]);
  });

  it('never throws, whatever a tag says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), value => {
        const owner = parseOwner(value);
        expect(owner === undefined || /^(group|user):/.test(owner)).toBe(true);
      }),
    );
  });
});
