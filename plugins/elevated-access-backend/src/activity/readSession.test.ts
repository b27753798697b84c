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
  ActivityCutOffError,
  type ActivityQuestion,
} from 'backstage-plugin-elevated-access-node';
import { readSession } from './readSession';

const question: ActivityQuestion = {
  accountId: '111122223333',
  permissionSetName: 'PowerUser',
  userName: 'ann.li',
  from: new Date(0),
  to: new Date(1),
  limit: 10,
  signal: new AbortController().signal,
};

/** What is found where a source gives nothing and then ends so. */
const found = (error?: Error) =>
  readSession(
    {
      deliveryDelayMs: 0,
      // eslint-disable-next-line require-yield
      async *read() {
        if (error) {
          throw error;
        }
      },
    },
    question,
    () => {},
  );

describe('a session that was read', () => {
  it('is the whole where the source came to its end', async () => {
    expect(await found()).toEqual({ events: [], truncated: false });
  });

  it('is cut off where its source says so, also one with a class of its own', async () => {
    expect(await found(new ActivityCutOffError())).toMatchObject({
      truncated: true,
    });
    const copy = Object.assign(new Error('more'), {
      name: 'ActivityCutOffError',
    });
    expect(await found(copy)).toMatchObject({ truncated: true });
  });

  it('is none where reading failed', async () => {
    await expect(found(new Error('throttled'))).rejects.toThrow('throttled');
  });
});
