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
import { Bits } from './Bits';

const SIZE = 100;
const members = fc.uniqueArray(fc.integer({ min: 0, max: SIZE - 1 }));
const ascending = (numbers: Iterable<number>) =>
  [...numbers].sort((a, b) => a - b);

describe('Bits', () => {
  it('holds, joins and parts like a set', () => {
    fc.assert(
      fc.property(members, members, (one, other) => {
        const of = (numbers: number[]) => Bits.of(SIZE, numbers);
        expect([...of(one)]).toEqual(ascending(one));
        expect([...of(one).include(of(other))]).toEqual(
          ascending(new Set([...one, ...other])),
        );
        expect([...of(one).exclude(of(other))]).toEqual(
          ascending(one.filter(it => !other.includes(it))),
        );
        for (let at = 0; at < SIZE; at += 1) {
          expect(of(one).has(at)).toBe(one.includes(at));
        }
      }),
    );
  });

  it('finds the next member that both have', () => {
    fc.assert(
      fc.property(
        members,
        members,
        fc.integer({ min: 0, max: SIZE }),
        (one, other, from) => {
          const both = ascending(one).filter(it => other.includes(it));
          expect(Bits.of(SIZE, one).next(from, Bits.of(SIZE, other))).toBe(
            both.find(it => it >= from) ?? -1,
          );
        },
      ),
    );
  });
});
