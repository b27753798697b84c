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

/**
 * Where a spreadsheet may see the beginning of a formula, perhaps behind blanks
 * and quotation marks: it may well begin a cell at a semicolon, a tab or a line
 * break, because it is set to another separator than the file has.
 */
const FORMULA =
  /(?<=^|;)(?=[\t\r\n])|(?<=^|[;\t\r\n])(?=(?:"|[^\S\t\r\n])*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** Needs neither an apostrophe nor quotation marks, as nearly every cell. */
const PLAIN = /^(?![=+\-@\uFF1D\uFF0B\uFF0D\uFF20\s])[^",;\t\r\n]*$/;

/** What has to stand between quotation marks. */
const SPECIAL = /[",;\r\n]/;

/**
 * One line of a CSV file with its end, as RFC 4180 has it. An apostrophe stands
 * before whatever a spreadsheet would run as a formula.
 */
export function csvLine(
  values: readonly (string | number | boolean | null | undefined)[],
): string {
  let line = '';
  for (let at = 0; at < values.length; at += 1) {
    line += at === 0 ? cell(values[at]) : `,${cell(values[at])}`;
  }
  return `${line}\r\n`;
}

function cell(value: string | number | boolean | null | undefined): string {
  const given = value ?? '';
  if (typeof given !== 'string') {
    return String(given);
  }
  if (PLAIN.test(given)) {
    return given;
  }
  const text = given.replace(FORMULA, "'");
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
