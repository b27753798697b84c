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

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { policyJsonSchema } from '../__testUtils__/policyJsonSchema';
import { policyDocumentSchema } from './policyDocuments';

const FILE = resolve(__dirname, '../../policies.schema.json');

const DENY = {
  name: 'nobody',
  effect: 'deny',
  subjects: ['group:default/x'],
  targets: [{ owned: true }],
  permissionSets: [{ all: true }],
};
const APPROVAL = {
  name: 'leads',
  targets: [{ all: true }],
  permissionSets: [{ all: true }],
  stages: [{ name: 'Leads', approvers: ['owner', 'manager'] }],
};

describe('the JSON schema of policies for editors', () => {
  it('is committed as the schemas say; `yarn generate:policy-schema` brings it up to date', () => {
    const text = policyJsonSchema();
    if (process.env.UPDATE_POLICY_SCHEMA) {
      writeFileSync(FILE, text);
    }
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });

  it('leaves no member without a pattern, a range or a type where there is one', () => {
    const text = policyJsonSchema();
    expect(text).toContain('"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"');
    expect(text).toContain('"additionalProperties": false');
    expect(text).not.toContain('"default": null');
  });

  it.each<[string, object, boolean]>([
    ['one eligibility policy', { kind: 'eligibility', ...DENY }, true],
    ['one approval policy', { kind: 'approval', ...APPROVAL }, true],
    ['lists', { eligibility: [DENY], approval: [APPROVAL] }, true],
    ['a policy without its kind', DENY, false],
    ['a policy of the other kind', { kind: 'approval', ...DENY }, false],
    ['a list beside something else', { eligibility: [], settings: {} }, false],
  ])('tells what is a document of policies: %s', (_, document, expected) => {
    expect(policyDocumentSchema.safeParse(document).success).toBe(expected);
  });
});
