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

import { AwsSimulator } from '../index';
import { simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

async function call(
  sim: AwsSimulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const reply = await fetch(`${sim.url}/_simulator${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
  });
  return { status: reply.status, body: await reply.json() };
}

describe('the control endpoints', () => {
  it('list themselves', async () => {
    const { sim } = await simulate();
    const { body } = await call(sim, 'GET', '');
    expect(body).toMatchObject({
      endpoints: expect.arrayContaining(['GET /_simulator/can-use']),
    });
  });

  it('tell who can use what, by name or id, now or then', async () => {
    const { sim, clock } = await simulate();
    await clock.advance(1_000);
    sim.admin.assign({
      user: 'ann',
      account: 'prod',
      permissionSet: 'PowerUser',
    });
    const ask = async (at = '') =>
      (
        await call(
          sim,
          'GET',
          `/can-use?user=ann@small.example&account=111122223333&permissionSet=PowerUser${at}`,
        )
      ).body;
    expect(await ask()).toEqual({ canUse: true });
    expect(await ask('&at=2026-01-05T09:00:00Z')).toEqual({ canUse: false });
    expect(await ask(`&at=${clock.now()}`)).toEqual({ canUse: true });
    const access = await call(sim, 'GET', '/access?user=ann');
    expect(access.body).toHaveLength(2);
  });

  it('say what is wrong with a question', async () => {
    const { sim } = await simulate();
    expect(await call(sim, 'GET', '/can-use?user=ann')).toEqual({
      status: 400,
      body: { error: "query parameter 'account' is missing" },
    });
    expect(await call(sim, 'GET', '/access?user=nobody')).toMatchObject({
      status: 404,
    });
    expect(await call(sim, 'GET', '/nonsense')).toMatchObject({ status: 404 });
    expect(
      await call(sim, 'POST', '/faults', { action: { kind: 'nonsense' } }),
    ).toMatchObject({ status: 400 });
  });

  it('show the state, the people, the timeline and the calls', async () => {
    const { sim, create } = await simulate();
    await create();
    expect((await call(sim, 'GET', '/state')).body).toMatchObject({
      instanceArn: sim.lookup.instanceArn,
      requests: [{ kind: 'create', status: 'SUCCEEDED' }],
      accounts: expect.arrayContaining([
        expect.objectContaining({ name: 'prod', path: 'Root/Workloads/Prod' }),
      ]),
    });
    expect((await call(sim, 'GET', '/people')).body).toContainEqual(
      expect.objectContaining({
        userName: 'finn',
        status: 'DISABLED',
        groups: ['engineers'],
      }),
    );
    const since = sim.oracle.revision - 1;
    expect((await call(sim, 'GET', `/timeline?since=${since}`)).body).toEqual([
      expect.objectContaining({ type: 'assignment-created' }),
    ]);
    expect((await call(sim, 'GET', '/api-calls')).body).toMatchObject({
      calls: 1,
      outstandingHighWater: 1,
    });
    await call(sim, 'DELETE', '/api-calls');
    expect(sim.apiCalls()).toMatchObject({ calls: 0, outstandingHighWater: 0 });
  });

  it('start sessions, and deny them', async () => {
    const { sim } = await simulate();
    const started = await call(sim, 'POST', '/sessions', {
      user: 'ann',
      account: 'dev',
      permissionSet: 'ReadOnly',
    });
    expect(started.body).toMatchObject({ userName: 'ann' });
    expect((await call(sim, 'GET', '/sessions')).body).toHaveLength(1);
    await call(sim, 'PUT', '/deny-policies/all', {
      attachedAs: { kind: 'service-control-policy' },
      statements: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
    });
    expect((await call(sim, 'GET', '/sessions')).body).toHaveLength(0);
    expect((await call(sim, 'GET', '/sessions?all=true')).body).toHaveLength(1);
    await call(sim, 'DELETE', '/deny-policies/all');
    expect((await call(sim, 'GET', '/sessions')).body).toHaveLength(1);
    expect(
      await call(sim, 'POST', '/sessions', {
        user: 'cy',
        account: 'dev',
        permissionSet: 'ReadOnly',
      }),
    ).toMatchObject({ status: 400 });
  });

  it('inject and remove faults', async () => {
    const { sim } = await simulate();
    const { body } = await call(sim, 'POST', '/faults', {
      operation: 'ListInstances',
      times: 1,
      action: { kind: 'throttle' },
    });
    expect(body).toMatchObject({ id: 'fault-1', hits: 0 });
    expect((await call(sim, 'GET', '/faults')).body).toHaveLength(1);
    expect((await call(sim, 'DELETE', '/faults/fault-1')).status).toBe(200);
    expect((await call(sim, 'DELETE', '/faults/fault-1')).status).toBe(404);
    await call(sim, 'POST', '/faults', { action: { kind: 'hang' } });
    await call(sim, 'DELETE', '/faults');
    expect(sim.faults.list()).toEqual([]);
  });

  it('take AWS down and bring it back', async () => {
    const { sim } = await simulate();
    await call(sim, 'PUT', '/outage', { mode: 'unavailable' });
    expect((await call(sim, 'GET', '/outage')).body).toEqual({
      mode: 'unavailable',
    });
    await call(sim, 'DELETE', '/outage');
    expect((await call(sim, 'GET', '/outage')).body).toEqual({ mode: 'none' });
  });

  it('close the port only for a time, since nothing could open it again', async () => {
    const { sim, clock } = await simulate();
    expect((await call(sim, 'PUT', '/outage', { mode: 'refuse' })).status).toBe(
      400,
    );
    const { status } = await call(sim, 'PUT', '/outage', {
      mode: 'refuse',
      forMs: 1_000,
    });
    expect(status).toBe(200);
    while (!sim.outage.current) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    await expect(fetch(sim.url)).rejects.toThrow();
    await clock.advance(1_000);
    expect((await call(sim, 'GET', '/outage')).body).toEqual({ mode: 'none' });
  });

  it('advance a virtual clock and refuse to advance a real one', async () => {
    const { sim } = await simulate();
    expect(
      (await call(sim, 'POST', '/clock/advance', { ms: 60_000 })).body,
    ).toEqual({ kind: 'virtual', now: '2026-01-05T09:01:00.000Z' });
    expect(
      (
        await call(sim, 'POST', '/clock/advance', {
          to: '2026-01-05T10:00:00Z',
        })
      ).body,
    ).toMatchObject({ now: '2026-01-05T10:00:00.000Z' });
    const real = await simulate({ clock: 'real' });
    expect(
      (await call(real.sim, 'POST', '/clock/advance', { ms: 1 })).status,
    ).toBe(409);
    expect((await call(real.sim, 'GET', '/clock')).body).toMatchObject({
      kind: 'real',
    });
  });

  it('change people, groups, accounts and assignments behind everybody’s back', async () => {
    const { sim } = await simulate();
    const names = { user: 'cy', account: 'prod', permissionSet: 'PowerUser' };
    const can = () => sim.oracle.canUse('cy', 'prod', 'PowerUser');
    await call(sim, 'PUT', '/assignments', names);
    expect(can()).toBe(true);
    await call(sim, 'POST', '/people/cy/disable');
    expect(can()).toBe(false);
    await call(sim, 'POST', '/people/cy/enable');
    expect(can()).toBe(true);
    await call(sim, 'PUT', '/accounts/prod/state', { state: 'SUSPENDED' });
    expect(can()).toBe(false);
    await call(sim, 'PUT', '/accounts/prod/state', { state: 'ACTIVE' });
    await call(sim, 'DELETE', '/assignments', names);
    expect(can()).toBe(false);
    const member = { group: 'engineers', user: 'cy' };
    await call(sim, 'PUT', '/memberships', member);
    expect(sim.oracle.canUse('cy', 'dev', 'ReadOnly')).toBe(true);
    await call(sim, 'DELETE', '/memberships', member);
    expect(sim.oracle.canUse('cy', 'dev', 'ReadOnly')).toBe(false);
    await call(sim, 'DELETE', '/people/cy');
    expect(sim.state().users.map(u => u.userName)).not.toContain('cy');
    expect(
      (await call(sim, 'PUT', '/assignments', { ...names, group: 'engineers' }))
        .status,
    ).toBe(400);
  });

  it('do not listen to other web pages open in the same browser', async () => {
    const { sim } = await simulate();
    for (const path of ['/_simulator/state', '/portal']) {
      const reply = await fetch(`${sim.url}${path}`, {
        headers: { origin: 'https://evil.example' },
      });
      expect(reply.status).toBe(403);
    }
  });
});
