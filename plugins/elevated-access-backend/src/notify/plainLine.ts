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

/** Longest text that goes into a notification, in characters. */
const MAX_LENGTH = 300;

/**
 * Somebody's text as one line that neither a chat nor a page reads as markup.
 *
 * Notifications show it as plain text on a page and as mrkdwn in Slack, where
 * `<…>` mentions people or hides where a link leads. Escaping for the one
 * would be seen in the other, so look-alikes stand in for what has a meaning.
 */
export function plainLine(text: string, maxLength = MAX_LENGTH): string {
  const line = text
    // Line breaks, controls, and what turns the reading order around.
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\s]+/gu, ' ')
    .trim()
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/&(?=#?\w+;)/g, '＆')
    .replace(/@(?=(?:channel|here|everyone)\b)/gi, '＠');
  const characters = [...line];
  return characters.length > maxLength
    ? `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`
    : line;
}
