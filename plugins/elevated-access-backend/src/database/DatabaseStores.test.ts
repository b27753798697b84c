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

import { ConflictError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import type { EventType } from '../domain/events';
import { START } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/databases';
import type { DatabaseStores } from './DatabaseStores';
import type { Lease } from './types';
import { KEY, minutes, setUp } from './__testUtils__/setUp';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('stores on %p', id => {
  const open = () => setUp({ databases, id });

  describe('assignments', () => {
    it('keeps one row per principal, account and permission set', async () => {
      const { stores, assignment } = await open();
      const rows = await Promise.all([
        stores.transaction(tx => tx.assignments.ensureLocked(KEY)),
        stores.transaction(tx => tx.assignments.ensureLocked(KEY)),
      ]);
      expect(rows.map(row => row.id)).toEqual([assignment.id, assignment.id]);
    });

    it('wakes an assignment early, never later than it already is', async () => {
      const { stores, assignment } = await open();
      await stores.assignments.wake(assignment.id, minutes(5));
      await stores.assignments.wake(assignment.id, minutes(9));
      expect(await stores.assignments.nextDueAt(START)).toEqual(minutes(5));
      expect(await stores.assignments.nextDueAt(minutes(5))).toBeUndefined();
      await stores.assignments.wake(assignment.id, minutes(1));
      expect(await stores.assignments.listDue(minutes(1), 10)).toEqual([
        expect.objectContaining({ id: assignment.id }),
      ]);
    });

    it('refuses a writer that did not see a wake-up, so that none is lost', async () => {
      const { stores, assignment } = await open();
      await stores.assignments.wake(assignment.id, minutes(1));
      await expect(
        stores.assignments.update(assignment, { nextActionAt: null }),
      ).rejects.toThrow(ConflictError);
    });

    it('gives back what was stored, every member', async () => {
      const { stores, assignment } = await open();
      const written = await stores.assignments.update(assignment, {
        owned: true,
        standing: true,
        standingEvidence: 'listed',
        verified: 'present',
        verifiedAt: minutes(1),
        operation: 'delete',
        phase: 'accepted',
        awsRequestId: randomUUID(),
        attempts: 3,
        operationStartedAt: minutes(2),
        lastError: 'Conflict',
        nextActionAt: minutes(3),
      });
      expect(await stores.assignments.get(assignment.id)).toEqual(written);
      expect(await stores.assignments.listInOperation()).toEqual([written]);
    });
  });

  describe('transactions and events', () => {
    it('tells listeners of events after the commit and never of rolled back ones', async () => {
      const { stores, insert } = await open();
      const request = await insert();
      const heard: string[] = [];
      stores.onCommitted(events =>
        heard.push(...events.map(event => event.type)),
      );
      const event = {
        type: 'request.created' as const,
        at: START,
        actor: { kind: 'engine' as const },
        requestId: request.id,
        assignmentId: null,
        data: { n: 1 },
      };

      await expect(
        stores.transaction(async tx => {
          await tx.events.append(event);
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(heard).toEqual([]);
      expect(await stores.events.listForRequest(request)).toEqual([]);

      await stores.transaction(async tx => {
        await tx.events.append(event);
        expect(heard).toEqual([]);
      });
      expect(heard).toEqual(['request.created']);
      expect(await stores.events.listForRequest(request)).toEqual([
        expect.objectContaining(event),
      ]);
    });

    it('shows a request the events of its assignment while it lived, not those before or after', async () => {
      const { stores, assignment, insert } = await open();
      const request = await insert({ status: 'ended', endedAt: minutes(1) });
      const append = (type: EventType, requestId: string | null) =>
        stores.events.append({
          type,
          at: START,
          actor: { kind: 'engine' },
          requestId,
          assignmentId: assignment.id,
          data: {},
        });
      await append('assignment.verified-absent', null);
      await append('request.activating', request.id);
      await append('assignment.verified-present', null);
      await append('request.active', request.id);
      await append('request.active', randomUUID());
      await append('assignment.verified-absent', null);
      await append('request.ended', request.id);
      await append('assignment.create-intended', null);

      const events = await stores.events.listForRequest(request);

      expect(events.map(event => event.type)).toEqual([
        'request.activating',
        'assignment.verified-present',
        'request.active',
        'assignment.verified-absent',
        'request.ended',
      ]);
    });
  });

  describe('the lease', () => {
    const take = (holder: string, at: number) => ({
      holder,
      now: minutes(at),
      ttlMs: 60_000,
    });

    /** Nothing more is committed under the old lease; under the current one it is. */
    async function expectPassedOn(
      stores: DatabaseStores,
      old: Lease | undefined,
      current: Lease | undefined,
    ): Promise<void> {
      if (!old || !current) {
        throw new Error('both should have been given');
      }
      await expect(
        stores.transaction(tx => tx.lease.assertHeld(old)),
      ).rejects.toThrow(ConflictError);
      await stores.transaction(tx => tx.lease.assertHeld(current));
    }

    it('has one holder, who may renew it, and passes on only once it has expired', async () => {
      const { stores } = await open();
      const first = await stores.lease.acquire(take('a', 0));
      expect(first).toMatchObject({ holder: 'a', fencingToken: 1 });
      expect(await stores.lease.acquire(take('b', 0.5))).toBeUndefined();
      expect(await stores.lease.acquire(take('a', 0.9))).toMatchObject({
        fencingToken: 1,
        expiresAt: minutes(1.9),
      });
      expect(await stores.lease.acquire(take('b', 1.5))).toBeUndefined();
      expect(await stores.lease.acquire(take('b', 1.9))).toMatchObject({
        holder: 'b',
        fencingToken: 2,
      });
    });

    it('goes to exactly one of two that reach for it together', async () => {
      const { stores } = await open();
      const taken = await Promise.all([
        stores.lease.acquire(take('a', 0)),
        stores.lease.acquire(take('b', 0)),
      ]);
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('fences off a holder that slept through a takeover', async () => {
      const { stores } = await open();
      const old = await stores.lease.acquire(take('a', 0));
      const current = await stores.lease.acquire(take('b', 2));
      await expectPassedOn(stores, old, current);
    });

    it('fences off what a holder began before somebody else had it in between', async () => {
      const { stores } = await open();
      const old = await stores.lease.acquire(take('a', 0));
      await stores.lease.acquire(take('b', 2));
      const current = await stores.lease.acquire(take('a', 4));
      await expectPassedOn(stores, old, current);
    });

    it('goes to nobody else before everything is committed that was written under it', async () => {
      const { stores } = await open();
      const lease = await stores.lease.acquire(take('a', 0));
      if (!lease) {
        throw new Error('should have been given');
      }
      const order: string[] = [];
      let asserted = () => {};
      const isAsserted = new Promise<void>(resolve => {
        asserted = resolve;
      });
      const writing = stores.transaction(async tx => {
        await tx.lease.assertHeld(lease);
        asserted();
        // Long enough for the other to be through if nothing stopped it.
        await new Promise(resolve => setTimeout(resolve, 500));
        order.push('written');
      });
      await isAsserted;
      const taking = stores.lease
        .acquire(take('b', 2))
        .then(() => order.push('taken'));
      await Promise.all([writing, taking]);
      expect(order).toEqual(['written', 'taken']);
    });

    it('can be taken at once after a release, with a new token', async () => {
      const { stores } = await open();
      const lease = await stores.lease.acquire(take('a', 0));
      if (!lease) {
        throw new Error('should have been given');
      }
      await stores.lease.release(lease);
      expect(await stores.lease.current()).toBeUndefined();
      expect(await stores.lease.acquire(take('b', 0))).toMatchObject({
        fencingToken: 2,
      });
    });
  });
});
