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
import { Group } from '../../model/types';
import { errors } from '../../protocol/errors';
import { epochSeconds, identityId } from '../formats';
import { Operation, operation } from '../operation';
import {
  alternateIdentifier,
  filters,
  IdentityStoreContext,
  requireGroup,
  requireStore,
  storeId,
  storePage,
  storePaging,
} from './context';

/** Reading groups. */
export function groupReads(
  ctx: IdentityStoreContext,
): Record<string, Operation> {
  const { world } = ctx;
  return {
    ListGroups: operation(
      z.object({ IdentityStoreId: storeId, Filters: filters, ...storePaging }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        const filter = input.Filters?.[0];
        if (filter && filter.AttributePath !== 'DisplayName') {
          throw errors.validation(
            `Filter attribute ${filter.AttributePath} is not supported: only DisplayName is.`,
          );
        }
        const { items, nextToken } = storePage(
          ['ListGroups', filter],
          [...world.groups.values()].filter(
            group => !filter || group.displayName === filter.AttributeValue,
          ),
          group => group.groupId,
          input,
        );
        return {
          Groups: items.map(group => toWire(ctx, group)),
          NextToken: nextToken,
        };
      },
      { everyRegion: true },
    ),

    DescribeGroup: operation(
      z.object({ IdentityStoreId: storeId, GroupId: identityId }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        return toWire(ctx, requireGroup(ctx, input.GroupId));
      },
      { everyRegion: true },
    ),

    GetGroupId: operation(
      z.object({
        IdentityStoreId: storeId,
        AlternateIdentifier: alternateIdentifier,
      }),
      input => {
        requireStore(ctx, input.IdentityStoreId);
        const matches = groupMatcher(input.AlternateIdentifier);
        const group = [...world.groups.values()].find(matches);
        if (!group) {
          throw errors.notFound('GROUP not found.', {
            ResourceType: 'GROUP',
            Reason: 'GROUP_NOT_FOUND',
          });
        }
        return {
          IdentityStoreId: input.IdentityStoreId,
          GroupId: group.groupId,
        };
      },
      { everyRegion: true },
    ),
  };
}

function toWire(ctx: IdentityStoreContext, group: Group) {
  return {
    IdentityStoreId: ctx.world.identity.identityStoreId,
    GroupId: group.groupId,
    DisplayName: group.displayName,
    Description: group.description,
    ExternalIds:
      group.externalIds.length > 0
        ? group.externalIds.map(e => ({ Issuer: e.issuer, Id: e.id }))
        : undefined,
    CreatedAt: epochSeconds(group.createdAt),
    UpdatedAt: epochSeconds(group.createdAt),
  };
}

function groupMatcher(
  identifier: z.output<typeof alternateIdentifier>,
): (group: Group) => boolean {
  const { ExternalId: external, UniqueAttribute: attribute } = identifier;
  if (Boolean(external) === Boolean(attribute)) {
    throw errors.validation(
      'AlternateIdentifier must have exactly one of ExternalId and UniqueAttribute.',
    );
  }
  if (external) {
    return group =>
      group.externalIds.some(
        e => e.issuer === external.Issuer && e.id === external.Id,
      );
  }
  if (attribute?.AttributePath.toLowerCase() !== 'displayname') {
    throw errors.validation(
      `AttributePath ${attribute?.AttributePath} is not a unique attribute of groups.`,
    );
  }
  return group => group.displayName === attribute.AttributeValue;
}
