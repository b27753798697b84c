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
  ListPermissionSetsCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import {
  IdentitystoreClient,
  ListUsersCommand,
  CreateGroupMembershipCommand,
} from '@aws-sdk/client-identitystore';
import {
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { failureOf, simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

const post = (url: string, headers: Record<string, string>, body: string) =>
  fetch(url, { method: 'POST', headers, body });

describe('STS', () => {
  it('says who one is, in XML', async () => {
    const { sts } = await simulate();
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '000000000001',
      Arn: expect.stringContaining('arn:aws:sts::000000000001:assumed-role/'),
    });
    const delegated = await simulate({ delegatedAdmin: true });
    expect(
      (await delegated.sts.send(new GetCallerIdentityCommand({}))).Account,
    ).toBe(delegated.sim.lookup.account('identity').id);
  });

  it('refuses in XML too', async () => {
    const { sim } = await simulate();
    const client = new STSClient({
      ...sim.clientConfig,
      credentials: { accessKeyId: 'nobody', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
    expect(
      (await failureOf(client.send(new GetCallerIdentityCommand({})))).name,
    ).toBe('InvalidClientTokenId');
    const form = await post(
      sim.url,
      { 'content-type': 'application/x-www-form-urlencoded' },
      'Action=GetFederationToken&Version=2011-06-15',
    );
    expect(form.headers.get('content-type')).toBe('text/xml');
    expect(await form.text()).toContain('<Code>InvalidAction</Code>');
  });
});

describe('Regions', () => {
  it('besides the primary serve the instance and identity store reads only', async () => {
    const { sim, assignment } = await simulate();
    const config = {
      ...sim.clientConfig,
      region: 'eu-central-1',
      maxAttempts: 1,
    };
    const sso = new SSOAdminClient(config);
    const ids = new IdentitystoreClient(config);
    const IdentityStoreId = sim.lookup.identityStoreId;
    await sso.send(new ListInstancesCommand({}));
    await ids.send(new ListUsersCommand({ IdentityStoreId }));
    for (const call of [
      () => sso.send(new CreateAccountAssignmentCommand(assignment())),
      () =>
        sso.send(
          new ListPermissionSetsCommand({
            InstanceArn: sim.lookup.instanceArn,
          }),
        ),
      () =>
        ids.send(
          new CreateGroupMembershipCommand({
            IdentityStoreId,
            GroupId: sim.lookup.group('auditors').groupId,
            MemberId: { UserId: sim.lookup.user('ann').userId },
          }),
        ),
    ]) {
      expect(await failureOf(call())).toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining('primary Region eu-west-1'),
      });
    }
  });

  it('do not matter to Organizations, which lives in us-east-1', async () => {
    const { sim } = await simulate();
    const org = new OrganizationsClient({
      ...sim.clientConfig,
      region: 'us-east-1',
    });
    const { Roots } = await org.send(new ListRootsCommand({}));
    expect(Roots).toHaveLength(1);
  });
});
