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

import { isolate } from './isolate';

describe('A text from outside within a sentence', () => {
  it('keeps its direction to itself', () => {
    expect(isolate('Ann \u202eiL')).toBe('\u2068Ann \u202eiL\u2069');
  });

  it.each([
    ['leave', 'Ann\u2069\u202e'],
    ['hold on to', 'Ann\u202e\u2066'],
  ])('cannot %s what keeps it apart', (_, name) => {
    expect(isolate(name)).toBe('\u2068Ann\u202e\u2069');
  });

  it('is as it was where nothing turns around', () => {
    expect(isolate('Zoë Łęcka-Öz (SRE)')).toBe('Zoë Łęcka-Öz (SRE)');
  });

  it('keeps a name that is written from right to left to itself', () => {
    expect(isolate('\u05d3\u05e0\u05d4')).toBe(
      '\u2068\u05d3\u05e0\u05d4\u2069',
    );
  });
});
