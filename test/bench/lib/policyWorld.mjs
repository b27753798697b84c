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

// A large organization made up from a seed: 5,000 accounts in 500 OUs up to seven
// deep, 500 permission sets, 10,000 people in 1,000 nested groups, 300 eligibility
// policies that use every kind of selector, and approval policies beside them.

const OUS = 500;
const DEPTH = 7;
const ACCOUNTS = 5_000;
const SETS = 500;
const GROUPS = 1_000;
const PEOPLE = 10_000;
const DENIES = 30;
const ALLOWS = 270;
const APPROVALS = 60;
const TEAMS = 200;
const FAMILIES = 20;

/** People with exactly so many groups, ancestors included; the others have fewer or more. */
const GROUPS_OF_MEASURED = 30;
const MEASURED = 400;

const STAGES = ['dev', 'test', 'stage', 'prod'];
const EVERYBODY = 'group:default/everybody';

const number = (index, width) => String(index + 1).padStart(width, '0');
const groupRef = index => `group:default/group-${number(index, 4)}`;
const personName = index => `person-${number(index, 5)}`;

/** @param {number} seed */
export function makeWorld(seed) {
  const random = mulberry32(seed);
  const pick = items => items[Math.floor(random() * items.length)];
  const some = (items, most) =>
    Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(items));
  const units = makeUnits(random);
  const accounts = makeAccounts(units, pick);
  const sets = makeSets(pick);
  const parents = makeGroups(random);
  const people = makePeople(parents, random);
  const owners = accounts.map(({ id }) => ({
    id,
    owner: groupRef(Math.floor(random() * GROUPS)),
  }));
  return {
    accounts,
    sets,
    people,
    measured: people.slice(0, MEASURED).map(({ name }) => name),
    organization: toOrganization(units, accounts, sets, people),
    catalog: { parents, people, owners },
    /** ARNs exist only once the organization does. */
    policies: arns =>
      makePolicies({ random, pick, some, units, accounts, sets, arns }),
  };
}

function makeUnits(random) {
  const units = [];
  while (units.length < OUS) {
    const index = units.length;
    // A path of seven first, so that the depth is there for sure.
    const parent =
      index < DEPTH
        ? units[index - 1]
        : units[Math.floor(random() * units.length)];
    const depth = parent ? parent.depth + 1 : 1;
    if (depth <= DEPTH) {
      const name = `unit-${number(index, 3)}`;
      units.push({
        name,
        parent,
        depth,
        path: `${parent?.path ?? ''}/${name}`,
      });
    }
  }
  return units;
}

function makeAccounts(units, pick) {
  return Array.from({ length: ACCOUNTS }, (_, index) => {
    const team = `team-${number(index % TEAMS, 3)}`;
    const stage = pick(STAGES);
    return {
      id: String(200_000_000_000 + index),
      name: `${team}-${stage}-${number(index, 4)}`,
      unit: pick(units),
      tags: { team, stage, 'cost-centre': `CC-${index % 500}` },
    };
  });
}

function makeSets(pick) {
  return Array.from({ length: SETS }, (_, index) => ({
    name: `${pick(['Read', 'Operate', 'Admin', 'Data'])}-${number(index, 3)}`,
    tags: { family: `family-${number(index % FAMILIES, 2)}` },
  }));
}

/** The parent of each group, by ref; a few levels deep, and everybody is above all. */
function makeGroups(random) {
  return Object.fromEntries(
    Array.from({ length: GROUPS }, (_, index) => [
      groupRef(index),
      index < 40 ? EVERYBODY : groupRef(Math.floor(random() * (index / 4))),
    ]),
  );
}

function makePeople(parents, random) {
  const pathOf = ref => {
    const path = [];
    for (let at = ref; at; at = parents[at]) {
      path.push(at);
    }
    return path;
  };
  return Array.from({ length: PEOPLE }, (_, index) => {
    const direct = new Set();
    const all = new Set();
    const wanted =
      index < MEASURED ? GROUPS_OF_MEASURED : 8 + Math.floor(random() * 16);
    while (all.size < wanted) {
      const ref = groupRef(Math.floor(random() * GROUPS));
      const more = pathOf(ref).filter(it => !all.has(it));
      if (more.length > 0 && all.size + more.length <= wanted) {
        direct.add(ref);
        more.forEach(it => all.add(it));
      }
    }
    return { name: personName(index), groups: [...direct] };
  });
}

function toOrganization(units, accounts, sets, people) {
  const entries = new Map(
    units.map(unit => [
      unit,
      { name: unit.name, accounts: [], organizationalUnits: [] },
    ]),
  );
  const top = [];
  for (const unit of units) {
    const siblings = unit.parent
      ? entries.get(unit.parent).organizationalUnits
      : top;
    siblings.push(entries.get(unit));
  }
  for (const { id, name, unit, tags } of accounts) {
    entries.get(unit).accounts.push({ id, name, tags });
  }
  return {
    organization: { name: 'Policy scale', managementAccount: 'management' },
    root: { accounts: [{ name: 'management' }], organizationalUnits: top },
    permissionSets: sets.map(set => ({
      ...set,
      managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
    })),
    groups: [],
    users: people.map(({ name }) => ({
      userName: name,
      displayName: name,
      email: `${name}@octant.example`,
    })),
  };
}

function makePolicies({ random, pick, some, units, accounts, sets, arns }) {
  const target = kind => {
    switch (kind % 7) {
      case 0:
        return some(accounts, 10).map(({ id }) => ({ account: id }));
      case 1:
        return some(units, 3).map(({ path }) => ({ ou: path }));
      case 2:
        return [{ ou: pick(units).path, descendants: false }];
      case 3:
        return [{ tag: { key: 'stage', value: pick(STAGES) } }];
      case 4:
        return [{ owned: true }];
      case 5:
        return [{ owner: groupRef(Math.floor(random() * GROUPS)) }];
      default:
        return [
          {
            tag: {
              key: 'team',
              value: `team-${number(Math.floor(random() * TEAMS), 3)}`,
            },
          },
          { account: pick(accounts).id },
        ];
    }
  };
  const selector = kind => {
    switch (kind % 4) {
      case 0:
        return some(sets, 8).map(({ name }) => ({ name }));
      case 1:
        return some(arns, 8).map(arn => ({ arn }));
      case 2:
        return [
          {
            tag: {
              key: 'family',
              value: `family-${number(Math.floor(random() * FAMILIES), 2)}`,
            },
          },
        ];
      default:
        return [{ all: true }];
    }
  };
  const subjects = index =>
    index % 12 === 0
      ? [EVERYBODY]
      : some(
          Array.from({ length: GROUPS }, (_, at) => groupRef(at)),
          3,
        );
  const hours = {
    timeZone: 'Europe/Stockholm',
    days: [1, 2, 3, 4, 5],
    from: '08:00',
    to: '18:00',
  };
  const allows = Array.from({ length: ALLOWS }, (_, index) => ({
    name: `allow-${number(index, 3)}`,
    effect: 'allow',
    priority: index % 3,
    subjects: subjects(index),
    targets: target(index),
    permissionSets: selector(Math.floor(index / 7)),
    maxDuration: pick(['PT1H', 'PT2H', 'PT4H', 'PT8H']),
    approval: index % 5 === 0 ? 'not-required' : 'required',
    ...(index % 9 === 4 && { workingHours: hours }),
  }));
  // As broad as it gets: two and a half million pairs for everybody.
  const broad = {
    name: 'allow-everything',
    effect: 'allow',
    priority: -1,
    subjects: [EVERYBODY],
    targets: [{ all: true }],
    permissionSets: [{ all: true }],
    maxDuration: 'PT1H',
    approval: 'required',
  };
  const denies = Array.from({ length: DENIES }, (_, index) => ({
    name: `deny-${number(index, 3)}`,
    effect: 'deny',
    subjects: subjects(index + 1),
    targets: target(index),
    permissionSets: selector(index % 3),
  }));
  const approvals = Array.from({ length: APPROVALS - 1 }, (_, index) => ({
    name: `approval-${number(index, 3)}`,
    targets: target(index),
    permissionSets: selector(index),
    stages: [{ name: 'First', approvers: [groupRef(40 + index)] }],
  }));
  return {
    eligibility: [...allows.slice(1), broad, ...denies],
    approval: [
      ...approvals,
      {
        name: 'approval-rest',
        targets: [{ all: true }],
        permissionSets: [{ all: true }],
        stages: [{ name: 'First', approvers: [groupRef(0)] }],
      },
    ],
  };
}

/** Numbers from 0 to 1 that are the same for the same seed. */
export function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
