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

import { z } from 'zod';
import { Membership } from '../../model/types';
import { epochSeconds, identityId } from '../formats';
import { Operation, operation } from '../operation';
import {
  IdentityStoreContext,
  membershipNotFound,
  requireGroup,
  requireStore,
  requireUser,
  requireWriter,
  storeId,
  storePage,
  storePaging,
  uniquenessViolation,
} from './context';

const memberId = z.object({ UserId: identityId });

/** Who is in which group. */
export function membershipOperations(
  ctx: IdentityStoreContext,
): Record<string, Operation> {
  const { world, clock, changes } = ctx;
  const newIds = ctx.random.fork('membership-ids');
  const store = world.identity.identityStoreId;
  const toWire = (membership: Membership) => ({
    IdentityStoreId: store,
    MembershipId: membership.membershipId,
    GroupId: membership.groupId,
    MemberId: { UserId: membership.userId },
    CreatedAt: epochSeconds(membership.since),
    UpdatedAt: epochSeconds(membership.since),
  });

  return {
    ListGroupMemberships: operation(
      z.object({
        IdentityStoreId: storeId,
        GroupId: identityId,
        ...storePaging,
      }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        const group = requireGroup(ctx, input.GroupId);
        const { items, nextToken } = storePage(
          ['ListGroupMemberships', group.groupId],
          world.memberships.listedOfGroup(group.groupId, clock.now()),
          membership => membership.membershipId,
          input,
        );
        return { GroupMemberships: items.map(toWire), NextToken: nextToken };
      },
      { everyRegion: true },
    ),

    ListGroupMembershipsForMember: operation(
      z.object({
        IdentityStoreId: storeId,
        MemberId: memberId,
        ...storePaging,
      }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        const user = requireUser(ctx, input.MemberId.UserId);
        const { items, nextToken } = storePage(
          ['ListGroupMembershipsForMember', user.userId],
          world.memberships.listedOfUser(user.userId, clock.now()),
          membership => membership.membershipId,
          input,
        );
        return { GroupMemberships: items.map(toWire), NextToken: nextToken };
      },
      { everyRegion: true },
    ),

    GetGroupMembershipId: operation(
      z.object({
        IdentityStoreId: storeId,
        GroupId: identityId,
        MemberId: memberId,
      }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        const membership = world.memberships.get(
          requireGroup(ctx, input.GroupId).groupId,
          requireUser(ctx, input.MemberId.UserId).userId,
        );
        if (!membership) {
          throw membershipNotFound(input.GroupId);
        }
        return {
          IdentityStoreId: store,
          MembershipId: membership.membershipId,
        };
      },
      { everyRegion: true },
    ),

    IsMemberInGroups: operation(
      z.object({
        IdentityStoreId: storeId,
        MemberId: memberId,
        GroupIds: z.array(identityId).min(1).max(100),
      }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        const user = requireUser(ctx, input.MemberId.UserId);
        return {
          Results: input.GroupIds.map(groupId => ({
            GroupId: groupId,
            MemberId: { UserId: user.userId },
            MembershipExists:
              world.memberships.get(groupId, user.userId) !== undefined,
          })),
        };
      },
      { everyRegion: true },
    ),

    CreateGroupMembership: operation(
      z.object({
        IdentityStoreId: storeId,
        GroupId: identityId,
        MemberId: memberId,
      }),
      (input, { caller }) => {
        requireStore(ctx, input.IdentityStoreId);
        requireWriter(caller, 'CreateGroupMembership');
        const { groupId } = requireGroup(ctx, input.GroupId);
        const { userId } = requireUser(ctx, input.MemberId.UserId);
        if (world.memberships.get(groupId, userId)) {
          throw uniquenessViolation(
            'Member and Group relationship already exists.',
          );
        }
        const membershipId = `${store.slice(2)}-${newIds.uuid()}`;
        changes.addMember(groupId, userId, membershipId);
        return { IdentityStoreId: store, MembershipId: membershipId };
      },
    ),

    DeleteGroupMembership: operation(
      z.object({ IdentityStoreId: storeId, MembershipId: identityId }),
      (input, { caller }) => {
        requireStore(ctx, input.IdentityStoreId);
        requireWriter(caller, 'DeleteGroupMembership');
        const membership = world.memberships.byId(input.MembershipId);
        if (!membership) {
          throw membershipNotFound(input.MembershipId);
        }
        changes.removeMember(membership);
        return {};
      },
    ),
  };
}
