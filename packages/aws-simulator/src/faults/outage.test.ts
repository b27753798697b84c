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
import {
  IdentitystoreClient,
  ListUsersCommand,
} from '@aws-sdk/client-identitystore';
import { ListRootsCommand } from '@aws-sdk/client-organizations';
import { failureOf, simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

describe('an outage', () => {
  it('answers 503 to every call and takes no effect', async () => {
    const { sim, create } = await simulate({ outage: { mode: 'unavailable' } });
    expect(await failureOf(create())).toMatchObject({
      $metadata: expect.objectContaining({ httpStatusCode: 503 }),
    });
    await sim.outage.end();
    expect(sim.state().requests).toEqual([]);
    await create();
  });

  it('resets connections', async () => {
    const { sim, sso } = await simulate();
    await sim.outage.start({ mode: 'reset' });
    expect(
      await failureOf(sso.send(new ListInstancesCommand({}))),
    ).toMatchObject({
      message: expect.stringMatching(/socket hang up|ECONNRESET/),
    });
  });

  it('refuses connections, and listens on the same port again after', async () => {
    const { sim, sso } = await simulate();
    const { url } = sim;
    await sim.outage.start({ mode: 'refuse' });
    expect(
      await failureOf(sso.send(new ListInstancesCommand({}))),
    ).toMatchObject({
      message: expect.stringMatching(/ECONNREFUSED/),
    });
    await sim.outage.end();
    expect(sim.url).toBe(url);
    await sso.send(new ListInstancesCommand({}));
  });

  it('hangs requests until it is over', async () => {
    const { sim, sso } = await simulate();
    await sim.outage.start({ mode: 'hang' });
    const call = failureOf(sso.send(new ListInstancesCommand({})));
    const first = await Promise.race([
      call.then(() => 'answered'),
      new Promise(resolve => setTimeout(resolve, 50, 'hanging')),
    ]);
    expect(first).toBe('hanging');
    await sim.outage.end();
    await call;
  });

  it('can be limited to services', async () => {
    const { sim, sso, org } = await simulate();
    await sim.outage.start({ mode: 'unavailable', services: ['sso-admin'] });
    await failureOf(sso.send(new ListInstancesCommand({})));
    expect((await org.send(new ListRootsCommand({}))).Roots).toHaveLength(1);
  });

  it('can be limited to the primary Region: identity store reads go on elsewhere', async () => {
    const { sim, ids } = await simulate();
    await sim.outage.start({ mode: 'unavailable', regions: ['eu-west-1'] });
    const list = new ListUsersCommand({
      IdentityStoreId: sim.lookup.identityStoreId,
    });
    await failureOf(ids.send(list));
    const elsewhere = new IdentitystoreClient({
      ...sim.clientConfig,
      region: 'eu-central-1',
    });
    expect((await elsewhere.send(list)).Users).toHaveLength(4);
  });

  it('ends by itself when it has a duration', async () => {
    const { sim, sso, clock } = await simulate();
    await sim.outage.start({ mode: 'unavailable', forMs: 60_000 });
    await failureOf(sso.send(new ListInstancesCommand({})));
    await clock.advance(60_000);
    await sso.send(new ListInstancesCommand({}));
    expect(sim.outage.current).toBeUndefined();
  });

  it('that refuses connections cannot be limited', async () => {
    const { sim } = await simulate();
    await expect(
      sim.outage.start({ mode: 'refuse', services: ['sts'] }),
    ).rejects.toThrow(/cannot be limited/);
  });

  it('does not stop operations that were accepted before', async () => {
    const { sim, clock, create } = await simulate({
      latency: { roleChangesMs: 5_000 },
    });
    await create();
    await sim.outage.start({ mode: 'refuse' });
    await clock.advance(5_000);
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(true);
  });
});
