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
import { aRequest, START } from '../../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../../__testUtils__/databases';
import type { DatabaseStores } from '../../database/DatabaseStores';
import type { Lease } from '../../database/types';
import type { Discrepancy } from '../../domain/drift';
import type { EventRecord, RequestRecord } from '../../domain/types';
import { SETTLE } from '../tuning';
import { DriftWatch } from './DriftWatch';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ARN = 'arn:ps-1';
const databases = createTestDatabases();

function anOddity(id: string, more: Partial<Discrepancy> = {}): Discrepancy {
  return {
    id,
    kind: 'unexplained',
    principal: { type: 'USER', id: `user-of-${id}` },
    accountId: '111122223333',
    permissionSetArn: ARN,
    assignmentId: null,
    grant: null,
    description: 'AWS lists it.',
    ...more,
  };
}

describe('The two looks of a comparison', () => {
  const logger = mockServices.logger.mock();
  let stores: DatabaseStores;
  let now: number;
  let lease: Lease;
  let watch: DriftWatch;
  let stop: AbortController;
  let told: EventRecord[];
  /** What the first look shows. */
  let shown: Discrepancy[];
  /** What the second one still shows; as the first where undefined. */
  let still: string[] | undefined;
  /** The permission sets that are looked at. */
  let looked: string[];
  /** What each second look was asked about. */
  let doubted: string[][];
  let failure: Error | undefined;

  beforeEach(async () => {
    jest.clearAllMocks();
    now = START.getTime();
    const clock = { now: () => new Date(now) };
    stores = await createTestStores({ databases, id: 'SQLITE_3', clock });
    lease = await takeLease();
    stop = new AbortController();
    told = [];
    stores.onCommitted(events => told.push(...events));
    shown = [];
    still = undefined;
    looked = [ARN];
    doubted = [];
    failure = undefined;
    watch = new DriftWatch({
      stores,
      comparison: {
        read: async () => {
          if (failure) {
            throw failure;
          }
          return { permissionSets: looked, discrepancies: shown };
        },
        confirm: async suspects => {
          doubted.push(suspects.map(({ id }) => id));
          if (failure) {
            throw failure;
          }
          return suspects.filter(({ id }) => still?.includes(id) ?? true);
        },
      },
      directory: {
        requireSnapshot: async () => ({
          syncedAt: START,
          managementAccountId: '999999999999',
          accounts: new Map(),
          permissionSets: new Map(),
        }),
        getUser: async () => undefined,
      },
      intervalMs: HOUR,
      logger,
    });
  });

  const takeLease = (holder = 'it') =>
    stores.lease.takeOver({ holder, now: new Date(now), ttlMs: 24 * HOUR });

  /** One run after a while, under the lease that is held by then. */
  async function after(ms: number): Promise<void> {
    now += ms;
    await watch.run({
      now: new Date(now),
      lease: () => lease,
      signal: stop.signal,
    });
  }

  /** Both looks, an hour after whatever was before. */
  async function compare(): Promise<void> {
    await after(HOUR);
    await after(SETTLE);
  }

  const findings = async () =>
    (await stores.drift.listFindings()).map(({ id }) => id).sort();

  const types = () => told.map(({ type }) => type);

  it('are further apart than lists lag, and nothing is found before the second', async () => {
    shown = [anOddity('one')];
    await after(0);
    await after(SETTLE - 1);
    expect(doubted).toEqual([]);
    expect(await findings()).toEqual([]);
    await after(1);
    expect(doubted).toEqual([['one']]);
    expect(await findings()).toEqual(['one']);
  });

  it('find only what both of them show', async () => {
    shown = [anOddity('one'), anOddity('two')];
    still = ['two'];
    await compare();
    expect(await findings()).toEqual(['two']);
    expect(types()).toEqual(['drift.found']);
  });

  it('are those of one lease: what a replica saw before it lost it is seen anew', async () => {
    shown = [anOddity('one')];
    await after(0);
    await takeLease('another replica');
    lease = await takeLease();
    shown = [];
    await after(HOUR);
    expect(doubted).toEqual([]);
    await after(SETTLE);
    expect(await findings()).toEqual([]);
  });

  it('ask a second time about nothing that is known, and keep when it was found', async () => {
    shown = [anOddity('one')];
    await compare();
    const [first] = await stores.drift.listFindings();
    shown = [anOddity('one'), anOddity('two')];
    await compare();
    expect(doubted).toEqual([['one'], ['two']]);
    expect(await findings()).toEqual(['one', 'two']);
    const found = await stores.drift.listFindings();
    expect(found.find(({ id }) => id === 'one')).toMatchObject({
      foundAt: first?.foundAt,
      lastSeenAt: new Date(now),
    });
    expect(types()).toEqual(['drift.found', 'drift.found']);
  });

  it('have one finding speak for all that are new, so that people get one message', async () => {
    shown = [anOddity('one'), anOddity('two'), anOddity('three')];
    await compare();
    expect(told.map(({ data }) => data.newFindings)).toEqual([
      3,
      undefined,
      undefined,
    ]);
  });

  it('say whether what is gone was looked for', async () => {
    shown = [anOddity('one'), anOddity('two', { permissionSetArn: 'arn:old' })];
    looked = [ARN, 'arn:old'];
    await compare();
    told.length = 0;
    shown = [];
    looked = [ARN];
    await compare();
    expect(await findings()).toEqual([]);
    expect(
      told
        .map(({ type, data }) => [type, data.findingId, data.compared])
        .sort(),
    ).toEqual([
      ['drift.gone', 'one', true],
      ['drift.gone', 'two', false],
    ]);
  });

  it('name the grant, its person and its assignment', async () => {
    const grant: RequestRecord = aRequest({ assignmentId: 'assignment-1' });
    shown = [
      anOddity('one', { kind: 'removed', assignmentId: 'assignment-1', grant }),
    ];
    await compare();
    const [finding] = await stores.drift.listFindings();
    expect(finding).toMatchObject({
      kind: 'removed',
      requestId: grant.id,
      assignmentId: 'assignment-1',
      person: { entityRef: grant.requesterRef },
      principal: { name: grant.principalUserName },
    });
    expect(told).toMatchObject([
      { requestId: grant.id, assignmentId: 'assignment-1' },
    ]);
  });

  it('rest for the interval, and after a failure for ten minutes only', async () => {
    await compare();
    const read = await stores.drift.state();
    failure = new Error('AccessDenied');
    await after(HOUR - SETTLE - 1);
    expect((await stores.drift.state()).lastError).toBeNull();
    await after(SETTLE + 1);
    expect(await stores.drift.state()).toMatchObject({
      comparedAt: read.comparedAt,
      lastError: 'AccessDenied',
    });
    failure = undefined;
    const { lastAttemptAt } = await stores.drift.state();
    await after(10 * MINUTE - 1);
    expect(await stores.drift.state()).toMatchObject({ lastAttemptAt });
    await after(1);
    await after(SETTLE);
    expect(await stores.drift.state()).toMatchObject({
      comparedAt: new Date(now),
      lastError: null,
    });
  });

  it('begin anew after the second one failed', async () => {
    shown = [anOddity('one')];
    await after(0);
    failure = new Error('no answer');
    await after(SETTLE);
    failure = undefined;
    shown = [];
    await after(10 * MINUTE);
    await after(SETTLE);
    expect(doubted).toEqual([['one'], []]);
    expect(await findings()).toEqual([]);
  });

  it('complain of nothing when the process shuts down in the middle', async () => {
    failure = new Error('aborted');
    stop.abort();
    await after(0);
    expect(logger.warn).not.toHaveBeenCalled();
    expect((await stores.drift.state()).lastError).toBeNull();
  });

  it('complain of nothing when another replica has taken over', async () => {
    await takeLease('another replica');
    await after(0);
    expect(logger.warn).not.toHaveBeenCalled();
    expect(await stores.drift.state()).toMatchObject({
      lastAttemptAt: null,
      lastError: null,
    });
  });
});
