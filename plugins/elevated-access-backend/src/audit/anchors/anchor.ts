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

import { z } from 'zod';
import { canonicalJson } from '../../domain/canonicalJson';

/** The head of the event log as it is written down outside the database. */
export interface Anchor {
  /** When it was written down, ISO 8601. */
  at: string;
  /** Fixes every event up to it. */
  hash: string;
  /** Hash of the log's first event, which tells one installation's log from another's. */
  log: string;
  seq: number;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const anchorSchema = z.strictObject({
  at: z.string(),
  hash,
  log: hash,
  seq: z.int().min(1),
});

/** One line of canonical JSON, wherever it is written. */
export function textOfAnchor({ at, hash: of, log, seq }: Anchor): string {
  return canonicalJson({ at, hash: of, log, seq });
}

const WRITTEN =
  /\{"at":"[^"]{1,40}","hash":"[0-9a-f]{64}","log":"[0-9a-f]{64}","seq":\d{1,15}\}/;

/**
 * The anchor that a line carries: of a file of anchors, of an object's text, or
 * of a log, also one that is written in JSON itself. Undefined where it has none.
 */
export function anchorInLine(line: string): Anchor | undefined {
  const [text] = WRITTEN.exec(line.replaceAll('\\"', '"')) ?? [];
  return text === undefined
    ? undefined
    : anchorSchema.safeParse(JSON.parse(text)).data;
}
