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

import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { SealedEvent } from 'backstage-plugin-elevated-access-common';
import {
  entryOfLine,
  GENESIS,
  NotAnEventError,
  type ChainEntry,
  type ChainPoint,
} from './chain';
import { ChainVerifier, type Break } from './ChainVerifier';

/** No event comes near it; a file without line ends is not read into memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

const LINE_END = 0x0a;

/** Bytes read at a time. */
const CHUNK = 256 * 1024;

const GZIP = Buffer.from([0x1f, 0x8b]);

/** The file is no export of an event log; whether a log is intact cannot be said of it. */
export class NotAnExportError extends Error {}

/** What was found in an exported log. */
export interface VerifiedExport {
  events: number;
  head: ChainPoint | null;
  broken: Break | null;
  /** Anchors that hold. */
  held: number;
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
    /** Events known from elsewhere; each in the log has to be what it was, and the log has to reach the last. */
    anchors?: readonly ChainPoint[];
    /** Hears of every event, also behind a break. */
    onEvent?: (event: SealedEvent) => void;
  } = {},
): Promise<VerifiedExport> {
  const { after = GENESIS, head, anchors, onEvent } = options;
  const verifier = new ChainVerifier(after, anchors);
  if (head?.seq === after.seq) {
    verifier.reached(head);
  }
  let number = 0;
  for await (const lines of linesOf(path)) {
    for (const line of lines) {
      number += 1;
      const entry = entryAt(path, number, line);
      verifier.check(() => entry);
      if (head && verifier.head?.seq === head.seq) {
        verifier.reached(head);
      }
      onEvent?.(entry.event);
    }
  }
  if (number === 0) {
    throw new NotAnExportError(
      `${path} is empty. An export has at least one line; export the log again`,
    );
  }
  if (head) {
    verifier.reached(head);
  }
  verifier.end();
  return {
    events: verifier.events,
    head: verifier.head,
    broken: verifier.broken,
    held: verifier.held,
  };
}

function entryAt(path: string, number: number, line: Line): ChainEntry {
  try {
    if (line === NO_TEXT) {
      throw new NotAnEventError('it is not text in UTF-8');
    }
    return entryOfLine(line);
  } catch (error) {
    if (error instanceof NotAnEventError) {
      throw new NotAnExportError(
        `Line ${number} of ${path} is no event of the log: ${error.message}. Export the log again, or compare with another copy`,
      );
    }
    throw error;
  }
}

/** A line whose bytes are no UTF-8. */
const NO_TEXT = Symbol('no text');

type Line = string | typeof NO_TEXT;

/** Lines without their ends, as many at a time as were read from the disk. */
async function* linesOf(path: string): AsyncGenerator<Line[]> {
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
    const end = chunk.lastIndexOf(LINE_END);
    if (end >= 0) {
      yield decodeLines(Buffer.concat([...rest, chunk.subarray(0, end)]));
      rest = [];
      restLength = 0;
    }
    rest.push(chunk.subarray(end + 1));
    restLength += chunk.length - end - 1;
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

/** Many lines in one go; one by one only where some are no text. */
function decodeLines(bytes: Buffer): Line[] {
  if (isUtf8(bytes)) {
    return bytes.toString('utf8').split('\n');
  }
  const lines: Line[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(LINE_END, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    lines.push(isUtf8(line) ? line.toString('utf8') : NO_TEXT);
    start = end + 1;
  }
  return lines;
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, {
      highWaterMark: CHUNK,
    })) {
      yield chunk;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotAnExportError(`${path} cannot be read: ${why}`);
  }
}
