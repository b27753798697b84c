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

import { ListInstancesCommand } from '@aws-sdk/client-sso-admin';
import { AwsSimulator } from '../index';
import { simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

async function put(sim: AwsSimulator, path: string, body: unknown) {
  const reply = await fetch(`${sim.url}/_simulator${path}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return { status: reply.status, body: await reply.json() };
}

describe('conditions that change while it runs', () => {
  it('make operations take as long as is asked from then on, and say how long each took', async () => {
    const { sim, clock, create, remove } = await simulate();
    await create();
    expect(
      await put(sim, '/latency', { roleExistsMs: 3_000, roleChangesMs: 3_000 }),
    ).toMatchObject({ status: 200, body: { roleExistsMs: 3_000, spread: 0 } });
    await remove();
    await clock.advance(5_000);
    const took = sim
      .state()
      .requests.map(
        ({ acceptedAt, completedAt }) =>
          new Date(completedAt ?? 0).getTime() - new Date(acceptedAt).getTime(),
      );
    expect(took).toEqual([0, 3_000]);
  });

  it('put quotas in force, and lift them', async () => {
    const { sim, sso } = await simulate({ limits: 'no-request-rates' });
    const list = () => sso.send(new ListInstancesCommand({}));
    await put(sim, '/limits', { ssoAdminTps: 2 });
    await list();
    await list();
    await expect(list()).rejects.toThrow('Rate exceeded');
    await put(sim, '/limits', { preset: 'no-request-rates' });
    await expect(list()).resolves.toBeDefined();
  });

  it('are refused when they make no sense', async () => {
    const { sim } = await simulate();
    expect(await put(sim, '/latency', { preset: 'never' })).toMatchObject({
      status: 400,
    });
    expect(await put(sim, '/limits', { ssoAdminTps: -1 })).toMatchObject({
      status: 400,
    });
  });
});
