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

import { periodWords } from './period';

const style = { zone: 'Europe/Stockholm', locale: 'en-GB' };

describe('A period in words', () => {
  it.each([
    {
      name: 'a month, across the end of summer time',
      from: '2026-09-30T22:00:00.000Z',
      to: '2026-10-31T23:00:00.000Z',
      words: { kind: 'in', name: 'October 2026' },
    },
    {
      name: 'a year',
      from: '2025-12-31T23:00:00.000Z',
      to: '2026-12-31T23:00:00.000Z',
      words: { kind: 'in', name: '2026' },
    },
    {
      name: 'one day',
      from: '2026-11-21T23:00:00.000Z',
      to: '2026-11-22T23:00:00.000Z',
      words: { kind: 'on', name: '22 Nov 2026' },
    },
    {
      name: 'several days, the last one included',
      from: '2026-11-18T23:00:00.000Z',
      to: '2026-11-22T23:00:00.000Z',
      words: { kind: 'between', from: '19 Nov 2026', to: '22 Nov 2026' },
    },
    {
      name: 'instants',
      from: '2026-11-22T14:30:00.000Z',
      to: '2026-11-22T15:00:00.000Z',
      words: {
        kind: 'between',
        from: '22 Nov 2026, 15:30',
        to: '22 Nov 2026, 16:00',
      },
    },
    {
      name: 'no end',
      from: '2026-11-21T23:00:00.000Z',
      to: undefined,
      words: { kind: 'since', name: '22 Nov 2026' },
    },
    {
      name: 'no begin',
      from: undefined,
      to: '2026-11-21T23:00:00.000Z',
      words: { kind: 'before', name: '22 Nov 2026' },
    },
    { name: 'neither', from: undefined, to: undefined, words: undefined },
  ])('names $name', ({ from, to, words }) => {
    expect(periodWords(from, to, style)).toEqual(words);
  });
});
