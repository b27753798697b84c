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

import type { Entity } from '@backstage/catalog-model';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import authPlugin from '@backstage/plugin-auth-backend';
import request from 'supertest';
import { DEMO_USER_HEADER, demoAuthModule } from './demoAuth';

const annLi: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ann.li', namespace: 'default' },
  spec: {
    profile: { displayName: 'Ann Li', email: 'ann.li@octant.example' },
    memberOf: ['payments'],
  },
  relations: [{ type: 'memberOf', targetRef: 'group:default/payments' }],
};

async function start(
  demo: { enabled?: boolean; people: Array<{ user: string }> } = {
    enabled: true,
    people: [{ user: 'user:default/ann.li' }, { user: 'user:default/gone' }],
  },
) {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      demoAuthModule,
      catalogServiceMock.factory({ entities: [annLi] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          auth: { providers: { demo } },
        },
      }),
    ],
  });
  return server;
}

describe('demo auth provider', () => {
  const nodeEnv = process.env.NODE_ENV;

  const setNodeEnv = (value: string | undefined) =>
    Object.assign(process.env, { NODE_ENV: value });

  afterEach(() => setNodeEnv(nodeEnv));

  it('signs a listed person in with the memberships the catalog has', async () => {
    const response = await request(await start())
      .get('/api/auth/demo/refresh')
      .set(DEMO_USER_HEADER, 'user:default/ann.li');

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      profile: { displayName: 'Ann Li', email: 'ann.li@octant.example' },
      backstageIdentity: {
        token: expect.any(String),
        identity: {
          userEntityRef: 'user:default/ann.li',
          ownershipEntityRefs: [
            'user:default/ann.li',
            'group:default/payments',
          ],
        },
      },
    });
  });

  it('refuses a person who is not on the list, even one the catalog knows', async () => {
    const server = await start({ enabled: true, people: [{ user: 'bo.ek' }] });

    const response = await request(server)
      .get('/api/auth/demo/refresh')
      .set(DEMO_USER_HEADER, 'user:default/ann.li');

    expect(response.status).toBe(401);
    expect(JSON.stringify(response.body)).not.toContain('token');
  });

  it('refuses a listed person whom the catalog does not know', async () => {
    const response = await request(await start())
      .get('/api/auth/demo/refresh')
      .set(DEMO_USER_HEADER, 'user:default/gone');

    expect(response.status).toBe(404);
  });

  it('refuses a caller who names nobody', async () => {
    const response = await request(await start()).get('/api/auth/demo/refresh');

    expect(response.status).toBe(401);
  });

  it('stops the backend at start when it is configured but not enabled', async () => {
    await expect(start({ people: [{ user: 'ann.li' }] })).rejects.toThrow(
      /switched off/,
    );
  });

  it('stops the backend at start in production', async () => {
    setNodeEnv('production');

    await expect(start()).rejects.toThrow(
      /never runs with NODE_ENV=production/,
    );
  });

  it('stops answering when the process turns out to be in production', async () => {
    const server = await start();
    setNodeEnv('production');

    const response = await request(server)
      .get('/api/auth/demo/refresh')
      .set(DEMO_USER_HEADER, 'user:default/ann.li');

    expect(response.status).toBe(403);
  });
});
