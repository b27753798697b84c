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

import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  elevatedAccessDirectoryReadPermission,
  type DirectoryPage,
  type ListDirectoryQuery,
} from 'backstage-plugin-elevated-access-common';
import type { Request } from 'express';
import { z } from 'zod';
import { auditedAction } from '../audit/auditedAction';
import type { Auditing } from '../audit/Auditing';
import { problem } from '../domain/problems';
import type {
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
} from '../domain/types';
import { formatDuration } from '../domain/window';

/** Who reads the directory, and by which HTTP request. */
export interface DirectoryCall {
  credentials: BackstageCredentials<
    BackstageUserPrincipal | BackstageServicePrincipal
  >;
  httpRequest?: Request;
}

/** The permission framework, which narrows what the roles give. */
export interface DirectoryGate {
  /** @throws NotAllowedError when it does not give the permission */
  require(
    permission: BasicPermission,
    call: { credentials: BackstageCredentials },
  ): Promise<void>;
}

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** The last item of a page. */
const cursorSchema = z.tuple([
  z.enum(['account', 'permissionSet']),
  z.string(),
]);

type PageKey = z.infer<typeof cursorSchema>;

/**
 * The whole directory, for plugins that keep a copy of it and for those who see
 * everything anyway.
 *
 * Pages are cut by key and not by position. A page never mixes two readings of
 * AWS, and names the reading that it is of.
 */
export class DirectoryListing {
  readonly #directory: { requireSnapshot(): Promise<DirectorySnapshot> };
  readonly #aws: DirectoryPage['aws'];
  readonly #auditing: Pick<Auditing, 'onlyDenials'>;
  readonly #readers: {
    create(call: { credentials: UserCredentials }): {
      hasAnyRole(...roles: ('auditor' | 'admin')[]): Promise<boolean>;
    };
  };
  readonly #gate: DirectoryGate;

  constructor(options: {
    directory: { requireSnapshot(): Promise<DirectorySnapshot> };
    /** Where the directory comes from, for links. */
    aws: DirectoryPage['aws'];
    auditing: Pick<Auditing, 'onlyDenials'>;
    readers: {
      create(call: { credentials: UserCredentials }): {
        hasAnyRole(...roles: ('auditor' | 'admin')[]): Promise<boolean>;
      };
    };
    gate: DirectoryGate;
  }) {
    this.#directory = options.directory;
    this.#aws = options.aws;
    this.#auditing = options.auditing;
    this.#readers = options.readers;
    this.#gate = options.gate;
  }

  async list(
    query: ListDirectoryQuery,
    call: DirectoryCall,
  ): Promise<DirectoryPage> {
    await this.#requireReader(call);
    const after = query.cursor
      ? decodePageCursor(query.cursor, cursorSchema)
      : undefined;
    const snapshot = await this.#directory.requireSnapshot();
    const accounts =
      after?.[0] === 'permissionSet'
        ? []
        : firstBehind(snapshot.accounts, after?.[1], query.limit);
    const permissionSets = firstBehind(
      snapshot.permissionSets,
      after?.[0] === 'permissionSet' ? after[1] : undefined,
      query.limit - accounts.length,
    );
    const last = lastOf(accounts, permissionSets);
    return {
      syncedAt: snapshot.syncedAt.toISOString(),
      managementAccountId: snapshot.managementAccountId,
      organizationArn: snapshot.organizationArn,
      aws: this.#aws,
      accounts: accounts.map(presentAccount),
      permissionSets: permissionSets.map(presentPermissionSet),
      nextCursor:
        last && hasMoreBehind(snapshot, last)
          ? encodePageCursor(last)
          : undefined,
    };
  }

  async #requireReader(call: DirectoryCall): Promise<void> {
    const { credentials, httpRequest } = call;
    if (!isOfUser(credentials)) {
      return;
    }
    await this.#auditing.onlyDenials(
      auditedAction('directory-read', 'low', { credentials, httpRequest }, {}),
      async () => {
        await this.#gate.require(elevatedAccessDirectoryReadPermission, {
          credentials,
        });
        const reader = this.#readers.create({ credentials });
        if (!(await reader.hasAnyRole('auditor', 'admin'))) {
          throw problem('not-allowed', {
            code: 'forbidden',
            reason:
              'Only auditors, administrators and other plugins may read the whole directory.',
            remedy:
              'What you may ask for yourself is at /requestable; elevatedAccess.access in the configuration names who holds which role.',
          });
        }
      },
    );
  }
}

function isOfUser(
  credentials: DirectoryCall['credentials'],
): credentials is UserCredentials {
  return credentials.principal.type === 'user';
}

/** The first items whose key is behind one key, or behind none. */
function firstBehind<T>(
  items: ReadonlyMap<string, T>,
  key: string | undefined,
  limit: number,
): T[] {
  const keys = [...items.keys()].sort();
  const start = key === undefined ? 0 : keys.findIndex(it => it > key);
  return start < 0
    ? []
    : keys.slice(start, start + limit).flatMap(it => items.get(it) ?? []);
}

function lastOf(
  accounts: readonly DirectoryAccount[],
  permissionSets: readonly DirectoryPermissionSet[],
): PageKey | undefined {
  const set = permissionSets.at(-1);
  if (set) {
    return ['permissionSet', set.arn];
  }
  const account = accounts.at(-1);
  return account && ['account', account.id];
}

function hasMoreBehind(
  snapshot: DirectorySnapshot,
  [kind, key]: PageKey,
): boolean {
  const isBehind = (it: string) => it > key;
  return kind === 'account'
    ? snapshot.permissionSets.size > 0 ||
        [...snapshot.accounts.keys()].some(isBehind)
    : [...snapshot.permissionSets.keys()].some(isBehind);
}

function presentAccount(
  account: DirectoryAccount,
): DirectoryPage['accounts'][number] {
  return {
    id: account.id,
    name: account.name,
    state: account.state,
    ouIds: [...account.ouIds],
    ouPath: [...account.ouPath],
    tags: { ...account.tags },
  };
}

function presentPermissionSet(
  set: DirectoryPermissionSet,
): DirectoryPage['permissionSets'][number] {
  return {
    arn: set.arn,
    name: set.name,
    description: set.description,
    sessionDuration: formatDuration(set.sessionDurationMs),
    tags: { ...set.tags },
  };
}
