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

import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  elevatedAccessServiceRef,
  type ElevatedAccessService,
} from './service';

describe('elevatedAccessServiceRef', () => {
  afterEach(() => jest.restoreAllMocks());

  it('acts for a person, and says that somebody else does', async () => {
    const fetch = jest.spyOn(globalThis, 'fetch').mockResolvedValue(
      new Response(JSON.stringify({ items: [] }), {
        headers: { 'content-type': 'application/json' },
      }),
    );
    const service = await getService();
    const credentials = mockCredentials.user('user:default/ann.li');

    await service.forUser(credentials).listRequests({ view: 'mine' });

    const [url, init] = fetch.mock.calls[0];
    expect(String(url)).toMatch(/\/api\/elevated-access\/requests\?view=mine$/);
    expect(new Headers(init?.headers).get('authorization')).toBe(
      mockCredentials.service.header({
        onBehalfOf: credentials,
        targetPluginId: 'elevated-access',
      }),
    );
  });
});

/** The service as a plugin gets it that merely depends on it. */
async function getService(): Promise<ElevatedAccessService> {
  return new Promise((resolve, reject) => {
    const plugin = createBackendPlugin({
      pluginId: 'test',
      register(env) {
        env.registerInit({
          deps: { service: elevatedAccessServiceRef },
          async init({ service }) {
            resolve(service);
          },
        });
      },
    });
    startTestBackend({ features: [plugin] }).catch(reject);
  });
}
