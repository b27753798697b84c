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
import { createInterface } from 'node:readline';
import { NotAnExportError } from '../exportFile';
import { anchorInLine, type Anchor } from './anchor';

/**
 * The anchors in some files, each once. Lines without one are passed over, so
 * that a log may be given as it is; a file without any is a mistake.
 *
 * @throws NotAnExportError when a file has none or cannot be read, or when they are of several logs
 */
export async function readAnchors(paths: readonly string[]): Promise<Anchor[]> {
  const found = new Map<string, Anchor>();
  for (const path of paths) {
    let count = 0;
    for await (const anchor of anchorsOf(path)) {
      count += 1;
      found.set(`${anchor.log} ${anchor.seq} ${anchor.hash}`, anchor);
    }
    if (count === 0) {
      throw new NotAnExportError(
        `${path} has no anchors. Give the file that eventLog.anchors names, an object of the bucket, or a log that they were written to`,
      );
    }
  }
  const anchors = [...found.values()];
  const logs = new Set(anchors.map(({ log }) => log));
  if (logs.size > 1) {
    throw new NotAnExportError(
      `The anchors are of ${logs.size} different logs. Give those of one installation; "log" in each says which it is of`,
    );
  }
  return anchors;
}

async function* anchorsOf(path: string): AsyncGenerator<Anchor> {
  try {
    const lines = createInterface({
      input: createReadStream(path),
      crlfDelay: Infinity,
    });
    for await (const line of lines) {
      const anchor = anchorInLine(line);
      if (anchor) {
        yield anchor;
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotAnExportError(`${path} cannot be read: ${why}`);
  }
}
