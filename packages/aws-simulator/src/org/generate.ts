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

import { Random } from '../random';
import { parseOrganization } from './load';
import { duties, environments, familyNames, givenNames, teams } from './names';
import { AccountInput, OrganizationFile, OrganizationInput } from './types';

/**
 * How large an organization to generate.
 *
 * @public
 */
export interface GenerateOptions {
  /** Accounts, the management account included. 100 by default. */
  readonly accounts?: number;
  /** 20 by default. */
  readonly permissionSets?: number;
  /** 200 by default. */
  readonly users?: number;
  /** 30 by default. */
  readonly groups?: number;
  /** The same seed generates the same organization. */
  readonly seed?: string | number;
}

const managedPolicies = ['ReadOnlyAccess', 'PowerUserAccess', 'SecurityAudit'];

/** `payments`, then `payments-2`, and so on: names that never run out. */
function numbered(names: readonly string[], index: number): string {
  const round = Math.floor(index / names.length);
  const name = names[index % names.length];
  return round === 0 ? name : `${name}-${round + 1}`;
}

/**
 * Makes up an organization of any size, for load tests: accounts by team and
 * environment in nested units, groups per team, people in groups, standing
 * read access per team.
 *
 * @public
 */
export function generateOrganization(
  options: GenerateOptions = {},
): OrganizationFile {
  const {
    accounts = 100,
    permissionSets = 20,
    users = 200,
    groups = 30,
    seed = 1,
  } = options;
  const random = new Random(`generate/${seed}`);
  const groupNames = Array.from({ length: groups }, (_, i) =>
    numbered(teams, i),
  );
  const setNames = Array.from({ length: permissionSets }, (_, i) =>
    numbered(duties, i),
  );
  const workloads = workloadAccounts(Math.max(0, accounts - 1), groupNames);
  const assignments = workloads
    .filter(({ owner }) => owner !== undefined && permissionSets > 0)
    .map(({ account, owner }) => ({
      group: owner,
      permissionSet: random.pick(setNames),
      accounts: [account.name],
    }));

  return parseOrganization({
    organization: {
      name: `Generated ${seed}`,
      managementAccount: 'management',
    },
    identityCenter: { additionalRegions: ['eu-central-1'] },
    root: {
      accounts: [{ name: 'management' }],
      organizationalUnits: [
        {
          name: 'Workloads',
          organizationalUnits: environments.map(environment => ({
            name: environment,
            accounts: workloads
              .filter(w => w.environment === environment)
              .map(w => w.account),
          })),
        },
      ],
    },
    permissionSets: setNames.map(name => ({
      name,
      description: `Generated permission set ${name}`,
      sessionDuration: random.pick(['PT1H', 'PT2H', 'PT4H', 'PT8H']),
      tags: { 'jit-eligible': random.chance(0.8) ? 'true' : 'false' },
      managedPolicies: [
        `arn:aws:iam::aws:policy/${random.pick(managedPolicies)}`,
      ],
    })),
    groups: groupNames.map(displayName => ({
      displayName,
      description: `Generated team ${displayName}`,
    })),
    users: people(users, groupNames, random),
    assignments,
  });
}

function workloadAccounts(
  count: number,
  groups: readonly string[],
): Array<{
  account: AccountInput;
  environment: string;
  owner: string | undefined;
}> {
  return Array.from({ length: count }, (_, index) => {
    const environment = environments[index % environments.length];
    const team = Math.floor(index / environments.length);
    const owner = groups.length > 0 ? groups[team % groups.length] : undefined;
    return {
      environment,
      owner,
      account: {
        name: `${numbered(teams, team)}-${environment}`,
        tags: {
          environment,
          'cost-centre': `CC-${100 + (team % 900)}`,
          ...(owner ? { owner } : {}),
        },
      },
    };
  });
}

function people(
  count: number,
  groups: readonly string[],
  random: Random,
): OrganizationInput['users'] {
  const taken = new Map<string, number>();
  return Array.from({ length: count }, () => {
    const given = random.pick(givenNames);
    const family = random.pick(familyNames);
    const base = `${given}.${family}`.toLowerCase();
    const times = (taken.get(base) ?? 0) + 1;
    taken.set(base, times);
    const userName = times === 1 ? base : `${base}${times}`;
    const own = groups.length > 0 ? [random.pick(groups)] : [];
    const second =
      groups.length > 0 && random.chance(0.2) ? [random.pick(groups)] : [];
    return {
      userName,
      displayName: `${given} ${family}`,
      email: `${userName}@generated.example`,
      title: 'Engineer',
      groups: [...new Set([...own, ...second])],
    };
  });
}
