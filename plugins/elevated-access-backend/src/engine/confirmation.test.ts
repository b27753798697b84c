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

import { howToConfirm, type Unconfirmed } from './confirmation';

const some: Unconfirmed = {
  operation: 'delete',
  count: 5,
  waitedMs: 0,
  inProgress: 10,
  pages: 1,
  isCrowded: true,
};

describe('howToConfirm', () => {
  it.each([
    ['gathers removals while more are to come', {}, 'wait'],
    ['lists once a call tells of many', { count: 40 }, 'list'],
    [
      'gathers more the more calls a listing takes',
      { count: 30, pages: 5 },
      'wait',
    ],
    ['lists what has waited long', { waitedMs: 12_000 }, 'list'],
    [
      'does not make removals wait long without a crowd',
      { waitedMs: 1_000, isCrowded: false },
      'list',
    ],
    [
      'does not wait for more when none is in progress',
      { inProgress: 0 },
      'list',
    ],
    [
      'asks about each where that takes fewer calls',
      { count: 1, inProgress: 0 },
      'ask',
    ],
    [
      'asks about each where a listing is long',
      { count: 5, waitedMs: 12_000, pages: 20 },
      'ask',
    ],
    [
      'does not let people wait for their access',
      { operation: 'create', count: 2 },
      'list',
    ],
    [
      'asks about a single creation soon',
      { operation: 'create', count: 1, waitedMs: 1_000 },
      'ask',
    ],
  ] as const)('%s', (_, more, how) => {
    expect(howToConfirm({ ...some, ...more })).toBe(how);
  });
});
