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
import { errors } from '../../protocol/errors';
import { instanceArn, tag } from '../formats';
import { Caller, Operation, operation } from '../operation';
import { requireMayChange, SsoAdminContext } from './context';

const resource = {
  InstanceArn: instanceArn.nullish(),
  ResourceArn: z.string().min(10).max(2048),
};

/** Tags of permission sets. Unlike edits, they need no provisioning. */
export function taggingOperations(
  ctx: SsoAdminContext,
): Record<string, Operation> {
  const toTag = (arn: string, caller: Caller, action: string) => {
    const permissionSet = ctx.world.permissionSets.get(arn);
    if (!permissionSet) {
      throw errors.notFound(`Could not find resource ${arn}`);
    }
    requireMayChange(ctx, caller, permissionSet, action);
    return permissionSet.tags;
  };
  return {
    TagResource: operation(
      z.object({ ...resource, Tags: z.array(tag).max(75) }),
      (input, { caller }) => {
        const tags = toTag(input.ResourceArn, caller, 'TagResource');
        const keys = new Set([...tags.keys(), ...input.Tags.map(t => t.Key)]);
        if (keys.size > 75) {
          throw errors.quota('A resource can have no more than 75 tags.');
        }
        input.Tags.forEach(t => tags.set(t.Key, t.Value));
        return {};
      },
    ),
    UntagResource: operation(
      z.object({
        ...resource,
        TagKeys: z.array(z.string().min(1).max(128)).min(1).max(75),
      }),
      (input, { caller }) => {
        const tags = toTag(input.ResourceArn, caller, 'UntagResource');
        input.TagKeys.forEach(key => tags.delete(key));
        return {};
      },
    ),
  };
}
