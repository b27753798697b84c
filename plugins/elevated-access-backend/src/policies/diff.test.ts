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
import { diffLines } from './diff';

const words = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
const text = words.map(lines => lines.map(line => `${line}\n`).join(''));

function textOf(before: string, after: string, kinds: string[]): string {
  return diffLines(before, after)
    .filter(({ kind }) => kinds.includes(kind))
    .map(line => `${line.text}\n`)
    .join('');
}

/** The most lines that two texts have in common, in order; tried out one by one. */
function mostInCommon(a: string[], b: string[]): number {
  if (a.length === 0 || b.length === 0) {
    return 0;
  }
  const [first, ...rest] = a;
  const at = b.indexOf(first);
  return Math.max(
    mostInCommon(rest, b),
    at < 0 ? 0 : 1 + mostInCommon(rest, b.slice(at + 1)),
  );
}

describe('a readable difference', () => {
  it('holds both texts, whole and in order', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(textOf(before, after, ['same', 'removed'])).toBe(before);
        expect(textOf(before, after, ['same', 'added'])).toBe(after);
      }),
    );
  });

  it('changes no more lines than it has to', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const same = diffLines(before, after).filter(
          ({ kind }) => kind === 'same',
        );
        expect(same).toHaveLength(
          mostInCommon(
            before.split('\n').slice(0, -1),
            after.split('\n').slice(0, -1),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('shows what went before what came', () => {
    expect(diffLines('a\nb\n', 'a\nc\n')).toEqual([
      { kind: 'same', text: 'a' },
      { kind: 'removed', text: 'b' },
      { kind: 'added', text: 'c' },
    ]);
  });
});
