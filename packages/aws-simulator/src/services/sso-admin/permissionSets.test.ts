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
  AttachManagedPolicyToPermissionSetCommand,
  CreatePermissionSetCommand,
  DeletePermissionSetCommand,
  DescribePermissionSetCommand,
  DetachManagedPolicyFromPermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListPermissionSetsProvisionedToAccountCommand,
  ListTagsForResourceCommand,
  paginateListPermissionSets,
  PutInlinePolicyToPermissionSetCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePermissionSetCommand,
} from '@aws-sdk/client-sso-admin';
import {
  failureOf,
  simulate,
  stopAll,
  target,
} from '../../__testUtils__/simulation';

afterEach(stopAll);

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('permission sets', () => {
  it('are listed as ARNs, page by page', async () => {
    const { sim, sso } = await simulate();
    const arns: string[] = [];
    let pages = 0;
    for await (const page of paginateListPermissionSets(
      { client: sso, pageSize: 3 },
      { InstanceArn: sim.lookup.instanceArn },
    )) {
      pages += 1;
      arns.push(...(page.PermissionSets ?? []));
    }
    expect(pages).toBe(2);
    expect(new Set(arns).size).toBe(4);
    expect(arns[0]).toMatch(
      /^arn:aws:sso:::permissionSet\/ssoins-[0-9a-f]{16}\/ps-[0-9a-f]{16}$/,
    );
  });

  it('describe themselves without a version or a policy hash', async () => {
    const s = await simulate();
    const { PermissionSet } = await s.sso.send(
      new DescribePermissionSetCommand(target(s)),
    );
    expect(PermissionSet).toEqual({
      Name: 'PowerUser',
      Description: 'Build and change',
      PermissionSetArn: target(s).PermissionSetArn,
      SessionDuration: 'PT1H',
      CreatedDate: new Date('2024-03-04T08:00:00Z'),
    });
  });

  it('show their policies, tags and boundary', async () => {
    const s = await simulate();
    const { AttachedManagedPolicies } = await s.sso.send(
      new ListManagedPoliciesInPermissionSetCommand(target(s)),
    );
    expect(AttachedManagedPolicies).toEqual([
      {
        Name: 'PowerUserAccess',
        Arn: 'arn:aws:iam::aws:policy/PowerUserAccess',
      },
    ]);
    const { InlinePolicy } = await s.sso.send(
      new GetInlinePolicyForPermissionSetCommand(target(s)),
    );
    expect(JSON.parse(InlinePolicy ?? '')).toHaveProperty('Version');
    const none = await s.sso.send(
      new GetInlinePolicyForPermissionSetCommand(target(s, 'ReadOnly')),
    );
    expect(none.InlinePolicy).toBe('');
    const { Tags } = await s.sso.send(
      new ListTagsForResourceCommand({
        InstanceArn: s.sim.lookup.instanceArn,
        ResourceArn: target(s).PermissionSetArn,
      }),
    );
    expect(Tags).toContainEqual({ Key: 'jit-eligible', Value: 'true' });
    const custom = target(s, 'WithCustomerPolicy');
    const { CustomerManagedPolicyReferences } = await s.sso.send(
      new ListCustomerManagedPolicyReferencesInPermissionSetCommand(custom),
    );
    expect(CustomerManagedPolicyReferences).toEqual([
      { Name: 'JitExpiry', Path: '/' },
    ]);
    const { PermissionsBoundary } = await s.sso.send(
      new GetPermissionsBoundaryForPermissionSetCommand(custom),
    );
    expect(PermissionsBoundary?.ManagedPolicyArn).toContain('PowerUserAccess');
    const absent = await failureOf(
      s.sso.send(new GetPermissionsBoundaryForPermissionSetCommand(target(s))),
    );
    expect(absent.name).toBe('ResourceNotFoundException');
  });

  it('are created, tagged, untagged and deleted', async () => {
    const s = await simulate();
    const { InstanceArn } = target(s);
    const { PermissionSet } = await s.sso.send(
      new CreatePermissionSetCommand({
        InstanceArn,
        Name: 'Fresh',
        SessionDuration: 'PT2H',
        Tags: [{ Key: 'a', Value: '1' }],
      }),
    );
    const ResourceArn = PermissionSet?.PermissionSetArn ?? '';
    await s.sso.send(
      new TagResourceCommand({
        InstanceArn,
        ResourceArn,
        Tags: [{ Key: 'b', Value: '2' }],
      }),
    );
    await s.sso.send(
      new UntagResourceCommand({ InstanceArn, ResourceArn, TagKeys: ['a'] }),
    );
    const { Tags } = await s.sso.send(
      new ListTagsForResourceCommand({ InstanceArn, ResourceArn }),
    );
    expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
    const twice = await failureOf(
      s.sso.send(
        new CreatePermissionSetCommand({ InstanceArn, Name: 'Fresh' }),
      ),
    );
    expect(twice.name).toBe('ConflictException');
    await s.sso.send(
      new DeletePermissionSetCommand({
        InstanceArn,
        PermissionSetArn: ResourceArn,
      }),
    );
    const gone = await failureOf(
      s.sso.send(
        new DescribePermissionSetCommand({
          InstanceArn,
          PermissionSetArn: ResourceArn,
        }),
      ),
    );
    expect(gone.name).toBe('ResourceNotFoundException');
  });

  it('cannot be deleted while assigned', async () => {
    const s = await simulate();
    await s.create();
    const refused = await failureOf(
      s.sso.send(new DeletePermissionSetCommand(target(s))),
    );
    expect(refused.name).toBe('ConflictException');
  });

  it('last between one and twelve hours', async () => {
    const s = await simulate();
    for (const SessionDuration of ['PT15M', 'PT13H', 'one hour']) {
      const refused = await failureOf(
        s.sso.send(
          new UpdatePermissionSetCommand({ ...target(s), SessionDuration }),
        ),
      );
      expect(refused.name).toBe('ValidationException');
    }
  });

  it('have policies attached once, detached once, and none that is no JSON', async () => {
    const s = await simulate();
    const policy = { ...target(s), ManagedPolicyArn: READ_ONLY };
    await s.sso.send(new AttachManagedPolicyToPermissionSetCommand(policy));
    const twice = await failureOf(
      s.sso.send(new AttachManagedPolicyToPermissionSetCommand(policy)),
    );
    expect(twice.name).toBe('ConflictException');
    await s.sso.send(new DetachManagedPolicyFromPermissionSetCommand(policy));
    const gone = await failureOf(
      s.sso.send(new DetachManagedPolicyFromPermissionSetCommand(policy)),
    );
    expect(gone.name).toBe('ResourceNotFoundException');
    const broken = await failureOf(
      s.sso.send(
        new PutInlinePolicyToPermissionSetCommand({
          ...target(s),
          InlinePolicy: '{',
        }),
      ),
    );
    expect(broken.name).toBe('ValidationException');
    const long = await failureOf(
      s.sso.send(
        new PutInlinePolicyToPermissionSetCommand({
          ...target(s),
          InlinePolicy: JSON.stringify({ a: 'x'.repeat(10_300) }),
        }),
      ),
    );
    expect(long.name).toBe('ServiceQuotaExceededException');
  });

  it('provisioned in the management account are closed to the delegated administrator', async () => {
    const s = await simulate({ delegatedAdmin: true });
    const refused = await failureOf(
      s.sso.send(
        new UpdatePermissionSetCommand({
          ...target(s, 'OrgAdmin'),
          Description: 'mine',
        }),
      ),
    );
    expect(refused.name).toBe('AccessDeniedException');
    await s.sso.send(new DescribePermissionSetCommand(target(s, 'OrgAdmin')));
    const { PermissionSets } = await s.sso.send(
      new ListPermissionSetsProvisionedToAccountCommand({
        InstanceArn: s.sim.lookup.instanceArn,
        AccountId: s.sim.lookup.managementAccountId,
      }),
    );
    expect(PermissionSets).toEqual([target(s, 'OrgAdmin').PermissionSetArn]);
  });
});
