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
import { ConflictError } from '@backstage/errors';
import { aRequest, START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { Lease } from '../database/types';
import type { EventRecord, RequestRecord } from '../domain/types';
import { PersonWatch } from './PersonWatch';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const databases = createTestDatabases();

describe('The watch over people who have left', () => {
  const logger = mockServices.logger.mock();
  let stores: DatabaseStores;
  let lease: Lease;
  let told: EventRecord[];
  let watch: PersonWatch;
  let stop: AbortController;
  let minutes: number;
  /** Identity Center users that are not just enabled. */
  let users: Map<string, { enabled: boolean } | undefined | Error>;
  /** Whom AWS was asked about. */
  let asked: string[];
  let missing: string[];
  let isCatalogUp: boolean;

  beforeEach(async () => {
    jest.clearAllMocks();
    const clock = { now: () => START };
    stores = await createTestStores({ databases, id: 'SQLITE_3', clock });
    const ttlMs = 60 * MINUTE;
    lease = await stores.lease.takeOver({ holder: 'it', now: START, ttlMs });
    told = [];
    stores.onCommitted(events => told.push(...events));
    stop = new AbortController();
    minutes = 0;
    users = new Map();
    asked = [];
    missing = [];
    isCatalogUp = true;
    watch = new PersonWatch({
      stores,
      whereabouts: {
        getUser: async userId => {
          asked.push(userId);
          const user = users.has(userId)
            ? users.get(userId)
            : { enabled: true };
          if (user instanceof Error) {
            throw user;
          }
          return user;
        },
        findExisting: async refs => {
          if (!isCatalogUp) {
            throw new Error('no answer');
          }
          return new Set(refs.filter(ref => !missing.includes(ref)));
        },
      },
      everyMs: MINUTE,
      logger,
    });
  });

  /** A request of somebody called `who`, under both of their names. */
  async function make(
    who: string,
    status: RequestRecord['status'],
    more: Partial<RequestRecord> = {},
  ): Promise<RequestRecord> {
    return stores.transaction(async tx => {
      const key = {
        principalId: who,
        accountId: '111122223333',
        permissionSetArn: `arn:${status}`,
      };
      const { id: assignmentId } = await tx.assignments.ensureLocked(key);
      const request = aRequest({
        ...key,
        assignmentId,
        status,
        requesterRef: `user:default/${who}`,
        startsAt: START,
        endsAt: new Date(START.getTime() + 60 * MINUTE),
        ...more,
      });
      await tx.requests.insert(request);
      return request;
    });
  }

  const look = () =>
    watch.run({
      now: new Date(START.getTime() + minutes * MINUTE),
      lease: () => lease,
      signal: stop.signal,
    });

  const statusOf = async ({ id }: RequestRecord) =>
    (await stores.requests.get(id))?.status;

  it.each([
    ['scheduled', 'cancelled'],
    ['activating', 'ending'],
    ['active', 'ending'],
  ] as const)(
    'finds whoever holds nothing but what is %s',
    async (status, end) => {
      const request = await make('ann', status);
      users.set('ann', { enabled: false });
      await look();
      expect(await statusOf(request)).toBe(end);
    },
  );

  it('ends what waits for approval as well, and tells once of everything', async () => {
    const held = await make('ann', 'active');
    const asking = await make('ann', 'pending');
    users.set('ann', undefined);
    await look();
    expect(await statusOf(held)).toBe('ending');
    expect(await statusOf(asking)).toBe('cancelled');
    expect(told.at(-1)).toMatchObject({
      type: 'engine.person-left',
      actor: { kind: 'engine' },
      data: { person: 'user:default/ann', principalId: 'ann' },
    });
    expect(told.at(-1)?.data.requestIds).toHaveLength(2);
    expect(told.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['request.ending', 'request.cancelled']),
    );
    // Nothing is left to end or to tell of.
    told.length = 0;
    await look();
    expect(told).toEqual([]);
  });

  it('has the engine look at once at what was ended', async () => {
    const held = await make('ann', 'active');
    users.set('ann', { enabled: false });
    await look();
    expect(await stores.assignments.listDue(START, 10)).toMatchObject([
      { id: held.assignmentId },
    ]);
  });

  it('ends nothing of anybody else', async () => {
    const gone = await make('ann', 'active');
    const there = await make('bo', 'active');
    users.set('ann', { enabled: false });
    await look();
    expect(await statusOf(gone)).toBe('ending');
    expect(await stores.requests.get(there.id)).toEqual(there);
  });

  it('ends what a disabled user holds although the catalog does not answer', async () => {
    const request = await make('ann', 'active');
    users.set('ann', { enabled: false });
    isCatalogUp = false;
    await look();
    expect(await statusOf(request)).toBe('ending');
  });

  it('ends what somebody holds whom the catalog has missed, although AWS does not answer', async () => {
    const request = await make('ann', 'active');
    users.set('ann', new Error('no answer'));
    missing = ['user:default/ann'];
    await look();
    expect(await statusOf(request)).toBe('active');
    minutes = 5;
    await look();
    expect(await statusOf(request)).toBe('ending');
  });

  it('counts anew for whom the catalog misses once they held nothing in between', async () => {
    const first = await make('ann', 'active');
    missing = ['user:default/ann'];
    await look();
    await stores.requests.update(first, { status: 'ended' });
    minutes = 4;
    await look();
    const second = await make('ann', 'scheduled');
    minutes = 6;
    await look();
    expect(await statusOf(second)).toBe('scheduled');
    minutes = 11;
    await look();
    expect(await statusOf(second)).toBe('cancelled');
  });

  it('goes on with others when AWS cannot tell of one, and ends nothing of that one', async () => {
    const unknown = await make('ann', 'active', { createdAt: START });
    const gone = await make('bo', 'active', {
      createdAt: new Date(START.getTime() + 1),
    });
    users.set('ann', new Error('throttled'));
    users.set('bo', { enabled: false });
    await look();
    expect(await statusOf(unknown)).toBe('active');
    expect(await statusOf(gone)).toBe('ending');
  });

  it('leaves the rest for later after three in a row of whom AWS cannot tell, and asks on after an answer in between', async () => {
    const people = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'];
    for (const [index, who] of people.entries()) {
      await make(who, 'active', {
        createdAt: new Date(START.getTime() + index),
      });
      users.set(who, new Error('no answer'));
    }
    await look();
    expect(asked).toEqual(['p1', 'p2', 'p3']);
    asked.length = 0;
    users.delete('p3');
    await look();
    expect(asked).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
  });

  it('asks about nobody any more once the process shuts down, and complains of nothing', async () => {
    await make('ann', 'active');
    stop.abort();
    await look();
    expect(asked).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('ends what somebody changed in the same instant, as it is then', async () => {
    const request = await make('ann', 'scheduled');
    users.set('ann', { enabled: false });
    const spy = jest
      .spyOn(stores, 'transaction')
      .mockImplementationOnce(async () => {
        // Its moment has come meanwhile.
        await stores.requests.update(request, { status: 'activating' });
        throw new ConflictError('Somebody else changed it');
      });
    await look();
    spy.mockRestore();
    expect(await statusOf(request)).toBe('ending');
  });

  it('ends the others when one cannot be ended', async () => {
    const stuck = await make('ann', 'active');
    const other = await make('ann', 'scheduled');
    users.set('ann', { enabled: false });
    const spy = jest
      .spyOn(stores, 'transaction')
      .mockRejectedValueOnce(new Error('The disk is full'));
    await look();
    spy.mockRestore();
    expect(await statusOf(stuck)).toBe('ending');
    expect(await statusOf(other)).toBe('cancelled');
    expect(logger.error).toHaveBeenCalled();
  });
});
