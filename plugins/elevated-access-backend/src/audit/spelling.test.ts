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
import type { EventContent } from '../database/types';
import { canonicalJson, type JsonLike } from '../domain/canonicalJson';
import { anEvent, logOf } from './__testUtils__/logOf';
import { entryOfAnyLine, entryOfLine, entryOfRow, lineOf } from './chain';
import { readPlainLine } from './spelling';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.constantFrom(',"hash":"', '"', '\\', '\u2028', '\ud800', 'é', '😀', '{}'),
);

const events = fc.array(
  fc.record<EventContent>({
    id: fc.oneof(fc.uuid(), text),
    type: fc.oneof(fc.constant('request.active'), text),
    at: fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    }),
    actor: fc.record({
      kind: fc.constantFrom('user', 'engine', 'service'),
      entityRef: fc.option(text),
      displayName: fc.option(text),
    }),
    requestId: fc.option(text),
    assignmentId: fc.option(text),
    data: fc.dictionary(text, fc.jsonValue()).map(data => JSON.stringify(data)),
  }),
  { minLength: 1, maxLength: 4 },
);

/** What a reader says of a line: that it is no event, or which and with which hash. */
function verdict(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error.constructor.name : error;
  }
}

function sorted(value: JsonLike): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(sorted).join(',')}]`;
  }
  const members: [string, JsonLike][] = Object.entries(value);
  return `{${members
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${sorted(member)}`)
    .join(',')}}`;
}

describe('reading lines fast', () => {
  it('says the same of every line as reading them as JSON does', () => {
    fc.assert(
      fc.property(events, content => {
        for (const line of logOf(content)) {
          expect(verdict(() => entryOfLine(line))).toEqual(
            verdict(() => entryOfAnyLine(line)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says the same of every line that somebody changed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme-ascii', maxLength: 3 }),
      fc.constantFrom(
        ',"hash":"',
        '"seq":1,"seq":2,',
        ' ',
        'null',
        '"',
        '\\u0041',
        '-0',
        '1e3',
        '{"b":1,"a":2}',
        '\n',
        '-02-30T',
      ),
    );
    fc.assert(
      fc.property(
        events,
        fc.nat(),
        fc.nat({ max: 8 }),
        piece,
        (content, position, cut, inserted) => {
          for (const line of logOf(content)) {
            const at = position % (line.length + 1);
            const changed = line.slice(0, at) + inserted + line.slice(at + cut);
            expect(verdict(() => entryOfLine(changed))).toEqual(
              verdict(() => entryOfAnyLine(changed)),
            );
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['time without milliseconds', (line: string) => line.replace('.000Z', 'Z')],
    [
      'day that does not exist',
      (line: string) => line.replace('-11-22T', '-02-30T'),
    ],
    [
      'leap day of a year that has none',
      (line: string) => line.replace('2026-11-22T', '2026-02-29T'),
    ],
    [
      'number that grew',
      (line: string) => line.replace('"seq":1,', '"seq":9007199254740993,'),
    ],
    [
      'number with a sign',
      (line: string) => line.replace('"seq":1,', '"seq":-1,'),
    ],
    [
      'member more',
      (line: string) => line.replace('"seq":1,', '"seq":1,"sex":1,'),
    ],
    [
      'member of the actor more',
      (line: string) => line.replace('"kind"', '"kid":1,"kind"'),
    ],
    ['white space', (line: string) => line.replace('"data":{', '"data": {')],
    [
      'data that is no object',
      (line: string) => line.replace('"data":{}', '"data":[]'),
    ],
    [
      'members in another order',
      (line: string) => line.replace('"data":{}', '"data":{"b":1,"a":1}'),
    ],
    [
      'a line end inside',
      (line: string) => line.replace('"data":{}', '"data":{\n}'),
    ],
  ])('does not let pass a %s', (_, change) => {
    const [line] = logOf([anEvent()]);
    const changed = change(line);
    expect(changed).not.toBe(line);
    expect(readPlainLine(changed)?.computedHash).not.toBe(
      JSON.parse(line).hash,
    );
    expect(verdict(() => entryOfLine(changed))).toEqual(
      verdict(() => entryOfAnyLine(changed)),
    );
  });

  it('reads what the engine writes without the slow way', () => {
    const [line] = logOf([
      anEvent({
        data: canonicalJson({ reason: 'a "b" \\ é 😀', list: [1.5, null] }),
      }),
    ]);
    expect(readPlainLine(line)).toEqual(entryOfAnyLine(line));
  });
});

it('says the same of a row and of its line in an export', () => {
  fc.assert(
    fc.property(events, content => {
      for (const [index, line] of logOf(content).entries()) {
        const { seq, prevHash, hash } = JSON.parse(line);
        const row = { ...content[index], seq, prevHash, hash };
        expect(lineOf(row)).toBe(line);
        expect(entryOfRow(row)).toEqual({
          event: expect.objectContaining({ seq, prevHash, hash }),
          computedHash: hash,
        });
      }
    }),
  );
});

it('writes canonical JSON whether or not something has to be sorted', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const plain: JsonLike = JSON.parse(JSON.stringify(value));
      expect(canonicalJson(plain)).toBe(sorted(plain));
    }),
  );
  expect(canonicalJson({ '10': 1, '9': 2 })).toBe('{"10":1,"9":2}');
  expect(canonicalJson({ b: undefined, a: [undefined] })).toBe('{"a":[null]}');
});
