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

import { findUnexplained } from './unexplained';

describe('what nothing in the log explains', () => {
  const key = {
    principalId: 'ann',
    accountId: '111122223333',
    permissionSetArn: 'arn:power-user',
  };
  const inAws = ['ann', 'bo', 'cleo', 'dana'].map(id => ({
    type: 'USER' as const,
    id,
  }));

  it('is what the log says is gone and is there again, or never names; not groups, not what stood before', async () => {
    const found = await findUnexplained(
      [
        { key, state: 'ours', seq: 1 },
        { key: { ...key, principalId: 'bo' }, state: 'standing', seq: 2 },
        { key: { ...key, principalId: 'cleo' }, state: 'gone', seq: 3 },
      ],
      {
        accountsWith: async () => [key.accountId],
        principalsWith: async () => [...inAws, { type: 'GROUP', id: 'leads' }],
      },
      new AbortController().signal,
    );
    expect(found.map(({ principalId }) => principalId)).toEqual([
      'cleo',
      'dana',
    ]);
  });
});
