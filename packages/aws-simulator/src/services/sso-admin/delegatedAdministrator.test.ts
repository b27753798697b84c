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
  DescribeAccountAssignmentCreationStatusCommand,
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  ListAccountAssignmentsForPrincipalCommand,
} from '@aws-sdk/client-sso-admin';
import { failureOf, simulate, stopAll } from '../../__testUtils__/simulation';

afterEach(stopAll);

describe('the assignments of a principal', () => {
  it('include what comes through groups, as rows of the group', async () => {
    const { sim, sso, create } = await simulate();
    await create('ann', 'prod');
    const ask = (accountId?: string) =>
      sso.send(
        new ListAccountAssignmentsForPrincipalCommand({
          InstanceArn: sim.lookup.instanceArn,
          PrincipalType: 'USER',
          PrincipalId: sim.lookup.user('ann').userId,
          ...(accountId ? { Filter: { AccountId: accountId } } : {}),
        }),
      );
    const { AccountAssignments = [] } = await ask();
    expect(AccountAssignments.map(a => a.PrincipalType).sort()).toEqual([
      'GROUP',
      'USER',
    ]);
    const filtered = await ask('111122223333');
    expect(filtered.AccountAssignments).toHaveLength(1);
  });
});

describe('the delegated administrator', () => {
  const delegated = { delegatedAdmin: true };

  it('may assign in member accounts', async () => {
    const { create, creation } = await simulate(delegated);
    expect((await creation(await create())).status).toBe('SUCCEEDED');
  });

  it('may not touch the management account', async () => {
    const { sso, assignment } = await simulate(delegated);
    for (const command of [
      new CreateAccountAssignmentCommand(
        assignment('ann', 'management', 'ReadOnly'),
      ),
      new DeleteAccountAssignmentCommand(
        assignment('ann', 'management', 'ReadOnly'),
      ),
    ]) {
      expect((await failureOf(sso.send(command))).name).toBe(
        'AccessDeniedException',
      );
    }
  });

  it('may not touch a permission set provisioned there, even for a member account', async () => {
    const { create, remove } = await simulate(delegated);
    expect((await failureOf(create('ann', 'prod', 'OrgAdmin'))).name).toBe(
      'AccessDeniedException',
    );
    expect((await failureOf(remove('ann', 'prod', 'OrgAdmin'))).name).toBe(
      'AccessDeniedException',
    );
  });

  it('may not list the assignments of a principal', async () => {
    const { sim, sso } = await simulate(delegated);
    const refused = await failureOf(
      sso.send(
        new ListAccountAssignmentsForPrincipalCommand({
          InstanceArn: sim.lookup.instanceArn,
          PrincipalType: 'USER',
          PrincipalId: sim.lookup.user('ann').userId,
        }),
      ),
    );
    expect(refused.name).toBe('AccessDeniedException');
  });

  it('is not needed by the management account, which may do all of it', async () => {
    const { create, creation } = await simulate();
    const requestId = await create('ann', 'management', 'OrgAdmin');
    expect((await creation(requestId)).status).toBe('SUCCEEDED');
  });

  it('is not any other member account, which may do nothing', async () => {
    const { sso, sim } = await simulate({
      credentials: [
        { accessKeyId: 'K', secretAccessKey: 'S', account: 'prod' },
      ],
    });
    const refused = await failureOf(
      sso.send(
        new DescribeAccountAssignmentCreationStatusCommand({
          InstanceArn: sim.lookup.instanceArn,
          AccountAssignmentCreationRequestId:
            '00000000-0000-4000-a000-000000000000',
        }),
      ),
    );
    expect(refused.name).toBe('AccessDeniedException');
  });
});
