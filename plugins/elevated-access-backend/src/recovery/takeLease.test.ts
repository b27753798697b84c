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
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { DatabaseStores } from '../database/DatabaseStores';
import { HOUR, acquire, aTerminal, now } from './__testUtils__/makings';
import { takeLease } from './takeLease';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'the lease of a command, on %p',
  id => {
    let stores: DatabaseStores;
    let terminal: ReturnType<typeof aTerminal>;

    beforeEach(async () => {
      stores = await createTestStores({ databases, id, clock: { now } });
      terminal = aTerminal();
    });

    const take = (options: { ttlMs: number; force?: boolean }) =>
      takeLease({
        stores,
        holder: 'a command',
        force: false,
        terminal,
        signal: new AbortController().signal,
        ...options,
      });

    it('is taken without a word where nobody holds it', async () => {
      await expect(take({ ttlMs: 1_000 })).resolves.toMatchObject({
        holder: 'a command',
      });
      expect(terminal.said).toEqual([]);
    });

    it('is waited for where its holder may be dead, who is named once', async () => {
      await acquire(stores, 'portal-1', 700);
      await expect(take({ ttlMs: 2_000 })).resolves.toMatchObject({
        holder: 'a command',
      });
      expect(terminal.said).toEqual([expect.stringContaining('portal-1')]);
    });

    it('is not taken from somebody who is alive, and the way out is said', async () => {
      const held = await acquire(stores, 'portal-1', HOUR);
      await expect(take({ ttlMs: 100 })).rejects.toThrow(
        /portal-1 is alive.*--force/,
      );
      await stores.transaction(tx => tx.lease.assertHeld(held));
    });

    it('is taken by force once its holder trusts it no longer, and fences the holder off at once', async () => {
      const until = Date.now() + 1_500;
      const held = await acquire(stores, 'portal-1', 1_500);
      const taking = take({ ttlMs: 1_000, force: true });
      await new Promise(resolve => setTimeout(resolve, 400));
      await expect(
        stores.transaction(tx => tx.lease.assertHeld(held)),
      ).rejects.toThrow('portal-1 no longer holds');
      const lease = await taking;
      expect(Date.now()).toBeGreaterThanOrEqual(until);
      expect(lease.fencingToken).toBeGreaterThan(held.fencingToken);
      await stores.transaction(tx => tx.lease.assertHeld(lease));
      expect(lease.expiresAt.getTime()).toBeGreaterThan(Date.now());
    });
  },
);
