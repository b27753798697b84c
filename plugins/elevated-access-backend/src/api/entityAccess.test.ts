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

import type { Entity } from '@backstage/catalog-model';
import type { EntityAccess } from 'backstage-plugin-elevated-access-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { people, TestPortal } from '../__testUtils__/TestPortal';

jest.setTimeout(120_000);

const PAYMENTS = '111122223333';
const LEDGER = '111122223334';
const OWNER = 'group:default/payments';

function anEntity(
  kind: string,
  name: string,
  options: {
    annotations?: Record<string, string>;
    relations?: [type: string, targetRef: string][];
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, annotations: options.annotations },
    spec: {},
    relations: (options.relations ?? []).map(([type, targetRef]) => ({
      type,
      targetRef,
    })),
  };
}

const inAccount = (...ids: string[]) => ({
  'amazonaws.com/account-id': ids.join(', '),
});

const databases = createTestDatabases();

describe('the accounts behind an entity', () => {
  let portal: TestPortal;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    portal = await TestPortal.start({ knex });
    const { catalog } = portal;
    catalog.setAccountOwner(PAYMENTS, OWNER);
    catalog.setAccountOwner('100000000011', OWNER);
    catalog.addEntity(
      anEntity('Component', 'annotated', {
        annotations: inAccount('not-an-account', LEDGER, PAYMENTS),
        relations: [['ownedBy', OWNER]],
      }),
    );
    catalog.addEntity(
      anEntity('Component', 'official', {
        annotations: { 'amazon.com/account-id': PAYMENTS },
      }),
    );
    catalog.addEntity(
      anEntity('Resource', 'bucket', { annotations: inAccount(LEDGER) }),
    );
    catalog.addEntity(
      anEntity('Resource', 'secret', { annotations: inAccount(LEDGER) }),
      [`user:default/${people.requester}`],
    );
    catalog.addEntity(
      anEntity('Component', 'dependent', {
        relations: [['dependsOn', 'resource:default/bucket']],
      }),
    );
    catalog.addEntity(
      anEntity('Component', 'secretive', {
        relations: [['dependsOn', 'resource:default/secret']],
      }),
    );
    catalog.addEntity(
      anEntity('System', 'checkout', {
        relations: [
          ['hasPart', 'resource:default/bucket'],
          ['hasPart', 'component:default/official'],
        ],
      }),
    );
    catalog.addEntity(
      anEntity('Component', 'part', {
        relations: [
          ['partOf', 'system:default/checkout'],
          ['ownedBy', OWNER],
        ],
      }),
    );
    catalog.addEntity(
      anEntity('Component', 'owned', { relations: [['ownedBy', OWNER]] }),
    );
    catalog.addEntity(anEntity('Component', 'homeless'));
    catalog.addEntity(anEntity('Component', 'hidden'), [
      `user:default/${people.requester}`,
    ]);
    await portal.ready();
  });

  afterEach(() => portal.catalog.setBroken(false));

  afterAll(() => portal?.stop());

  const ask = async (
    ref: string,
    name: string = people.requester,
  ): Promise<EntityAccess> => {
    const { body } = await portal
      .as(name)
      .get(`/entity-access?entityRef=${encodeURIComponent(ref)}`)
      .expect(200);
    return body;
  };
  const found = async (ref: string, name?: string) =>
    (await ask(ref, name)).items.map(
      ({ account, because }) => `${account.id} ${because}`,
    );

  it.each([
    ['component:annotated', [`${LEDGER} annotation`, `${PAYMENTS} annotation`]],
    ['component:default/official', [`${PAYMENTS} annotation`]],
    ['component:dependent', [`${LEDGER} relation`]],
    ['component:part', [`${LEDGER} relation`]],
    ['system:checkout', [`${LEDGER} relation`, `${PAYMENTS} relation`]],
    ['component:owned', [`${PAYMENTS} owner`]],
    [OWNER, [`${PAYMENTS} owner`]],
    [`resource:aws-account-${PAYMENTS}`, [`${PAYMENTS} annotation`]],
    ['component:homeless', []],
  ])('of %s are %p', async (ref, expected) => {
    expect([...(await found(ref))].sort()).toEqual([...expected].sort());
  });

  it('come with what the caller may ask for, and no more than the list of it has', async () => {
    const { items, truncated } = await ask('component:owned');
    expect(truncated).toBe(false);
    const { body } = await portal
      .as(people.requester)
      .get(`/requestable?search=${PAYMENTS}&limit=100`);
    expect(items[0].requestable).toEqual(
      body.items.map(({ account: _, ...rest }: { account: unknown }) => rest),
    );
    expect(items[0].requestable.length).toBeGreaterThan(1);
  });

  it('are hidden from those who may ask for nothing in them, and not from auditors', async () => {
    expect(await found('component:owned', people.stranger)).toEqual([]);
    expect((await found('component:owned', people.auditor)).sort()).toEqual([
      '100000000011 owner',
      `${PAYMENTS} owner`,
    ]);
    const { items } = await ask('component:owned', people.auditor);
    expect(items.every(({ requestable }) => requestable.length === 0)).toBe(
      true,
    );
  });

  it('tell nothing of entities that the caller may not see', async () => {
    const api = portal.as(people.requester);
    for (const ref of ['component:hidden', 'component:never-was']) {
      const { status, body } = await api.get(`/entity-access?entityRef=${ref}`);
      expect([status, body.error.code]).toEqual([404, 'unknown-entity']);
    }
    expect(await found('component:secretive')).toEqual([]);
    expect(await found('component:secretive', people.otherRequester)).toEqual([
      `${LEDGER} relation`,
    ]);
  });

  it('are not guessed at: nonsense is refused, and a catalog that is down said to be', async () => {
    const api = portal.as(people.requester);
    const nonsense = await api.get('/entity-access?entityRef=no-ref');
    expect([nonsense.status, nonsense.body.error.field]).toEqual([
      400,
      'entityRef',
    ]);
    portal.catalog.setBroken(true);
    const down = await api.get('/entity-access?entityRef=component:owned');
    expect([down.status, down.body.error.code]).toEqual([
      503,
      'catalog-unavailable',
    ]);
  });
});
