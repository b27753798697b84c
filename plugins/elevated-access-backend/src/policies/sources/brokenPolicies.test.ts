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

import { settingsSchema } from 'backstage-plugin-elevated-access-common';
import { loadSettings } from '../loadPolicies';
import { brokenShapes } from './__testUtils__/brokenShapes';
import { brokenDocuments, brokenYaml } from './__testUtils__/brokenTexts';
import {
  ALLOW_TEXT as ALLOW,
  APPROVAL_TEXT as APPROVAL,
  DENY_TEXT as DENY,
  LISTS_TEXT as LISTS,
} from './__testUtils__/policyTexts';
import { readContents } from './readContents';

const FILE = 'policies/payments.yaml';
const settings = loadSettings(settingsSchema.parse({}));

function read(text: string | Uint8Array) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return readContents([{ name: FILE, bytes }], {
    type: 'file',
    settings,
    taken: [
      { kind: 'eligibility', name: 'taken', place: 'other.yaml:1' },
      { kind: 'approval', name: 'taken-too', place: 'the portal' },
    ],
  });
}

describe('broken policies', () => {
  const all = [...brokenShapes, ...brokenDocuments, ...brokenYaml];

  it('are of two hundred kinds and more, no two alike', () => {
    expect(all.length).toBeGreaterThanOrEqual(200);
    expect(new Set(all.map(it => it.title)).size).toBe(all.length);
    expect(new Set(all.map(it => String(it.text))).size).toBe(all.length);
  });

  it('would be good without their mistake', () => {
    for (const text of [ALLOW, DENY, APPROVAL, LISTS]) {
      expect(read(text).problems).toEqual([]);
      const windows = `\uFEFF${text.replaceAll('\n', '\r\n')}`;
      expect(read(windows)).toEqual(read(text));
    }
    const together = [ALLOW, DENY, APPROVAL, LISTS].join('---\n');
    expect(read(together).policies).toHaveLength(6);
  });

  it.each(all)('are refused with place and reason: $title', broken => {
    const { problems } = read(broken.text);
    expect(problems).toContainEqual(
      expect.objectContaining({
        file: FILE,
        line: broken.line,
        reason: expect.stringContaining(broken.reason),
      }),
    );
  });
});
