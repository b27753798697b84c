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

import { createTestDatabases } from '../__testUtils__/databases';
import { EngineLab } from './__testUtils__/EngineLab';

jest.setTimeout(180_000);

const MINUTE = 60_000;

/** Where access ends during the outage. */
const OLD = ['payments-prod', 'cards-prod', 'fraud-prod', 'lending-prod'];

const databases = createTestDatabases();

type Mode = Parameters<EngineLab['simulator']['outage']['start']>[0]['mode'];

describe('an outage of Identity Center', () => {
  let lab: EngineLab;

  beforeEach(async () => {
    lab = await EngineLab.start({ databases, id: 'SQLITE_3' });
  });

  afterEach(async () => {
    await lab.simulator.outage.end();
    await lab.stop();
  });

  it.each<[string, Mode]>([
    ['breaks every connection', 'reset'],
    ['answers 503', 'unavailable'],
    ['answers nothing', 'hang'],
    ['cannot be connected to', 'refuse'],
  ])(
    'keeps grants waiting while it %s, and on recovery removes before it grants',
    async (_, mode) => {
      // Several: one of them finds out that AWS is back, and the rest wait between two tries.
      const old = await Promise.all(
        OLD.map(account => lab.approve({ account, minutes: 2 })),
      );
      await lab.pass(10_000);
      for (const request of old) {
        expect(await lab.status(request)).toBe('active');
      }
      await lab.simulator.outage.start({ mode });
      const began = lab.now();
      // Where nothing is removed: only the engine itself can hold it back.
      const fresh = await lab.approve({ account: 'web-prod', minutes: 60 });
      const short = await lab.approve({ account: 'ledger-prod', minutes: 3 });
      await lab.leap(3 * MINUTE + 30_000, 5_000);

      const { identityCenter } = lab.engine.health();
      expect(identityCenter.status).toBe('down');
      expect(identityCenter.since?.getTime()).toBeGreaterThanOrEqual(
        began.getTime(),
      );
      for (const request of old) {
        expect(await lab.read(request)).toMatchObject({
          status: 'ending',
          overdueSince: expect.any(Date),
        });
      }
      for (const request of [fresh, short]) {
        expect(['scheduled', 'activating']).toContain(
          await lab.status(request),
        );
      }
      expect(lab.canUse({ account: 'web-prod' })).toBe(false);

      await lab.simulator.outage.end();
      const backAt = lab.now();
      await lab.pass(MINUTE);
      for (const request of old) {
        expect(await lab.status(request)).toBe('ended');
      }
      expect(await lab.status(fresh)).toBe('active');
      expect(await lab.status(short)).toBe('lapsed');
      expect(lab.engine.health().identityCenter.status).toBe('ok');
      const removed = acceptedSince(backAt, 'delete');
      const created = acceptedSince(backAt, 'create');
      expect([removed.length, created.length]).toEqual([OLD.length, 1]);
      expect(Math.min(...created)).toBeGreaterThan(Math.max(...removed));
      expect(lab.canUse({ account: 'ledger-prod' })).toBe(false);
    },
  );

  /** When AWS accepted writes of one kind. */
  function acceptedSince(instant: Date, wanted: 'create' | 'delete'): number[] {
    return lab.simulator
      .state()
      .requests.filter(({ kind }) => kind === wanted)
      .map(({ acceptedAt }) => Date.parse(acceptedAt))
      .filter(at => at >= instant.getTime());
  }
});
