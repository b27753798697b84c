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

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  AwsSimulator,
  demoOrganizationFile,
  generateOrganization,
  loadOrganization,
  parseOrganization,
} from '../index';
import { simulate, stopAll } from '../__testUtils__/simulation';
import { smallOrganization } from '../__testUtils__/smallOrganization';

afterEach(stopAll);

describe('an organization file', () => {
  it.each([
    [
      'an account id that is no string of digits',
      { root: { accounts: [{ name: 'management', id: 123 }] } },
      'root.accounts[0].id: ',
    ],
    [
      'a permission set that lasts too strangely',
      { permissionSets: [{ name: 'X', sessionDuration: '1 hour' }] },
      'permissionSets[0].sessionDuration: must be an ISO 8601 duration such as PT1H',
    ],
    [
      'a member it does not know',
      { users: [{ userName: 'a', displayName: 'A', mail: 'a@b.example' }] },
      'users[0]: Unrecognized key: "mail"',
    ],
    [
      'a group that does not exist',
      {
        users: [
          {
            userName: 'a',
            displayName: 'A',
            email: 'a@b.example',
            groups: ['none'],
          },
        ],
      },
      "users[0].groups[0]: there is no group 'none'",
    ],
    [
      'an assignment to nothing',
      {
        assignments: [
          { user: 'ann', permissionSet: 'None', accounts: ['nowhere'] },
        ],
      },
      "assignments[0].accounts[0]: there is no account 'nowhere'",
    ],
    [
      'an assignment to nobody',
      { assignments: [{ permissionSet: 'ReadOnly', accounts: ['dev'] }] },
      'assignments[0]: must name either a user or a group',
    ],
    [
      'a name given twice',
      {
        groups: [{ displayName: 'g' }, { displayName: 'g' }],
        users: [],
        assignments: [],
      },
      "groups[1].displayName: group 'g' is already at groups[0].displayName",
    ],
  ])('with %s is refused at its path', (_what, change, message) => {
    expect(() =>
      parseOrganization({ ...smallOrganization, ...change }, 'acme.yaml'),
    ).toThrow(message);
  });

  it('that is no YAML is refused with its name', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'org-'));
    const file = path.join(directory, 'broken.yaml');
    writeFileSync(file, 'a: [');
    expect(() => loadOrganization(file)).toThrow(
      /broken\.yaml is not valid YAML/,
    );
    rmSync(directory, { recursive: true });
  });

  it('gives the same ids in every process and for every seed', async () => {
    const one = await simulate({ seed: 1 });
    const two = await simulate({ seed: 2 });
    const ids = (sim: AwsSimulator) => [
      sim.lookup.instanceArn,
      sim.lookup.identityStoreId,
      sim.lookup.user('ann').userId,
      sim.lookup.permissionSet('PowerUser').arn,
      sim.lookup.account('dev').id,
    ];
    expect(ids(two.sim)).toEqual(ids(one.sim));
  });
});

describe('the demo organization', () => {
  const demo = loadOrganization(demoOrganizationFile());

  it('has the people that the demo signs in as', () => {
    const people = new Map(demo.users.map(u => [u.userName, u]));
    const expected = [
      ['ann.li', 'Ann Li', 'payments-engineers'],
      ['bo.ek', 'Bo Ek', 'payments-leads'],
      ['cleo.diaz', 'Cleo Diaz', 'payments-leads'],
      ['dana.roy', 'Dana Roy', 'security-audit'],
      ['eli.stone', 'Eli Stone', 'platform'],
      ['finn.moss', 'Finn Moss', 'payments-engineers'],
    ];
    for (const [userName, displayName, group] of expected) {
      expect(people.get(userName)).toMatchObject({
        displayName,
        email: `${userName}@octant.example`,
        groups: expect.arrayContaining([group]),
        status: userName === 'finn.moss' ? 'DISABLED' : 'ENABLED',
      });
    }
    expect(demo.users).toHaveLength(60);
    expect(demo.groups).toHaveLength(12);
    expect(demo.permissionSets).toHaveLength(15);
  });

  it('has forty accounts, each owned by a group that exists', async () => {
    const { sim } = await simulate({ org: demoOrganizationFile() });
    const { accounts, groups } = sim.state();
    const names = groups.map(g => g.displayName);
    expect(accounts).toHaveLength(40);
    for (const account of accounts) {
      expect(names).toContain(account.tags.owner);
      expect(account.tags).toHaveProperty('environment');
      expect(account.tags).toHaveProperty('cost-centre');
    }
    expect(sim.lookup.account('payments-prod').id).toBe('111122223333');
    expect(accounts.filter(a => a.state === 'SUSPENDED')).toHaveLength(1);
    for (const name of [
      'payments-stage',
      'payments-dev',
      'data-prod',
      'audit-logs',
      'log-archive',
      'shared-services',
      'network',
    ]) {
      sim.lookup.account(name);
    }
  });

  it('has a delegated administrator, and one permission set in the management account', async () => {
    const { sim } = await simulate({ org: demoOrganizationFile() });
    expect(sim.lookup.delegatedAdministratorId).toBe(
      sim.lookup.account('identity').id,
    );
    expect(
      sim
        .state()
        .roles.filter(r => r.accountId === sim.lookup.managementAccountId),
    ).toHaveLength(1);
  });
});

describe('a generated organization', () => {
  it('has the size asked for, and is the same for the same seed', () => {
    const size = { accounts: 250, permissionSets: 40, users: 500, groups: 60 };
    const one = generateOrganization({ ...size, seed: 5 });
    expect(one.permissionSets).toHaveLength(40);
    expect(one.users).toHaveLength(500);
    expect(one.groups).toHaveLength(60);
    const accounts =
      one.root.organizationalUnits[0].organizationalUnits.flatMap(
        unit => unit.accounts,
      );
    expect(accounts).toHaveLength(249);
    expect(generateOrganization({ ...size, seed: 5 })).toEqual(one);
    expect(generateOrganization({ ...size, seed: 6 })).not.toEqual(one);
  });

  it('can be nearly empty', () => {
    expect(
      generateOrganization({
        accounts: 1,
        permissionSets: 0,
        users: 0,
        groups: 0,
      }).assignments,
    ).toEqual([]);
  });
});
