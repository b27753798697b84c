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
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { DatabaseStores } from '../database/DatabaseStores';
import type { RequestRecord } from '../domain/types';
import { DueRequests } from './DueRequests';
import { GateKeeper } from './GateKeeper';
import { Leadership } from './Leadership';
import { AgreedTime } from './time';

jest.setTimeout(120_000);

const ENDING_TOGETHER = 60;
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'DueRequests, when many windows end in the same second (%s)',
  id => {
    let stores: DatabaseStores;
    let due: DueRequests;
    let requests: RequestRecord[];
    const endsAt = new Date(START.getTime() + 60_000);
    const { signal } = new AbortController();

    beforeEach(async () => {
      const clock = new ManualClock(endsAt);
      stores = await createTestStores({ databases, id, clock });
      const monotonic = () => clock.now().getTime();
      const logger = mockServices.logger.mock();
      const leadership = new Leadership({
        store: stores.lease,
        holder: 'a replica',
        ttlMs: 60_000,
        monotonic,
        logger,
        hasStarted: () => true,
      });
      await leadership.ensure(endsAt);
      due = new DueRequests({
        stores,
        keeper: new GateKeeper({
          gate: { check: async () => ({ ok: true }) },
          monotonic,
          logger,
        }),
        leadership,
        time: new AgreedTime({ stores, monotonic }),
        logger,
        onChange: () => {},
      });
      requests = [];
      for (let count = 0; count < ENDING_TOGETHER; count += 1) {
        requests.push(await makeLive(`${count}`.padStart(12, '0')));
      }
    });

    async function makeLive(accountId: string): Promise<RequestRecord> {
      return stores.transaction(async tx => {
        const assignment = await tx.assignments.ensureLocked({
          principalId: 'p',
          accountId,
          permissionSetArn:
            'arn:aws:sso:::permissionSet/ssoins-7223aaaabbbbcccc/ps-1111222233334444',
        });
        const request = aRequest({
          assignmentId: assignment.id,
          accountId,
          status: 'active',
          startsAt: START,
          activatedAt: START,
          endsAt,
        });
        await tx.requests.insert(request);
        return request;
      });
    }

    const countEnding = () => stores.requests.count({ statuses: ['ending'] });

    it('lets the first removals go out before the last window is ended', async () => {
      const ended: number[] = [];
      await due.advance(endsAt, signal, async () => {
        ended.push(await countEnding());
      });
      expect(ended[0]).toBeLessThan(ENDING_TOGETHER / 2);
      expect(ended.at(-1)).toBe(ENDING_TOGETHER);
      const awake = await stores.assignments.listDue(endsAt, 1_000);
      expect(awake).toHaveLength(ENDING_TOGETHER);
    });

    it('ends all others when somebody else moves one of them meanwhile', async () => {
      let moved: RequestRecord | undefined;
      await due.advance(endsAt, signal, async () => {
        if (moved) {
          return;
        }
        const all = await stores.requests.getMany(requests.map(it => it.id));
        moved = all.find(({ status }) => status === 'active');
        if (!moved) {
          throw new Error('All of them were ended at once');
        }
        await stores.requests.update(moved, {
          status: 'ending',
          endReason: 'released',
        });
      });
      expect(await countEnding()).toBe(ENDING_TOGETHER);
      const all = await stores.requests.getMany(requests.map(it => it.id));
      expect(all.filter(it => it.endReason === 'elapsed')).toHaveLength(
        ENDING_TOGETHER - 1,
      );
      expect(all.find(it => it.id === moved?.id)?.endReason).toBe('released');
      const awake = await stores.assignments.listDue(endsAt, 1_000);
      expect(awake.length).toBeGreaterThanOrEqual(ENDING_TOGETHER - 1);
    });
  },
);
