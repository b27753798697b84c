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

import de from './de';
import { all } from './messages/all';
import { ask } from './messages/ask';
import { common } from './messages/common';
import { extend } from './messages/extend';
import { health } from './messages/health';
import { inbox } from './messages/inbox';
import { myAccess } from './messages/myAccess';
import { request } from './messages/request';
import { revokeAll } from './messages/revokeAll';

type Messages = { readonly [key: string]: string | Messages };

const toEntry = (key: string, text: string): [string, string] => [key, text];

function flatten(messages: Messages, prefix = ''): Array<[string, string]> {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [toEntry(`${prefix}${key}`, value)]
      : flatten(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) =>
  [...(text.match(/{{\w+}}/g) ?? [])].sort();

const english = flatten({
  ...common,
  all,
  ask,
  extend,
  health,
  inbox,
  myAccess,
  request,
  revokeAll,
});
const german = new Map<string, string | null>(Object.entries(de.messages));

describe('The German texts', () => {
  it('translate every English text and nothing else', () => {
    expect([...german.keys()].sort()).toEqual(
      english.map(([key]) => key).sort(),
    );
  });

  it('name the same values as the English ones', () => {
    for (const [key, text] of english) {
      expect([key, ...placeholders(german.get(key) ?? '')]).toEqual([
        key,
        ...placeholders(text),
      ]);
    }
  });
});
