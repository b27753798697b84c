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

import type { ExportedRequest, RequestExportStore } from '../database/types';
import {
  anExportedDecision,
  anExportedRequest,
} from './__testUtils__/anExportedRequest';
import { exportedLines } from './exportedLines';
import { csvHeading } from './requestLines';

/** So many requests, newest first, and how often pages of them were read. */
function setUp(count: number) {
  const requests: ExportedRequest[] = Array.from(
    { length: count },
    (_, index) => anExportedRequest({ id: `request-${index}`, reason: '=1+1' }),
  );
  const read = { pages: 0 };
  const store: Pick<RequestExportStore, 'page' | 'decisionsOf' | 'eventsOf'> = {
    page: async ({ after, limit }) => {
      read.pages += 1;
      const begin = requests.findIndex(({ id }) => id === after?.id) + 1;
      return requests.slice(begin, begin + limit);
    },
    decisionsOf: async page =>
      new Map(
        page
          .filter(({ id }) => id.endsWith('7'))
          .map(({ id }) => [id, [anExportedDecision()]]),
      ),
    eventsOf: async () => [],
  };
  const begin = (format: 'csv' | 'jsonl') =>
    exportedLines({
      store,
      format,
      filter: {},
      which: { types: [], through: 0 },
    });
  return { requests, read, begin };
}

async function taken(lines: AsyncGenerator<string>): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of lines) {
    chunks.push(chunk);
  }
  return chunks;
}

describe('an export of many requests', () => {
  it('has every request once and in order, with its decisions, across pages', async () => {
    const { requests, begin } = setUp(4_321);
    const lines = (await taken(begin('jsonl'))).join('').split('\n');
    expect(lines.pop()).toBe('');
    const found = lines.map(line => JSON.parse(line));
    expect(found.map(({ id }) => id)).toEqual(requests.map(({ id }) => id));
    for (const { id, decisions } of found) {
      expect(decisions).toHaveLength(id.endsWith('7') ? 1 : 0);
    }
  });

  it('comes in pieces of whole lines that are worth sending', async () => {
    const { begin } = setUp(4_321);
    const chunks = await taken(begin('csv'));
    expect(chunks[0].startsWith(csvHeading)).toBe(true);
    expect(chunks.join('').split(csvHeading)).toHaveLength(2);
    for (const chunk of chunks) {
      expect(chunk.endsWith('\r\n')).toBe(true);
      expect(chunk.length).toBeLessThan(80_000);
    }
    expect(chunks.length).toBeLessThan(60);
    expect(chunks.join('')).toContain(",'=1+1,");
  });

  it('has its heading also where it has nothing else', async () => {
    const { begin } = setUp(0);
    expect(await taken(begin('csv'))).toEqual([csvHeading]);
    expect(await taken(setUp(0).begin('jsonl'))).toEqual([]);
  });

  it('reads three pages at most before anybody takes the second piece', async () => {
    const { read, begin } = setUp(20_000);
    const lines = begin('csv');
    expect(read.pages).toBe(0);
    await lines.next();
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(read.pages).toBeLessThanOrEqual(3);
    await lines.return(undefined);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(read.pages).toBeLessThanOrEqual(4);
  });
});
