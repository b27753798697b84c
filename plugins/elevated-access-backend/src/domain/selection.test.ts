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

import type { TargetSelector } from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import * as arbitrary from './__testUtils__/arbitraries';
import { coversAccount, coversSet } from './__testUtils__/eligibilityModel';
import {
  anAccount,
  aPermissionSet,
  arnOf,
} from './__testUtils__/policyBuilders';
import {
  matchesPermissionSet,
  matchesTarget,
  targetSpecificity,
} from './selection';
import type { DirectoryAccount } from './types';

const UNOWNED = { ownerRefs: [], askerRefs: new Set<string>() };

const covers = (selector: TargetSelector, account: DirectoryAccount) =>
  matchesTarget(selector, account, UNOWNED);

const ou = (name: string, descendants = true) => ({ ou: name, descendants });

describe('matchesTarget', () => {
  it('agrees with the model for every selector and account', () => {
    fc.assert(
      fc.property(
        arbitrary.target,
        arbitrary.account,
        arbitrary.ownerRefs,
        arbitrary.ownerRefs,
        (selector, account, ownerRefs, askerRefs) => {
          expect(
            matchesTarget(selector, account, {
              ownerRefs,
              askerRefs: new Set(askerRefs),
            }),
          ).toBe(coversAccount(selector, account, ownerRefs, askerRefs));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(['r-root', 'ou-root-workload', '/', '/Workloads', '/Workloads/Prod'])(
    'covers the descendants of %s, at any depth',
    name => {
      expect(covers(ou(name), anAccount())).toBe(true);
    },
  );

  it('covers only accounts directly in the OU when told so', () => {
    expect(covers(ou('/Workloads', false), anAccount())).toBe(false);
    expect(covers(ou('ou-root-workload', false), anAccount())).toBe(false);
    expect(covers(ou('/Workloads/Prod', false), anAccount())).toBe(true);
    expect(covers(ou('ou-root-prodprod', false), anAccount())).toBe(true);
    const atRoot = anAccount({ ouIds: ['r-root'], ouPath: [] });
    expect(covers(ou('r-root', false), atRoot)).toBe(true);
    expect(covers(ou('/', false), atRoot)).toBe(true);
    expect(covers(ou('/', false), anAccount())).toBe(false);
  });

  it.each([
    '/Prod',
    '/Work',
    '/Workloads/Pro',
    '/workloads',
    '/Workloads/Prod/X',
  ])('does not take %s for a part of the way to /Workloads/Prod', name => {
    expect(covers(ou(name), anAccount())).toBe(false);
  });

  it('does not take an OU whose name has a slash for two OUs', () => {
    const tricky = anAccount({
      ouIds: ['r-root', 'ou-tricky'],
      ouPath: ['Workloads/Prod'],
    });
    expect(covers(ou('/Workloads/Prod'), tricky)).toBe(false);
    expect(covers(ou('ou-tricky'), tricky)).toBe(true);
  });

  it('compares tags exactly, and does not find what every object has', () => {
    const tagged = anAccount({ tags: { team: 'payments' } });
    const tag = (key: string, value: string) => ({ tag: { key, value } });
    expect(covers(tag('team', 'payments'), tagged)).toBe(true);
    expect(covers(tag('Team', 'payments'), tagged)).toBe(false);
    expect(covers(tag('team', 'Payments'), tagged)).toBe(false);
    expect(
      covers(tag('toString', String(Object.prototype.toString)), tagged),
    ).toBe(false);
  });
});

describe('targetSpecificity', () => {
  it('orders the account, a tag, OUs from the nearest upwards, and all', () => {
    const account = anAccount({ tags: { team: 'payments' } });
    const order = [
      { account: account.id },
      { tag: { key: 'team', value: 'payments' } },
      ou('/Workloads/Prod'),
      ou('ou-root-workload'),
      ou('r-root'),
      { all: true as const },
    ].map(selector => targetSpecificity(selector, account, UNOWNED));
    expect(order).not.toContain(undefined);
    expect(order).toEqual([...order].sort((a, b) => Number(b) - Number(a)));
    expect(new Set(order).size).toBe(order.length);
  });
});

describe('matchesPermissionSet', () => {
  it('agrees with the model for every selector and permission set', () => {
    fc.assert(
      fc.property(
        arbitrary.permissionSetSelector,
        arbitrary.permissionSet,
        (selector, permissionSet) => {
          expect(matchesPermissionSet(selector, permissionSet)).toBe(
            coversSet(selector, permissionSet),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('goes by the whole name, not by what it begins with', () => {
    const admin = aPermissionSet('AdministratorAccess');
    expect(matchesPermissionSet({ name: 'Administrator' }, admin)).toBe(false);
    expect(matchesPermissionSet({ arn: arnOf('Other') }, admin)).toBe(false);
  });
});
