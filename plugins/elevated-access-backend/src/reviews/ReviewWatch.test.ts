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
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import { aRequest } from '../__testUtils__/builders';
import type { StoredEvent } from '../database/types';
import {
  anAccount,
  anAllow,
  aSnapshot,
  someSettings,
} from '../domain/__testUtils__/policyBuilders';
import type { RequestRecord } from '../domain/types';
import { reviewNotification } from '../notify/reviewMessage';
import { ReviewWatch } from './ReviewWatch';

jest.setTimeout(120_000);

const NOW = new Date('2026-11-22T12:00:00.000Z');
const OCTOBER = new Date('2026-10-10T12:00:00.000Z');
const SUMMER = new Date('2026-07-01T00:00:00.000Z');
const ACCOUNT = '111122223333';
const PAYMENTS = 'group:default/payments';
const OWNERS = 'group:default/owners';

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('access reviews on %p', id => {
  const start = async () => {
    const clock = new ManualClock(NOW);
    const stores = await createTestStores({ databases, id, clock });
    const assignment = await stores.assignments.ensureLocked({
      principalId: 'p',
      accountId: ACCOUNT,
      permissionSetArn: 'arn',
    });
    const lease = await stores.lease.acquire({
      holder: 'replica',
      now: clock.now(),
      ttlMs: 90 * 86_400_000,
    });
    if (!lease) {
      throw new Error('the lease was not free');
    }
    const world = { down: false };
    const eligibility = ['used', 'idle', 'young', 'elsewhere'].map(name =>
      anAllow({
        name,
        subjects: [name === 'elsewhere' ? 'user:default/eve' : PAYMENTS],
        targets: [{ account: name === 'elsewhere' ? '999999999999' : ACCOUNT }],
      }),
    );
    for (const spec of eligibility) {
      await stores.policies.addVersion({
        kind: 'eligibility',
        spec,
        number: 1,
        version: 'v1',
        action: 'create',
        enabled: true,
        source: { type: 'portal', place: null },
        at: spec.name === 'young' ? OCTOBER : SUMMER,
        by: null,
        confirmedBy: null,
        comment: '',
      });
    }
    const watch = (groups?: readonly string[]) =>
      new ReviewWatch({
        stores,
        cadence: 'monthly',
        groups,
        policies: {
          getPolicies: async () => ({
            eligibility,
            approval: [],
            settings: someSettings(),
          }),
        },
        owners: {
          snapshot: async () => {
            if (world.down) {
              throw new Error('the catalog does not answer');
            }
            return new Map([[ACCOUNT, [OWNERS]]]);
          },
        },
        people: {
          getCensus: async refs => ({
            members: new Map(refs.map(ref => [ref, ['user:default/ann.li']])),
            profiles: new Map(),
          }),
          displayNames: async refs => refs.map(ref => `The ${ref}`),
        },
        directory: {
          requireSnapshot: async () => aSnapshot([anAccount()], []),
        },
        logger: mockServices.logger.mock(),
      });
    return {
      stores,
      clock,
      world,
      watch,
      given: (overrides: Partial<RequestRecord> = {}) =>
        stores.requests.insert(
          aRequest({
            assignmentId: assignment.id,
            status: 'ended',
            createdAt: OCTOBER,
            activatedAt: OCTOBER,
            usage: 'unused',
            policyName: 'used',
            ...overrides,
          }),
        ),
      run: (of = watch()) =>
        of.run({
          now: clock.now(),
          lease: () => lease,
          signal: new AbortController().signal,
        }),
      reviews: async () => {
        const found = await stores.reviews.list({ limit: 10 });
        return Promise.all(found.map(review => stores.reviews.get(review.id)));
      },
      told: async (): Promise<StoredEvent[]> => {
        const items = await stores.outbox.listDue({
          channel: 'notification',
          now: clock.now(),
          limit: 100,
        });
        return items.map(({ event }) => event);
      },
    };
  };

  it('are made for the owner of the accounts and for the group, and each is told once', async () => {
    const { given, run, watch, reviews, told } = await start();
    await given();
    await given({ requesterRef: 'user:default/eve', usage: 'used' });
    await run();
    // Another replica, and the same again.
    await run(watch());
    const made = await reviews();
    expect(
      made
        .map(it => [it?.scope, it?.reviewerRef, it?.accesses, it?.unused])
        .sort(),
    ).toEqual([
      ['accounts', OWNERS, 2, 1],
      ['people', PAYMENTS, 1, 1],
    ]);
    expect(made[0]).toMatchObject({
      reviewerName: expect.stringMatching(/^The group:/),
      period: {
        from: new Date('2026-10-01T00:00:00Z'),
        to: new Date('2026-11-01T00:00:00Z'),
      },
    });
    const events = await told();
    expect(events.map(({ type }) => type)).toEqual([
      'review.created',
      'review.created',
    ]);
    const owners = made.find(it => it?.scope === 'accounts');
    expect(
      events
        .map(reviewNotification)
        .find(it => it?.payload.title.includes('your accounts')),
    ).toEqual({
      recipients: { type: 'entity', entityRef: [OWNERS] },
      payload: {
        title: 'Access review: your accounts, 2026-10-01 to 2026-10-31',
        description:
          '2 accesses were given, 1 of them never used. By 1 policy nothing was given at all. Look whether all of it is still needed.',
        severity: 'normal',
        link: `/elevated-access/audit/reviews/${owners?.id}`,
        topic: 'elevated-access:reviews',
        scope: `elevated-access:review:${owners?.id}`,
      },
    });
  });

  it('name the policies that nobody used: old enough, and about these accounts or people', async () => {
    const { given, run, reviews } = await start();
    await given();
    await given({
      policyName: 'idle',
      createdAt: SUMMER,
      activatedAt: SUMMER,
    });
    await run();
    for (const review of await reviews()) {
      expect(review?.unusedPolicies).toEqual([
        { name: 'idle', lastUsedAt: SUMMER },
      ]);
    }
  });

  it('begin anew where they were interrupted, without making any twice', async () => {
    const { stores, given, run, watch, world, reviews, told } = await start();
    await given();
    world.down = true;
    await run();
    expect(await reviews()).toEqual([]);
    world.down = false;
    // The process died after the first review.
    const period = {
      from: new Date('2026-10-01T00:00:00Z'),
      to: new Date('2026-11-01T00:00:00Z'),
    };
    await stores.transaction(tx =>
      tx.reviews.make({
        about: { scope: 'accounts', accountIds: [ACCOUNT] },
        reviewer: { ref: OWNERS, name: 'Owners' },
        period,
        unusedPolicies: [],
        mostRows: 10,
        createdAt: NOW,
      }),
    );
    await Promise.all([run(watch()), run(watch())]);
    expect(await reviews()).toHaveLength(2);
    expect(await told()).toHaveLength(1);
    expect(await stores.reviews.isComplete(period)).toBe(true);
  });

  it('wait until the period is over for a day, and then follow every month', async () => {
    const { clock, given, run, reviews } = await start();
    await given({ createdAt: NOW, activatedAt: NOW, policyName: 'idle' });
    const accesses = async () =>
      (await reviews()).filter(it => it?.accesses === 1).length;
    clock.advance(new Date('2026-12-01T23:59:00Z').getTime() - NOW.getTime());
    await run();
    // October: nothing was given, and the owner and the group hear of unused policies.
    expect([(await reviews()).length, await accesses()]).toEqual([2, 0]);
    clock.advance(60_000);
    await run();
    expect([(await reviews()).length, await accesses()]).toEqual([4, 2]);
  });

  it('are about the groups that are named', async () => {
    const { given, run, watch, reviews } = await start();
    await given();
    await run(watch(['group:default/cards']));
    expect((await reviews()).map(it => it?.reviewerRef).sort()).toEqual([
      'group:default/cards',
      OWNERS,
    ]);
  });
});

describe('the notification of an access review', () => {
  it('is of nothing else', () => {
    expect(
      reviewNotification({ type: 'lint.found', data: {} }),
    ).toBeUndefined();
  });
});
