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
import { aRequest, START } from '../__testUtils__/builders';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { Lease } from '../database/types';
import type { EventRecord, RequestRecord } from '../domain/types';
import type { ChoreContext } from './chores';
import { DelayWatch } from './DelayWatch';
import { DriftWatch } from './drift';
import { GateKeeper } from './GateKeeper';
import { Leadership } from './Leadership';
import { OverdueWatch } from './OverdueWatch';
import { PersonWatch } from './PersonWatch';
import { Rechecks } from './Rechecks';
import { AgreedTime } from './time';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const databases = createTestDatabases();
const logger = mockServices.logger.mock();

describe.each(databases.eachSupportedId())(
  'A replica that lost the lease and does not know it yet, on %p,',
  id => {
    const now = new Date(START.getTime() + HOUR);
    let stores: DatabaseStores;
    let lost: Lease;
    let held: Lease;
    let told: EventRecord[];
    let leadership: Leadership;

    const monotonic = () => 0;

    beforeEach(async () => {
      stores = await createTestStores({
        databases,
        id,
        clock: { now: () => now },
      });
      const by = (holder: string) => ({ holder, now, ttlMs: HOUR });
      lost = await stores.lease.takeOver(by('it'));
      leadership = new Leadership({
        ...by('it'),
        store: stores.lease,
        monotonic,
        logger,
        hasStarted: () => true,
      });
      await leadership.ensure(now);
      held = await stores.lease.takeOver(by('another replica'));
      told = [];
      stores.onCommitted(events => told.push(...events));
    });

    const contextOf = (...leases: Lease[]): ChoreContext => ({
      now,
      lease: () => leases.shift() ?? lost,
      signal: new AbortController().signal,
    });

    /** Access that began half an hour ago, or was to. */
    async function make(more: Partial<RequestRecord>): Promise<RequestRecord> {
      return stores.transaction(async tx => {
        const { id: assignmentId } = await tx.assignments.ensureLocked({
          principalId: 'p',
          accountId: '111122223333',
          permissionSetArn: 'arn',
        });
        const request = aRequest({
          assignmentId,
          principalId: 'p',
          startsAt: START,
          endsAt: new Date(START.getTime() + 2 * HOUR),
          ...more,
        });
        await tx.requests.insert(request);
        return request;
      });
    }

    async function expectUntouched(request: RequestRecord): Promise<void> {
      expect(await stores.requests.get(request.id)).toEqual(request);
      expect(await stores.assignments.listDue(now, 10)).toEqual([]);
      expect(told).toEqual([]);
    }

    it('sends nothing that comes late back to its approvers', async () => {
      const request = await make({ status: 'activating' });
      const watch = new DelayWatch({
        stores,
        terms: async () => ({
          maximumDelayMs: MINUTE,
          requestExpiryMs: 3 * HOUR,
        }),
        logger,
      });
      await watch.run(contextOf());
      await expectUntouched(request);
    });

    it('refuses nothing that it checked once more', async () => {
      const request = await make({ status: 'activating' });
      const keeper = new GateKeeper({
        gate: {
          check: async () => ({ ok: false, retry: false, reason: 'gone' }),
        },
        monotonic,
        logger,
      });
      const time = new AgreedTime({ stores, monotonic });
      await time.refresh();
      new Rechecks({
        stores,
        keeper,
        leadership,
        time,
        logger,
        onChecked: () => {},
      }).start([request]);
      await keeper.idle();
      await expectUntouched(request);
    });

    it('raises no alarm about overdue access', async () => {
      const request = await make({
        status: 'ending',
        endReason: 'elapsed',
        endsAt: new Date(START.getTime() + MINUTE),
      });
      await new OverdueWatch({ stores, logger }).run(contextOf());
      await expectUntouched(request);
    });

    describe('and sees that somebody has left,', () => {
      const watch = () =>
        new PersonWatch({
          stores,
          whereabouts: {
            getUser: async () => undefined,
            findExisting: async refs => new Set(refs),
          },
          everyMs: MINUTE,
          logger,
        });

      it('ends nothing of theirs', async () => {
        const request = await make({ status: 'active' });
        await watch().run(contextOf());
        await expectUntouched(request);
      });

      it('tells of nothing after it could still end something', async () => {
        const request = await make({ status: 'active' });
        await watch().run(contextOf(held));
        expect((await stores.requests.get(request.id))?.status).toBe('ending');
        expect(told.map(({ type }) => type)).toEqual(['request.ending']);
      });
    });

    it('writes nothing down about drift', async () => {
      const watch = new DriftWatch({
        stores,
        comparison: {
          read: async () => ({ permissionSets: [], discrepancies: [] }),
          confirm: async () => [],
        },
        directory: {
          requireSnapshot: async () => {
            throw new Error('Nobody has to ask');
          },
          getUser: async () => undefined,
        },
        intervalMs: HOUR,
        logger,
      });
      await watch.run(contextOf());
      expect(await stores.drift.state()).toMatchObject({
        lastAttemptAt: null,
        comparedAt: null,
      });
    });
  },
);
