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
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListChildrenCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { generateOrganization } from '../../index';
import { failureOf, simulate, stopAll } from '../../__testUtils__/simulation';

afterEach(stopAll);

const NOWHERE = '999999999999';
const unthrottled = { limits: 'no-request-rates' } as const;

describe('the organization', () => {
  it('names its management account', async () => {
    const { org } = await simulate();
    const { Organization } = await org.send(
      new DescribeOrganizationCommand({}),
    );
    expect(Organization).toMatchObject({
      Id: expect.stringMatching(/^o-[a-z0-9]{10,32}$/),
      MasterAccountId: '000000000001',
      FeatureSet: 'ALL',
    });
  });

  it('can be walked from the root to every account', async () => {
    const { org } = await simulate(unthrottled);
    const { Roots } = await org.send(new ListRootsCommand({}));
    const names: Array<string | undefined> = [];
    const walk = async (ParentId: string | undefined): Promise<void> => {
      const { Accounts } = await org.send(
        new ListAccountsForParentCommand({ ParentId }),
      );
      Accounts?.forEach(account => names.push(account.Name));
      const { OrganizationalUnits = [] } = await org.send(
        new ListOrganizationalUnitsForParentCommand({ ParentId }),
      );
      for (const unit of OrganizationalUnits) {
        await walk(unit.Id);
      }
    };
    await walk(Roots?.[0].Id);
    expect(names.sort()).toEqual(
      [
        'management',
        'identity',
        'prod',
        'stage',
        'dev',
        'full',
        'closed',
      ].sort(),
    );
  });

  it('can be walked from an account to the root', async () => {
    const { sim, org } = await simulate();
    const parent = (ChildId: string | undefined) =>
      org.send(new ListParentsCommand({ ChildId }));
    const { Parents: [unit] = [] } = await parent('111122223333');
    expect(unit.Type).toBe('ORGANIZATIONAL_UNIT');
    const { Parents: [above] = [] } = await parent(unit.Id);
    const { Parents: [root] = [] } = await parent(above.Id);
    expect(root).toEqual({ Id: sim.lookup.rootId, Type: 'ROOT' });
    const { OrganizationalUnit } = await org.send(
      new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: unit.Id }),
    );
    expect(OrganizationalUnit).toMatchObject({
      Name: 'Prod',
      Path: `${sim.lookup.organizationId}/${sim.lookup.rootId}/${above.Id}/${unit.Id}/`,
    });
    const { Children } = await org.send(
      new ListChildrenCommand({ ParentId: unit.Id, ChildType: 'ACCOUNT' }),
    );
    expect(Children).toEqual([{ Id: '111122223333', Type: 'ACCOUNT' }]);
    const { Children: units } = await org.send(
      new ListChildrenCommand({
        ParentId: above.Id,
        ChildType: 'ORGANIZATIONAL_UNIT',
      }),
    );
    expect(units).toHaveLength(2);
  });

  it('has tags on accounts and units', async () => {
    const { sim, org } = await simulate();
    const tags = (ResourceId: string) =>
      org.send(new ListTagsForResourceCommand({ ResourceId }));
    expect((await tags('111122223333')).Tags).toEqual([
      { Key: 'environment', Value: 'prod' },
      { Key: 'owner', Value: 'engineers' },
    ]);
    const unit = sim.lookup.organizationalUnit('Workloads').id;
    expect((await tags(unit)).Tags).toEqual([
      { Key: 'kind', Value: 'workloads' },
    ]);
  });

  it('answers the management account and the delegated administrator only', async () => {
    const delegated = await simulate({ delegatedAdmin: true });
    await delegated.org.send(new ListAccountsCommand({}));
    const member = await simulate({
      credentials: [
        { accessKeyId: 'K', secretAccessKey: 'S', account: 'prod' },
      ],
    });
    expect(
      (await failureOf(member.org.send(new ListAccountsCommand({})))).name,
    ).toBe('AccessDeniedException');
  });
});

describe('accounts', () => {
  it('have a State, the retired Status, and their path in the organization', async () => {
    const { sim, org } = await simulate();
    const { Account } = await org.send(
      new DescribeAccountCommand({ AccountId: '111122223333' }),
    );
    const { organizationId, rootId } = sim.lookup;
    expect(Account).toMatchObject({
      Name: 'prod',
      State: 'ACTIVE',
      Status: 'ACTIVE',
      Paths: [
        `${organizationId}/${rootId}/${
          sim.lookup.organizationalUnit('Workloads').id
        }/${sim.lookup.organizationalUnit('Prod').id}/111122223333/`,
      ],
    });
    sim.admin.setAccountState('prod', 'CLOSED');
    const closed = await org.send(
      new DescribeAccountCommand({ AccountId: '111122223333' }),
    );
    expect(closed.Account).toMatchObject({
      State: 'CLOSED',
      Status: 'SUSPENDED',
    });
  });

  it('come twenty at a time', async () => {
    const { org } = await simulate({
      ...unthrottled,
      org: generateOrganization({ accounts: 45 }),
    });
    const sizes: Array<number | undefined> = [];
    for await (const page of paginateListAccounts({ client: org }, {})) {
      sizes.push(page.Accounts?.length);
    }
    expect(sizes).toEqual([20, 20, 5]);
    expect(
      await failureOf(org.send(new ListAccountsCommand({ MaxResults: 21 }))),
    ).toMatchObject({
      name: 'InvalidInputException',
      Reason: 'MAX_VALUE_EXCEEDED',
    });
  });

  it('sometimes come on a page after an empty page with a token', async () => {
    const { org } = await simulate({
      ...unthrottled,
      org: generateOrganization({ accounts: 45 }),
      emptyPages: 1,
    });
    const sizes: Array<number | undefined> = [];
    for await (const page of paginateListAccounts({ client: org }, {})) {
      sizes.push(page.Accounts?.length);
    }
    expect(sizes).toEqual([0, 20, 0, 20, 0, 5]);
  });

  it('that are not there or not named well say which of it', async () => {
    const { org } = await simulate();
    const calls: Array<[string, () => Promise<unknown>]> = [
      [
        'AccountNotFoundException',
        () => org.send(new DescribeAccountCommand({ AccountId: NOWHERE })),
      ],
      [
        'TargetNotFoundException',
        () => org.send(new ListTagsForResourceCommand({ ResourceId: NOWHERE })),
      ],
      [
        'ChildNotFoundException',
        () => org.send(new ListParentsCommand({ ChildId: NOWHERE })),
      ],
      [
        'ParentNotFoundException',
        () =>
          org.send(new ListAccountsForParentCommand({ ParentId: 'r-zzzz' })),
      ],
      [
        'OrganizationalUnitNotFoundException',
        () =>
          org.send(
            new DescribeOrganizationalUnitCommand({
              OrganizationalUnitId: 'ou-zzzz-zzzzzzzz',
            }),
          ),
      ],
      [
        'InvalidInputException',
        () => org.send(new DescribeAccountCommand({ AccountId: 'prod' })),
      ],
      [
        'InvalidInputException',
        () => org.send(new ListAccountsCommand({ NextToken: 'x' })),
      ],
    ];
    for (const [name, call] of calls) {
      expect((await failureOf(call())).name).toBe(name);
    }
  });
});
