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
import type { DatabaseStores } from '../database/DatabaseStores';
import type { StoredEvent, TransactionStores } from '../database/types';
import type { RequestRecord } from '../domain/types';
import type { ChoreContext } from '../engine/chores';
import { NotLeaderError } from '../engine/Leadership';
import { aRequest, START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import { OutboxRelay } from './OutboxRelay';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('OutboxRelay on %p', id => {
  const logger = mockServices.logger.mock();
  let now: Date;
  let stores: DatabaseStores;

  beforeEach(async () => {
    jest.clearAllMocks();
    now = START;
    stores = await createTestStores({
      databases,
      id,
      clock: { now: () => now },
    });
  });

  async function aStoredRequest(principalId = 'p1'): Promise<RequestRecord> {
    return stores.transaction(async tx => {
      const request = aRequest({ assignmentId: '', principalId });
      const { id: assignmentId } = await tx.assignments.ensureLocked(request);
      await tx.requests.insert({ ...request, assignmentId });
      return { ...request, assignmentId };
    });
  }

  function append(
    tx: Pick<TransactionStores, 'events'>,
    request: RequestRecord,
    type: 'request.created' | 'request.approved' | 'request.active',
  ) {
    return tx.events.append({
      type,
      at: now,
      actor: { kind: 'engine' },
      requestId: request.id,
      assignmentId: request.assignmentId,
      data: {},
    });
  }

  /** A replica's relay, and what it told. */
  function aRelay(
    options: {
      refuse?: (event: StoredEvent) => boolean | Promise<boolean>;
    } = {},
  ) {
    const told: string[] = [];
    const relay = new OutboxRelay({
      stores,
      logger,
      tellers: [
        {
          channel: 'notification',
          tell: async event => {
            if (await options.refuse?.(event)) {
              throw new Error('503 Service Unavailable');
            }
            told.push(`${event.requestId} ${event.type}`);
          },
        },
      ],
    });
    return { relay, told };
  }

  async function acting(holder = 'replica-1'): Promise<ChoreContext> {
    const lease = await stores.lease.acquire({ holder, now, ttlMs: 10_000 });
    return {
      now,
      signal: new AbortController().signal,
      lease: () => {
        if (!lease) {
          throw new NotLeaderError();
        }
        return lease;
      },
    };
  }

  it('tells every committed event once and in order, whoever committed it and however it died', async () => {
    const request = await aStoredRequest();
    await stores.transaction(tx => append(tx, request, 'request.created'));
    await stores.transaction(tx => append(tx, request, 'request.approved'));
    const { relay, told } = aRelay();
    const context = await acting();
    await relay.run(context);
    await relay.run(context);
    expect(told).toEqual([
      `${request.id} request.created`,
      `${request.id} request.approved`,
    ]);
  });

  it('tells nothing of what was not committed, and nothing before it is', async () => {
    const request = await aStoredRequest();
    const { relay, told } = aRelay();
    const context = await acting();
    await expect(
      stores.transaction(async tx => {
        await append(tx, request, 'request.created');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await relay.run(context);
    expect(told).toEqual([]);
  });

  it('tells at once what the acting replica commits', async () => {
    const request = await aStoredRequest();
    const { relay, told } = aRelay();
    await relay.run(await acting());
    const stop = relay.start();
    const toldAll = new Promise<void>(resolve => {
      const look = () => (told.length === 1 ? resolve() : setTimeout(look, 5));
      look();
    });
    await stores.transaction(tx => append(tx, request, 'request.created'));
    await toldAll;
    stop();
    expect(told).toEqual([`${request.id} request.created`]);
  });

  it('looks a few times a second for what is committed in quick succession, and tells all of it', async () => {
    const { relay, told } = aRelay();
    const context = await acting();
    await relay.run(context);
    const listDue = jest.spyOn(stores.outbox, 'listDue');
    const stop = relay.start();
    const since = performance.now();
    for (let change = 0; change < 20; change += 1) {
      const request = await aStoredRequest(`p${change}`);
      await stores.transaction(tx => append(tx, request, 'request.created'));
    }
    while (told.length < 20) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    const quarters = (performance.now() - since) / 250;
    stop();
    expect(listDue.mock.calls.length).toBeLessThanOrEqual(quarters + 2);
  });

  it('leaves the telling to the replica that acts', async () => {
    const request = await aStoredRequest();
    await stores.transaction(tx => append(tx, request, 'request.created'));
    const first = await acting('replica-1');
    now = new Date(now.getTime() + 60_000);
    const second = await acting('replica-2');
    const late = aRelay();
    await late.relay.run(first);
    // Told, perhaps, but not noted: whoever acts now tells it again.
    const { relay, told } = aRelay();
    await relay.run(second);
    expect(told).toEqual([`${request.id} request.created`]);
  });

  it('tells later what cannot be told now, in order, without holding up other requests', async () => {
    const [stuck, other] = [
      await aStoredRequest('p1'),
      await aStoredRequest('p2'),
    ];
    await stores.transaction(async tx => {
      await append(tx, stuck, 'request.created');
      await append(tx, stuck, 'request.approved');
      await append(tx, other, 'request.created');
    });
    let down = true;
    const { relay, told } = aRelay({
      refuse: event => down && event.requestId === stuck.id,
    });
    const context = await acting();
    await relay.run(context);
    expect(told).toEqual([`${other.id} request.created`]);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    down = false;
    await relay.run(context);
    expect(told).toHaveLength(1);
    now = new Date(now.getTime() + 5 * 60_000);
    await relay.run(await acting());
    expect(told.slice(1)).toEqual([
      `${stuck.id} request.created`,
      `${stuck.id} request.approved`,
    ]);
  });

  it('leaves a channel alone that refuses everything, and tells all once it is back', async () => {
    for (let number = 0; number < 60; number += 1) {
      const request = await aStoredRequest(`p${number}`);
      await stores.transaction(tx => append(tx, request, 'request.created'));
    }
    let down = true;
    let tries = 0;
    const { relay, told } = aRelay({
      refuse: () => {
        tries += 1;
        return down;
      },
    });
    const triesUntil = async (seconds: number) => {
      tries = 0;
      now = new Date(START.getTime() + seconds * 1_000);
      await relay.run(await acting());
      return tries;
    };
    expect(await triesUntil(0)).toBeLessThan(16);
    expect(await triesUntil(0.9)).toBe(0);
    // One event finds out, at growing distances.
    expect(await triesUntil(1)).toBe(1);
    expect(await triesUntil(2.9)).toBe(0);
    expect(await triesUntil(3)).toBe(1);
    expect(await triesUntil(600)).toBe(1);
    expect(await triesUntil(607)).toBe(0);

    down = false;
    await triesUntil(1_000);
    expect(new Set(told).size).toBe(60);
  });

  it('gives up after a day what waited behind the one that was tried', async () => {
    for (let number = 0; number < 30; number += 1) {
      const request = await aStoredRequest(`p${number}`);
      await stores.transaction(tx => append(tx, request, 'request.created'));
    }
    const { relay } = aRelay({ refuse: () => true });
    await relay.run(await acting());
    now = new Date(now.getTime() + 25 * HOUR);
    await relay.run(await acting());
    expect(logger.error).toHaveBeenCalledTimes(30);
    await expect(
      stores.outbox.listDue({ channel: 'notification', now, limit: 10 }),
    ).resolves.toEqual([]);
  });

  it('tries for a day, and then says that nobody will be told', async () => {
    const request = await aStoredRequest();
    await stores.transaction(tx => append(tx, request, 'request.created'));
    const { relay } = aRelay({ refuse: () => true });
    for (let hours = 0; hours < 24; hours += 1) {
      await relay.run(await acting());
      now = new Date(now.getTime() + HOUR);
    }
    await relay.run(await acting());
    expect(logger.error).not.toHaveBeenCalled();
    await expect(stores.outbox.count()).resolves.toBe(2);

    now = new Date(now.getTime() + HOUR);
    await relay.run(await acting());
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(`${request.id}.*503`),
    );
    const left = await stores.outbox.listDue({
      channel: 'notification',
      now,
      limit: 10,
    });
    expect(left).toEqual([]);
  });
});

describe('OutboxRelay on PostgreSQL', () => {
  it('does not leave out an event that commits after a later one', async () => {
    const stores = await createTestStores({
      databases,
      id: 'POSTGRES_18',
      clock: { now: () => START },
    });
    const append = (tx: Pick<TransactionStores, 'events'>, requestId: string) =>
      tx.events.append({
        type: 'request.created',
        at: START,
        actor: { kind: 'engine' },
        requestId,
        assignmentId: null,
        data: {},
      });
    const [slow, fast] = [
      '00000000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000002',
    ];
    const told: (string | null)[] = [];
    const relay = new OutboxRelay({
      stores,
      logger: mockServices.logger.mock(),
      tellers: [
        {
          channel: 'notification',
          tell: async ({ requestId }) => {
            told.push(requestId);
          },
        },
      ],
    });
    const lease = await stores.lease.acquire({
      holder: 'replica-1',
      now: START,
      ttlMs: 10_000,
    });
    const context: ChoreContext = {
      now: START,
      signal: new AbortController().signal,
      lease: () => {
        if (!lease) {
          throw new NotLeaderError();
        }
        return lease;
      },
    };
    await stores.transaction(async tx => {
      await append(tx, slow);
      await stores.transaction(inner => append(inner, fast));
      await relay.run(context);
      expect(told).toEqual([fast]);
    });
    await relay.run(context);
    expect(told).toEqual([fast, slow]);
  });
});
