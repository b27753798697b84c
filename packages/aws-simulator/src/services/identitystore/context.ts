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
import { SimulatorClock } from '../../clock/types';
import { Changes } from '../../model/Changes';
import { World } from '../../model/World';
import { Group, User } from '../../model/types';
import { AwsError, errors } from '../../protocol/errors';
import { Random } from '../../random';
import { Caller } from '../operation';
import { page } from '../pagination';

/** What the identitystore operations work with. */
export interface IdentityStoreContext {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly changes: Changes;
  readonly random: Random;
}

export const storeId = z
  .string()
  .max(36)
  .regex(
    /^(d-[0-9a-f]{10}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/,
  );

/** Members of every paginated identitystore request. */
export const storePaging = {
  MaxResults: z.number().int().min(1).max(100).nullish(),
  NextToken: z
    .string()
    .min(1)
    .max(65_535)
    .regex(/^[-a-zA-Z0-9+=/:_]*$/)
    .nullish(),
};

export const filters = z
  .array(
    z.object({
      AttributePath: z.string().min(1).max(255),
      AttributeValue: z.string().min(1).max(1024),
    }),
  )
  .max(1)
  .nullish();

export const alternateIdentifier = z.object({
  ExternalId: z
    .object({ Issuer: z.string().min(1), Id: z.string().min(1) })
    .nullish(),
  UniqueAttribute: z
    .object({
      AttributePath: z.string().min(1).max(255),
      AttributeValue: z.unknown(),
    })
    .nullish(),
});

function notFound(type: string, id: string): AwsError {
  return errors.notFound(`${type} not found.`, {
    ResourceType: type,
    ResourceId: id,
    Reason: `${type}_NOT_FOUND`,
  });
}

export function requireStore(ctx: IdentityStoreContext, id: string): void {
  if (id !== ctx.world.identity.identityStoreId) {
    throw notFound('IDENTITY_STORE', id);
  }
}

export function requireUser(ctx: IdentityStoreContext, id: string): User {
  const user = ctx.world.livingUser(id);
  if (!user) {
    throw notFound('USER', id);
  }
  return user;
}

export function requireGroup(ctx: IdentityStoreContext, id: string): Group {
  const group = ctx.world.groups.get(id);
  if (!group) {
    throw notFound('GROUP', id);
  }
  return group;
}

export function membershipNotFound(id: string): AwsError {
  return errors.notFound('MEMBERSHIP not found.', {
    ResourceType: 'GROUP_MEMBERSHIP',
    ResourceId: id,
    Reason: 'MEMBERSHIP_NOT_FOUND',
  });
}

export function uniquenessViolation(message: string): AwsError {
  return errors.conflict(message, {
    Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION',
  });
}

/** Any account of the organization may read; only two may write. */
export function requireWriter(caller: Caller, action: string): void {
  if (caller.role === 'member') {
    throw errors.accessDenied(
      `User: arn:aws:sts::${caller.accountId}:assumed-role/simulator/session is not authorized to perform: identitystore:${action}`,
    );
  }
}

/** A page of an identitystore list. */
export function storePage<T>(
  question: readonly unknown[],
  items: readonly T[],
  keyOf: (item: T) => string,
  input: { MaxResults?: number | null; NextToken?: string | null },
) {
  return page({
    question,
    items,
    keyOf,
    limit: input.MaxResults ?? 50,
    token: input.NextToken ?? undefined,
    invalid: errors.validation,
  });
}
