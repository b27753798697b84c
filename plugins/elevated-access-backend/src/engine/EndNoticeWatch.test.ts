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
import { randomUUID } from 'node:crypto';
import { aRequest, START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { RequestRecord } from '../domain/types';
import { EndNoticeWatch } from './EndNoticeWatch';

jest.setTimeout(60_000);

const databases = createTestDatabases();

const MINUTE = 60_000;

const minutes = (count: number) => new Date(START.getTime() + count * MINUTE);

describe.each(databases.eachSupportedId())(
  'notices before access ends on %p',
  id => {
    const setUp = async () => {
      const clock = new ManualClock(START);
      const stores = await createTestStores({ databases, id, clock });
      const principalId = randomUUID();
      /** Access of an hour that has just begun. */
      const insert = async (overrides: Partial<RequestRecord> = {}) => {
        const request = aRequest({
          assignmentId: '',
          status: 'active',
          startsAt: START,
          activatedAt: START,
          endsAt: minutes(60),
          principalId,
          ...overrides,
        });
        await stores.transaction(async tx => {
          const { id: assignmentId } = await tx.assignments.ensureLocked(
            request,
          );
          await tx.requests.insert({ ...request, assignmentId });
        });
        return request.id;
      };
      const lease = await stores.lease.takeOver({
        holder: 'one',
        now: clock.now(),
        ttlMs: 10_000 * MINUTE,
      });
      const logger = mockServices.logger.mock();
      const look = (as = lease) =>
        // Nothing is remembered between two looks: each has a watch of its own.
        new EndNoticeWatch({ stores, logger }).run({
          now: clock.now(),
          lease: () => as,
          signal: new AbortController().signal,
        });
      /** Looks once in five minutes. */
      const pass = async (count: number) => {
        for (let at = 0; at < count; at += 5) {
          clock.advance(5 * MINUTE);
          await look();
        }
      };
      /** After how many minutes the notice of a request came. */
      const told = async (requestId: string) => {
        const request = await stores.requests.get(requestId);
        const events = request
          ? await stores.events.listForRequest(request)
          : [];
        return events
          .filter(({ type }) => type === 'request.ends-soon')
          .map(({ at }) => (at.getTime() - START.getTime()) / MINUTE);
      };
      return { clock, stores, lease, insert, look, pass, told };
    };

    it('come once, a quarter of an hour before the end of an hour', async () => {
      const { insert, pass, told } = await setUp();
      const request = await insert();
      await pass(70);
      expect(await told(request)).toEqual([45]);
    });

    it('come before access goes that is in a strict window', async () => {
      const { insert, pass, told } = await setUp();
      const request = await insert({
        strictWindow: true,
        sessionDurationMs: 20 * MINUTE,
      });
      await pass(60);
      expect(await told(request)).toEqual([30]);
    });

    it('do not come for access that is short, or over', async () => {
      const { insert, pass, told } = await setUp();
      const short = await insert({ endsAt: minutes(19) });
      const ended = await insert({ status: 'ended', endedAt: minutes(10) });
      await pass(60);
      expect(await told(short)).toEqual([]);
      expect(await told(ended)).toEqual([]);
    });

    it('come late rather than not at all, but not once access is over', async () => {
      const { clock, insert, look, told } = await setUp();
      const late = await insert({ endsAt: minutes(60) });
      const over = await insert({ endsAt: minutes(50) });
      clock.advance(55 * MINUTE);
      await look();
      expect(await told(late)).toEqual([55]);
      expect(await told(over)).toEqual([]);
    });

    it('speak of the last end where access was prolonged, not of the first', async () => {
      const { insert, pass, told } = await setUp();
      const first = await insert();
      const more = await insert({ extendsId: first, endsAt: minutes(90) });
      await pass(95);
      expect(await told(first)).toEqual([]);
      expect(await told(more)).toEqual([75]);
    });

    it('do come where more access is approved for later, with a gap', async () => {
      const { insert, pass, told } = await setUp();
      const request = await insert();
      await insert({
        status: 'scheduled',
        activatedAt: null,
        startsAt: minutes(65),
        endsAt: minutes(120),
      });
      await pass(60);
      expect(await told(request)).toEqual([45]);
    });

    it('are told by nobody who no longer leads', async () => {
      const { clock, stores, lease, insert, look, told } = await setUp();
      const request = await insert();
      clock.advance(50 * MINUTE);
      await stores.lease.release(lease);
      await stores.lease.takeOver({
        holder: 'two',
        now: clock.now(),
        ttlMs: 10_000 * MINUTE,
      });
      await look();
      expect(await told(request)).toEqual([]);
    });
  },
);
