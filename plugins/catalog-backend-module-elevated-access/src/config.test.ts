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

import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readProviderConfig } from './config';

function read(section?: JsonObject) {
  return readProviderConfig(
    mockServices.rootConfig({
      data: section
        ? { catalog: { providers: { elevatedAccess: section } } }
        : {},
    }),
  );
}

describe('the configuration', () => {
  it('may be missing', () => {
    expect(read()).toEqual({
      schedule: { frequency: { minutes: 10 }, timeout: { minutes: 5 } },
      owner: { tagKey: 'owner', fallback: 'group:default/unknown', rules: [] },
      existingAccounts: 'leave',
    });
  });

  it('takes every key', () => {
    expect(
      read({
        schedule: { frequency: { minutes: 3 }, timeout: 'PT1M' },
        owner: {
          tag: 'Team',
          default: 'platform',
          rules: [
            { account: '111122223333', owner: 'user:ann.li' },
            { ou: '/Workloads/Prod/', owner: 'group:default/production' },
            { ou: '/', owner: 'platform' },
          ],
        },
        existingAccounts: 'ignore',
      }),
    ).toEqual({
      schedule: { frequency: { minutes: 3 }, timeout: { minutes: 1 } },
      owner: {
        tagKey: 'Team',
        fallback: 'group:default/platform',
        rules: [
          { account: '111122223333', owner: 'user:default/ann.li' },
          { ou: '/Workloads/Prod', owner: 'group:default/production' },
          { ou: '/', owner: 'group:default/platform' },
        ],
      },
      existingAccounts: 'ignore',
    });
  });

  const owner = 'platform';

  it.each([
    ['owner.default', { owner: { default: 'The Team' } }],
    ['owner.rules[0].owner', { owner: { rules: [{ ou: '/', owner: 'a b' }] } }],
    [
      'owner.rules[1].account',
      {
        owner: {
          rules: [
            { ou: '/', owner },
            { account: '12', owner },
          ],
        },
      },
    ],
    ['owner.rules[0].ou', { owner: { rules: [{ ou: 'Workloads', owner }] } }],
    ['owner.rules[0] must name either', { owner: { rules: [{ owner }] } }],
    [
      'owner.rules[0] must name either',
      { owner: { rules: [{ owner, account: '111122223333', ou: '/' }] } },
    ],
    ['existingAccounts', { existingAccounts: 'merge' }],
    ['owners is not known', { owners: {} }],
    ['owner.fallback is not known', { owner: { fallback: 'platform' } }],
    ['schedule', { schedule: { frequency: 'often' } }],
  ])('stops the start and names %s when it is wrong', (key, section) => {
    expect(() => read(section)).toThrow(key);
  });
});
