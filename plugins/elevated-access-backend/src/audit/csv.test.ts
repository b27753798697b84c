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
import { csvLine } from './csv';

/** Reads lines as RFC 4180 has them, whatever separates the cells, and as spreadsheets do where quotation marks are not in order. */
function read(text: string, separator: ',' | ';' | '\t'): string[] {
  const cells: string[] = [];
  const pattern = new RegExp(
    `(?:"((?:[^"]|"")*)("|$))?([^${separator}\\r\\n]*)(?:${separator}|[\\r\\n]|$)`,
    'g',
  );
  for (const [, quoted, , plain = ''] of text.matchAll(pattern)) {
    cells.push(`${(quoted ?? '').replaceAll('""', '"')}${plain}`);
  }
  return cells;
}

/** What a spreadsheet runs; it may pass over blanks and quotation marks. */
const RUNS = /^[\s"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A cell with many of the characters that matter, and the same with all others. */
const cell = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...'=+-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n;,"\' ax'),
    maxLength: 12,
  }),
);

describe('a line of a table', () => {
  it('reads back as what was written, but for apostrophes', () => {
    const without = (values: string[]) =>
      values.map(value => value.replaceAll("'", ''));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), values => {
        const line = csvLine(values);
        expect(line.endsWith('\r\n')).toBe(true);
        expect(without(read(line.slice(0, -2), ',').slice(0, values.length)))
          // prettier-ignore
          .toEqual(without(values));
      }),
    );
  });

  it.each([',', ';', '\t'] as const)(
    'holds no formula, whatever is in it, with %j between cells',
    separator => {
      fc.assert(
        fc.property(fc.array(cell, { minLength: 1 }), values => {
          expect(
            read(csvLine(values), separator).filter(it => RUNS.test(it)),
          ).toEqual([]);
        }),
        { numRuns: 2_000 },
      );
    },
  );

  it.each([
    ["ok;=cmd|' /C calc'!A0", `"ok;'=cmd|' /C calc'!A0"\r\n`],
    ['-1', "'-1\r\n"],
    ['\uFF1Dcmd', "'\uFF1Dcmd\r\n"],
    [' "=cmd', `"' ""=cmd"\r\n`],
    ['\ttext', "'\ttext\r\n"],
    ['one; two', '"one; two"\r\n'],
    ['a - b', 'a - b\r\n'],
    ['one\r\n\r\ntwo', '"one\r\n\r\ntwo"\r\n'],
    ['one\n- two', `"one\n'- two"\r\n`],
  ])('writes %j so that it can be read and does nothing', (given, line) => {
    expect(csvLine([given])).toBe(line);
  });

  it('leaves numbers, truth and absence as they are', () => {
    expect(csvLine([-1, true, null, undefined, 'a,b'])).toBe(
      '-1,true,,,"a,b"\r\n',
    );
  });
});
