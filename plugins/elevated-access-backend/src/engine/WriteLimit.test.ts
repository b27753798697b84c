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

import { WriteLimit } from './WriteLimit';

const SECOND = 1_000;

describe('How many writes may be under way at a time', () => {
  let now: number;
  let limit: WriteLimit;

  beforeEach(() => {
    now = 0;
    limit = new WriteLimit({ highest: 12, monotonic: () => now });
  });

  it('is as configured while AWS does not object', () => {
    expect([limit.current, limit.highest]).toEqual([12, 12]);
  });

  it('grows by one only every half minute after AWS said that they are too many, up to what is configured', () => {
    limit.reduce();
    now = 30 * SECOND - 1;
    expect(limit.current).toBe(10);
    now = 30 * SECOND;
    expect(limit.current).toBe(11);
    now = 3_600 * SECOND;
    expect(limit.current).toBe(12);
  });

  it('begins anew with each time that AWS objects', () => {
    limit.reduce();
    now = 45 * SECOND;
    limit.reduce();
    now = 60 * SECOND;
    expect(limit.current).toBe(10);
    now = 75 * SECOND;
    expect(limit.current).toBe(11);
  });

  it('is never more than configured, however little that is', () => {
    const few = new WriteLimit({ highest: 3, monotonic: () => now });
    few.reduce();
    expect(few.current).toBe(3);
  });
});
