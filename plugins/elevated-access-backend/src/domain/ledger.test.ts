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

import {
  requestStatuses,
  type RequestStatus,
} from 'backstage-plugin-elevated-access-common';
import fc from 'fast-check';
import { aRequest } from '../__testUtils__/builders';
import { desiredAssignment } from './ledger';

const T = new Date('2026-11-22T12:00:00.000Z').getTime();
const at = (minutes: number) => new Date(T + minutes * 60_000);

const grant = fc.record({
  status: fc.constantFrom<RequestStatus>(...requestStatuses),
  end: fc.option(fc.integer({ min: -3, max: 3 })),
});

function grantOf(status: RequestStatus, endsAt: Date | null) {
  return aRequest({ assignmentId: 'a', status, startsAt: at(-60), endsAt });
}

describe('desiredAssignment', () => {
  it('wants the assignment exactly while some grant needs it, counted minute by minute', () => {
    fc.assert(
      fc.property(
        fc.array(grant, { maxLength: 6 }),
        fc.integer({ min: -4, max: 4 }),
        (grants, now) => {
          const records = grants.map(({ status, end }) =>
            grantOf(status, end === null ? null : at(end)),
          );
          // The model: how many grants cover this minute.
          let needed = 0;
          for (const { status, end } of grants) {
            const live = status === 'activating' || status === 'active';
            if (live && end !== null && now < end) {
              needed += 1;
            }
          }
          const { desired, holders } = desiredAssignment(records, at(now));
          expect(holders).toHaveLength(needed);
          expect(desired).toBe(needed > 0 ? 'present' : 'absent');
        },
      ),
    );
  });

  it('keeps the assignment while another grant still needs it; the last one out removes it', () => {
    const first = grantOf('active', at(10));
    const second = grantOf('active', at(20));
    expect(desiredAssignment([first, second], at(5)).holders).toEqual([
      first,
      second,
    ]);
    expect(desiredAssignment([first, second], at(10))).toEqual({
      desired: 'present',
      holders: [second],
    });
    expect(desiredAssignment([first, second], at(20))).toEqual({
      desired: 'absent',
      holders: [],
    });
  });

  it('lets the released grant go while the other stays', () => {
    const released = grantOf('ending', at(20));
    const other = grantOf('active', at(15));
    expect(desiredAssignment([released, other], at(1)).holders).toEqual([
      other,
    ]);
  });

  it('gives nothing to a grant without an end', () => {
    expect(desiredAssignment([grantOf('active', null)], at(0)).desired).toBe(
      'absent',
    );
  });

  it('wants nothing where nobody asked', () => {
    expect(desiredAssignment([], at(0)).desired).toBe('absent');
  });
});
