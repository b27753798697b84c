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

// The backend is no dependency of the pages; this test reads what it may say.
/* eslint-disable no-restricted-imports */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
/* eslint-enable no-restricted-imports */
import { lintRuleSchema } from 'backstage-plugin-elevated-access-common';
import { lint } from './messages/lint';
import { problem } from './messages/problem';

const plugins = join(__dirname, '../../..');

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(it => it.endsWith('.ts') && !it.endsWith('.test.ts'))
    .map(it => readFileSync(join(folder, it), 'utf8'));
}

function codesIn(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map(([, code = '']) => code);
}

describe('The words for what the backend refuses', () => {
  it('know every code of its errors', () => {
    const source = readFileSync(
      join(plugins, 'elevated-access-common/src/problems.ts'),
      'utf8',
    );
    const codes = codesIn(source, /\| '([a-z-]+)'/g);
    expect(codes).toContain('not-eligible');
    expect(Object.keys(problem.code)).toEqual(expect.arrayContaining(codes));
  });

  it('know every code that the backend writes down', () => {
    const codes = sourcesIn(
      join(plugins, 'elevated-access-backend/src'),
    ).flatMap(source => codesIn(source, /\bcode: '([a-z]+(?:-[a-z]+)+)'/g));
    expect(codes).toContain('activity-denied');
    expect(Object.keys(problem.code)).toEqual(
      expect.arrayContaining([...new Set(codes)]),
    );
  });

  it('know every finding about a policy, and what to do about it', () => {
    expect(Object.keys(lint.advice).sort()).toEqual(
      [...lintRuleSchema.options].sort(),
    );
    expect(Object.keys(lint.rule).sort()).toEqual(
      [...lintRuleSchema.options].sort(),
    );
  });
});
