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

import { RowCounter } from './RowCounter';

/** Where a file goes. What was written is thrown away by `abort`. */
export interface FileSink {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

/** What is read of a stream of bytes. */
export interface ByteSource {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array }>;
    cancel(): Promise<void>;
  };
}

interface SaveFilePicker {
  (options: { suggestedName: string }): Promise<{
    createWritable(): Promise<{
      write(chunk: Uint8Array): Promise<void>;
      close(): Promise<void>;
      abort(): Promise<void>;
    }>;
  }>;
}

declare global {
  interface Window {
    /** Only some browsers have it. */
    showSaveFilePicker?: SaveFilePicker;
  }
}

/**
 * Opens the file to write to: one that the reader chooses, which takes any
 * size, or where the browser knows none, memory that is handed over at the end.
 * Call it right after the click, as browsers demand it.
 *
 * @throws AbortError when the reader chooses no file
 */
export async function openSink(fileName: string): Promise<FileSink> {
  if (window.showSaveFilePicker) {
    const handle = await window.showSaveFilePicker({ suggestedName: fileName });
    return handle.createWritable();
  }
  const chunks: Uint8Array[] = [];
  return {
    write: async chunk => {
      chunks.push(chunk);
    },
    close: async () => handOver(new Blob(chunks), fileName),
    abort: async () => {
      chunks.length = 0;
    },
  };
}

function handOver(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/**
 * Writes a download into a file, telling the rows as they come. Fails where the
 * connection does or when it is cancelled; then there is no file.
 *
 * @returns how many rows the file has
 */
export async function saveDownload(options: {
  source: ByteSource;
  sink: FileSink;
  isCsv: boolean;
  onRows: (rows: number) => void;
  signal: AbortSignal;
}): Promise<number> {
  const { source, sink, isCsv, onRows, signal } = options;
  const counter = new RowCounter({ isCsv });
  const reader = source.getReader();
  // A connection that says nothing any more can be stopped as well.
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
  stopped.catch(() => {});
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await Promise.race([reader.read(), stopped]);
      if (done || !value) {
        break;
      }
      await sink.write(value);
      counter.add(value);
      onRows(counter.rows);
    }
    signal.throwIfAborted();
    await sink.close();
    return counter.rows;
  } catch (error) {
    // The first reason is the one to tell, whatever fails while cleaning up.
    reader.cancel().catch(() => {});
    await sink.abort().catch(() => {});
    throw error;
  }
}
