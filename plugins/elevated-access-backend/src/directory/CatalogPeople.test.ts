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

import { mockServices } from '@backstage/backend-test-utils';
import { TestCatalog } from '../__testUtils__/TestCatalog';
import { CatalogPeople } from './CatalogPeople';

describe('CatalogPeople', () => {
  let catalog: TestCatalog;
  let people: CatalogPeople;

  beforeEach(() => {
    catalog = new TestCatalog();
    catalog.addGroup('company');
    catalog.addGroup('department', 'company');
    catalog.addGroup('team', 'department');
    catalog.addGroup('other');
    catalog.addUser('ann', ['team'], {
      displayName: 'Ann',
      email: 'a@x.example',
    });
    catalog.addUser('bo', ['department', 'other']);
    people = new CatalogPeople({
      catalog: catalog.service(),
      auth: mockServices.auth({
        pluginId: 'elevated-access',
        disableDefaultAuthPolicy: false,
      }),
    });
  });

  const memberRefs = async (...refs: string[]) =>
    [...(await people.getMembers(refs))].map(([ref, members]) => [
      ref,
      members.map(({ entityRef }) => entityRef),
    ]);

  it('knows every group that a person is in, ancestors included', async () => {
    const ann = await people.getPerson('user:default/ann');
    expect(ann).toMatchObject({ displayName: 'Ann', email: 'a@x.example' });
    expect(ann?.groupRefs).toEqual([
      'group:default/team',
      'group:default/department',
      'group:default/company',
    ]);
  });

  it('forgets a membership at once', async () => {
    catalog.leave('ann', 'team');
    const ann = await people.getPerson('user:default/ann');
    expect(ann?.groupRefs).toEqual([]);
  });

  it('counts the members of many groups as it does those of one, in a few calls', async () => {
    const refs = [
      'group:default/company',
      'Group:Department',
      'group:default/team',
      'group:default/other',
      'user:default/ann',
      'user:default/ghost',
      'group:default/ghosts',
    ];
    const counting = catalog.service();
    const calls = jest.spyOn(counting, 'getEntitiesByRefs');
    const { members, profiles } = await new CatalogPeople({
      catalog: counting,
      auth: mockServices.auth({
        pluginId: 'elevated-access',
        disableDefaultAuthPolicy: false,
      }),
    }).getCensus(refs);
    const known = (await memberRefs(...refs)).filter(
      ([ref]) => !String(ref).includes('ghost'),
    );
    expect(
      [...members].map(([ref, users]) => [ref, [...users].sort()]),
    ).toEqual(known.map(([ref, users]) => [ref, [...users].sort()]));
    expect(profiles.get('user:default/ann')?.displayName).toBe('Ann');
    // One for each level of groups, one for the people.
    expect(calls.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('knows nobody whom the catalog does not have', async () => {
    await expect(people.getPerson('user:default/ghost')).resolves.toBe(
      undefined,
    );
    await expect(people.getPerson('group:default/team')).resolves.toBe(
      undefined,
    );
  });

  it('finds the members of groups and of the groups below them, and users by themselves', async () => {
    await expect(
      memberRefs('Group:Default/Company', 'user:ann', 'group:default/other'),
    ).resolves.toEqual([
      ['group:default/company', ['user:default/bo', 'user:default/ann']],
      ['user:default/ann', ['user:default/ann']],
      ['group:default/other', ['user:default/bo']],
    ]);
  });

  it('finds nobody in a group that was deleted, rather than failing', async () => {
    await expect(memberRefs('group:default/ghosts')).resolves.toEqual([
      ['group:default/ghosts', []],
    ]);
  });

  it('comes to an end where groups go round in a circle', async () => {
    catalog.addGroup('company', 'team');
    await expect(people.getPerson('user:default/ann')).resolves.toHaveProperty(
      'groupRefs.length',
      3,
    );
    await expect(memberRefs('group:default/team')).resolves.toEqual([
      ['group:default/team', ['user:default/ann', 'user:default/bo']],
    ]);
  });

  it('fails closed while the catalog does not answer', async () => {
    catalog.setBroken(true);
    for (const question of [
      people.getPerson('user:default/ann'),
      people.getMembers(['group:default/team']),
    ]) {
      await expect(question).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        code: 'catalog-unavailable',
      });
    }
  });
});
