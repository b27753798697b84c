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

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** What has to stand between quotation marks. */
const SPECIAL = /[",\r\n]/;

/**
 * One line of a CSV file with its end, as RFC 4180 has it. A text that a
 * spreadsheet would run as a formula begins with an apostrophe.
 */
export function csvLine(
  values: readonly (string | number | boolean | null | undefined)[],
): string {
  return `${values.map(cell).join(',')}\r\n`;
}

function cell(value: string | number | boolean | null | undefined): string {
  const given = value ?? '';
  if (typeof given !== 'string') {
    return String(given);
  }
  const text = FORMULA.test(given) ? `'${given}` : given;
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
