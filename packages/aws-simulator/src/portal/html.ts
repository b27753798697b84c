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

/** Text that is safe as HTML: only `html` makes it. */
export class SafeHtml {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Insertable = string | number | undefined | SafeHtml | readonly SafeHtml[];

/** A template whose insertions are escaped unless they are HTML already. */
export function html(
  parts: TemplateStringsArray,
  ...values: Insertable[]
): SafeHtml {
  let text = '';
  parts.forEach((part, index) => {
    text += part;
    if (index < values.length) {
      text += render(values[index]);
    }
  });
  return new SafeHtml(text);
}

function render(value: Insertable): string {
  if (value === undefined) {
    return '';
  }
  if (value instanceof SafeHtml) {
    return value.text;
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeHtml(String(value));
  }
  return value.map(item => item.text).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character]);
}
