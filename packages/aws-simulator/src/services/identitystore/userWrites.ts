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
import { History } from '../../model/History';
import { User } from '../../model/types';
import { errors } from '../../protocol/errors';
import { identityId } from '../formats';
import { Operation, operation } from '../operation';
import {
  IdentityStoreContext,
  requireStore,
  requireUser,
  requireWriter,
  storeId,
  uniquenessViolation,
} from './context';
import { same } from './users';

const text = z.string().min(1).max(1024);

/** Creating, changing and deleting users. Disabling has no API in AWS. */
export function userWrites(
  ctx: IdentityStoreContext,
): Record<string, Operation> {
  const { world, clock, changes } = ctx;
  const newIds = ctx.random.fork('user-ids');
  const requireUnique = (user: {
    userId?: string;
    userName?: string;
    email?: string;
  }) => {
    const clash = world
      .livingUsers()
      .filter(other => other.userId !== user.userId)
      .find(
        other =>
          (user.userName && same(other.userName, user.userName)) ||
          (user.email && other.email && same(other.email, user.email)),
      );
    if (clash) {
      throw uniquenessViolation(
        'Duplicate value for a unique attribute of the user.',
      );
    }
  };

  return {
    CreateUser: operation(
      z.object({
        IdentityStoreId: storeId,
        UserName: z.string().min(1).max(128).nullish(),
        DisplayName: text.nullish(),
        Name: z
          .object({ GivenName: text.nullish(), FamilyName: text.nullish() })
          .nullish(),
        Emails: z
          .array(z.object({ Value: text.nullish() }))
          .min(1)
          .max(1)
          .nullish(),
        Title: text.nullish(),
      }),
      (input, { caller }) => {
        requireStore(ctx, input.IdentityStoreId);
        requireWriter(caller, 'CreateUser');
        const { UserName, DisplayName, Name } = input;
        if (!UserName || !DisplayName || !Name?.GivenName || !Name.FamilyName) {
          throw errors.validation(
            'UserName, DisplayName, Name.GivenName and Name.FamilyName are required attributes of a user.',
          );
        }
        const email = input.Emails?.[0]?.Value ?? undefined;
        requireUnique({ userName: UserName, email });
        const user: User = {
          userId: `${world.identity.identityStoreId.slice(2)}-${newIds.uuid()}`,
          userName: UserName,
          displayName: DisplayName,
          givenName: Name.GivenName,
          familyName: Name.FamilyName,
          email,
          title: input.Title ?? undefined,
          externalIds: [],
          status: new History<'ENABLED' | 'DISABLED' | 'DELETED'>(
            clock.now(),
            'ENABLED',
          ),
          createdAt: clock.now(),
          updatedAt: clock.now(),
        };
        world.users.set(user.userId, user);
        return { IdentityStoreId: input.IdentityStoreId, UserId: user.userId };
      },
    ),

    UpdateUser: operation(
      z.object({
        IdentityStoreId: storeId,
        UserId: identityId,
        Operations: z
          .array(
            z.object({
              AttributePath: z.string().min(1).max(255),
              AttributeValue: z.unknown(),
            }),
          )
          .min(1)
          .max(100),
      }),
      (input, { caller }) => {
        requireStore(ctx, input.IdentityStoreId);
        requireWriter(caller, 'UpdateUser');
        const user = requireUser(ctx, input.UserId);
        const changed = { ...user };
        for (const change of input.Operations) {
          applyChange(changed, change.AttributePath, change.AttributeValue);
        }
        requireUnique(changed);
        Object.assign(user, changed, { updatedAt: clock.now() });
        return {};
      },
    ),

    DeleteUser: operation(
      z.object({ IdentityStoreId: storeId, UserId: identityId }),
      (input, { caller }) => {
        requireStore(ctx, input.IdentityStoreId);
        requireWriter(caller, 'DeleteUser');
        const user = requireUser(ctx, input.UserId);
        world.memberships
          .ofUser(user.userId)
          .forEach(membership => changes.removeMember(membership));
        // Account assignments stay behind, as rows of nobody.
        changes.setUserStatus(user.userId, 'DELETED');
        return {};
      },
    ),
  };
}

function applyChange(user: User, path: string, value: unknown): void {
  const emails = z.array(
    z.object({ value: text }).or(z.object({ Value: text })),
  );
  const string = () => {
    const parsed = text.safeParse(value);
    if (!parsed.success) {
      throw errors.validation(`The value of ${path} must be a string.`);
    }
    return parsed.data;
  };
  switch (path.toLowerCase()) {
    case 'username':
      user.userName = string();
      break;
    case 'displayname':
      user.displayName = string();
      break;
    case 'title':
      user.title = string();
      break;
    case 'name.givenname':
      user.givenName = string();
      break;
    case 'name.familyname':
      user.familyName = string();
      break;
    case 'emails': {
      const parsed = emails.safeParse(value);
      if (!parsed.success) {
        throw errors.validation('The value of emails must be a list.');
      }
      const [first] = parsed.data;
      user.email = first && ('value' in first ? first.value : first.Value);
      break;
    }
    default:
      throw errors.validation(`AttributePath ${path} cannot be updated.`);
  }
}
