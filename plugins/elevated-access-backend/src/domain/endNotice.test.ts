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
import { endNoticeAt, LONGEST_NOTICE } from './endNotice';

const MINUTE = 60_000;
const FROM = new Date('2026-11-22T12:00:00.000Z');

const after = (minutes: number) => new Date(FROM.getTime() + minutes * MINUTE);

describe('The notice before access ends', () => {
  it.each([
    { lasts: 19, at: undefined },
    { lasts: 20, at: 15 },
    { lasts: 40, at: 30 },
    { lasts: 60, at: 45 },
    { lasts: 480, at: 465 },
  ])('of $lasts minutes comes after $at', ({ lasts, at }) => {
    expect(endNoticeAt({ from: FROM, to: after(lasts) })).toEqual(
      at === undefined ? undefined : after(at),
    );
  });

  it('comes while there is access, with time to do something', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000 }), minutes => {
        const to = after(minutes);
        const at = endNoticeAt({ from: FROM, to });
        if (at) {
          const notice = to.getTime() - at.getTime();
          expect(at.getTime()).toBeGreaterThan(FROM.getTime());
          expect(notice).toBeGreaterThanOrEqual(5 * MINUTE);
          expect(notice).toBeLessThanOrEqual(LONGEST_NOTICE);
        }
      }),
    );
  });
});
