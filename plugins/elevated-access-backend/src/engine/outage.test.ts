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
      const old = await lab.approve({ minutes: 2 });
      await lab.pass(10_000);
      expect(await lab.status(old)).toBe('active');
      await lab.simulator.outage.start({ mode });
      const began = lab.now();
      const fresh = await lab.approve({ user: 'gita.rao', minutes: 60 });
      const short = await lab.approve({ account: 'ledger-prod', minutes: 3 });
      await lab.leap(3 * MINUTE + 30_000, 5_000);

      const { identityCenter } = lab.engine.health();
      expect(identityCenter.status).toBe('down');
      expect(identityCenter.since?.getTime()).toBeGreaterThanOrEqual(
        began.getTime(),
      );
      expect(await lab.read(old)).toMatchObject({
        status: 'ending',
        overdueSince: expect.any(Date),
      });
      for (const request of [fresh, short]) {
        expect(['scheduled', 'activating']).toContain(
          await lab.status(request),
        );
      }
      expect(lab.canUse({ user: 'gita.rao' })).toBe(false);

      await lab.simulator.outage.end();
      await lab.pass(MINUTE);
      expect(await lab.status(old)).toBe('ended');
      expect(await lab.status(fresh)).toBe('active');
      expect(await lab.status(short)).toBe('lapsed');
      expect(lab.engine.health().identityCenter.status).toBe('ok');
      expect(
        lab.simulator.oracle
          .timeline()
          .map(({ type }) => type)
          .filter(type => type.startsWith('assignment'))
          .slice(-2),
      ).toEqual(['assignment-removed', 'assignment-created']);
      expect(lab.canUse({ account: 'ledger-prod' })).toBe(false);
    },
  );
});
