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
  CreateAccountAssignmentCommand,
  ListInstancesCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { failureOf, simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

const operation = 'CreateAccountAssignment';

describe('an injected fault', () => {
  it('throttles with the words of the rate or of the outstanding limit', async () => {
    const { sim, sso, org, create } = await simulate();
    const rate = sim.faults.add({
      operation: 'ListInstances',
      action: { kind: 'throttle' },
    });
    sim.faults.add({
      operation,
      action: { kind: 'throttle', reason: 'outstanding' },
    });
    sim.faults.add({
      service: 'organizations',
      action: { kind: 'throttle' },
    });
    expect(
      await failureOf(sso.send(new ListInstancesCommand({}))),
    ).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded' });
    expect((await failureOf(create())).message).toMatch(/too many requests/);
    expect((await failureOf(org.send(new ListAccountsCommand({})))).name).toBe(
      'TooManyRequestsException',
    );
    rate.remove();
    await sso.send(new ListInstancesCommand({}));
  });

  it('fails with a 500 before anything took effect', async () => {
    const { sim, create } = await simulate();
    sim.faults.add({ operation, action: { kind: 'error' } });
    expect((await failureOf(create())).name).toBe('InternalServerException');
    expect(sim.state().requests).toEqual([]);
  });

  it('fails with a 500 after everything took effect', async () => {
    const { sim, create } = await simulate();
    sim.faults.add({ operation, action: { kind: 'error', when: 'after' } });
    expect((await failureOf(create())).name).toBe('InternalServerException');
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(true);
  });

  it('loses the reply after everything took effect', async () => {
    const { sim, create } = await simulate();
    sim.faults.add({ operation, action: { kind: 'drop', when: 'after' } });
    await failureOf(create());
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(true);
    expect(sim.apiCalls().unanswered).toBe(1);
  });

  it('loses the request before anything took effect', async () => {
    const { sim, create } = await simulate();
    sim.faults.add({ operation, action: { kind: 'drop', when: 'before' } });
    await failureOf(create());
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(false);
    expect(sim.state().requests).toEqual([]);
  });

  it('makes SDKs that retry blindly create twice', async () => {
    const { sim, assignment } = await simulate();
    sim.faults.add({ operation, times: 1, action: { kind: 'drop' } });
    const retrying = new SSOAdminClient(sim.clientConfig);
    await retrying.send(new CreateAccountAssignmentCommand(assignment()));
    expect(sim.state().requests).toHaveLength(2);
  });

  it('holds a request back on the simulator’s clock', async () => {
    const { sim, sso, clock } = await simulate();
    sim.faults.add({ action: { kind: 'delay', ms: 60_000 } });
    let answered = false;
    const call = sso.send(new ListInstancesCommand({})).then(() => {
      answered = true;
    });
    while (clock.pending === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    await clock.advance(59_999);
    expect(answered).toBe(false);
    await clock.advance(1);
    await call;
    expect(answered).toBe(true);
  });

  it('never answers, so that only the caller’s timeout ends it', async () => {
    const { sim } = await simulate();
    sim.faults.add({ action: { kind: 'hang', when: 'before' } });
    const impatient = new SSOAdminClient({
      ...sim.clientConfig,
      maxAttempts: 1,
      requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true },
    });
    expect(
      (await failureOf(impatient.send(new ListInstancesCommand({})))).name,
    ).toBe('TimeoutError');
  });

  it('lets an accepted operation fail later', async () => {
    const { sim, create, creation } = await simulate();
    sim.faults.add({ operation, action: { kind: 'fail-later' } });
    expect(await creation(await create())).toEqual({
      status: 'FAILED',
      reason: 'An unexpected internal service exception was encountered',
    });
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(false);
  });

  it('forgets the request id of an operation that takes effect', async () => {
    const { sim, create, creation } = await simulate();
    sim.faults.add({ operation, action: { kind: 'forget-status' } });
    const requestId = await create();
    expect((await failureOf(creation(requestId))).name).toBe(
      'ResourceNotFoundException',
    );
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(true);
  });

  it('makes an operation slow, and its outcome late in lists', async () => {
    const { sim, clock, create, creation, listed } = await simulate();
    sim.faults.add({ operation, action: { kind: 'slow-operation', ms: 500 } });
    sim.faults.add({ operation, action: { kind: 'list-lag', ms: 9_000 } });
    const requestId = await create();
    expect((await creation(requestId)).status).toBe('IN_PROGRESS');
    await clock.advance(500);
    expect((await creation(requestId)).status).toBe('SUCCEEDED');
    expect(await listed()).toEqual([]);
    await clock.advance(9_000);
    expect(await listed()).toHaveLength(1);
  });
});

describe('a fault strikes', () => {
  const outcomes = async (
    rule: object,
    calls: number = 6,
    options: object = {},
  ) => {
    const { sim, sso } = await simulate(options);
    const fault = sim.faults.add({ ...rule, action: { kind: 'error' } });
    const struck: number[] = [];
    for (let call = 1; call <= calls; call += 1) {
      await sso.send(new ListInstancesCommand({})).catch(() => {
        struck.push(call);
      });
    }
    expect(fault.hits).toBe(struck.length);
    expect(fault.matches).toBe(calls);
    return struck;
  };

  it('on the nth call only', async () => {
    expect(await outcomes({ nth: 3 })).toEqual([3]);
    expect(await outcomes({ nth: [1, 4] })).toEqual([1, 4]);
  });

  it('at most so many times', async () => {
    expect(await outcomes({ times: 2 })).toEqual([1, 2]);
  });

  it('with a probability, the same way for the same seed', async () => {
    const calls = 18;
    const rule = { probability: 0.5 };
    const first = await outcomes(rule, calls, { seed: 7 });
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThan(calls);
    expect(await outcomes(rule, calls, { seed: 7 })).toEqual(first);
    expect(await outcomes(rule, calls, { seed: 8 })).not.toEqual(first);
  });

  it('only requests with the given members', async () => {
    const { sim, create } = await simulate();
    const { id } = sim.lookup.account('stage');
    sim.faults.add({ match: { TargetId: id }, action: { kind: 'error' } });
    await create('ann', 'prod');
    expect((await failureOf(create('ann', 'stage'))).name).toBe(
      'InternalServerException',
    );
  });

  it('never when its rule is not valid', async () => {
    const { sim } = await simulate();
    expect(() =>
      sim.faults.add({ probability: 2, action: { kind: 'error' } }),
    ).toThrow(/probability/);
  });
});
