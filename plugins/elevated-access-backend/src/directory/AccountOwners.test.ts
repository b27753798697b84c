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
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CATALOG_LOCATION } from 'backstage-plugin-elevated-access-common';
import { ManualClock } from '../__testUtils__/clock';
import { AccountOwners } from './AccountOwners';

const ACCOUNT = '111122223333';

interface Claim {
  name: string;
  accountId?: string;
  type?: string;
  arn?: string;
  location?: string;
  owner?: string;
  ownedBy?: string[];
}

function entity(claim: Claim): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: claim.name,
      annotations: {
        'amazonaws.com/account-id': claim.accountId ?? ACCOUNT,
        ...(claim.arn && { 'amazonaws.com/arn': claim.arn }),
        'backstage.io/managed-by-location': claim.location ?? 'url:elsewhere',
      },
    },
    spec: { type: claim.type ?? 'aws-account', owner: claim.owner },
    relations: claim.ownedBy?.map(targetRef => ({
      type: 'ownedBy',
      targetRef,
    })),
  };
}

function owners(...claims: Claim[]) {
  const clock = new ManualClock();
  let broken = false;
  let readings = 0;
  const fake = catalogServiceMock({ entities: claims.map(entity) });
  const service = new AccountOwners({
    catalog: {
      getEntities: async (...asked) => {
        if (broken) {
          throw new Error('connect ECONNREFUSED');
        }
        return fake.getEntities(...asked);
      },
      async *streamEntities(...asked) {
        readings += 1;
        if (broken) {
          throw new Error('connect ECONNREFUSED');
        }
        yield* fake.streamEntities(...asked);
      },
    },
    auth: mockServices.auth(),
    clock,
  });
  return {
    service,
    clock,
    breakDown: () => (broken = true),
    readings: () => readings,
  };
}

const ours = (owner: string): Claim => ({
  name: `ours-${owner}`,
  location: CATALOG_LOCATION,
  ownedBy: [`group:default/${owner}`],
});

describe('who owns an account', () => {
  it.each<[string, Claim[], string[]]>([
    [
      'those to whom the catalog relates it',
      [{ name: 'a', ownedBy: ['group:default/Payments', 'user:default/ann'] }],
      ['group:default/payments', 'user:default/ann'],
    ],
    [
      'its owner while it has no relations yet',
      [{ name: 'a', owner: 'Payments' }],
      ['group:default/payments'],
    ],
    ['nobody while nobody is named', [{ name: 'a' }], []],
    ['nobody while the catalog does not have it', [], []],
    [
      "the owner in an entity of the catalog's own AWS module",
      [
        {
          name: 'official',
          type: 'cloud-account',
          ownedBy: ['group:default/payments'],
        },
      ],
      ['group:default/payments'],
    ],
    [
      'not the owners of what lies in it',
      [
        {
          name: 'bucket',
          type: 's3-bucket',
          ownedBy: ['group:default/storage'],
        },
        {
          name: 'cluster',
          arn: `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/x`,
          ownedBy: ['group:default/storage'],
        },
      ],
      [],
    ],
    [
      'nobody who registers an entity of its id beside ours',
      [
        ours('payments'),
        { name: 'claim', ownedBy: ['group:default/intruders'] },
      ],
      ['group:default/payments'],
    ],
    [
      'those on whom several entities agree',
      [
        { name: 'one', ownedBy: ['group:default/payments'] },
        { name: 'other', ownedBy: ['group:default/payments'] },
      ],
      ['group:default/payments'],
    ],
  ])('is %s', async (_what, claims, expected) => {
    const { service } = owners(...claims);
    await expect(service.ownersOf(ACCOUNT)).resolves.toEqual(expected);
    const all = await service.snapshot();
    expect(all.get(ACCOUNT) ?? []).toEqual(expected);
  });

  it('is not guessed where entities disagree, while lists show it to all whom they name', async () => {
    const { service } = owners(
      { name: 'one', ownedBy: ['group:default/payments'] },
      { name: 'other', ownedBy: ['group:default/intruders'] },
    );
    await expect(service.ownersOf(ACCOUNT)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'catalog-unavailable',
      reason: expect.stringMatching(/one.*payments.*other.*intruders/),
    });
    const all = await service.snapshot();
    expect(all.get(ACCOUNT)).toEqual([
      'group:default/payments',
      'group:default/intruders',
    ]);
  });

  it('is an error, not nobody, while the catalog does not answer', async () => {
    const { service, breakDown } = owners(ours('payments'));
    breakDown();
    const problem = { code: 'catalog-unavailable' };
    await expect(service.ownersOf(ACCOUNT)).rejects.toMatchObject(problem);
    await expect(service.snapshot()).rejects.toMatchObject(problem);
  });

  it('is read for lists once at a time, and again after half a minute', async () => {
    const { service, clock, readings } = owners(ours('payments'));
    const [one, other] = await Promise.all([
      service.snapshot(),
      service.snapshot(),
    ]);
    expect(one).toBe(other);
    expect(await service.snapshot()).toBe(one);
    expect(readings()).toBe(1);
    clock.advance(30_000);
    await service.snapshot();
    expect(readings()).toBe(2);
  });
});
