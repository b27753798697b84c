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

import { aRequest } from '../__testUtils__/builders';
import { decideInCalls } from './background';

const items = Array.from({ length: 120 }, (_, index) => ({
  requestId: `req-${index}`,
  digest: 'digest',
}));

const decided = (requestId: string) => ({
  requestId,
  outcome: 'decided' as const,
  request: aRequest({ id: requestId }),
});

describe('decideInCalls', () => {
  it('asks for no more at once than the backend takes, and for each once', async () => {
    const sizes: number[] = [];
    const { results, error } = await decideInCalls(
      {
        decideMany: async call => {
          sizes.push(call.items.length);
          return { items: call.items.map(it => decided(it.requestId)) };
        },
      },
      { verdict: 'approve', items },
    );
    expect(sizes).toEqual([50, 50, 20]);
    expect(results.map(it => it.requestId)).toEqual(
      items.map(it => it.requestId),
    );
    expect(error).toBeUndefined();
  });

  it('tells what was decided when a call fails, and makes no other', async () => {
    const failure = new Error('gone');
    let calls = 0;
    const { results, error } = await decideInCalls(
      {
        decideMany: async call => {
          calls += 1;
          if (calls === 2) {
            throw failure;
          }
          return { items: call.items.map(it => decided(it.requestId)) };
        },
      },
      { verdict: 'reject', comment: 'No', items },
    );
    expect(calls).toBe(2);
    expect(results).toHaveLength(50);
    expect(error).toBe(failure);
  });
});
