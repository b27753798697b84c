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

import fc from 'fast-check';
import { plainLine } from './plainLine';

describe('plainLine', () => {
  it.each([
    ['mentions of everybody', '<!channel> look', '‹!channel› look'],
    ['mentions of a person', '<@U024BE7LH>', '‹@U024BE7LH›'],
    [
      'links that show other words',
      '<https://evil.example|Approve here>',
      '‹https://evil.example|Approve here›',
    ],
    ['escaped markup', '&lt;!here&gt; &#60;', '＆lt;!here＆gt; ＆#60;'],
    [
      'bare mentions',
      'hey @channel, @Here @everyone',
      'hey ＠channel, ＠Here ＠everyone',
    ],
    ['line breaks', 'a\r\nb\u2028> quote\n\n', 'a b › quote'],
    [
      'control characters',
      'a\u0000b\u001b[31mc\u0085d\ttab',
      'a b [31mc d tab',
    ],
    ['reversed reading order', 'a\u202Egnp.exe\u2066b', 'a gnp.exe b'],
  ])('takes the force out of %s', (_, text, expected) => {
    expect(plainLine(text)).toBe(expected);
  });

  it.each([
    'OPS-31: R&D deploy is stuck, 50% & rising',
    'ask bo.ek@example.com or @bo',
    'Zoë Ångström 山田 🚀',
  ])('leaves %p as it is', text => {
    expect(plainLine(text)).toBe(text);
  });

  it('cuts what is too long, and no character in half', () => {
    expect(plainLine('🚀'.repeat(301))).toBe(`${'🚀'.repeat(299)}…`);
    expect(plainLine('a'.repeat(300))).toBe('a'.repeat(300));
    expect(plainLine('abcdef', 4)).toBe('abc…');
  });

  it('holds on to its promises for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), text => {
        const line = plainLine(text);
        expect(line).not.toMatch(/[<>\p{Cc}\u2028\u2029]|&#?\w+;/u);
        expect([...line].length).toBeLessThanOrEqual(300);
        expect(plainLine(line)).toBe(line);
      }),
    );
  });
});
