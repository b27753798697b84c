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

import type { RequestExportFormat } from 'backstage-plugin-elevated-access-common';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EventLogExport } from '../audit/EventLogService';
import type { RequestExport } from '../requests/RequestExports';

/** Names the last event of an export, as `SEQ:HASH`, so that a cut-off end can be told offline. */
export const HEAD_HEADER = 'Elevated-Access-Log-Head';

/** How many lines an export will have, a heading left out. */
export const ROWS_HEADER = 'Elevated-Access-Rows';

const FILES = {
  csv: { type: 'text/csv; charset=utf-8', fileName: 'requests.csv' },
  jsonl: { type: 'application/jsonl', fileName: 'requests.jsonl' },
  ocsf: { type: 'application/jsonl', fileName: 'requests.ocsf.jsonl' },
} as const satisfies Record<RequestExportFormat, object>;

/** Sends an export of the event log. */
export function sendExport(
  { format, head, lines }: EventLogExport,
  res: Response,
): Promise<void> {
  return sendLines(
    {
      type: 'application/jsonl',
      fileName: format === 'ocsf' ? 'events.ocsf.jsonl' : 'events.jsonl',
      headers: head ? { [HEAD_HEADER]: `${head.seq}:${head.hash}` } : {},
      lines,
    },
    res,
  );
}

/** Sends an export of requests. */
export function sendRequests(
  { format, rows, lines }: RequestExport,
  res: Response,
): Promise<void> {
  return sendLines(
    { ...FILES[format], headers: { [ROWS_HEADER]: String(rows) }, lines },
    res,
  );
}

/**
 * Sends a file as fast as the other side takes it, and never more of it than a
 * page is kept in memory. When the other side goes away, nothing more is read.
 * When reading fails in the middle, the connection breaks, so that nobody takes
 * what has arrived for the whole.
 */
export async function sendLines(
  file: {
    type: string;
    fileName: string;
    headers?: Readonly<Record<string, string>>;
    /** Whole lines with their ends, as many at a time as fit into memory. */
    lines: AsyncIterable<string> | Iterable<string>;
  },
  res: Response,
): Promise<void> {
  // Before anything is said: what cannot be begun is an error like any other.
  const lines = await begun(file.lines);
  res.status(200);
  res.type(file.type);
  res.set('Content-Disposition', `attachment; filename="${file.fileName}"`);
  res.set('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(file.headers ?? {})) {
    res.set(name, value);
    // Pages from another origin may read no other headers.
    res.append('Access-Control-Expose-Headers', name);
  }
  try {
    await pipeline(Readable.from(lines, { highWaterMark: 1 }), res);
  } catch (error) {
    if (!hungUp(error)) {
      throw error;
    }
  }
}

/** The same lines, of which the first have been read. */
async function begun(
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<AsyncGenerator<string>> {
  const all = following(lines);
  const first = await all.next();
  return following(all, first.done ? [] : [first.value]);
}

async function* following(
  lines: AsyncIterable<string> | Iterable<string>,
  first: readonly string[] = [],
): AsyncGenerator<string> {
  yield* first;
  yield* lines;
}

/** The other side went away, of which nobody need be told. */
function hungUp(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
