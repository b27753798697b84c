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
import { selectApprovalPolicy, toRequirement } from './approval';
import type { LoadedApprovalPolicy } from './policies';
import type { DirectoryPermissionSet } from './types';
import * as arbitrary from './__testUtils__/arbitraries';
import { coversAccount, coversSet } from './__testUtils__/eligibilityModel';
import {
  anAccount,
  anApprovalPolicy,
  aPermissionSet,
} from './__testUtils__/policyBuilders';

const ACCOUNT = anAccount({ tags: { team: 'payments' } });
const SET = aPermissionSet();
const OWNERSHIP = {
  ownerRefs: ['group:default/payments'],
  askerRefs: new Set(['group:default/payments', 'user:default/ann']),
};

const select = (
  permissionSet: DirectoryPermissionSet,
  policies: readonly LoadedApprovalPolicy[],
) =>
  selectApprovalPolicy(
    { account: ACCOUNT, ownership: OWNERSHIP, permissionSet },
    policies,
  );

const byAll = anApprovalPolicy({ name: 'by-all' });
const byRoot = anApprovalPolicy({ name: 'by-root', targets: [{ ou: '/' }] });
const byUpperOu = anApprovalPolicy({
  name: 'by-upper-ou',
  targets: [{ ou: '/Workloads' }],
});
const byNearOu = anApprovalPolicy({
  name: 'by-near-ou',
  targets: [{ ou: 'ou-root-prodprod' }],
});
const byTag = anApprovalPolicy({
  name: 'by-tag',
  targets: [{ tag: { key: 'team', value: 'payments' } }],
});
const byAccount = anApprovalPolicy({
  name: 'by-account',
  targets: [{ account: ACCOUNT.id }],
});
const byOwnership = anApprovalPolicy({
  name: 'by-ownership',
  targets: [{ owned: true }],
});
const byOwner = anApprovalPolicy({
  name: 'by-owner',
  targets: [{ owner: 'group:payments' }],
});
const closestLast = [byAll, byRoot, byUpperOu, byNearOu, byTag, byAccount];

describe('selectApprovalPolicy', () => {
  it('takes the one that names the account most closely', () => {
    for (let count = 1; count <= closestLast.length; count += 1) {
      const policies = closestLast.slice(0, count);
      const expected = policies[count - 1];
      expect(select(SET, policies)).toBe(expected);
      expect(select(SET, policies.reverse())).toBe(expected);
    }
  });

  it.each([byOwnership, byOwner])(
    'holds who owns the account as close as a tag: after the account, before any OU ($name)',
    owned => {
      expect(select(SET, [byNearOu, owned])).toBe(owned);
      expect(select(SET, [owned, byAccount])).toBe(byAccount);
      // As close, so that the name decides.
      expect(select(SET, [byTag, owned])).toBe(owned);
      expect(select(SET, [owned, { ...byTag, name: 'a' }])?.name).toBe('a');
    },
  );

  it('goes by the closest of several targets of one policy', () => {
    const both = anApprovalPolicy({
      name: 'z-both',
      targets: [{ all: true }, { account: ACCOUNT.id }],
    });
    expect(select(SET, [byNearOu, both])).toBe(both);
  });

  it('puts priority before closeness', () => {
    const urgent = anApprovalPolicy({ name: 'urgent', priority: 1 });
    expect(select(SET, [byAccount, urgent])).toBe(urgent);
  });

  it('goes by name when nothing else decides', () => {
    const [a, b] = ['a', 'b'].map(name => anApprovalPolicy({ name }));
    expect(select(SET, [b, a])).toBe(a);
  });

  it('may differ by permission set on the same account', () => {
    const forAdmin = anApprovalPolicy({
      name: 'for-admin',
      targets: [{ account: ACCOUNT.id }],
      permissionSets: [{ name: 'Admin' }],
    });
    const policies = [byAll, forAdmin];
    expect(select(aPermissionSet('Admin'), policies)).toBe(forAdmin);
    expect(select(SET, policies)).toBe(byAll);
  });

  it('leaves out an OU that only counts accounts directly in it', () => {
    const direct = anApprovalPolicy({
      targets: [{ ou: '/Workloads', descendants: false }],
    });
    expect(select(SET, [direct])).toBeUndefined();
  });

  it('finds one exactly when one covers account and permission set', () => {
    const policy = fc
      .record({
        name: fc.constantFrom('a', 'b', 'c'),
        priority: fc.integer({ min: 0, max: 2 }),
        targets: fc.array(arbitrary.target, { minLength: 1, maxLength: 2 }),
        permissionSets: fc.array(arbitrary.permissionSetSelector, {
          minLength: 1,
          maxLength: 2,
        }),
      })
      .map(anApprovalPolicy);
    fc.assert(
      fc.property(
        arbitrary.account,
        arbitrary.ownerRefs,
        arbitrary.ownerRefs,
        arbitrary.permissionSet,
        fc.uniqueArray(policy, { selector: it => it.name }),
        (account, ownerRefs, askerRefs, permissionSet, policies) => {
          const covering = policies.filter(
            it =>
              it.targets.some(target =>
                coversAccount(target, account, ownerRefs, askerRefs),
              ) && it.permissionSets.some(set => coversSet(set, permissionSet)),
          );
          const query = {
            account,
            permissionSet,
            ownership: { ownerRefs, askerRefs: new Set(askerRefs) },
          };
          const selected = selectApprovalPolicy(query, policies);
          const highest = Math.max(...covering.map(it => it.priority));
          const eligible = covering.filter(it => it.priority === highest);
          expect(covering.length === 0 ? [undefined] : eligible).toContain(
            selected,
          );
          expect(selectApprovalPolicy(query, policies.reverse())).toBe(
            selected,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('toRequirement', () => {
  it('pins what was in force, with approvers as they are compared', () => {
    const policy = anApprovalPolicy({
      comment: 'always',
      stages: [
        {
          name: 'Leads',
          approvers: ['Group:Payments-Leads', 'group:default/payments-leads'],
          required: 2,
          escalation: [
            { after: 'PT2H', approvers: ['manager'] },
            { after: 'PT1H', approvers: ['User:Cleo', 'owner'] },
          ],
        },
      ],
    });
    expect(toRequirement(policy)).toEqual({
      policyName: 'payments-approval',
      policyVersion: 'v1',
      comment: 'always',
      reminders: { firstMs: 1_800_000, maximumMs: 14_400_000 },
      stages: [
        {
          name: 'Leads',
          approvers: ['group:default/payments-leads'],
          required: 2,
          escalation: [
            { afterMs: 3_600_000, approvers: ['user:default/cleo', 'owner'] },
            { afterMs: 7_200_000, approvers: ['manager'] },
          ],
        },
      ],
    });
  });
});
