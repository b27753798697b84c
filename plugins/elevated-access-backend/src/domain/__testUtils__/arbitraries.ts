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
  PermissionSetSelector,
  TargetSelector,
  WorkingHours,
} from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import type { LoadedEligibilityPolicy } from '../policies';
import type { DirectoryAccount, DirectoryPermissionSet } from '../types';
import { anAccount, aPermissionSet, arnOf } from './policyBuilders';

// Small worlds, so that policies, accounts and people meet often.

const OUS = [
  { ouIds: ['r-root'], ouPath: [] },
  { ouIds: ['r-root', 'ou-a'], ouPath: ['A'] },
  { ouIds: ['r-root', 'ou-a', 'ou-ab'], ouPath: ['A', 'B'] },
  { ouIds: ['r-root', 'ou-b'], ouPath: ['B'] },
];

export const SUBJECTS = [
  'user:default/ann',
  'User:default/Ann',
  'group:default/payments',
  'GROUP:Payments',
  'group:default/sre',
];

const tags = fc.constantFrom<Record<string, string>>(
  {},
  { team: 'payments' },
  { team: 'sre' },
  { Team: 'payments' },
);

export const account: fc.Arbitrary<DirectoryAccount> = fc
  .record({
    id: fc.constantFrom('000000000000', '111111111111', '222222222222'),
    ou: fc.constantFrom(...OUS),
    tags,
    state: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'SUSPENDED'),
  })
  .map(({ ou, ...rest }) => anAccount({ ...rest, ...ou, name: rest.id }));

export const permissionSet: fc.Arbitrary<DirectoryPermissionSet> = fc
  .record({
    name: fc.constantFrom('Admin', 'ReadOnly'),
    tags,
    inManagementAccount: fc.boolean(),
  })
  .map(({ name, ...rest }) => aPermissionSet(name, rest));

export const target: fc.Arbitrary<TargetSelector> = fc.oneof(
  fc.record({ account: fc.constantFrom('111111111111', '222222222222') }),
  fc.record({
    ou: fc.constantFrom('r-root', 'ou-a', 'ou-ab', '/', '/A', '/A/B', '/B'),
    descendants: fc.boolean(),
  }),
  fc.constant({ tag: { key: 'team', value: 'payments' } }),
  fc.constant({ owned: true as const }),
  fc.record({ owner: fc.constantFrom('group:payments', 'User:default/Ann') }),
  fc.constant({ all: true as const }),
);

/** Owners of an account, as the catalog gives them. */
export const ownerRefs: fc.Arbitrary<string[]> = fc.subarray([
  'group:default/payments',
  'group:default/sre',
  'user:default/ann',
]);

export const permissionSetSelector: fc.Arbitrary<PermissionSetSelector> =
  fc.oneof(
    fc.record({ name: fc.constantFrom('Admin', 'ReadOnly', 'readonly') }),
    fc.record({ arn: fc.constantFrom(arnOf('Admin'), arnOf('ReadOnly')) }),
    fc.constant({ tag: { key: 'team', value: 'sre' } }),
    fc.constant({ all: true as const }),
  );

export const workingHours: fc.Arbitrary<WorkingHours> = fc.record({
  timeZone: fc.constantFrom(
    'UTC',
    'Europe/Stockholm',
    'America/St_Johns',
    'Australia/Lord_Howe',
  ),
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: clockTime(),
  to: clockTime(),
});

function clockTime() {
  return fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
    .map(
      ([hour, minute]) =>
        `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    );
}

const common = {
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  version: fc.constant('v1'),
  subjects: fc.subarray(SUBJECTS, { minLength: 1, maxLength: 2 }),
  targets: fc.array(target, { minLength: 1, maxLength: 2 }),
  permissionSets: fc.array(permissionSetSelector, {
    minLength: 1,
    maxLength: 2,
  }),
  workingHours: fc.option(workingHours, { nil: undefined, freq: 3 }),
};

const policy: fc.Arbitrary<LoadedEligibilityPolicy> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...common,
      effect: fc.constant('allow' as const),
      priority: fc.integer({ min: 0, max: 1 }),
      maxDuration: fc.constantFrom('PT30M', 'PT1H', 'PT12H'),
      approval: fc.constantFrom('required' as const, 'not-required' as const),
      strictWindow: fc.constant(false),
      reason: fc.constant({ required: true, minLength: 0 }),
      ticket: fc.constant({ required: false, minLength: 0 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ ...common, effect: fc.constant('deny' as const) }),
  },
);

/** Policies of different names. */
export const policies: fc.Arbitrary<LoadedEligibilityPolicy[]> = fc.uniqueArray(
  policy,
  { selector: ({ name }) => name, maxLength: 6 },
);

export const person = fc.record({
  entityRef: fc.constantFrom('user:default/ann', 'user:default/ANN'),
  groupRefs: fc.subarray([
    'group:default/payments',
    'Group:default/SRE',
    'group:other/payments',
  ]),
});

export const instant: fc.Arbitrary<Date> = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});
