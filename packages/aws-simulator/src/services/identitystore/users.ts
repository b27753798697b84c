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
import { User } from '../../model/types';
import { errors } from '../../protocol/errors';
import { epochSeconds, identityId } from '../formats';
import { Operation, operation } from '../operation';
import {
  alternateIdentifier,
  filters,
  IdentityStoreContext,
  requireStore,
  requireUser,
  storeId,
  storePage,
  storePaging,
} from './context';

/** Reading users. */
export function userReads(
  ctx: IdentityStoreContext,
): Record<string, Operation> {
  const { world } = ctx;
  return {
    ListUsers: operation(
      z.object({ IdentityStoreId: storeId, Filters: filters, ...storePaging }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        const filter = input.Filters?.[0];
        // Deprecated in favour of GetUserId, and never more than UserName.
        if (filter && filter.AttributePath !== 'UserName') {
          throw errors.validation(
            `Filter attribute ${filter.AttributePath} is not supported: only UserName is.`,
          );
        }
        const { items, nextToken } = storePage(
          ['ListUsers', filter],
          world
            .livingUsers()
            .filter(
              user => !filter || same(user.userName, filter.AttributeValue),
            ),
          user => user.userId,
          input,
        );
        return {
          Users: items.map(user => toWire(ctx, user)),
          NextToken: nextToken,
        };
      },
      { everyRegion: true },
    ),

    DescribeUser: operation(
      z.object({ IdentityStoreId: storeId, UserId: identityId }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        return toWire(ctx, requireUser(ctx, input.UserId));
      },
      { everyRegion: true },
    ),

    GetUserId: operation(
      z.object({
        IdentityStoreId: storeId,
        AlternateIdentifier: alternateIdentifier,
      }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        const matches = userMatcher(input.AlternateIdentifier);
        const user = world.livingUsers().find(matches);
        if (!user) {
          throw errors.notFound('USER not found.', {
            ResourceType: 'USER',
            Reason: 'USER_NOT_FOUND',
          });
        }
        return { IdentityStoreId: input.IdentityStoreId, UserId: user.userId };
      },
      { everyRegion: true },
    ),
  };
}

/** A user as AWS shows it. */
function toWire(ctx: IdentityStoreContext, user: User) {
  return {
    IdentityStoreId: ctx.world.identity.identityStoreId,
    UserId: user.userId,
    UserName: user.userName,
    DisplayName: user.displayName,
    Name: {
      Formatted: user.displayName,
      GivenName: user.givenName,
      FamilyName: user.familyName,
    },
    Emails: user.email
      ? [{ Value: user.email, Type: 'work', Primary: true }]
      : undefined,
    Title: user.title,
    ExternalIds:
      user.externalIds.length > 0
        ? user.externalIds.map(e => ({ Issuer: e.issuer, Id: e.id }))
        : undefined,
    UserStatus: user.status.current,
    CreatedAt: epochSeconds(user.createdAt),
    UpdatedAt: epochSeconds(user.updatedAt),
  };
}

function userMatcher(
  identifier: z.output<typeof alternateIdentifier>,
): (user: User) => boolean {
  const { ExternalId: external, UniqueAttribute: attribute } = identifier;
  if (Boolean(external) === Boolean(attribute)) {
    throw errors.validation(
      'AlternateIdentifier must have exactly one of ExternalId and UniqueAttribute.',
    );
  }
  if (external) {
    return user =>
      user.externalIds.some(
        e => e.issuer === external.Issuer && e.id === external.Id,
      );
  }
  const value = attribute?.AttributeValue;
  if (typeof value !== 'string') {
    throw errors.validation('AttributeValue must be a string.');
  }
  switch (attribute?.AttributePath.toLowerCase()) {
    case 'username':
      return user => same(user.userName, value);
    case 'emails.value':
      return user => user.email !== undefined && same(user.email, value);
    default:
      throw errors.validation(
        `AttributePath ${attribute?.AttributePath} is not a unique attribute of users.`,
      );
  }
}

/** User names and e-mail addresses are unique whatever their case. */
export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
