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
  policySpecSchema,
  settingsSchema,
} from 'backstage-plugin-elevated-access-common';
import { faultAt } from './faults';

const allow = {
  name: 'Payments Engineers',
  effect: 'allow',
  priority: 1,
  subjects: [],
  targets: [{ account: '12' }, { tag: { key: '', value: 'x' } }, {}],
  permissionSets: [{ name: 'x'.repeat(33) }],
  workingHours: { timeZone: '', days: [1], from: '8', to: '18:00' },
  extension: { maximum: 101, maxTotalDuration: 'PT8H' },
  reason: { minLength: -1, pattern: '(' },
  color: 'red',
};

function faultIn(path: (string | number)[]) {
  const { error } = policySpecSchema.safeParse(
    { kind: 'eligibility', spec: allow },
    { reportInput: true },
  );
  return faultAt(error?.issues ?? [], ['spec', ...path]);
}

describe('What is wrong with a value by its form', () => {
  it.each([
    [['name'], { kind: 'name', limit: 0 }],
    [['subjects'], { kind: 'noneChosen', limit: 1 }],
    [['targets', 0], { kind: 'account', limit: 0 }],
    [['targets', 0, 'account'], { kind: 'account', limit: 0 }],
    [['targets', 1, 'tag', 'key'], { kind: 'empty', limit: 1 }],
    [['permissionSets', 0], { kind: 'tooLong', limit: 32 }],
    [['maxDuration'], { kind: 'missing', limit: 0 }],
    [['workingHours', 'timeZone'], { kind: 'empty', limit: 1 }],
    [['workingHours', 'from'], { kind: 'clockTime', limit: 0 }],
    [['extension', 'maximum'], { kind: 'tooHigh', limit: 100 }],
    [['reason', 'minLength'], { kind: 'tooLow', limit: 0 }],
    [['reason', 'pattern'], { kind: 'pattern', limit: 0 }],
    [['color'], { kind: 'unknownKey', limit: 0 }],
  ])('is told of %j', (path, fault) => {
    expect(faultIn(path)).toEqual(fault);
  });

  it.each([
    [['priority']],
    [['targets', 2]],
    [['extension', 'maxTotalDuration']],
  ])('is not told of %j, where the backend alone knows', path => {
    expect(faultIn(path)).toBeUndefined();
  });

  it('is told of every length of time in the settings', () => {
    const spans = {
      maximumDuration: '',
      minimumDuration: '',
      requestExpiry: '',
      maximumAdvance: '',
      maximumDelay: '',
      reminders: { first: '', maximum: '' },
    };
    const { error } = settingsSchema.safeParse(spans, { reportInput: true });
    expect(
      error?.issues.map(issue => faultAt([issue], issue.path)?.kind),
    ).toEqual(Array(7).fill('duration'));
  });
});
