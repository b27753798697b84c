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
import type {
  LoadedApprovalPolicy,
  LoadedEligibilityPolicy,
} from '../policies';
import type { DirectoryAccount, DirectoryPermissionSet } from '../types';
import {
  aDeny,
  anAccount,
  anAllow,
  anApprovalPolicy,
  aPermissionSet,
  arnOf,
} from './policyBuilders';

/** An organization, its people and its policies, as small as they can be and still be at odds. */
export interface World {
  /** OUs by id; the root has no parent. */
  units: Readonly<Record<string, { name: string; parent: string | null }>>;
  /** The group that each group is in, if any, by ref. */
  groups: Readonly<Record<string, string | undefined>>;
  /** The groups that each person is a direct member of, by ref. */
  memberOf: Readonly<Record<string, readonly string[]>>;
  accounts: readonly WorldAccount[];
  sets: readonly WorldSet[];
  eligibility: readonly LoadedEligibilityPolicy[];
  approval: readonly LoadedApprovalPolicy[];
}

export interface WorldAccount {
  id: string;
  state: string;
  /** Id of the OU that holds it. */
  unit: string;
  tags: Readonly<Record<string, string>>;
  /** As the catalog writes them. */
  owners: readonly string[];
}

export interface WorldSet {
  name: string;
  arn: string;
  tags: Readonly<Record<string, string>>;
}

export interface Question {
  person: string;
  account: WorldAccount;
  set: WorldSet;
  startsAt: Date;
  durationMs: number;
}

const MINUTE = 60_000;

/** Two OUs of the same name on different levels, and one branch of seven. */
const UNITS: World['units'] = {
  'r-root': { name: 'Root', parent: null },
  'ou-work': { name: 'Work', parent: 'r-root' },
  'ou-prod': { name: 'Prod', parent: 'ou-work' },
  'ou-prod-prod': { name: 'Prod', parent: 'ou-prod' },
  'ou-4': { name: '4', parent: 'ou-prod-prod' },
  'ou-5': { name: '5', parent: 'ou-4' },
  'ou-6': { name: '6', parent: 'ou-5' },
  'ou-7': { name: '7', parent: 'ou-6' },
  'ou-top-prod': { name: 'Prod', parent: 'r-root' },
};

/** By id and by path; the last one does not exist. */
const UNIT_NAMES = [
  ...Object.keys(UNITS),
  '/',
  '/Work',
  '/Prod',
  '/Work/Prod',
  '/Work/Prod/Prod',
  '/Work/Prod/Prod/4/5/6/7',
  '/Work/Work',
];

const GROUPS: World['groups'] = {
  'group:default/leads': 'group:default/team',
  'group:default/team': 'group:default/department',
  'group:default/department': undefined,
  'group:other/team': undefined,
};

const PEOPLE = ['user:default/ann', 'user:default/bo'];

/** The same people and groups, as policies and catalogs may write them. */
const REFS = [
  'user:default/ann',
  'User:Ann',
  'user:default/bo',
  'group:default/leads',
  'group:default/team',
  'GROUP:Team',
  'group:default/department',
  'group:other/team',
  'user:default/team',
];

const tags = fc.constantFrom<Record<string, string>>(
  {},
  { stage: 'prod' },
  { stage: 'dev' },
  { Stage: 'prod' },
);

const tagSelector = fc.constantFrom(
  { tag: { key: 'stage', value: 'prod' } },
  { tag: { key: 'stage', value: 'dev' } },
);

const ACCOUNT_IDS = ['000000000000', '111111111111', '222222222222'];
const SET_NAMES = ['Admin', 'ReadOnly'];

const organization: fc.Arbitrary<Omit<World, 'eligibility' | 'approval'>> =
  fc.record({
    units: fc.constant(UNITS),
    groups: fc.constant(GROUPS),
    memberOf: fc.record(
      Object.fromEntries(
        PEOPLE.map(person => [
          person,
          fc.subarray(Object.keys(GROUPS), { maxLength: 2 }),
        ]),
      ),
    ),
    accounts: fc.tuple(
      ...ACCOUNT_IDS.map(id =>
        fc.record({
          id: fc.constant(id),
          state: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'SUSPENDED'),
          unit: fc.constantFrom(...Object.keys(UNITS)),
          tags,
          owners: fc.subarray(REFS, { maxLength: 2 }),
        }),
      ),
    ),
    sets: fc.tuple(
      ...SET_NAMES.map(name =>
        fc.record({
          name: fc.constant(name),
          arn: fc.constant(arnOf(name)),
          tags,
        }),
      ),
    ),
  });

const target: fc.Arbitrary<TargetSelector> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ account: fc.constantFrom(...ACCOUNT_IDS) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ou: fc.constantFrom(...UNIT_NAMES),
      descendants: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: tagSelector },
  { weight: 2, arbitrary: fc.constant({ owned: true as const }) },
  { weight: 2, arbitrary: fc.record({ owner: fc.constantFrom(...REFS) }) },
  { weight: 1, arbitrary: fc.constant({ all: true as const }) },
);

const permissionSet: fc.Arbitrary<PermissionSetSelector> = fc.oneof(
  fc.record({ name: fc.constantFrom(...SET_NAMES, 'readonly') }),
  fc.record({ arn: fc.constantFrom(...SET_NAMES.map(arnOf)) }),
  tagSelector,
  fc.constant({ all: true as const }),
);

const selection = {
  targets: fc.array(target, { minLength: 1, maxLength: 3 }),
  permissionSets: fc.array(permissionSet, { minLength: 1, maxLength: 2 }),
};

/** Two that change their clocks by an hour, one by half an hour, one not at all. */
export const TIME_ZONES = [
  'UTC',
  'Europe/Stockholm',
  'America/New_York',
  'Australia/Lord_Howe',
];

/** Nights that two kinds of clock change fall into, and offices that close before they open. */
const clockTime = fc.constantFrom(
  '00:00',
  '00:30',
  '01:30',
  '01:59',
  '02:00',
  '02:30',
  '03:00',
  '08:00',
  '12:00',
  '17:00',
  '22:00',
  '23:59',
);

const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });

export const workingHours: fc.Arbitrary<WorkingHours> = fc.oneof(
  fc.record({
    timeZone: fc.constantFrom(...TIME_ZONES),
    days,
    from: clockTime,
    to: clockTime,
  }),
  // Hours that differ by their days only.
  fc.record({
    timeZone: fc.constant('UTC'),
    days,
    from: fc.constant('08:00'),
    to: fc.constantFrom('17:00', '02:00'),
  }),
);

const MAXIMA = {
  PT30M: 30 * MINUTE,
  PT1H: 60 * MINUTE,
  PT90M: 90 * MINUTE,
  P1D: 1440 * MINUTE,
};

/** Every maximum that policies have, and the first minute beyond each. */
export const DURATIONS_MS = Object.values(MAXIMA).flatMap(ms => [
  ms,
  ms + MINUTE,
]);

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const priority = fc.constantFrom(-1, 0, 0, 0, 5);

function eligibilityPolicies(
  hours: fc.Arbitrary<WorkingHours | undefined>,
): fc.Arbitrary<LoadedEligibilityPolicy[]> {
  const common = {
    name,
    subjects: fc.subarray(REFS, { minLength: 1, maxLength: 3 }),
    ...selection,
    workingHours: hours,
  };
  const allow = fc.record({
    ...common,
    priority,
    maxDuration: fc.constantFrom(...Object.keys(MAXIMA)),
    approval: fc.constantFrom('required' as const, 'not-required' as const),
  });
  return fc.uniqueArray(
    fc.oneof(
      { weight: 5, arbitrary: allow.map(anAllow) },
      { weight: 1, arbitrary: fc.record(common).map(aDeny) },
    ),
    { selector: policy => policy.name, maxLength: 7 },
  );
}

const approvalPolicies = fc.uniqueArray(
  fc.record({ name, priority, ...selection }).map(anApprovalPolicy),
  { selector: policy => policy.name, maxLength: 7 },
);

/** Worlds whose policies hold at any time. */
export const timelessWorld: fc.Arbitrary<World> = fc
  .tuple(
    organization,
    eligibilityPolicies(fc.constant(undefined)),
    approvalPolicies,
  )
  .map(([rest, eligibility, approval]) => ({ ...rest, eligibility, approval }));

/** Worlds in which some policies hold within certain hours only. */
export const anyWorld: fc.Arbitrary<World> = fc
  .tuple(
    organization,
    eligibilityPolicies(fc.option(workingHours, { nil: undefined, freq: 2 })),
    approvalPolicies,
  )
  .map(([rest, eligibility, approval]) => ({ ...rest, eligibility, approval }));

/** Nights in which clocks change, in the zones above and in both directions. */
const CLOCK_CHANGES = [
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-03T15:30:00Z',
];

/** Half hours, on which hours begin and end, and the last and first moment beside them. */
export const instant: fc.Arbitrary<Date> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 2 * 365 * 48 }).map(halfHours => ({
        from: Date.parse('2026-01-01T00:00:00Z'),
        halfHours,
      })),
      fc.record({
        from: fc.constantFrom(...CLOCK_CHANGES.map(it => Date.parse(it))),
        halfHours: fc.integer({ min: -52, max: 52 }),
      }),
    ),
    fc.constantFrom(-1, 0, MINUTE - 1),
  )
  .map(
    ([{ from, halfHours }, ms]) =>
      new Date(from + halfHours * 30 * MINUTE + ms),
  );

/** Something to ask in a world. */
export function questionIn({ accounts, sets }: World): fc.Arbitrary<Question> {
  return fc.record({
    person: fc.constantFrom(...PEOPLE),
    account: fc.constantFrom(...accounts),
    set: fc.constantFrom(...sets),
    startsAt: instant,
    durationMs: fc.constantFrom(...DURATIONS_MS),
  });
}

/** Every group of a person, those that their groups are in included. */
export function groupsOf(ref: string, world: World): string[] {
  const all = new Set(world.memberOf[ref]);
  for (const group of all) {
    const parent = world.groups[group];
    if (parent) {
      all.add(parent);
    }
  }
  return [...all];
}

/** The account as the directory has it. */
export function toAccount(
  { id, state, unit, tags: own }: WorldAccount,
  { units }: World,
): DirectoryAccount {
  const ouIds = [unit];
  for (let at = units[unit].parent; at; at = units[at].parent) {
    ouIds.unshift(at);
  }
  return anAccount({
    id,
    name: `account-${id}`,
    state,
    ouIds,
    ouPath: ouIds.slice(1).map(it => units[it].name),
    tags: own,
  });
}

/** The permission set as the directory has it. */
export function toPermissionSet({
  name: of,
  tags: own,
}: WorldSet): DirectoryPermissionSet {
  return aPermissionSet(of, { tags: own });
}
