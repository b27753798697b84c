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
  DescribePermissionSetProvisioningStatusCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetProvisioningStatusCommand,
  ProvisionPermissionSetCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import {
  failureOf,
  simulate,
  stopAll,
  target,
} from '../../__testUtils__/simulation';

afterEach(stopAll);

describe('edits of permission sets', () => {
  it('reach accounts only once they are provisioned there', async () => {
    const s = await simulate({ latency: { roleExistsMs: 1_000 } });
    await s.create();
    await s.clock.advance(1_000);
    await s.sso.send(
      new UpdatePermissionSetCommand({
        ...target(s),
        SessionDuration: 'PT8H',
      }),
    );
    const length = () => {
      const { tokenIssueTime, expiresAt } = s.sim.oracle.assumeRole(
        'ann',
        'prod',
        'PowerUser',
      );
      return (Date.parse(expiresAt) - Date.parse(tokenIssueTime)) / 3_600_000;
    };
    const behind = () =>
      s.sso.send(
        new ListAccountsForProvisionedPermissionSetCommand({
          ...target(s),
          ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED',
        }),
      );
    expect(length()).toBe(1);
    expect((await behind()).AccountIds).toEqual(['111122223333']);
    const { PermissionSetProvisioningStatus: accepted } = await s.sso.send(
      new ProvisionPermissionSetCommand({
        ...target(s),
        TargetType: 'ALL_PROVISIONED_ACCOUNTS',
      }),
    );
    expect(accepted?.Status).toBe('IN_PROGRESS');
    await s.clock.advance(1_000);
    const { PermissionSetProvisioningStatus: done } = await s.sso.send(
      new DescribePermissionSetProvisioningStatusCommand({
        InstanceArn: s.sim.lookup.instanceArn,
        ProvisionPermissionSetRequestId: accepted?.RequestId,
      }),
    );
    expect(done?.Status).toBe('SUCCEEDED');
    expect(length()).toBe(8);
    expect((await behind()).AccountIds).toEqual([]);
  });

  it('provision one account at a time, and three requests at once', async () => {
    const s = await simulate({ latency: { roleExistsMs: 1_000 } });
    const accounts = ['prod', 'stage', 'dev', 'identity'];
    accounts.forEach(account =>
      s.sim.admin.assign({ user: 'ann', account, permissionSet: 'PowerUser' }),
    );
    const provision = (account: string) =>
      s.sso.send(
        new ProvisionPermissionSetCommand({
          ...target(s),
          TargetType: 'AWS_ACCOUNT',
          TargetId: s.sim.lookup.account(account).id,
        }),
      );
    await provision('prod');
    expect((await failureOf(provision('prod'))).name).toBe('ConflictException');
    expect((await failureOf(s.create('bo', 'prod'))).name).toBe(
      'ConflictException',
    );
    await provision('stage');
    await provision('dev');
    expect((await failureOf(provision('identity'))).name).toBe(
      'ThrottlingException',
    );
    const { PermissionSetsProvisioningStatus } = await s.sso.send(
      new ListPermissionSetProvisioningStatusCommand({
        InstanceArn: s.sim.lookup.instanceArn,
        Filter: { Status: 'IN_PROGRESS' },
      }),
    );
    expect(PermissionSetsProvisioningStatus).toHaveLength(3);
  });

  it('fail to provision where the permission set has no role', async () => {
    const s = await simulate();
    const { PermissionSetProvisioningStatus } = await s.sso.send(
      new ProvisionPermissionSetCommand({
        ...target(s),
        TargetType: 'AWS_ACCOUNT',
        TargetId: '111122223333',
      }),
    );
    const { PermissionSetProvisioningStatus: done } = await s.sso.send(
      new DescribePermissionSetProvisioningStatusCommand({
        InstanceArn: s.sim.lookup.instanceArn,
        ProvisionPermissionSetRequestId:
          PermissionSetProvisioningStatus?.RequestId,
      }),
    );
    expect(done?.Status).toBe('FAILED');
    const noTarget = await failureOf(
      s.sso.send(
        new ProvisionPermissionSetCommand({
          ...target(s),
          TargetType: 'AWS_ACCOUNT',
        }),
      ),
    );
    expect(noTarget.name).toBe('ValidationException');
  });
});
