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

import { CreateAccountAssignmentCommand } from '@aws-sdk/client-sso-admin';
import { failureOf, simulate, stopAll } from '../../__testUtils__/simulation';

afterEach(stopAll);

const slow = { roleExistsMs: 2_000, roleChangesMs: 8_000 };

describe('account assignments', () => {
  it('are accepted now and done later', async () => {
    const { sim, clock, create, creation, listed } = await simulate({
      latency: slow,
    });
    const requestId = await create();
    expect(await creation(requestId)).toEqual({ status: 'IN_PROGRESS' });
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(false);
    await clock.advance(7_999);
    expect(await creation(requestId)).toEqual({ status: 'IN_PROGRESS' });
    await clock.advance(1);
    expect(await creation(requestId)).toEqual({ status: 'SUCCEEDED' });
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(true);
    expect(await listed()).toEqual([sim.lookup.user('ann').userId]);
  });

  it('reply IN_PROGRESS also when they complete at once', async () => {
    const { sso, assignment } = await simulate();
    const { AccountAssignmentCreationStatus: status } = await sso.send(
      new CreateAccountAssignmentCommand(assignment()),
    );
    expect(status).toMatchObject({
      Status: 'IN_PROGRESS',
      RequestId: expect.stringMatching(
        /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      ),
      TargetId: '111122223333',
      PrincipalType: 'USER',
      CreatedDate: new Date('2026-01-05T09:00:00Z'),
    });
  });

  it('take less time where the role exists already', async () => {
    const { clock, create, creation } = await simulate({ latency: slow });
    await create('ann');
    await clock.advance(8_000);
    const second = await create('bo');
    await clock.advance(2_000);
    expect(await creation(second)).toEqual({ status: 'SUCCEEDED' });
  });

  it('vary in time with the seed and only with the seed', async () => {
    const measure = async (seed: number) => {
      const { clock, create, creation } = await simulate({
        seed,
        latency: { ...slow, spread: 0.5 },
      });
      const requestId = await create();
      let waited = 0;
      while ((await creation(requestId)).status === 'IN_PROGRESS') {
        await clock.advance(100);
        waited += 100;
      }
      return waited;
    };
    const first = await measure(1);
    expect(await measure(1)).toBe(first);
    expect(await measure(2)).not.toBe(first);
  });

  it('created twice succeed twice and are one row', async () => {
    const { create, creation, listed } = await simulate();
    await create();
    const again = await create();
    expect(await creation(again)).toEqual({ status: 'SUCCEEDED' });
    expect(await listed()).toHaveLength(1);
  });

  it('that stand already are not marked as anybody’s by a second creation', async () => {
    const { sim, create, remove } = await simulate();
    sim.admin.assign({
      user: 'ann',
      account: 'prod',
      permissionSet: 'PowerUser',
    });
    await create();
    await remove();
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(false);
  });

  it('deleted while missing end FAILED with AWS’s own words', async () => {
    const { sim, remove, deletion } = await simulate();
    const outcome = await deletion(await remove());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain(
      `Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{accessorId=${
        sim.lookup.user('ann').userId
      }`,
    );
  });

  it('conflict with an operation in flight on the same account', async () => {
    const { sim, clock, create, remove } = await simulate({ latency: slow });
    await create('ann', 'prod', 'PowerUser');
    for (const call of [
      () => remove('ann', 'prod', 'PowerUser'),
      () => create('bo', 'prod', 'ReadOnly'),
    ]) {
      expect(await failureOf(call())).toMatchObject({
        name: 'ConflictException',
        message: 'There is a conflicting operation in process.',
      });
    }
    await create('ann', 'stage', 'PowerUser');
    await clock.advance(8_000);
    await remove('ann', 'prod', 'PowerUser');
    expect(sim.apiCalls().conflicts).toBe(2);
  });

  it('keep conflicting until the account has settled, if so configured', async () => {
    const { clock, create, remove } = await simulate({
      latency: { settleMs: 1_000 },
    });
    await create();
    expect((await failureOf(remove())).name).toBe('ConflictException');
    await clock.advance(1_000);
    await remove();
  });

  it('get their role with the first and lose it with the last of them', async () => {
    const { sim, create, remove } = await simulate();
    const roles = () =>
      sim
        .state()
        .roles.filter(r => r.accountId === '111122223333')
        .map(r => r.name);
    await create('ann');
    const [first] = roles();
    expect(first).toMatch(/^AWSReservedSSO_PowerUser_[0-9a-f]{16}$/);
    await create('bo');
    await remove('ann');
    expect(roles()).toEqual([first]);
    await remove('bo');
    expect(roles()).toEqual([]);
    await create('ann');
    expect(roles()[0]).toMatch(/^AWSReservedSSO_PowerUser_[0-9a-f]{16}$/);
    expect(roles()[0]).not.toBe(first);
  });

  it('have roles with the Region in their path', async () => {
    const { sim, create } = await simulate();
    await create();
    expect(sim.state().roles.map(r => r.arn)).toContainEqual(
      expect.stringMatching(
        /^arn:aws:iam::111122223333:role\/aws-reserved\/sso\.amazonaws\.com\/eu-west-1\/AWSReservedSSO_PowerUser_[0-9a-f]{16}$/,
      ),
    );
  });

  it('end FAILED when the account has no room for another role', async () => {
    const { create, creation } = await simulate();
    expect(await creation(await create('ann', 'full', 'ReadOnly'))).toEqual({
      status: 'SUCCEEDED',
    });
    const outcome = await creation(await create('ann', 'full', 'PowerUser'));
    expect(outcome).toEqual({
      status: 'FAILED',
      reason: expect.stringContaining('RolesPerAccount: 1000'),
    });
  });

  it('are refused over the quota of permission sets per account', async () => {
    const { create } = await simulate({
      limits: { permissionSetsPerAccount: 1 },
    });
    await create('ann', 'prod', 'ReadOnly');
    await create('bo', 'prod', 'ReadOnly');
    expect((await failureOf(create('ann', 'prod', 'PowerUser'))).name).toBe(
      'ServiceQuotaExceededException',
    );
  });

  it('end FAILED when a customer managed policy is missing in the account', async () => {
    const { sim, create, creation } = await simulate();
    expect(
      await creation(await create('ann', 'stage', 'WithCustomerPolicy')),
    ).toEqual({
      status: 'FAILED',
      reason: expect.stringMatching(/policy\/JitExpiry does not exist/),
    });
    expect(
      await creation(await create('ann', 'prod', 'WithCustomerPolicy')),
    ).toEqual({ status: 'SUCCEEDED' });
    sim.admin.addCustomerManagedPolicy('stage', { name: 'JitExpiry' });
    expect(
      await creation(await create('ann', 'stage', 'WithCustomerPolicy')),
    ).toEqual({ status: 'SUCCEEDED' });
  });

  it('to an account that does not exist succeed silently, or fail, as configured', async () => {
    const silent = await simulate();
    const accepted = await silent.create('ann', '999999999999');
    expect(await silent.creation(accepted)).toEqual({ status: 'SUCCEEDED' });
    expect(silent.sim.state().assignments.map(a => a.accountId)).not.toContain(
      '999999999999',
    );
    const strict = await simulate({ unknownAccount: 'fail' });
    const refused = await strict.create('ann', '999999999999');
    expect((await strict.creation(refused)).status).toBe('FAILED');
  });

  it('end FAILED for suspended accounts and for people who do not exist', async () => {
    const { sim, sso, create, creation, assignment } = await simulate();
    expect((await creation(await create('ann', 'closed'))).status).toBe(
      'FAILED',
    );
    const nobody = await sso.send(
      new CreateAccountAssignmentCommand({
        ...assignment(),
        PrincipalId: `${sim.lookup.identityStoreId.slice(
          2,
        )}-00000000-0000-4000-a000-000000000000`,
      }),
    );
    expect(
      await creation(nobody.AccountAssignmentCreationStatus?.RequestId ?? ''),
    ).toMatchObject({ status: 'FAILED' });
  });

  it('are refused for permission sets and instances that do not exist', async () => {
    const { sso, assignment } = await simulate();
    const wanted = assignment();
    const gone = wanted.PermissionSetArn.replace(/.{4}$/, '0000');
    for (const command of [
      new CreateAccountAssignmentCommand({ ...wanted, PermissionSetArn: gone }),
      new CreateAccountAssignmentCommand({
        ...wanted,
        InstanceArn: 'arn:aws:sso:::instance/ssoins-0000000000000000',
      }),
    ]) {
      expect((await failureOf(sso.send(command))).name).toBe(
        'ResourceNotFoundException',
      );
    }
  });

  it('show up in lists late, and linger in them, by the configured lag', async () => {
    const { sim, clock, create, remove, listed } = await simulate({
      latency: { listLagMs: 3_000 },
    });
    await create();
    expect(await listed()).toEqual([]);
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(true);
    await clock.advance(3_000);
    expect(await listed()).toHaveLength(1);
    await remove();
    expect(await listed()).toHaveLength(1);
    expect(sim.oracle.canUse('ann', 'prod', 'PowerUser')).toBe(false);
    await clock.advance(3_000);
    expect(await listed()).toEqual([]);
  });
});
