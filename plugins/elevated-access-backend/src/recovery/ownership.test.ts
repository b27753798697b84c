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

import { entryOfLine } from '../audit/chain';
import { anEvent, logOf } from '../audit/__testUtils__/logOf';
import { Ownership } from './ownership';

const ann = {
  principalId: 'ann',
  accountId: '111122223333',
  permissionSetArn: 'arn:power-user',
};
const bo = { ...ann, principalId: 'bo' };

function after(events: readonly [string, object?, string?][]): Ownership {
  const ownership = new Ownership();
  const content = events.map(([type, data = ann, assignmentId = 'a1']) =>
    anEvent({
      type: `assignment.${type}`,
      assignmentId,
      data: JSON.stringify(data),
    }),
  );
  for (const line of logOf(content)) {
    ownership.apply(entryOfLine(line).event);
  }
  return ownership;
}

describe('what the event log alone proves to be ours', () => {
  it.each<[string, [string, object?, string?][], boolean]>([
    [
      'what we meant to create, whatever came of it',
      [['create-intended']],
      true,
    ],
    [
      'what we created and saw',
      [['create-intended'], ['create-accepted', {}], ['verified-present']],
      true,
    ],
    [
      'what we began to remove',
      [['create-intended'], ['verified-present'], ['delete-intended']],
      true,
    ],
    [
      'what was created again after it was gone',
      [['create-intended'], ['verified-absent'], ['create-intended']],
      true,
    ],
    [
      'what we began to remove after it had been gone',
      [['verified-absent'], ['delete-intended']],
      true,
    ],
    [
      'what we saw as ours after it had been gone',
      [['verified-absent'], ['verified-present']],
      true,
    ],
    ['what was gone', [['create-intended'], ['verified-absent']], false],
    [
      'what AWS was asked for and refused at once',
      [['create-intended'], ['create-not-made']],
      false,
    ],
    ['what stood before', [['standing-found']], false],
    [
      'what turned out to stand there after all',
      [['create-intended'], ['standing-found']],
      false,
    ],
    ['what an event does not name', [['create-intended', {}]], false],
    [
      'what an event names by its id only',
      [['create-intended'], ['verified-absent', {}]],
      false,
    ],
  ])('%s', (_, events, isOurs) => {
    expect(
      after(events)
        .ours()
        .map(({ key }) => key),
    ).toEqual(isOurs ? [ann] : []);
  });

  it('keeps people apart', () => {
    const ownership = after([
      ['create-intended', ann, 'a1'],
      ['create-intended', bo, 'a2'],
      ['verified-absent', ann, 'a1'],
    ]);
    expect(ownership.ours().map(({ key }) => key)).toEqual([bo]);
    expect(ownership.find(ann)?.state).toBe('gone');
    expect(ownership.last?.seq).toBe(3);
  });

  it('counts what it cannot tell of, so that somebody looks there', () => {
    const ownership = after([
      ['create-intended', {}, 'a1'],
      ['create-accepted', {}, 'a1'],
      ['create-intended', bo, 'a2'],
      ['verified-absent', {}, 'a2'],
    ]);
    expect(ownership.nameless).toBe(1);
    expect(ownership.all().map(({ key }) => key)).toEqual([bo]);
  });
});
