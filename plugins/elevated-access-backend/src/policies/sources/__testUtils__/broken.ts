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

/** A document with one mistake, and what has to be said of it. */
export interface Broken {
  title: string;
  text: string | Uint8Array;
  /** Counted from 1. */
  line: number;
  reason: string;
}

/** Counted from 1. */
export function lineOf(text: string, part: string): number {
  const at = text.indexOf(part);
  if (at < 0) {
    throw new Error(`${JSON.stringify(part)} is not in the document`);
  }
  return text.slice(0, at).split('\n').length;
}

/** A good document in which `from` became `to`; what is said is said of the line where `from` began. */
export function changed(
  base: string,
  title: string,
  from: string,
  to: string,
  reason: string,
  line = lineOf(base, from),
): Broken {
  return { title, text: base.replace(from, () => to), line, reason };
}

/** One mistake of each kind for each line of a document that begins with a key. */
export function keyByKey(base: string, name: string): Broken[] {
  return base
    .trimEnd()
    .split('\n')
    .flatMap((line, index) => {
      const match = /^( *)([a-zA-Z]+): .+$/.exec(line);
      if (!match || ['kind', 'effect'].includes(match[2])) {
        return [];
      }
      const [, indent, key] = match;
      const number = index + 1;
      const withLine = (...lines: string[]) =>
        base
          .split('\n')
          .toSpliced(index, 1, ...lines)
          .join('\n');
      return [
        {
          title: `${name}: ${key} without a value (line ${number})`,
          text: withLine(`${indent}${key}:`),
          line: number,
          reason: 'has no value; give it one or leave it out',
        },
        {
          title: `${name}: ${key} twice (line ${number})`,
          text: withLine(line, line),
          line: number + 1,
          reason: `is given twice, first in line ${number}`,
        },
        {
          title: `${name}: ${key} misspelt (line ${number})`,
          text: withLine(line.replace(key, `${key}x`)),
          line: number,
          reason: `is not a known key; did you mean ${key}?`,
        },
      ];
    });
}
