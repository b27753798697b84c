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

import { LiveAccountTags } from './LiveAccountTags';

const account = { id: '111122223333', name: 'payments-prod' };

describe('LiveAccountTags', () => {
  it('tells the tags of an account', async () => {
    const tags = new LiveAccountTags({
      reader: { getAccountTags: async () => ({ team: 'payments' }) },
    });
    await expect(tags.require(account)).resolves.toEqual({ team: 'payments' });
  });

  it('tells an account that is gone from one that AWS says nothing about', async () => {
    const gone = new LiveAccountTags({
      reader: { getAccountTags: async () => undefined },
    });
    await expect(gone.require(account)).rejects.toMatchObject({
      name: 'InputError',
      code: 'unknown-account',
    });
    const silent = new LiveAccountTags({
      reader: {
        getAccountTags: async () => {
          throw new Error('connect ECONNREFUSED');
        },
      },
    });
    await expect(silent.require(account)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'directory-unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
