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

import type { Knex } from 'knex';
import { askAgain } from '../domain/reapproval';
import type { RequestRecord } from '../domain/types';
import { createTestDatabases } from '../__testUtils__/databases';
import { EngineLab } from './__testUtils__/EngineLab';
import { DelayWatch, PersonWatch, type Chore, type Whereabouts } from '.';

jest.setTimeout(120_000);

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const databases = createTestDatabases();

const terms = { maximumDelayMs: 30 * MINUTE, requestExpiryMs: 3 * HOUR };

describe.each(databases.eachSupportedId())('a request on %p', id => {
  let lab: EngineLab;
  let knex: Knex;

  /** An engine that also looks after what `chores` says. */
  async function start(chores: (lab: EngineLab) => Chore[] = () => []) {
    knex = await databases.init(id);
    lab = await EngineLab.start({ databases, id, knex, engines: 0 });
    lab.chores = chores(lab);
    await lab.addEngine();
  }

  afterEach(() => lab.stop());

  const creations = () => lab.calls('CreateAccountAssignment');

  it('begins within the second of its start, and never before', async () => {
    await start();
    await lab.approve({ inMinutes: 2 });
    await lab.leap(110 * SECOND, 30 * SECOND);
    await lab.pass(10 * SECOND - 250);
    expect(creations()).toBe(0);
    await lab.pass(1_250);
    expect(creations()).toBe(1);
  });

  it('loses its access one session duration early where the window is strict', async () => {
    await start();
    const request = await lab.approve({ minutes: 90 });
    await lab.stores.requests.update(await lab.read(request), {
      strictWindow: true,
      sessionDurationMs: HOUR,
    });
    await lab.pass(10 * SECOND);
    expect(await lab.status(request)).toBe('active');
    await lab.leap(29 * MINUTE, 10 * MINUTE);
    await lab.pass(50 * SECOND - 250);
    expect(lab.canUse()).toBe(true);
    await lab.pass(10 * SECOND);
    expect(lab.canUse()).toBe(false);
    expect(await lab.read(request)).toMatchObject({
      status: 'ended',
      endReason: 'elapsed',
    });
  });

  it('lapses when nothing but its session tail is left of a strict window', async () => {
    await start();
    const request = await lab.approve({ minutes: 60 });
    await lab.stores.requests.update(await lab.read(request), {
      strictWindow: true,
      sessionDurationMs: HOUR,
    });
    await lab.pass(10 * SECOND);
    expect(await lab.status(request)).toBe('lapsed');
    expect(creations()).toBe(0);
  });

  it('goes straight back to its approvers when the gate finds it changed, and begins once they agree', async () => {
    await start();
    lab.gate = {
      check: async request => ({
        ok: false,
        retry: false,
        reason: 'changed',
        reapproval: askAgain(request, {
          reason: 'changed',
          now: lab.now(),
          expiryMs: HOUR,
          permissionSet: {
            name: 'PowerUser2',
            fingerprint: 'sha256:bb',
            sessionDurationMs: 2 * HOUR,
          },
        }),
      }),
    };
    const request = await lab.approve();
    await lab.pass(5 * SECOND);
    const again = await lab.read(request);
    expect(again).toMatchObject({
      status: 'pending',
      reapprovalReason: 'changed',
      failure: null,
      startsAt: null,
      endsAt: null,
      permissionSetName: 'PowerUser2',
      permissionSetFingerprint: 'sha256:bb',
      sessionDurationMs: 2 * HOUR,
    });
    expect(again.digest).not.toBe(request.digest);
    expect(creations()).toBe(0);
    expect(await lab.eventTypes(request)).toEqual([
      'request.scheduled',
      'request.reapproval-needed',
    ]);

    lab.gate = { check: async () => ({ ok: true }) };
    const startsAt = lab.now();
    await lab.stores.requests.update(again, {
      status: 'scheduled',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 10 * MINUTE),
    });
    await lab.pass(15 * SECOND);
    expect(await lab.status(request)).toBe('active');
  });

  it('tells why it expired when there is nothing left to prolong', async () => {
    await start();
    const request = await lab.approve({ inMinutes: 60 });
    await lab.stores.requests.update(await lab.read(request), {
      status: 'pending',
      startsAt: null,
      endsAt: null,
      expiresAt: new Date(lab.now().getTime() + MINUTE),
    });
    await knex('requests').update({ extends_id: request.id });
    await lab.leap(MINUTE + 2 * SECOND, 31 * SECOND);
    expect(await lab.read(request)).toMatchObject({
      status: 'expired',
      endComment: expect.stringMatching(/to prolong ended/),
    });
  });

  describe('while AWS is out of reach', () => {
    const delays = (at: EngineLab) => [
      new DelayWatch({
        stores: at.stores,
        terms: async () => terms,
        logger: at.logger,
      }),
    ];

    it('asks for approval again after too long a delay, and nothing is given before', async () => {
      await start(delays);
      await lab.simulator.outage.start({ mode: 'refuse' });
      const request = await lab.approve({ minutes: 120 });
      await lab.leap(35 * MINUTE, 5 * MINUTE);
      await lab.pass(10 * SECOND);
      expect(await lab.read(request)).toMatchObject({
        status: 'activating',
        failure: expect.stringMatching(/more than 30 min late/),
      });
      await lab.simulator.outage.end();
      await lab.pass(20 * SECOND);
      const again = await lab.read(request);
      expect(again).toMatchObject({
        status: 'pending',
        failure: null,
        startsAt: null,
        reapprovalReason: expect.stringMatching(/more than 30 min late/),
      });
      expect(again.digest).not.toBe(request.digest);
      expect(again.expiresAt > lab.now()).toBe(true);
      expect(creations()).toBe(0);
      expect(lab.canUse()).toBe(false);
    });

    it('begins late when the delay is not too long', async () => {
      await start(delays);
      await lab.simulator.outage.start({ mode: 'refuse' });
      const soon = await lab.approve({ minutes: 120 });
      await lab.leap(20 * MINUTE, 5 * MINUTE);
      await lab.simulator.outage.end();
      await lab.pass(20 * SECOND);
      expect(await lab.status(soon)).toBe('active');
      expect((await lab.read(soon)).reapprovalReason).toBeNull();
    });

    it('lapses when its whole window passes', async () => {
      await start(delays);
      await lab.simulator.outage.start({ mode: 'refuse' });
      const request = await lab.approve({ minutes: 40 });
      await lab.leap(45 * MINUTE, 5 * MINUTE);
      await lab.simulator.outage.end();
      await lab.pass(20 * SECOND);
      expect(await lab.status(request)).toBe('lapsed');
      expect(creations()).toBe(0);
    });

    it('keeps what AWS had accepted before', async () => {
      await start(delays);
      const request = await lab.approve({ minutes: 120 });
      await lab.pass(750);
      expect(creations()).toBe(1);
      await lab.simulator.outage.start({ mode: 'refuse' });
      await lab.leap(31 * MINUTE, 15 * MINUTE);
      await lab.simulator.outage.end();
      await lab.pass(20 * SECOND);
      expect(await lab.status(request)).toBe('active');
      expect(lab.canUse()).toBe(true);
    });
  });

  describe('of somebody who leaves', () => {
    let user: { enabled: boolean } | undefined;
    let isInCatalog: boolean;
    let isCatalogUp: boolean;
    let isAwsUp: boolean;

    const whereabouts: Whereabouts = {
      getUser: async () => {
        if (!isAwsUp) {
          throw new Error('no answer');
        }
        return user;
      },
      findExisting: async refs => {
        if (!isCatalogUp) {
          throw new Error('no answer');
        }
        return new Set(isInCatalog ? refs : []);
      },
    };

    beforeEach(async () => {
      user = { enabled: true };
      isInCatalog = true;
      isCatalogUp = true;
      isAwsUp = true;
      await start(({ stores, logger }) => [
        new PersonWatch({ stores, logger, whereabouts, everyMs: 10 * SECOND }),
      ]);
    });

    const active = async (): Promise<RequestRecord> => {
      const request = await lab.approve({ minutes: 120 });
      await lab.pass(10 * SECOND);
      expect(await lab.status(request)).toBe('active');
      return request;
    };

    it.each([
      ['is disabled', { enabled: false }, /is disabled/],
      ['is deleted', undefined, /no longer exists/],
    ])(
      'ends with everything to come once the user %s',
      async (_what, then, why) => {
        const live = await active();
        const later = await lab.approve({ inMinutes: 60 });
        user = then;
        await lab.pass(30 * SECOND);
        expect(lab.canUse()).toBe(false);
        expect(await lab.read(live)).toMatchObject({
          status: 'ended',
          endReason: 'revoked',
          endedByRef: null,
          endComment: expect.stringMatching(why),
        });
        expect(await lab.status(later)).toBe('cancelled');
      },
    );

    it('lasts while nobody can tell', async () => {
      const live = await active();
      user = undefined;
      isInCatalog = false;
      isCatalogUp = false;
      isAwsUp = false;
      await lab.leap(20 * MINUTE, 5 * MINUTE);
      expect(await lab.status(live)).toBe('active');
    });

    it('ends when the catalog has missed the person for five minutes, and not before', async () => {
      const live = await active();
      isInCatalog = false;
      await lab.pass(15 * SECOND);
      await lab.leap(4 * MINUTE, MINUTE);
      expect(await lab.status(live)).toBe('active');
      await lab.leap(2 * MINUTE, MINUTE);
      await lab.pass(30 * SECOND);
      expect(await lab.read(live)).toMatchObject({
        status: 'ended',
        endComment: expect.stringMatching(/no longer in the catalog/),
      });
    });

    it('lasts while the catalog is being rebuilt', async () => {
      const live = await active();
      for (const there of [false, true, false, true]) {
        isInCatalog = there;
        await lab.leap(4 * MINUTE, MINUTE);
      }
      expect(await lab.status(live)).toBe('active');
    });
  });
});
