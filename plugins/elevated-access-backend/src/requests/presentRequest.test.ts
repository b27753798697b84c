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

import { presentStage } from './presentRequest';

const people = (count: number, escalated: boolean) =>
  Array.from({ length: count }, (_, number) => ({
    entityRef: `user:default/${escalated ? 'late' : 'own'}-${number}`,
    displayName: `Person ${number}`,
    via: ['group:default/department'],
    escalated,
  }));

const aStage = (own: number, escalated: number) => ({
  name: 'Department',
  required: 1,
  approved: 0,
  approvers: [...people(own, false), ...people(escalated, true)],
  escalatesAt: null,
});

describe('A stage as the API shows it', () => {
  it.each([
    ['everybody while they are few', 45, 5, { own: 45, escalated: 5 }],
    ['fifty of a whole department', 10_000, 0, { own: 50, escalated: 0 }],
    ['some of each kind', 10_000, 300, { own: 25, escalated: 25 }],
    ['few of one kind and the rest', 10_000, 2, { own: 48, escalated: 2 }],
  ])('names %s, and says how many there are', (_, own, escalated, named) => {
    const { approvers, approverCount } = presentStage(aStage(own, escalated));
    expect({
      own: approvers.filter(it => !it.escalated).length,
      escalated: approvers.filter(it => it.escalated).length,
    }).toEqual(named);
    expect(approverCount).toBe(own + escalated);
  });
});
