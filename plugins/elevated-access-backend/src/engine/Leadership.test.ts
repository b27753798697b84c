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
import type { Lease, LeaseStore } from '../database/types';
import { Leadership, NotLeaderError } from './Leadership';

const START = new Date('2026-11-22T12:00:00.000Z');
const TTL = 10_000;

describe('Leadership', () => {
  let now: number;
  /** How long the database takes to answer. */
  let slownessMs: number;
  /** What the database gives; undefined while another replica holds the lease. */
  let fencingToken: number | undefined;
  let asked: number;
  let released: Lease[];
  /** What another replica holds, or held. */
  let current: Lease | undefined;
  let hasStarted: boolean;
  let leadership: Leadership;

  beforeEach(() => {
    now = 0;
    slownessMs = 0;
    fencingToken = 1;
    asked = 0;
    released = [];
    current = undefined;
    hasStarted = true;
    const acquire: LeaseStore['acquire'] = async ({ holder, ttlMs }) => {
      const expiresAt = new Date(START.getTime() + now + ttlMs);
      now += slownessMs;
      asked += 1;
      return fencingToken === undefined
        ? undefined
        : { holder, fencingToken, expiresAt };
    };
    leadership = new Leadership({
      store: {
        acquire,
        current: async () => current,
        takeOver: async () => {
          throw new Error('Nobody takes it by force');
        },
        release: async lease => {
          released.push(lease);
        },
        assertHeld: async () => {},
      },
      holder: 'a replica',
      ttlMs: TTL,
      monotonic: () => now,
      logger: mockServices.logger.mock(),
      hasStarted: () => hasStarted,
    });
  });

  const ensure = () => leadership.ensure(new Date(START.getTime() + now));

  it('trusts its lease for four fifths of it, and not in the last one', async () => {
    await ensure();
    now = 0.8 * TTL - 1;
    expect(leadership.assertFresh().fencingToken).toBe(1);
    now = 0.8 * TTL;
    expect(leadership.isLeader).toBe(false);
    expect(() => leadership.assertFresh()).toThrow(NotLeaderError);
  });

  it('counts its lease from before it asked for it, however long the answer takes', async () => {
    slownessMs = 0.5 * TTL;
    await ensure();
    now = 0.8 * TTL - 1;
    expect(leadership.isLeader).toBe(true);
    now = 0.8 * TTL;
    expect(leadership.isLeader).toBe(false);
  });

  it('counts its lease from before the time was asked for, whatever held it up since', async () => {
    const askedAt = now;
    const agreed = new Date(START.getTime() + now);
    now = 0.5 * TTL;
    await leadership.ensure(agreed, askedAt);
    now = 0.8 * TTL;
    expect(leadership.isLeader).toBe(false);
  });

  it('renews its lease well before it trusts it no longer', async () => {
    await ensure();
    now = 0.5 * TTL;
    await expect(ensure()).resolves.toBe('held');
    now = 0.5 * TTL + 0.8 * TTL - 1;
    expect(leadership.isLeader).toBe(true);
  });

  it('asks for its lease no more often than it has to', async () => {
    await expect(ensure()).resolves.toBe('gained');
    now = 0.4 * TTL - 1;
    await expect(ensure()).resolves.toBe('held');
    expect(asked).toBe(1);
    now = 0.4 * TTL;
    await expect(ensure()).resolves.toBe('held');
    expect(asked).toBe(2);
  });

  it('has gained it anew when another replica had it in between, although it never noticed', async () => {
    await ensure();
    now = 3 * TTL;
    fencingToken = 3;
    await expect(ensure()).resolves.toBe('gained');
    expect(leadership.assertFresh().fencingToken).toBe(3);
  });

  it('acts no more once another replica holds it, however young its own is', async () => {
    await ensure();
    now = 0.5 * TTL;
    fencingToken = undefined;
    await expect(ensure()).resolves.toBe('elsewhere');
    expect(leadership.isLeader).toBe(false);
    expect(() => leadership.assertFresh()).toThrow(NotLeaderError);
  });

  it('has gained it anew, and does not act before, once it had doubts', async () => {
    await ensure();
    leadership.doubt();
    expect(() => leadership.assertFresh()).toThrow(NotLeaderError);
    await expect(ensure()).resolves.toBe('gained');
  });

  it('gives back what it holds, once, and acts no more', async () => {
    await ensure();
    await leadership.release();
    await leadership.release();
    expect(released).toMatchObject([{ holder: 'a replica', fencingToken: 1 }]);
    expect(leadership.isLeader).toBe(false);
  });

  describe('in a backend that has not finished starting', () => {
    const STANDS_BACK = 0.5 * TTL;

    beforeEach(() => {
      hasStarted = false;
    });

    it('leaves the lease to whoever holds it, for as long as they do', async () => {
      for (now = 0; now < 5 * TTL; now += 2_000) {
        current = {
          holder: 'another replica',
          fencingToken: 1,
          expiresAt: new Date(START.getTime() + now + 1),
        };
        await expect(ensure()).resolves.toBe('elsewhere');
      }
      expect(asked).toBe(0);
    });

    it('leaves time for another to take a lease that nobody holds', async () => {
      await expect(ensure()).resolves.toBe('elsewhere');
      now = STANDS_BACK - 1;
      await expect(ensure()).resolves.toBe('elsewhere');
      expect(asked).toBe(0);
      now = STANDS_BACK;
      await expect(ensure()).resolves.toBe('gained');
      expect(leadership.isLeader).toBe(true);
    });

    it('counts that time anew when somebody had it in between', async () => {
      await ensure();
      now = STANDS_BACK - 2;
      current = {
        holder: 'another replica',
        fencingToken: 1,
        expiresAt: new Date(START.getTime() + now + 1),
      };
      await ensure();
      now = STANDS_BACK;
      await expect(ensure()).resolves.toBe('elsewhere');
      now = 2 * STANDS_BACK;
      await expect(ensure()).resolves.toBe('gained');
    });

    it('acts for one lease, then stands back again, so that whoever is ready gets it', async () => {
      await ensure();
      now = STANDS_BACK;
      await ensure();
      const since = now;
      current = {
        holder: 'a replica',
        fencingToken: 1,
        expiresAt: new Date(START.getTime() + now + TTL),
      };
      now = since + 0.8 * TTL - 1;
      await expect(ensure()).resolves.toBe('held');
      expect(asked).toBe(1);
      now = since + 0.8 * TTL;
      await expect(ensure()).resolves.toBe('elsewhere');
      expect(leadership.isLeader).toBe(false);
      now = since + TTL + STANDS_BACK - 1;
      await ensure();
      expect(asked).toBe(1);
    });

    it('stands back no longer once all of it has started', async () => {
      await expect(ensure()).resolves.toBe('elsewhere');
      hasStarted = true;
      await expect(ensure()).resolves.toBe('gained');
    });

    it('keeps the lease that it holds once all of it has started', async () => {
      await ensure();
      now = STANDS_BACK;
      await ensure();
      hasStarted = true;
      now += 0.5 * TTL;
      await expect(ensure()).resolves.toBe('held');
      now += 0.8 * TTL - 1;
      expect(leadership.isLeader).toBe(true);
    });
  });
});
