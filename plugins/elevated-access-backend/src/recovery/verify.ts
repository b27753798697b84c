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
    const found = await verifyExport(file, { head, after, anchors });
    if (found.broken) {
      const { seq, reason } = found.broken;
      terminal.out(`BROKEN at event ${seq}. ${reason}`);
      return 1;
    }
    terminal.out(
      `intact: ${found.events} events, head ${found.head?.seq} ${
        found.head?.hash
      }${
        files.length > 0
          ? `, ${found.held} of ${anchors.length} anchors hold`
          : ''
      }`,
    );
    return 0;
  } catch (error) {
    throw error instanceof NotAnExportError
      ? new CommandError(error.message, 2)
      : error;
  }
}
