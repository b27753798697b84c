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
import * as arbitrary from './__testUtils__/arbitraries';
import { modelWithinHours } from './__testUtils__/eligibilityModel';
import { describeWorkingHours, isWithinWorkingHours } from './workingHours';

const WORKDAYS = [1, 2, 3, 4, 5];

describe('isWithinWorkingHours', () => {
  it('agrees with a painted week, in every zone and across changes of the clock', () => {
    // Around the changes of 2026 in Sweden, Newfoundland and on Lord Howe (half an hour).
    const nearChange = fc
      .tuple(
        fc.constantFrom(
          '2026-03-29T01:00:00Z',
          '2026-10-25T01:00:00Z',
          '2026-03-08T05:30:00Z',
          '2026-11-01T04:30:00Z',
          '2026-04-04T15:00:00Z',
          '2026-10-03T15:30:00Z',
        ),
        fc.integer({ min: -300, max: 300 }),
      )
      .map(
        ([change, minutes]) => new Date(Date.parse(change) + minutes * 60_000),
      );
    fc.assert(
      fc.property(
        arbitrary.workingHours,
        fc.oneof(arbitrary.instant, nearChange),
        (hours, instant) => {
          expect(isWithinWorkingHours(hours, instant)).toBe(
            modelWithinHours(hours, instant),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    ['2026-11-20T06:59:59.999Z', false],
    ['2026-11-20T07:00:00.000Z', true],
    ['2026-11-20T15:59:59.999Z', true],
    ['2026-11-20T16:00:00.000Z', false],
    ['2026-11-21T10:00:00.000Z', false],
  ])('takes the first minute and not the last: %s is %p', (instant, within) => {
    const hours = {
      timeZone: 'Europe/Stockholm',
      days: WORKDAYS,
      from: '08:00',
      to: '17:00',
    };
    expect(isWithinWorkingHours(hours, new Date(instant))).toBe(within);
  });

  it.each([
    ['2026-11-20T22:00:00Z', true], // Friday evening
    ['2026-11-21T05:59:00Z', true], // Saturday morning, still Friday's night
    ['2026-11-21T06:00:00Z', false],
    ['2026-11-20T05:00:00Z', false], // Thursday's night, which does not count
    ['2026-11-21T23:00:00Z', false],
  ])(
    'counts a night to the day on which it begins: %s is %p',
    (instant, within) => {
      const hours = { timeZone: 'UTC', days: [5], from: '22:00', to: '06:00' };
      expect(isWithinWorkingHours(hours, new Date(instant))).toBe(within);
    },
  );

  it('takes hours that end where they begin for a whole day', () => {
    const hours = { timeZone: 'UTC', days: [5], from: '08:00', to: '08:00' };
    const within = (instant: string) =>
      isWithinWorkingHours(hours, new Date(instant));
    expect(within('2026-11-20T07:59:00Z')).toBe(false);
    expect(within('2026-11-20T08:00:00Z')).toBe(true);
    expect(within('2026-11-21T07:59:00Z')).toBe(true);
    expect(within('2026-11-21T08:00:00Z')).toBe(false);
  });

  it('follows the clock on the wall through daylight saving', () => {
    const hours = {
      timeZone: 'Europe/Stockholm',
      days: [7],
      from: '02:00',
      to: '03:00',
    };
    const within = (instant: string) =>
      isWithinWorkingHours(hours, new Date(instant));
    // On 25 October the hour happens twice; on 29 March it does not happen.
    expect(within('2026-10-25T00:30:00Z')).toBe(true);
    expect(within('2026-10-25T01:30:00Z')).toBe(true);
    expect(within('2026-10-25T02:00:00Z')).toBe(false);
    expect(within('2026-03-29T00:59:00Z')).toBe(false);
    expect(within('2026-03-29T01:00:00Z')).toBe(false);
  });

  it('decides nothing on a zone that it does not know', () => {
    const hours = {
      timeZone: 'Europe/Atlantis',
      days: [1],
      from: '08:00',
      to: '17:00',
    };
    expect(() => isWithinWorkingHours(hours, new Date())).toThrow(
      'Europe/Atlantis',
    );
  });
});

describe('describeWorkingHours', () => {
  it('names days in order, hours and zone', () => {
    expect(
      describeWorkingHours({
        timeZone: 'Europe/Stockholm',
        days: [5, 1],
        from: '08:00',
        to: '17:00',
      }),
    ).toBe('Mon, Fri 08:00-17:00 (Europe/Stockholm)');
  });
});
