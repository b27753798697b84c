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

/** The rows of a CSV file (RFC 4180) by the names of its first line. */
export function readCsv(text: string): Array<Record<string, string>> {
  const rows: string[][] = [[]];
  // A cell with its quotation marks or without, and what ends it.
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  const body = text.replace(/^\uFEFF/, '').replace(/\r\n$/, '');
  while (cells.lastIndex <= body.length) {
    const match = cells.exec(body);
    if (!match) {
      throw new Error('This is not CSV');
    }
    const [, quoted, plain, end] = match;
    rows[rows.length - 1].push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') {
      break;
    }
    if (end !== ',') {
      rows.push([]);
    }
  }
  const [names, ...lines] = rows;
  return lines.map(line =>
    Object.fromEntries(names.map((name, at) => [name, line[at]])),
  );
}
