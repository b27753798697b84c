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

/** Reads one line as RFC 4180 has it. */
function read(line: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain = ''] of line.matchAll(pattern)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
  }
  return cells;
}

describe('a line of a table', () => {
  it('reads back as what was written, but for the apostrophe', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }),
        values => {
          const cells = read(csvLine(values));
          expect(
            cells.map(cell => cell.replace(/^'(?=[=+\-@\t\r])/, '')),
          ).toEqual(
            values.map(value => value.replace(/^'(?=[=+\-@\t\r])/, '')),
          );
        },
      ),
    );
  });

  it('holds no formula, whatever it begins with', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r');
    fc.assert(
      fc.property(start, fc.string(), (first, rest) => {
        expect(read(csvLine([`${first}${rest}`]))[0]?.[0]).toBe("'");
      }),
    );
  });

  it('leaves numbers, truth and absence as they are', () => {
    expect(csvLine([-1, true, null, undefined, 'a,b'])).toBe(
      '-1,true,,,"a,b"\r\n',
    );
  });
});
