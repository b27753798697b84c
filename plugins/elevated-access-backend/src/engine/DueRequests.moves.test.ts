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
import { askAgain } from '../domain/reapproval';
import type { EventRecord, RequestRecord } from '../domain/types';
import { DueRequests } from './DueRequests';
import { GateKeeper, type ActivationGate } from './GateKeeper';
import { Leadership } from './Leadership';
import { AgreedTime } from './time';
import { GATE_RETRY, GATE_WIDTH } from './tuning';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'A request whose moment has come (%s)',
  id => {
    const { signal } = new AbortController();
    let clock: ManualClock;
    let stores: DatabaseStores;
    let keeper: GateKeeper;
    let due: DueRequests;
    let check: jest.Mock<ReturnType<ActivationGate['check']>, [RequestRecord]>;
    let told: EventRecord[];
    let onChange: jest.Mock;

    beforeEach(async () => {
      clock = new ManualClock(START);
      stores = await createTestStores({ databases, id, clock });
      told = [];
      stores.onCommitted(events => told.push(...events));
      check = jest.fn<ReturnType<ActivationGate['check']>, [RequestRecord]>(
        async () => ({ ok: true }),
      );
      onChange = jest.fn();
      const monotonic = () => clock.now().getTime();
      const logger = mockServices.logger.mock();
      const leadership = new Leadership({
        store: stores.lease,
        holder: 'a replica',
        ttlMs: 24 * 60 * MINUTE,
        monotonic,
        logger,
        hasStarted: () => true,
      });
      await leadership.ensure(START);
      const time = new AgreedTime({ stores, monotonic });
      await time.refresh();
      keeper = new GateKeeper({
        gate: { check: request => check(request) },
        monotonic,
        logger,
      });
      due = new DueRequests({
        stores,
        keeper,
        leadership,
        time,
        logger,
        onChange,
      });
    });

    /** Access that was asked for with an end in an hour. */
    async function make(
      more: Partial<RequestRecord> = {},
    ): Promise<RequestRecord> {
      return stores.transaction(async tx => {
        const assignment = await tx.assignments.ensureLocked({
          principalId: 'p',
          accountId: '111122223333',
          permissionSetArn: 'arn',
        });
        const request = aRequest({
          assignmentId: assignment.id,
          status: 'scheduled',
          startsAt: START,
          endsAt: new Date(START.getTime() + 60 * MINUTE),
          ...more,
        });
        await tx.requests.insert(request);
        return request;
      });
    }

    async function look(): Promise<void> {
      await due.advance(clock.now(), signal, async () => {});
      await keeper.idle();
    }

    const read = (request: RequestRecord) => stores.requests.get(request.id);

    const awake = async () =>
      (await stores.assignments.listDue(clock.now(), 10)).length;

    it('begins when the gate lets it, and has its assignment looked at', async () => {
      const request = await make();
      await look();
      expect(await read(request)).toMatchObject({
        status: 'activating',
        failure: null,
      });
      expect(await awake()).toBe(1);
      expect(told).toMatchObject([
        { type: 'request.activating', requestId: request.id, data: {} },
      ]);
      expect(onChange).toHaveBeenCalled();
    });

    it('fails by the way of its assignment when the gate refuses it, so that nothing of it is left', async () => {
      check.mockResolvedValue({ ok: false, retry: false, reason: 'gone' });
      const request = await make();
      await look();
      expect(await read(request)).toMatchObject({
        status: 'activating',
        failure: 'gone',
      });
      expect(await awake()).toBe(1);
      expect(told).toMatchObject([{ data: { refused: 'gone' } }]);
    });

    it('goes back to its approvers without a look at AWS when the gate says so', async () => {
      check.mockImplementation(async request => ({
        ok: false,
        retry: false,
        reason: 'changed',
        reapproval: askAgain(request, {
          reason: 'changed',
          now: clock.now(),
          expiryMs: 60 * MINUTE,
        }),
      }));
      const request = await make();
      await look();
      expect(await read(request)).toMatchObject({
        status: 'pending',
        reapprovalReason: 'changed',
      });
      expect(await awake()).toBe(0);
    });

    it.each([
      [
        'cannot tell',
        async () => ({ ok: false, retry: true, reason: 'down' } as const),
      ],
      [
        'fails',
        async () => {
          throw new Error('a gate that broke');
        },
      ],
    ])(
      'waits while the gate %s, and is asked about again after five seconds, not before',
      async (_, answer) => {
        check.mockImplementation(answer);
        const request = await make();
        await look();
        clock.advance(GATE_RETRY - 1);
        await look();
        expect(check).toHaveBeenCalledTimes(1);
        expect((await read(request))?.status).toBe('scheduled');
        expect(told).toEqual([]);

        clock.advance(1);
        check.mockResolvedValue({ ok: true });
        await look();
        expect(check).toHaveBeenCalledTimes(2);
        expect((await read(request))?.status).toBe('activating');
      },
    );

    it('lapses unasked when nothing is left of its window', async () => {
      const endsAt = new Date(START.getTime() + MINUTE);
      const request = await make({ endsAt });
      clock.advance(MINUTE);
      await look();
      expect(check).not.toHaveBeenCalled();
      expect(await read(request)).toMatchObject({
        status: 'lapsed',
        endedAt: endsAt,
      });
      expect(told).toMatchObject([{ type: 'request.lapsed' }]);
    });

    it('lapses when nothing but its session tail is left of a strict window', async () => {
      const request = await make({
        strictWindow: true,
        sessionDurationMs: 59 * MINUTE,
      });
      clock.advance(MINUTE);
      await look();
      expect((await read(request))?.status).toBe('lapsed');
    });

    it('expires undecided, and says why where it would have prolonged something', async () => {
      const members = {
        status: 'pending' as const,
        startsAt: null,
        endsAt: null,
        expiresAt: new Date(START.getTime() + MINUTE),
      };
      const plain = await make(members);
      const prolonged = await make({ status: 'ended' });
      const extension = await make({ ...members, extendsId: prolonged.id });
      clock.advance(MINUTE - 1);
      await look();
      expect((await read(plain))?.status).toBe('pending');
      clock.advance(1);
      await look();
      expect(await read(plain)).toMatchObject({
        status: 'expired',
        endComment: null,
        endedAt: clock.now(),
      });
      expect(await read(extension)).toMatchObject({
        status: 'expired',
        endComment: expect.stringContaining('prolong'),
      });
    });

    it('has its assignment looked at when its window ends', async () => {
      const request = await make({ status: 'active' });
      clock.advance(60 * MINUTE);
      await look();
      expect(await read(request)).toMatchObject({
        status: 'ending',
        endReason: 'elapsed',
      });
      expect(await awake()).toBe(1);
      expect(told).toMatchObject([
        { type: 'request.ending', data: { reason: 'elapsed' } },
      ]);
    });

    it.each([
      ['of a window that ends', 'active', 60],
      ['of a start', 'scheduled', 0],
      ['of a window that nobody used', 'scheduled', 60],
    ] as const)(
      'is left alone by a replica that lost the lease, although it does not know yet: %s',
      async (_, status, minutes) => {
        const request = await make({ status });
        await stores.lease.takeOver({
          holder: 'another replica',
          now: START,
          ttlMs: 24 * 60 * MINUTE,
        });
        clock.advance(minutes * MINUTE);
        await look();
        expect(await read(request)).toEqual(request);
        expect(told).toEqual([]);
        expect(await awake()).toBe(0);
      },
    );

    it('is checked once at a time, and no more than 16 of them are', async () => {
      let answer = () => {};
      const answered = new Promise<void>(resolve => {
        answer = resolve;
      });
      check.mockImplementation(async () => {
        await answered;
        return { ok: true };
      });
      const advance = () => due.advance(clock.now(), signal, async () => {});
      await make();
      await advance();
      await advance();
      expect(check).toHaveBeenCalledTimes(1);
      for (let count = 1; count < GATE_WIDTH + 4; count += 1) {
        await make();
      }
      await advance();
      await advance();
      expect(check).toHaveBeenCalledTimes(GATE_WIDTH);
      answer();
      await keeper.idle();
      await look();
      expect(check).toHaveBeenCalledTimes(GATE_WIDTH + 4);
    });

    it('is reached however many before it stay as they are', async () => {
      check.mockResolvedValue({ ok: false, retry: true, reason: 'down' });
      const endsAt = new Date(START.getTime() + 120 * MINUTE);
      for (let count = 0; count < 200; count += 1) {
        await make({ endsAt });
      }
      const request = await make({ status: 'active' });
      clock.advance(60 * MINUTE);
      await look();
      expect((await read(request))?.status).toBe('ending');
    });

    it('is not moved any more once the turn is called off', async () => {
      const request = await make({ status: 'active' });
      clock.advance(60 * MINUTE);
      await due.advance(clock.now(), AbortSignal.abort(), async () => {});
      expect(await read(request)).toEqual(request);
    });
  },
);
