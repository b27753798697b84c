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

import fc from 'fast-check';
import { lastPeriod, reviewCadences } from './reviewPeriod';

describe('the period that is reviewed', () => {
  it.each([
    ['monthly', '2026-11-22T12:00:00Z', '2026-10-01', '2026-11-01'],
    ['monthly', '2026-11-01T23:59:00Z', '2026-09-01', '2026-10-01'],
    ['monthly', '2026-11-02T00:00:00Z', '2026-10-01', '2026-11-01'],
    ['quarterly', '2026-11-22T12:00:00Z', '2026-07-01', '2026-10-01'],
    ['quarterly', '2026-01-05T00:00:00Z', '2025-10-01', '2026-01-01'],
    ['weekly', '2026-11-22T12:00:00Z', '2026-11-09', '2026-11-16'],
  ] as const)('%s at %s is from %s to %s', (cadence, now, from, to) => {
    expect(lastPeriod(cadence, new Date(now))).toEqual({
      from: new Date(from),
      to: new Date(to),
    });
  });

  it('is over for a day, and the next one follows without a gap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...reviewCadences),
        fc.date({
          min: new Date('2020-01-01'),
          max: new Date('2040-01-01'),
          noInvalidDate: true,
        }),
        (cadence, now) => {
          const period = lastPeriod(cadence, now);
          const day = 86_400_000;
          expect(now.getTime() - period.to.getTime()).toBeGreaterThanOrEqual(
            day,
          );
          const length = period.to.getTime() - period.from.getTime();
          const next = lastPeriod(
            cadence,
            new Date(period.to.getTime() + 95 * day),
          );
          expect(next.from >= period.to).toBe(true);
          expect(
            lastPeriod(cadence, new Date(period.to.getTime() + day)),
          ).toEqual(period);
          expect(
            lastPeriod(cadence, new Date(period.to.getTime() + day - 1)).to,
          ).toEqual(period.from);
          expect(length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
