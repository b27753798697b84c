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

import { tagAnnotations } from './tags';

const P = 'tags.elevated-access.io/';

describe('AWS tags as annotations', () => {
  it('keeps keys that an annotation can have, with any value', () => {
    expect(
      tagAnnotations({ 'cost-centre': 'CC 100 / EMEA', 'team.name': '' }),
    ).toEqual({ [`${P}cost-centre`]: 'CC 100 / EMEA', [`${P}team.name`]: '' });
  });

  it('writes hyphens for what a key must not contain', () => {
    expect(
      tagAnnotations({
        'aws:cloudformation:stack-name': 'base',
        ' Team ': 'x',
      }),
    ).toEqual({
      [`${P}aws-cloudformation-stack-name`]: 'base',
      [`${P}Team`]: 'x',
    });
  });

  it('never lets a rewritten key take the place of a tag that is called so', () => {
    expect(tagAnnotations({ 'a b': 'other', 'a-b': 'own' })).toEqual({
      [`${P}a-b`]: 'own',
    });
  });

  it('keeps one of two keys that differ in case only, because the catalog refuses both', () => {
    expect(tagAnnotations({ owner: 'b', Owner: 'a', 'OWNER ': 'c' })).toEqual({
      [`${P}Owner`]: 'a',
    });
  });

  it('leaves out what no annotation can be made of', () => {
    expect(
      tagAnnotations({ [`k${'x'.repeat(63)}`]: 'long', '💰': 'sign', '': 'x' }),
    ).toEqual({});
  });
});
