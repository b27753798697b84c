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
import { START } from '../__testUtils__/builders';
import { overlaps, spanOf, type Span } from './overlap';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(START.getTime() + hours * HOUR);

describe('overlapping requests', () => {
  it('lets one window begin at the instant in which another ends', () => {
    const first = { from: at(0), until: at(1) };
    const second = { from: at(1), until: at(2) };
    expect(overlaps(first, second)).toBe(false);
  });

  it('agrees with looking at every instant', () => {
    const span = fc
      .tuple(fc.nat(10), fc.integer({ min: 1, max: 5 }))
      .map(
        ([from, hours]): Span => ({ from: at(from), until: at(from + hours) }),
      );
    fc.assert(
      fc.property(span, span, (a, b) => {
        const shared = Array.from({ length: 20 }, (_, hour) => at(hour)).some(
          instant =>
            [a, b].every(
              ({ from, until }) => from <= instant && instant < until,
            ),
        );
        expect(overlaps(a, b)).toBe(shared);
        expect(overlaps(b, a)).toBe(shared);
      }),
    );
  });

  it('counts on a request without a start to begin at any moment until it expires', () => {
    expect(
      spanOf({
        startsAt: null,
        endsAt: null,
        requestedStart: null,
        extendsId: null,
        durationMs: HOUR,
        createdAt: at(0),
        expiresAt: at(3),
      }),
    ).toEqual({ from: at(0), until: at(4) });
  });

  it('takes a wished window and then the fixed one as they are', () => {
    const wished = {
      requestedStart: at(5),
      extendsId: null,
      durationMs: HOUR,
      createdAt: at(0),
      expiresAt: at(3),
    };
    expect(spanOf({ ...wished, startsAt: null, endsAt: null })).toEqual({
      from: at(5),
      until: at(6),
    });
    expect(spanOf({ ...wished, startsAt: at(5.5), endsAt: at(6) })).toEqual({
      from: at(5.5),
      until: at(6),
    });
  });
});
