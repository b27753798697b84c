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

import { ElevatedAccessClient } from './ElevatedAccessClient';

function setUp(respond: () => Response) {
  const calls: { url: string; init: RequestInit | undefined }[] = [];
  const client = new ElevatedAccessClient({
    discoveryApi: {
      getBaseUrl: async pluginId => `http://portal.example/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (input, init) => {
        calls.push({ url: String(input), init });
        return respond();
      },
    },
  });
  return { client, calls };
}

describe('ElevatedAccessClient', () => {
  it('escapes what it puts into a path and leaves out empty query values', async () => {
    const { client, calls } = setUp(() => Response.json({ items: [] }));

    await client.listRequestEvents('../me?x=1');
    await client.listRequests({
      view: 'all',
      status: ['active', 'ending'],
      cursor: '',
    });

    expect(calls.map(call => call.url)).toEqual([
      'http://portal.example/api/elevated-access/requests/..%2Fme%3Fx%3D1/events',
      'http://portal.example/api/elevated-access/requests?view=all&status=active%2Cending',
    ]);
  });

  it('sends bodies as JSON, and a token only when it is given one', async () => {
    const { client, calls } = setUp(() => Response.json({ items: [] }));

    await client.preflight(
      { accountIds: ['111122223333'], permissionSetArn: 'x', duration: 'PT1H' },
      { token: 'abc' },
    );
    await client.listRequests({});

    expect(calls[0].init).toMatchObject({
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer abc',
      },
      body: '{"accountIds":["111122223333"],"permissionSetArn":"x","duration":"PT1H"}',
    });
    expect(calls[1].init?.headers).toEqual({});
  });

  it('names a policy by kind and name, and leaves out what is not asked of a list', async () => {
    const { client, calls } = setUp(() =>
      Response.json({ items: [], outcome: 'applied', changeId: null }),
    );
    const key = { kind: 'eligibility' as const, name: 'a/b' };

    await client.listPolicies({ kind: 'approval', total: true, search: '' });
    await client.listPolicyVersions(key, { limit: 5 });
    await client.changePolicy(key, {
      action: 'disable',
      version: '0a1b2c3d4e5f',
      comment: 'OPS-1',
    });
    await client.changeSettings({
      settings: {},
      version: '0a1b2c3d4e5f',
      comment: 'OPS-2',
    });

    expect(
      calls.map(({ url, init }) => [init?.method, new URL(url).pathname, url]),
    ).toEqual(
      [
        ['GET', '/policies', '?kind=approval&total=true'],
        ['GET', '/policies/eligibility/a%2Fb/versions', '?limit=5'],
        ['POST', '/policies/eligibility/a%2Fb/changes', ''],
        ['PUT', '/settings', ''],
      ].map(([method, path, query]) => [
        method,
        `/api/elevated-access${path}`,
        `http://portal.example/api/elevated-access${path}${query}`,
      ]),
    );
  });

  it('rejects with what the backend said, problem included', async () => {
    const { client } = setUp(() =>
      Response.json(
        {
          error: {
            name: 'ConflictError',
            message: 'You already asked for this',
            code: 'already-requested',
            remedy: 'Open the request that waits',
          },
          response: { statusCode: 409 },
        },
        { status: 409 },
      ),
    );

    await expect(client.getMe()).rejects.toMatchObject({
      statusCode: 409,
      body: { error: { code: 'already-requested' } },
    });
  });

  it('does not pass on an answer of another shape', async () => {
    const { client } = setUp(() => Response.json({ hello: 'world' }));
    await expect(client.getHealth()).rejects.toThrow(/status/);
  });
});
