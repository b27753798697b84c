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
import { permissionSetArn as arnOf } from '../../model/build';
import { PermissionSet } from '../../model/types';
import { errors } from '../../protocol/errors';
import { instanceArn, permissionSetArn, tag } from '../formats';
import { Caller, Operation, operation } from '../operation';
import {
  requireAdministrator,
  requireInstance,
  requireMayChange,
  requirePermissionSet,
  SsoAdminContext,
} from './context';
import { toWire } from './permissionSetReads';

const target = {
  InstanceArn: instanceArn,
  PermissionSetArn: permissionSetArn,
};

const details = {
  Description: z
    .string()
    .min(1)
    .max(700)
    .regex(/^[\t\n\r\u0020-\u007E\u00A1-\u00FF]*$/)
    .nullish(),
  // The model allows any ISO 8601 duration; the service, 1 to 12 hours.
  SessionDuration: z
    .string()
    .regex(/^PT(?=\d)(\d+H)?(\d+M)?$/)
    .refine(isSessionLength, 'must be between PT1H and PT12H')
    .nullish(),
  RelayState: z.string().min(1).max(240).nullish(),
};

function isSessionLength(value: string): boolean {
  const [, hours = '0', minutes = '0'] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(value) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  return total >= 60 && total <= 720;
}

const managedPolicy = {
  ManagedPolicyArn: z
    .string()
    .min(20)
    .max(2048)
    .regex(
      /^arn:aws(-[a-z]{1,5}){0,3}:iam::aws:policy((\/[A-Za-z0-9.,+@=_-]+)*)\/([A-Za-z0-9.,+=@_-]+)$/,
    ),
};

/** Creating, editing and deleting permission sets. */
export function permissionSetWrites(
  ctx: SsoAdminContext,
): Record<string, Operation> {
  const { world, clock, limits } = ctx;
  const newIds = ctx.random.fork('permission-set-ids');

  const toChange = (
    input: { InstanceArn: string; PermissionSetArn: string },
    caller: Caller,
    action: string,
  ): PermissionSet => {
    const permissionSet = requirePermissionSet(ctx, input);
    requireMayChange(ctx, caller, permissionSet, action);
    return permissionSet;
  };
  // An edit reaches no account until it is provisioned there.
  const edited = (permissionSet: PermissionSet) => {
    permissionSet.revision += 1;
    return {};
  };

  return {
    CreatePermissionSet: operation(
      z.object({
        InstanceArn: instanceArn,
        Name: z
          .string()
          .min(1)
          .max(32)
          .regex(/^[\w+=,.@-]+$/),
        ...details,
        Tags: z.array(tag).max(75).nullish(),
      }),
      (input, { caller }) => {
        requireAdministrator(caller, 'CreatePermissionSet');
        requireInstance(ctx, input.InstanceArn);
        const existing = [...world.permissionSets.values()];
        if (existing.some(p => p.name === input.Name)) {
          throw errors.conflict(
            `PermissionSet with name ${input.Name} already exists.`,
          );
        }
        if (existing.length >= limits.permissionSets) {
          throw errors.quota(
            `You have exceeded AWS SSO limits. Cannot create PermissionSet more than ${limits.permissionSets}.`,
          );
        }
        const permissionSet: PermissionSet = {
          arn: arnOf(world, newIds.hex(16)),
          name: input.Name,
          createdAt: clock.now(),
          description: input.Description ?? undefined,
          sessionDuration: input.SessionDuration ?? 'PT1H',
          relayState: input.RelayState ?? undefined,
          tags: new Map((input.Tags ?? []).map(t => [t.Key, t.Value])),
          managedPolicies: new Set(),
          customerManagedPolicies: new Map(),
          revision: 1,
        };
        world.permissionSets.set(permissionSet.arn, permissionSet);
        return { PermissionSet: toWire(permissionSet) };
      },
    ),

    UpdatePermissionSet: operation(
      z.object({ ...target, ...details }),
      (input, { caller }) => {
        const permissionSet = toChange(input, caller, 'UpdatePermissionSet');
        permissionSet.description =
          input.Description ?? permissionSet.description;
        permissionSet.sessionDuration =
          input.SessionDuration ?? permissionSet.sessionDuration;
        permissionSet.relayState = input.RelayState ?? permissionSet.relayState;
        return edited(permissionSet);
      },
    ),

    DeletePermissionSet: operation(z.object(target), (input, { caller }) => {
      const permissionSet = toChange(input, caller, 'DeletePermissionSet');
      if (world.roles.ofPermissionSet(permissionSet.arn).length > 0) {
        throw errors.conflict(
          'Permission set is in use: it is still assigned to accounts.',
        );
      }
      world.permissionSets.delete(permissionSet.arn);
      return {};
    }),

    PutInlinePolicyToPermissionSet: operation(
      z.object({
        ...target,
        InlinePolicy: z
          .string()
          .min(1)
          .max(32_768)
          .regex(/^[\t\n\r\u0020-\u00FF]+$/),
      }),
      (input, { caller }) => {
        const permissionSet = toChange(
          input,
          caller,
          'PutInlinePolicyToPermissionSet',
        );
        requirePolicyDocument(input.InlinePolicy);
        permissionSet.inlinePolicy = input.InlinePolicy;
        return edited(permissionSet);
      },
    ),

    AttachManagedPolicyToPermissionSet: operation(
      z.object({ ...target, ...managedPolicy }),
      (input, { caller }) => {
        const permissionSet = toChange(
          input,
          caller,
          'AttachManagedPolicyToPermissionSet',
        );
        const { managedPolicies, customerManagedPolicies } = permissionSet;
        if (managedPolicies.has(input.ManagedPolicyArn)) {
          throw errors.conflict(
            `Permission set with id ${
              permissionSet.arn.split('/')[2]
            } already has a typed link attachment to a manged policy with ${
              input.ManagedPolicyArn
            }`,
          );
        }
        if (managedPolicies.size + customerManagedPolicies.size >= 20) {
          throw errors.quota(
            'You have exceeded the number of policies of a permission set.',
          );
        }
        managedPolicies.add(input.ManagedPolicyArn);
        return edited(permissionSet);
      },
    ),

    DetachManagedPolicyFromPermissionSet: operation(
      z.object({ ...target, ...managedPolicy }),
      (input, { caller }) => {
        const permissionSet = toChange(
          input,
          caller,
          'DetachManagedPolicyFromPermissionSet',
        );
        if (!permissionSet.managedPolicies.delete(input.ManagedPolicyArn)) {
          throw errors.notFound(
            `Could not find ManagedPolicy with arn ${input.ManagedPolicyArn}`,
          );
        }
        return edited(permissionSet);
      },
    ),
  };
}

function requirePolicyDocument(text: string): void {
  if (text.replace(/\s/g, '').length > 10_240) {
    throw errors.quota(
      'The inline policy exceeds 10240 characters without white space.',
    );
  }
  try {
    JSON.parse(text);
  } catch {
    throw errors.validation('Invalid inline policy: not a JSON document.');
  }
}
