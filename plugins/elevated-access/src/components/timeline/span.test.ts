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
import {
  move,
  placeOf,
  scaleLength,
  spanUntilNow,
  ticksOf,
  zoom,
} from './span';

const style = { zone: 'Europe/Stockholm', locale: 'en-GB' };
const HOUR = 60 * 60_000;

const anySpan = fc
  .tuple(
    fc.integer({
      min: Date.parse('2025-01-01'),
      max: Date.parse('2027-01-01'),
    }),
    fc.integer({ min: HOUR, max: 800 * 24 * HOUR }),
  )
  .map(([from, length]) => ({ from, to: from + length }));

describe('The timeline’s clock', () => {
  it('has lines within what is shown, in order, and not too many', () => {
    fc.assert(
      fc.property(anySpan, span => {
        const ticks = ticksOf(span, style).map(({ at }) => at);
        expect(ticks.length).toBeLessThanOrEqual(9);
        expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
        ticks.forEach(at => {
          expect(at).toBeGreaterThanOrEqual(span.from);
          expect(at).toBeLessThan(span.to);
        });
      }),
    );
  });

  it('keeps to midnight over the end of summer time', () => {
    const from = Date.parse('2026-10-23T00:00:00+02:00');
    const labels = ticksOf({ from, to: from + scaleLength.week }, style);
    expect(labels.map(({ label }) => label)).toEqual([
      'Fri 23 Oct',
      'Sat 24 Oct',
      'Sun 25 Oct',
      'Mon 26 Oct',
      'Tue 27 Oct',
      'Wed 28 Oct',
      'Thu 29 Oct',
    ]);
  });

  it('zooms around the middle where now is out of sight', () => {
    expect(zoom({ from: 0, to: 100 }, 20, 200)).toEqual({ from: 40, to: 60 });
  });

  it('leaves now where it stands when it zooms, so that what is live stays in sight', () => {
    const day = spanUntilNow(scaleLength.day, 1e9);
    const near = zoom(day, scaleLength.hours6, 1e9);
    expect(placeOf(1e9, near)).toBeCloseTo(placeOf(1e9, day));
    expect(near.to - near.from).toBe(scaleLength.hours6);
  });

  it('moves by half', () => {
    expect(move({ from: 0, to: 100 }, -1)).toEqual({ from: -50, to: 50 });
  });

  it('places nothing outside of the picture', () => {
    fc.assert(
      fc.property(anySpan, fc.integer(), (span, at) => {
        const place = placeOf(at, span);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(100);
      }),
    );
  });
});
