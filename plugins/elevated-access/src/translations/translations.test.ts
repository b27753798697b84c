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
import deAudit from './de/auditPages';
import deElsewhere from './de/elsewhere';
import dePolicies from './de/policiesPages';
import { activity } from './messages/activity';
import { active } from './messages/active';
import { ask } from './messages/ask';
import { audit } from './messages/audit';
import { catalog } from './messages/catalog';
import { common } from './messages/common';
import { extend } from './messages/extend';
import { health } from './messages/health';
import { home } from './messages/home';
import { background, inbox } from './messages/inbox';
import { insights } from './messages/insights';
import { myAccess } from './messages/myAccess';
import { explain } from './messages/explain';
import { lint } from './messages/lint';
import { policies } from './messages/policies';
import { policyForm } from './messages/policyForm';
import { problem } from './messages/problem';
import { reach } from './messages/reach';
import { settings } from './messages/settings';
import { request } from './messages/request';
import { reviews } from './messages/reviews';
import { revokeAll } from './messages/revokeAll';
import { search } from './messages/search';
import { table } from './messages/table';

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

describe.each([
  [
    'the main pages',
    {
      ...common,
      active,
      table,
      ask,
      extend,
      health,
      inbox,
      background,
      activity,
      myAccess,
      request,
      revokeAll,
      problem,
    },
    de,
  ],
  [
    'the pages about policies',
    { explain, lint, policies, policyForm, reach, settings },
    dePolicies,
  ],
  ['the audit', { audit, insights, reviews }, deAudit],
  ['the pages of other plugins', { catalog, home, search }, deElsewhere],
])('The German texts of %s', (_, messages, translated) => {
  const english = flatten(messages);
  const german = new Map<string, string | null>(
    Object.entries(translated.messages),
  );

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
