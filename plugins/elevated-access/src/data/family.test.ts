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

import {
  anActiveExtension,
  anActiveRequest,
  anExtendableRequest,
  anExtension,
  aRequest,
} from '../__testUtils__/builders';
import { asOne, comingMembers, familiesOf, familyOf } from './family';

const access = anExtendableRequest();
const first = anActiveExtension();
const second = anExtension({
  id: 'req-3',
  extends: 'req-2',
  createdAt: '2026-11-22T14:59:30.000Z',
});

describe('familiesOf', () => {
  it('puts a chain of extensions together, in whatever order they are listed', () => {
    const other = anActiveRequest({ id: 'other' });
    expect(
      familiesOf([second, other, access, first]).map(({ members }) =>
        members.map(({ id }) => id),
      ),
    ).toEqual([['req-1', 'req-2', 'req-3'], ['other']]);
  });

  it('keeps siblings together when what they prolong is not listed any more', () => {
    const sibling = anExtension({ id: 'req-9' });
    expect(familiesOf([first, sibling])).toHaveLength(1);
  });

  it('names a request once though the list names it twice', () => {
    expect(familiesOf([access, access])[0]?.members).toHaveLength(1);
  });

  it('is not led astray by requests that claim to prolong each other', () => {
    const a = anExtension({ id: 'a', extends: 'b' });
    const b = anExtension({ id: 'b', extends: 'a' });
    expect(
      familiesOf([a, b]).flatMap(({ members }) => members.map(({ id }) => id)),
    ).toHaveLength(2);
  });

  it('is headed by what is overdue, then by what is live', () => {
    const overdue = anActiveExtension({
      status: 'ending',
      overdueSince: '2026-11-22T14:00:00.000Z',
    });
    expect(familyOf(access, [first, second]).head.id).toBe('req-1');
    expect(familyOf(access, [overdue]).head.id).toBe('req-2');
  });
});

describe('asOne', () => {
  it('lasts until the last live member ends', () => {
    expect(asOne(familyOf(access, [first])).endsAt).toBe(first.endsAt);
  });

  it('does not count on more time that nobody has approved', () => {
    expect(asOne(familyOf(access, [second])).endsAt).toBe(access.endsAt);
  });

  it('shows access that is being taken as it is', () => {
    const ending = anActiveRequest({ status: 'ending' });
    expect(asOne(familyOf(ending, []))).toBe(ending);
  });
});

describe('comingMembers', () => {
  it('are requests for more time that are waiting, and nothing else', () => {
    const family = familyOf(access, [first, second]);
    expect(comingMembers(family).map(({ id }) => id)).toEqual(['req-3']);
    expect(comingMembers(familyOf(aRequest(), []))).toEqual([]);
  });
});
