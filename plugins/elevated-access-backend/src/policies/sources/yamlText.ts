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

import { Lexer, LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { PlacedDocument, TextProblem } from './placedText';
import { YamlWalk } from './YamlWalk';

/**
 * Tokens of one file. The parser takes time with the square of them in a list in
 * brackets; this many take a second.
 */
const MAXIMUM_TOKENS = 150_000;

/**
 * Reads YAML 1.2 without any of its surprises: keys are text and occur once, tags
 * make no objects, aliases stay few, and a key without a value is a mistake.
 */
export function parseYamlText(bytes: Uint8Array): {
  documents: PlacedDocument[];
  problems: TextProblem[];
} {
  const text = decode(bytes);
  if (typeof text !== 'string') {
    return { documents: [], problems: [text] };
  }
  const excess = findExcess(text);
  if (excess) {
    return { documents: [], problems: [excess] };
  }
  const lines = new LineCounter();
  const parsed = parse(text, lines);
  if (!Array.isArray(parsed)) {
    return { documents: [], problems: [parsed] };
  }
  const walk = new YamlWalk(lines);
  const documents = parsed.map(document => walk.read(document));
  return {
    documents: documents.flatMap(document => document ?? []),
    problems: walk.problems,
  };
}

function findExcess(text: string): TextProblem | undefined {
  let tokens = 0;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > MAXIMUM_TOKENS) {
      return atOffset(text, offset, 'holds more values than can be meant');
    }
    offset += MARKS.includes(token) ? 0 : token.length;
  }
  return undefined;
}

/** What the lexer adds to the text: a document, a scalar and the end of a flow begin. */
const MARKS = ['\u0002', '\u0018', '\u001f'];

function parse(
  text: string,
  lines: LineCounter,
): Document.Parsed[] | TextProblem {
  try {
    return [
      ...parseAllDocuments(text, {
        lineCounter: lines,
        prettyErrors: false,
        schema: 'core',
        merge: false,
        resolveKnownTags: false,
        // Its own check compares each key with each; see `YamlWalk`.
        uniqueKeys: false,
      }),
    ];
  } catch (error) {
    if (error instanceof RangeError) {
      return atStart('is nested too deeply to be read');
    }
    throw error;
  }
}

/** The text of a file, or why it is none. */
function decode(bytes: Uint8Array): string | TextProblem {
  if (startsWith(bytes, [0xfe, 0xff]) || startsWith(bytes, [0xff, 0xfe])) {
    return atStart('is UTF-16; save it as UTF-8');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return atStart('is not UTF-8; save it as UTF-8');
  }
  const control = text.search(CONTROL);
  if (control < 0) {
    return text;
  }
  const code = text.charCodeAt(control).toString(16).toUpperCase();
  return atOffset(
    text,
    control,
    `holds a character that is no text (U+${code.padStart(4, '0')})`,
  );
}

// What YAML 1.2 calls not printable, as far as one UTF-16 code unit tells.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function atOffset(text: string, offset: number, reason: string): TextProblem {
  const lines = text.slice(0, offset).split('\n');
  const column = lines[lines.length - 1].length + 1;
  return { path: [], line: lines.length, column, reason };
}

function atStart(reason: string): TextProblem {
  return { path: [], line: 1, column: 1, reason };
}
