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
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  DescribeGroupCommand,
  DescribeUserCommand,
  GetGroupIdCommand,
  GetGroupMembershipIdCommand,
  GetUserIdCommand,
  IsMemberInGroupsCommand,
  ListGroupMembershipsCommand,
  ListGroupMembershipsForMemberCommand,
  ListGroupsCommand,
  ListUsersCommand,
  paginateListUsers,
  UpdateUserCommand,
} from '@aws-sdk/client-identitystore';
import { failureOf, simulate, stopAll } from '../../__testUtils__/simulation';

afterEach(stopAll);

async function directory(options = {}) {
  const s = await simulate(options);
  return {
    ...s,
    store: { IdentityStoreId: s.sim.lookup.identityStoreId },
    userId: (name: string) => s.sim.lookup.user(name).userId,
    groupId: (name: string) => s.sim.lookup.group(name).groupId,
  };
}

describe('users', () => {
  it('are found by user name or e-mail, whatever the case, and by external id', async () => {
    const { ids, store, userId } = await directory();
    for (const AlternateIdentifier of [
      { UniqueAttribute: { AttributePath: 'userName', AttributeValue: 'ANN' } },
      {
        UniqueAttribute: {
          AttributePath: 'emails.value',
          AttributeValue: 'Ann@Small.example',
        },
      },
      { ExternalId: { Issuer: 'https://issuer.example', Id: 'emp-1' } },
    ]) {
      const { UserId } = await ids.send(
        new GetUserIdCommand({ ...store, AlternateIdentifier }),
      );
      expect(UserId).toBe(userId('ann'));
    }
    expect(userId('ann')).toMatch(
      /^[0-9a-f]{10}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });

  it('who are not there are ResourceNotFoundException with type and reason', async () => {
    const { ids, store } = await directory();
    const refused = await failureOf(
      ids.send(
        new GetUserIdCommand({
          ...store,
          AlternateIdentifier: {
            UniqueAttribute: {
              AttributePath: 'userName',
              AttributeValue: 'ann.but.longer',
            },
          },
        }),
      ),
    );
    expect(refused).toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'USER',
      Reason: 'USER_NOT_FOUND',
    });
  });

  it('cannot be found by attributes that are not unique', async () => {
    const { ids, store } = await directory();
    const refused = await failureOf(
      ids.send(
        new GetUserIdCommand({
          ...store,
          AlternateIdentifier: {
            UniqueAttribute: { AttributePath: 'title', AttributeValue: 'x' },
          },
        }),
      ),
    );
    expect(refused.name).toBe('ValidationException');
  });

  it('are listed whole, page by page, or by the deprecated user name filter', async () => {
    const { ids, store } = await directory();
    const names: Array<string | undefined> = [];
    for await (const page of paginateListUsers(
      { client: ids, pageSize: 3 },
      { ...store },
    )) {
      page.Users?.forEach(user => names.push(user.UserName));
    }
    expect(names.sort()).toEqual(['ann', 'bo', 'cy', 'finn']);
    const filter = (AttributePath: string) =>
      ids.send(
        new ListUsersCommand({
          ...store,
          Filters: [{ AttributePath, AttributeValue: 'ann' }],
        }),
      );
    expect((await filter('UserName')).Users).toHaveLength(1);
    expect((await failureOf(filter('Title'))).name).toBe('ValidationException');
  });

  it('say whether they are enabled', async () => {
    const { sim, ids, store, userId } = await directory();
    const status = async (name: string) =>
      (
        await ids.send(
          new DescribeUserCommand({ ...store, UserId: userId(name) }),
        )
      ).UserStatus;
    expect(await status('finn')).toBe('DISABLED');
    expect(await status('ann')).toBe('ENABLED');
    sim.admin.disableUser('ann');
    expect(await status('ann')).toBe('DISABLED');
    sim.admin.enableUser('ann');
    expect(await status('ann')).toBe('ENABLED');
  });

  it('are created, updated and deleted, with unique names and e-mails', async () => {
    const { ids, store } = await directory();
    const create = (UserName: string, email: string) =>
      ids.send(
        new CreateUserCommand({
          ...store,
          UserName,
          DisplayName: 'New Person',
          Name: { GivenName: 'New', FamilyName: 'Person' },
          Emails: [{ Value: email }],
        }),
      );
    const { UserId } = await create('new', 'new@small.example');
    for (const clash of [
      () => create('NEW', 'other@small.example'),
      () => create('other', 'ann@small.example'),
    ]) {
      expect(await failureOf(clash())).toMatchObject({
        name: 'ConflictException',
        Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION',
      });
    }
    await ids.send(
      new UpdateUserCommand({
        ...store,
        UserId,
        Operations: [{ AttributePath: 'title', AttributeValue: 'Lead' }],
      }),
    );
    const user = await ids.send(new DescribeUserCommand({ ...store, UserId }));
    expect(user).toMatchObject({ Title: 'Lead', UserStatus: 'ENABLED' });
    await ids.send(new DeleteUserCommand({ ...store, UserId }));
    const gone = await failureOf(
      ids.send(new DescribeUserCommand({ ...store, UserId })),
    );
    expect(gone.name).toBe('ResourceNotFoundException');
  });

  it('leave their assignments behind when deleted', async () => {
    const { sim, ids, store, userId, create, listed } = await directory();
    await create('ann');
    await ids.send(new DeleteUserCommand({ ...store, UserId: userId('ann') }));
    expect(await listed()).toEqual([userId('ann')]);
    expect(sim.oracle.access('ann')).toEqual([]);
  });
});

describe('groups', () => {
  it('are listed, described, and found by display name or external id', async () => {
    const { ids, store, groupId } = await directory();
    const { Groups } = await ids.send(new ListGroupsCommand(store));
    expect(Groups?.map(g => g.DisplayName).sort()).toEqual([
      'auditors',
      'engineers',
    ]);
    for (const AlternateIdentifier of [
      {
        UniqueAttribute: {
          AttributePath: 'displayName',
          AttributeValue: 'engineers',
        },
      },
      { ExternalId: { Issuer: 'https://issuer.example', Id: 'grp-1' } },
    ]) {
      const { GroupId } = await ids.send(
        new GetGroupIdCommand({ ...store, AlternateIdentifier }),
      );
      expect(GroupId).toBe(groupId('engineers'));
    }
    const group = await ids.send(
      new DescribeGroupCommand({ ...store, GroupId: groupId('engineers') }),
    );
    expect(group.Description).toBe('All');
  });

  it('know their members, and members their groups', async () => {
    const { ids, store, userId, groupId } = await directory();
    const { GroupMemberships: members } = await ids.send(
      new ListGroupMembershipsCommand({
        ...store,
        GroupId: groupId('engineers'),
      }),
    );
    expect(members?.map(m => m.MemberId?.UserId).sort()).toEqual(
      ['ann', 'bo', 'finn'].map(userId).sort(),
    );
    const { GroupMemberships: groups } = await ids.send(
      new ListGroupMembershipsForMemberCommand({
        ...store,
        MemberId: { UserId: userId('ann') },
      }),
    );
    expect(groups?.map(m => m.GroupId)).toEqual([groupId('engineers')]);
    const { Results } = await ids.send(
      new IsMemberInGroupsCommand({
        ...store,
        MemberId: { UserId: userId('ann') },
        GroupIds: [groupId('engineers'), groupId('auditors')],
      }),
    );
    expect(Results?.map(r => r.MembershipExists)).toEqual([true, false]);
  });

  it('take and lose members, each of them once', async () => {
    const { ids, store, userId, groupId } = await directory();
    const membership = {
      ...store,
      GroupId: groupId('auditors'),
      MemberId: { UserId: userId('cy') },
    };
    const { MembershipId } = await ids.send(
      new CreateGroupMembershipCommand(membership),
    );
    expect(
      await failureOf(ids.send(new CreateGroupMembershipCommand(membership))),
    ).toMatchObject({
      name: 'ConflictException',
      Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION',
    });
    const found = await ids.send(new GetGroupMembershipIdCommand(membership));
    expect(found.MembershipId).toBe(MembershipId);
    const removal = { ...store, MembershipId };
    await ids.send(new DeleteGroupMembershipCommand(removal));
    for (const call of [
      () => ids.send(new DeleteGroupMembershipCommand(removal)),
      () => ids.send(new GetGroupMembershipIdCommand(membership)),
    ]) {
      expect((await failureOf(call())).name).toBe('ResourceNotFoundException');
    }
  });

  it('pass access on to their members, within the configured propagation time', async () => {
    const { sim, clock, ids, store, userId, groupId } = await directory({
      latency: { groupPropagationMs: 3_600_000 },
    });
    await ids.send(
      new CreateGroupMembershipCommand({
        ...store,
        GroupId: groupId('engineers'),
        MemberId: { UserId: userId('cy') },
      }),
    );
    expect(sim.oracle.canUse('cy', 'dev', 'ReadOnly')).toBe(false);
    await clock.advance(3_600_000);
    expect(sim.oracle.canUse('cy', 'dev', 'ReadOnly')).toBe(true);
    sim.admin.removeMember('engineers', 'cy');
    expect(sim.oracle.canUse('cy', 'dev', 'ReadOnly')).toBe(true);
    await clock.advance(3_600_000);
    expect(sim.oracle.canUse('cy', 'dev', 'ReadOnly')).toBe(false);
  });
});

describe('the identity store', () => {
  it('is read from any account of the organization, and written from two', async () => {
    const { ids, store, userId } = await directory({
      credentials: [
        { accessKeyId: 'K', secretAccessKey: 'S', account: 'prod' },
      ],
    });
    await ids.send(new ListUsersCommand(store));
    const refused = await failureOf(
      ids.send(new DeleteUserCommand({ ...store, UserId: userId('ann') })),
    );
    expect(refused.name).toBe('AccessDeniedException');
  });

  it('other than the instance’s own does not exist', async () => {
    const { ids } = await directory();
    const refused = await failureOf(
      ids.send(new ListUsersCommand({ IdentityStoreId: 'd-0123456789' })),
    );
    expect(refused).toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'IDENTITY_STORE',
    });
  });
});
