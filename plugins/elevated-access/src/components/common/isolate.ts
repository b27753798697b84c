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

const ISOLATE = '\u2068';
const POP = '\u2069';
/** What a text could open or close isolation with, to reach beyond itself. */
const INNER = /[\u2066-\u2069]/g;

/** Letters that are written from right to left, and marks that turn directions around. */
const TURNS =
  /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A text from outside within a sentence, so that its direction stays its own. What
 * turns nothing around stays as it is, as people look for it and copy it.
 */
export function isolate(text: string): string {
  return TURNS.test(text) ? `${ISOLATE}${text.replace(INNER, '')}${POP}` : text;
}
