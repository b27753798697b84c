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
import type { Lease } from '../database/types';
import { HOUR, acquire, make, now } from './__testUtils__/makings';
import { EndEverything } from './EndEverything';
import { whatIsLeft } from './Removal';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'the end of everything, on %p',
  id => {
    let stores: DatabaseStores;
    let lease: Lease;

    beforeEach(async () => {
      stores = await createTestStores({ databases, id, clock: { now } });
      lease = await acquire(stores, 'a command', HOUR);
    });

    const ending = () =>
      new EndEverything({ stores, lease, comment: 'gone mad' });

    it.each([
      ['pending', 'cancelled', false],
      ['scheduled', 'cancelled', false],
      ['activating', 'ending', true],
      ['active', 'ending', true],
      ['ending', 'ending', false],
      ['ended', 'ended', false],
      ['rejected', 'rejected', false],
      ['failed', 'failed', false],
    ] as const)(
      'makes what is %s %s, and has AWS looked at: %s',
      async (status, then, isAwake) => {
        const request = await make(stores, status);
        const grants = ending();
        await grants.run();
        const after = await stores.requests.get(request.id);
        expect(after).toMatchObject({ status: then });
        const moved = status !== then;
        expect(after?.endComment).toBe(moved ? 'gone mad' : null);
        expect(grants.cancelled + grants.ended).toBe(moved ? 1 : 0);
        expect(grants.ended).toBe(isAwake ? 1 : 0);
        expect(await stores.assignments.listDue(now(), 10)).toHaveLength(
          isAwake ? 1 : 0,
        );
      },
    );

    it('goes beyond the first page', async () => {
      for (let count = 0; count < 205; count += 1) {
        await make(stores, 'scheduled');
      }
      const grants = ending();
      await grants.run();
      expect(grants.cancelled).toBe(205);
    });

    it('leaves to the next round what somebody else was faster at, and ends the rest', async () => {
      const faster = await make(stores, 'active');
      const other = await make(stores, 'active', '444455556666');
      const list = stores.requests.list.bind(stores.requests);
      jest
        .spyOn(stores.requests, 'list')
        .mockImplementationOnce(async options => {
          const page = await list(options);
          await stores.requests.update(faster, { usage: 'used' });
          return page;
        });
      const grants = ending();
      await grants.run();
      expect((await stores.requests.get(faster.id))?.status).toBe('active');
      expect((await stores.requests.get(other.id))?.status).toBe('ending');
      await grants.run();
      expect((await stores.requests.get(faster.id))?.status).toBe('ending');
      expect(grants.ended).toBe(2);
    });

    it('ends nothing once somebody else has taken the lease', async () => {
      const request = await make(stores, 'active');
      await stores.lease.takeOver({
        holder: 'portal-1',
        now: now(),
        ttlMs: HOUR,
      });
      const grants = ending();
      await grants.run();
      expect(await stores.requests.get(request.id)).toEqual(request);
      expect(grants.ended).toBe(0);
    });

    it('is not over while anything is asked for, held, being removed or ours', async () => {
      const requests = [];
      for (const status of [
        'pending',
        'scheduled',
        'activating',
        'active',
        'ending',
      ] as const) {
        requests.push(await make(stores, status));
      }
      await make(stores, 'ended');
      const [{ assignmentId } = { assignmentId: '' }] = requests;
      const row = await stores.assignments.get(assignmentId);
      if (row) {
        await stores.assignments.update(row, { owned: true });
      }
      const left = await whatIsLeft(stores);
      expect(left.requests.map(({ status }) => status).sort()).toEqual(
        requests.map(({ status }) => status).sort(),
      );
      expect(left.assignments).toHaveLength(1);
    });
  },
);
