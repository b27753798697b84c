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

import type { Download } from 'backstage-plugin-elevated-access-common';
import { useEffect, useRef, useState } from 'react';
import { openSink, saveDownload } from './saveDownload';

/** How an export stands. Rows are those that have come so far. */
export type ExportState =
  | { state: 'idle' }
  | { state: 'running'; rows: number; all?: number }
  | { state: 'done'; rows: number; all?: number }
  | { state: 'stopped'; rows: number }
  | { state: 'failed'; rows: number; error: unknown };

/**
 * Saves what a call downloads, which can be stopped. There is a file only when
 * it is done; it stops when the component goes away.
 */
export function useExport() {
  const [state, setState] = useState<ExportState>({ state: 'idle' });
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const start = async (options: {
    fileName: string;
    isCsv: boolean;
    call: (signal: AbortSignal) => Promise<Download>;
  }) => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    let rows = 0;
    try {
      const sink = await openSink(options.fileName);
      setState({ state: 'running', rows });
      const download = await options.call(signal).catch(async error => {
        await sink.abort();
        throw error;
      });
      const all = download.rows;
      setState({ state: 'running', rows, all });
      rows = await saveDownload({
        source: download.body,
        sink,
        isCsv: options.isCsv,
        signal,
        onRows: count => {
          rows = count;
          setState({ state: 'running', rows, all });
        },
      });
      setState({ state: 'done', rows, all });
    } catch (error) {
      if (signal.aborted) {
        setState({ state: 'stopped', rows });
      } else if (isNoFile(error)) {
        setState({ state: 'idle' });
      } else {
        setState({ state: 'failed', rows, error });
      }
    }
  };

  return { export: state, start, stop: () => running.current?.abort() };
}

/** The reader closed the window that asks where to put the file. */
function isNoFile(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
