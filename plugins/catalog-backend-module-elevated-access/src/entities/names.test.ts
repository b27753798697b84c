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
import { entityName } from './names';

describe('names of entities', () => {
  it('keeps an id that a name can hold', () => {
    expect(entityName('aws-account', '111122223333')).toBe(
      'aws-account-111122223333',
    );
  });

  it.each(['PS-1', 'a/b', 'a.b', '', '-a', 'a--b', 'ü', 'x'.repeat(80)])(
    'takes the hash of %p, behind a dot that no other name has',
    id => {
      expect(entityName('aws-ou', id)).toMatch(/^aws-ou\.[0-9a-f]{32}$/);
    },
  );

  it('never gives two ids names that the catalog takes for one', () => {
    const ids = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 90 }),
      fc.stringMatching(/^[aA][bB]?-?[.]?1?$/),
    );
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        fc.pre(one !== other);
        expect(entityName('aws-ou', one).toLowerCase()).not.toBe(
          entityName('aws-ou', other).toLowerCase(),
        );
      }),
    );
  });
});
