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
import { ManualClock } from '../__testUtils__/clock';
import { AccountOwners } from './AccountOwners';
import { ApproverWords } from './ApproverWords';
import { CatalogPeople } from './CatalogPeople';

const ACCOUNT = '111122223333';
const ANN = 'user:default/ann';
const LEADS = 'group:default/leads';

function setUp() {
  const catalog = new TestCatalog();
  catalog.addGroup('leads');
  catalog.addUser('ann', []);
  catalog.addUser('bo', ['leads']);
  const options = {
    catalog: catalog.service(),
    auth: mockServices.auth(),
    clock: new ManualClock(),
  };
  const people = new CatalogPeople(options);
  const words = new ApproverWords({
    people,
    owners: new AccountOwners(options),
    managerAnnotation: 'elevated-access.io/manager',
  });
  const subject = { accountId: ACCOUNT, requesterRef: ANN };
  return { catalog, people, words, subject };
}

describe('ApproverWords', () => {
  it('asks the catalog about nothing where no word is used', async () => {
    const { catalog, words, subject } = setUp();
    catalog.setBroken(true);
    await expect(words.named(subject, [LEADS])).resolves.toEqual({
      owner: [],
      manager: [],
    });
    await expect(words.named(subject, ['owner'])).rejects.toMatchObject({
      code: 'catalog-unavailable',
    });
    await expect(words.named(subject, ['manager'])).rejects.toMatchObject({
      code: 'catalog-unavailable',
    });
  });

  it('finds the owner of an account, and what somebody owns', async () => {
    const { catalog, words, subject } = setUp();
    catalog.setAccountOwner(ACCOUNT, LEADS);
    await expect(words.named(subject, ['owner'])).resolves.toMatchObject({
      owner: [LEADS],
    });
    await expect(words.accountsOf(['Group:Leads'])).resolves.toEqual([ACCOUNT]);
    await expect(words.accountsOf([ANN])).resolves.toEqual([]);
    await expect(
      words.named({ ...subject, accountId: '0' }, ['owner']),
    ).resolves.toMatchObject({ owner: [] });
  });

  it.each([
    ['user:default/bo', 'user:default/bo'],
    ['User:Bo', 'user:default/bo'],
    ['bo', 'user:default/bo'],
    ['default/bo', 'user:default/bo'],
    [' group:leads ', LEADS],
    ['group:default/leads', LEADS],
  ])('reads a manager written as %p', async (written, ref) => {
    const { catalog, words, subject } = setUp();
    catalog.setManager('ann', written);
    await expect(words.named(subject, ['manager'])).resolves.toMatchObject({
      manager: [ref],
    });
    if (written === written.trim()) {
      await expect(words.peopleOf([ref, ANN])).resolves.toEqual([ANN]);
    }
    await expect(words.peopleOf([ANN])).resolves.toEqual([]);
  });

  it.each(['component:default/payments', 'a:b:c/d', '', undefined])(
    'takes %p for no manager at all',
    async written => {
      const { catalog, words, subject } = setUp();
      catalog.setManager('ann', written);
      await expect(words.named(subject, ['manager'])).resolves.toMatchObject({
        manager: [],
      });
    },
  );

  it('names nobody for whom the catalog does not have', async () => {
    const { words } = setUp();
    await expect(
      words.named({ accountId: ACCOUNT, requesterRef: 'user:default/x' }, [
        'manager',
      ]),
    ).resolves.toMatchObject({ manager: [] });
  });

  it('tells what groups are called, and their refs where it cannot', async () => {
    const { people } = setUp();
    await expect(
      people.displayNames(['Group:Leads', 'group:default/gone']),
    ).resolves.toEqual(['leads', 'group:default/gone']);
  });
});
