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

import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EventLogExport } from '../audit/EventLogService';

/** Names the last event of an export, as `SEQ:HASH`, so that a cut-off end can be told offline. */
export const HEAD_HEADER = 'Elevated-Access-Log-Head';

/** Sends an export as fast as the other side takes it, and never more of it than a page is kept in memory. */
export async function sendExport(
  { head, lines }: EventLogExport,
  res: Response,
): Promise<void> {
  res.status(200);
  res.type('application/jsonl');
  res.set('Content-Disposition', 'attachment; filename="events.jsonl"');
  res.set('Cache-Control', 'no-store');
  if (head) {
    res.set(HEAD_HEADER, `${head.seq}:${head.hash}`);
  }
  try {
    await pipeline(Readable.from(lines, { highWaterMark: 1 }), res);
  } catch (error) {
    if (!hungUp(error)) {
      throw error;
    }
  }
}

/** The other side went away, of which nobody need be told. */
function hungUp(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  );
}
