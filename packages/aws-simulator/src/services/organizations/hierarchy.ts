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
import { Operation, operation } from '../operation';
import {
  childId,
  notFound,
  OrganizationsContext,
  organizationsPage,
  paging,
  parentId,
  requireParent,
  requireReader,
  unitToWire,
} from './context';

/** The tree of organizational units, and tags. */
export function hierarchyOperations(
  ctx: OrganizationsContext,
): Record<string, Operation> {
  const { world } = ctx;
  const every = { everyRegion: true };
  const unitsBelow = (id: string) =>
    [...world.units.values()].filter(unit => unit.parentId === id);
  return {
    ListRoots: operation(
      z.object(paging),
      (_input, { caller }) => {
        requireReader(caller);
        const root = world.units.get(world.identity.rootId);
        return {
          Roots: root
            ? [
                {
                  Id: root.id,
                  Arn: root.arn,
                  Name: root.name,
                  PolicyTypes: [
                    { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
                  ],
                },
              ]
            : [],
        };
      },
      every,
    ),

    ListChildren: operation(
      z.object({
        ParentId: parentId,
        ChildType: z.enum(['ACCOUNT', 'ORGANIZATIONAL_UNIT']),
        ...paging,
      }),
      (input, { caller }) => {
        requireReader(caller);
        const parent = requireParent(ctx, input.ParentId);
        const ids =
          input.ChildType === 'ACCOUNT'
            ? [...world.accounts.values()]
                .filter(account => account.parentId === parent.id)
                .map(account => account.id)
            : unitsBelow(parent.id).map(unit => unit.id);
        const { items, nextToken } = organizationsPage(
          ctx,
          ['ListChildren', parent.id, input.ChildType],
          ids,
          id => id,
          input,
        );
        return {
          Children: items.map(Id => ({ Id, Type: input.ChildType })),
          NextToken: nextToken,
        };
      },
      every,
    ),

    ListParents: operation(
      z.object({ ChildId: childId, ...paging }),
      (input, { caller }) => {
        requireReader(caller);
        const id =
          world.accounts.get(input.ChildId)?.parentId ??
          world.units.get(input.ChildId)?.parentId;
        if (id === undefined) {
          throw notFound('ChildNotFoundException', 'a child');
        }
        const isRoot = id === world.identity.rootId;
        return {
          Parents: [{ Id: id, Type: isRoot ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }],
        };
      },
      every,
    ),

    ListOrganizationalUnitsForParent: operation(
      z.object({ ParentId: parentId, ...paging }),
      (input, { caller }) => {
        requireReader(caller);
        const parent = requireParent(ctx, input.ParentId);
        const { items, nextToken } = organizationsPage(
          ctx,
          ['ListOrganizationalUnitsForParent', parent.id],
          unitsBelow(parent.id),
          unit => unit.id,
          input,
        );
        return {
          OrganizationalUnits: items.map(unitToWire),
          NextToken: nextToken,
        };
      },
      every,
    ),

    DescribeOrganizationalUnit: operation(
      z.object({
        OrganizationalUnitId: z
          .string()
          .max(68)
          .regex(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/),
      }),
      (input, { caller }) => {
        requireReader(caller);
        const unit = world.units.get(input.OrganizationalUnitId);
        if (!unit) {
          throw notFound(
            'OrganizationalUnitNotFoundException',
            'an organizational unit',
          );
        }
        return { OrganizationalUnit: unitToWire(unit) };
      },
      every,
    ),

    ListTagsForResource: operation(
      z.object({
        ResourceId: z
          .string()
          .max(130)
          .regex(
            /^(r-[0-9a-z]{4,32}|\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$/,
          ),
        NextToken: paging.NextToken,
      }),
      (input, { caller }) => {
        requireReader(caller);
        const tags =
          world.accounts.get(input.ResourceId)?.tags ??
          world.units.get(input.ResourceId)?.tags;
        if (!tags) {
          throw notFound('TargetNotFoundException', 'a target');
        }
        const { items, nextToken } = organizationsPage(
          ctx,
          ['ListTagsForResource', input.ResourceId],
          [...tags],
          ([key]) => key,
          { NextToken: input.NextToken },
        );
        return {
          Tags: items.map(([Key, Value]) => ({ Key, Value })),
          NextToken: nextToken,
        };
      },
      every,
    ),
  };
}
