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
import { ListUsersCommand } from '@aws-sdk/client-identitystore';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { generateOrganization } from '../index';
import { failureOf, simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

async function untilThrottled(
  call: () => Promise<unknown>,
): Promise<{ succeeded: number; error: { name: string; message: string } }> {
  for (let succeeded = 0; ; succeeded += 1) {
    try {
      await call();
    } catch (error) {
      if (error instanceof Error) {
        return {
          succeeded,
          error: { ...error, name: error.name, message: error.message },
        };
      }
    }
  }
}

describe('request rates', () => {
  it('of sso-admin are 20 a second for all operations together', async () => {
    const { sim, sso, clock, listed } = await simulate();
    const list = () => sso.send(new ListInstancesCommand({}));
    await listed();
    const { succeeded, error } = await untilThrottled(list);
    expect(succeeded).toBe(19);
    expect(error).toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    await clock.advance(100);
    expect((await untilThrottled(list)).succeeded).toBe(2);
    expect(sim.apiCalls()).toMatchObject({ throttled: 2, succeeded: 22 });
    expect(sim.apiCalls().busiestSecond['sso-admin']).toBe(24);
  });

  it('of the identity store are its own, and say when to retry', async () => {
    const { sim, ids, sso } = await simulate();
    await untilThrottled(() => sso.send(new ListInstancesCommand({})));
    const { succeeded, error } = await untilThrottled(() =>
      ids.send(
        new ListUsersCommand({ IdentityStoreId: sim.lookup.identityStoreId }),
      ),
    );
    expect(succeeded).toBe(20);
    expect(error).toMatchObject({
      name: 'ThrottlingException',
      RetryAfterSeconds: 1,
    });
  });

  it('of Organizations are per operation, with a burst', async () => {
    const { org, clock } = await simulate();
    const roots = () => org.send(new ListRootsCommand({}));
    const first = await untilThrottled(roots);
    expect(first.succeeded).toBe(2);
    expect(first.error.name).toBe('TooManyRequestsException');
    await org.send(new DescribeOrganizationCommand({}));
    await clock.advance(1_000);
    expect((await untilThrottled(roots)).succeeded).toBe(1);
    const accounts = await untilThrottled(() =>
      org.send(new ListAccountsCommand({})),
    );
    expect(accounts.succeeded).toBe(12);
  });

  it('can be lifted', async () => {
    const { sim, sso } = await simulate({ limits: 'no-request-rates' });
    for (let i = 0; i < 50; i += 1) {
      await sso.send(new ListInstancesCommand({}));
    }
    expect(sim.apiCalls()).toMatchObject({ succeeded: 50, throttled: 0 });
  });
});

describe('outstanding writes', () => {
  const options = {
    org: generateOrganization({ accounts: 40, users: 5, permissionSets: 2 }),
    latency: { roleExistsMs: 5_000, roleChangesMs: 5_000 },
  };

  async function writers(deletionsCount: boolean) {
    const s = await simulate({
      ...options,
      limits: { ssoAdminTps: 0, deletionsCount },
    });
    const { accounts, users } = s.sim.state();
    const set = s.sim.state().permissionSets[0].name;
    return {
      ...s,
      createIn: (i: number) =>
        s.create(users[0].userName, accounts[i].name, set),
      removeIn: (i: number) =>
        s.remove(users[0].userName, accounts[i].name, set),
    };
  }

  it('are fifteen, creations and deletions together', async () => {
    const { sim, clock, createIn, removeIn } = await writers(true);
    for (let i = 0; i < 10; i += 1) {
      await createIn(i);
    }
    for (let i = 10; i < 15; i += 1) {
      await removeIn(i);
    }
    for (const call of [() => createIn(15), () => removeIn(15)]) {
      expect(await failureOf(call())).toMatchObject({
        name: 'ThrottlingException',
        message:
          'There are too many requests processing. Please try again later.',
      });
    }
    expect(sim.apiCalls()).toMatchObject({
      outstanding: 15,
      outstandingHighWater: 15,
      throttled: 2,
    });
    await clock.advance(5_000);
    await createIn(15);
    expect(sim.apiCalls().outstanding).toBe(1);
  });

  it('need not count deletions', async () => {
    const { sim, createIn, removeIn } = await writers(false);
    for (let i = 0; i < 15; i += 1) {
      await createIn(i);
    }
    await removeIn(20);
    expect(sim.apiCalls()).toMatchObject({ outstanding: 15, throttled: 0 });
  });
});
