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

import { readAnchors } from '../audit/anchors/readAnchors';
import type { ChainPoint } from '../audit/chain';
import { NotAnExportError, verifyExport } from '../audit/exportFile';
import { CommandError, type Terminal } from './Terminal';
import type { VerifyOptions } from './usage';

/**
 * Says whether an exported log is what was written; needs neither portal nor database.
 *
 * @returns the exit code
 */
export async function verify(
  { file, head, after, anchors: files = [] }: VerifyOptions,
  { terminal }: { terminal: Terminal },
): Promise<number> {
  try {
    const anchors = await readAnchors(files);
    requireInReach(after, head, anchors);
    const found = await verifyExport(file, { head, after, anchors });
    if (found.broken) {
      const { seq, reason } = found.broken;
      terminal.out(`BROKEN at event ${seq}. ${reason}`);
      return 1;
    }
    const last = `${found.head?.seq} ${found.head?.hash}`;
    const held = files.length > 0 ? heldOf(anchors, found.held, after) : '';
    terminal.out(`intact: ${found.events} events, head ${last}${held}`);
    if (!head && files.length === 0) {
      terminal.out(
        `Nothing is said of events behind ${found.head?.seq}, which may have been cut off: give --head or --anchors to find that.`,
      );
    }
    return 0;
  } catch (error) {
    throw error instanceof NotAnExportError
      ? new CommandError(error.message, 2)
      : error;
  }
}

/** @throws CommandError when what is known from elsewhere says nothing of the events in the file */
function requireInReach(
  after: ChainPoint | undefined,
  head: ChainPoint | undefined,
  anchors: readonly ChainPoint[],
): void {
  if (!after) {
    return;
  }
  const begin = `the file begins behind event ${after.seq}. Verify the part of the log that has it`;
  if (head && head.seq < after.seq) {
    throw new CommandError(
      `--head names event ${head.seq}, of which nothing can be said: ${begin}`,
      2,
    );
  }
  if (anchors.length > 0 && anchors.every(({ seq }) => seq < after.seq)) {
    throw new CommandError(
      `The last anchor is of event ${Math.max(
        ...anchors.map(({ seq }) => seq),
      )}, of which nothing can be said: ${begin}, or give later anchors`,
      2,
    );
  }
}

function heldOf(
  anchors: readonly ChainPoint[],
  held: number,
  after: ChainPoint | undefined,
): string {
  const before = anchors.filter(({ seq }) => seq < (after?.seq ?? 0)).length;
  return `, ${held} of ${anchors.length} anchors hold${
    before > 0 ? `, ${before} of an event before those verified` : ''
  }`;
}
