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

import { createReadStream } from 'node:fs';
import type { SealedEvent } from 'backstage-plugin-elevated-access-common';
import {
  entryOfLine,
  NotAnEventError,
  type ChainEntry,
  type ChainPoint,
} from './chain';
import { ChainVerifier, type Break } from './ChainVerifier';

/** No event comes near it; a file without line ends is not read into memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

const LINE_END = 0x0a;

const GZIP = Buffer.from([0x1f, 0x8b]);

/** The file is no export of an event log; whether a log is intact cannot be said of it. */
export class NotAnExportError extends Error {}

/** What was found in an exported log. */
export interface VerifiedExport {
  events: number;
  head: ChainPoint | null;
  broken: Break | null;
}

/**
 * Checks an exported log, in constant memory, without portal or database.
 *
 * @throws NotAnExportError
 */
export async function verifyExport(
  path: string,
  options: {
    /** The event that the first one has to follow, for a part of a log. */
    after?: ChainPoint;
    /** An event that the log has to reach, known from elsewhere. */
    head?: ChainPoint;
    /** Hears of every event, also behind a break. */
    onEvent?: (event: SealedEvent) => void;
  } = {},
): Promise<VerifiedExport> {
  const { after, head, onEvent } = options;
  const verifier = new ChainVerifier(after);
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    const entry = entryAt(path, number, line);
    verifier.check(() => entry);
    if (head && verifier.head?.seq === head.seq) {
      verifier.reached(head);
    }
    onEvent?.(entry.event);
  }
  if (number === 0) {
    throw new NotAnExportError(
      `${path} is empty. An export has at least one line; export the log again`,
    );
  }
  if (head) {
    verifier.reached(head);
  }
  return {
    events: verifier.events,
    head: verifier.head,
    broken: verifier.broken,
  };
}

function entryAt(path: string, number: number, line: Buffer): ChainEntry {
  try {
    return entryOfLine(decode(line));
  } catch (error) {
    if (error instanceof NotAnEventError) {
      throw new NotAnExportError(
        `Line ${number} of ${path} is no event of the log: ${error.message}. Export the log again, or compare with another copy`,
      );
    }
    throw error;
  }
}

function decode(line: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      line,
    );
  } catch {
    throw new NotAnEventError('it is not text in UTF-8');
  }
}

/** Lines without their ends, one at a time. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restLength = 0;
  let isFirst = true;
  for await (const chunk of chunksOf(path)) {
    if (isFirst && chunk.subarray(0, GZIP.length).equals(GZIP)) {
      throw new NotAnExportError(
        `${path} is compressed. Unpack it first: gunzip FILE`,
      );
    }
    isFirst = false;
    let start = 0;
    for (
      let end = chunk.indexOf(LINE_END);
      end >= 0;
      end = chunk.indexOf(LINE_END, start)
    ) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]);
      rest = [];
      restLength = 0;
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
    restLength += chunk.length - start;
    if (restLength > LONGEST_LINE) {
      throw new NotAnExportError(
        `${path} has a line of more than ${LONGEST_LINE} bytes. An export has one event a line`,
      );
    }
  }
  if (restLength > 0) {
    throw new NotAnExportError(
      `${path} ends in the middle of a line: it was cut off. Export the log again`,
    );
  }
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path)) {
      yield chunk;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotAnExportError(`${path} cannot be read: ${why}`);
  }
}
