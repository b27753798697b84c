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
import { RowCounter } from './RowCounter';
import { saveDownload, type ByteSource, type FileSink } from './saveDownload';

const bytes = (text: string) => new TextEncoder().encode(text);

class MemorySink implements FileSink {
  text = '';
  state: 'open' | 'closed' | 'aborted' = 'open';

  async write(chunk: Uint8Array) {
    this.text += new TextDecoder().decode(chunk);
  }

  async close() {
    this.state = 'closed';
  }

  async abort() {
    this.state = 'aborted';
  }
}

/** A body that sends these pieces and then fails, if it is to. */
function bodyOf(pieces: string[], failure?: Error): ByteSource {
  const left = [...pieces];
  return {
    getReader: () => ({
      read: async () => {
        const piece = left.shift();
        if (piece !== undefined) {
          return { done: false, value: bytes(piece) };
        }
        if (failure) {
          throw failure;
        }
        return { done: true, value: undefined };
      },
      cancel: async () => {},
    }),
  };
}

const csvField = (text: string) => `"${text.replace(/"/g, '""')}"`;

describe('Counting rows', () => {
  it('counts the records of a CSV file, whatever its texts hold and however it is cut', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', '\n', '\r', ',', '\u00e4'),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1 })),
        fc.integer({ min: 1, max: 7 }),
        (records, size) => {
          const file = bytes(
            ['id', ...records.map(cells => cells.map(csvField).join(','))]
              .map(line => `${line}\r\n`)
              .join(''),
          );
          const counter = new RowCounter({ isCsv: true });
          for (let start = 0; start < file.length; start += size) {
            counter.add(file.subarray(start, start + size));
          }
          expect(counter.rows).toBe(records.length);
        },
      ),
    );
  });

  it('counts lines of JSON', () => {
    const counter = new RowCounter({ isCsv: false });
    counter.add(bytes('{"a":"\\""}\n{"b":1}\n'));
    expect(counter.rows).toBe(2);
  });
});

describe('Saving a download', () => {
  const save = (
    source: ByteSource,
    sink: FileSink,
    signal = new AbortController().signal,
    onRows: (rows: number) => void = () => {},
  ) =>
    saveDownload({
      source,
      sink,
      isCsv: false,
      onRows,
      signal,
    });

  it('writes all of it and tells how far it is', async () => {
    const sink = new MemorySink();
    const told: number[] = [];
    const rows = await save(
      bodyOf(['{}\n{', '}\n', '{}\n']),
      sink,
      undefined,
      count => told.push(count),
    );
    expect(rows).toBe(3);
    expect(told).toEqual([1, 2, 3]);
    expect(sink).toMatchObject({ text: '{}\n{}\n{}\n', state: 'closed' });
  });

  it('leaves no file when the connection fails in the middle', async () => {
    const sink = new MemorySink();
    await expect(
      save(bodyOf(['{}\n'], new TypeError('network')), sink),
    ).rejects.toThrow('network');
    expect(sink.state).toBe('aborted');
  });

  it('can be cancelled while the connection says nothing', async () => {
    const sink = new MemorySink();
    const cancel = new AbortController();
    const silent: ByteSource = {
      getReader: () => ({
        read: () => new Promise(() => {}),
        cancel: async () => {},
      }),
    };
    const saving = save(silent, sink, cancel.signal);
    cancel.abort();
    await expect(saving).rejects.toMatchObject({ name: 'AbortError' });
    expect(sink.state).toBe('aborted');
  });

  it('leaves no file when it is cancelled', async () => {
    const sink = new MemorySink();
    const cancel = new AbortController();
    await expect(
      save(bodyOf(['{}\n', '{}\n']), sink, cancel.signal, () => cancel.abort()),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(sink.state).toBe('aborted');
  });
});
