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

import { START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** Another replica has to act within 15 seconds of the death of the first, its lease and its silence included. */
const LONGEST_SILENCE = 12_000;

describe('A replica that falls silent in the middle of a transaction, on PostgreSQL,', () => {
  it('holds the lease back from others for some seconds only, and has written nothing', async () => {
    const stores = await createTestStores({
      databases,
      id: 'POSTGRES_18',
      clock: { now: () => START },
    });
    const ttlMs = 10_000;
    const lease = await stores.lease.takeOver({
      holder: 'silent',
      now: START,
      ttlMs,
    });
    let fallAsleep = () => {};
    const asleep = new Promise<void>(resolve => {
      fallAsleep = resolve;
    });
    let wakeUp = () => {};
    const awake = new Promise<void>(resolve => {
      wakeUp = resolve;
    });
    const silent = stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      await tx.drift.recordFailure('written by the silent one');
      fallAsleep();
      await awake;
    });
    const lost = silent.catch((error: unknown) => error);
    await asleep;
    // Were it never ended, it would go on here and lose nothing.
    const alarm = setTimeout(wakeUp, LONGEST_SILENCE);

    const taken = await stores.lease.acquire({
      holder: 'another replica',
      now: new Date(START.getTime() + ttlMs),
      ttlMs,
    });
    expect(taken?.holder).toBe('another replica');
    clearTimeout(alarm);
    wakeUp();
    expect(await lost).toBeInstanceOf(Error);
    expect((await stores.drift.state()).lastError).toBeNull();
  });
});
