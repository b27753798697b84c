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

import type { Knex } from 'knex';
import type { DirectorySnapshot } from '../domain/types';
import { handleKey, type UserHandle } from '../domain/userHandles';
import {
  DIRECTORY_ACCOUNTS,
  DIRECTORY_PERMISSION_SETS,
  DIRECTORY_STATE,
  DIRECTORY_UNITS,
  DIRECTORY_USER_HANDLES,
  DIRECTORY_USERS,
  type DirectoryAccountRow,
  type DirectoryPermissionSetRow,
  type DirectoryStateRow,
  type DirectoryUnitRow,
  type DirectoryUserHandleRow,
  type DirectoryUserRow,
} from './tables';
import type {
  DirectoryContents,
  DirectoryState,
  DirectoryStore,
  DirectoryUser,
} from './types';
import {
  parseStringList,
  permissionSetPoliciesSchema,
  parseStringRecord,
  toDate,
  toDateOrNull,
} from './values';

const NAME = 'snapshot';

/** Rows of one statement; SQLite takes 32,766 values at most. */
const CHUNK = 500;

export class DatabaseDirectoryStore implements DirectoryStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async replace(contents: DirectoryContents, syncedAt: Date): Promise<void> {
    await this.#knex.transaction(async tx => {
      // First, so that two replicas that replace at once take turns on this row.
      await upsertState(tx, {
        name: NAME,
        management_account_id: contents.managementAccountId,
        organization_arn: contents.organizationArn ?? null,
        synced_at: syncedAt,
        last_attempt_at: syncedAt,
        last_error: null,
        oldest_detail_at: contents.oldestDetailAt ?? null,
      });
      await replaceUsers(tx, contents.users, syncedAt);
      await tx(DIRECTORY_ACCOUNTS).delete();
      await tx(DIRECTORY_PERMISSION_SETS).delete();
      await tx(DIRECTORY_UNITS).delete();
      await tx.batchInsert<DirectoryUnitRow>(
        DIRECTORY_UNITS,
        (contents.units ?? []).map(unit => ({
          id: unit.id,
          name: unit.name,
          ids: JSON.stringify(unit.ids),
          path: JSON.stringify(unit.path),
        })),
        CHUNK,
      );
      await tx.batchInsert<DirectoryAccountRow>(
        DIRECTORY_ACCOUNTS,
        contents.accounts.map(account => ({
          id: account.id,
          name: account.name,
          state: account.state,
          ou_ids: JSON.stringify(account.ouIds),
          ou_path: JSON.stringify(account.ouPath),
          tags: JSON.stringify(account.tags),
        })),
        CHUNK,
      );
      await tx.batchInsert<DirectoryPermissionSetRow>(
        DIRECTORY_PERMISSION_SETS,
        contents.permissionSets.map(set => ({
          arn: set.arn,
          name: set.name,
          description: set.description,
          session_duration_ms: set.sessionDurationMs,
          tags: JSON.stringify(set.tags),
          fingerprint: set.fingerprint,
          in_management_account: set.inManagementAccount,
          policies: set.policies ? JSON.stringify(set.policies) : null,
        })),
        CHUNK,
      );
    });
  }

  async recordFailure(message: string, at: Date): Promise<void> {
    await upsertState(this.#knex, {
      name: NAME,
      last_attempt_at: at,
      last_error: message,
    });
  }

  async state(): Promise<DirectoryState> {
    const row = await this.#state();
    return {
      syncedAt: toDateOrNull(row?.synced_at ?? null),
      lastAttemptAt: toDateOrNull(row?.last_attempt_at ?? null),
      lastError: row?.last_error ?? null,
      ...(row?.oldest_detail_at && {
        oldestDetailAt: toDate(row.oldest_detail_at),
      }),
    };
  }

  async load(): Promise<DirectorySnapshot | undefined> {
    for (;;) {
      const snapshot = await this.#read();
      const { syncedAt } = await this.state();
      // Replaced while it was being read: it may be a mixture of two.
      if (snapshot?.syncedAt.getTime() === syncedAt?.getTime()) {
        return snapshot;
      }
    }
  }

  async #read(): Promise<DirectorySnapshot | undefined> {
    const state = await this.#state();
    if (!state?.synced_at || !state.management_account_id) {
      return undefined;
    }
    const accounts = await this.#knex<DirectoryAccountRow>(
      DIRECTORY_ACCOUNTS,
    ).select<DirectoryAccountRow[]>('*');
    const permissionSets = await this.#knex<DirectoryPermissionSetRow>(
      DIRECTORY_PERMISSION_SETS,
    ).select<DirectoryPermissionSetRow[]>('*');
    const units = await this.#knex<DirectoryUnitRow>(DIRECTORY_UNITS).select<
      DirectoryUnitRow[]
    >('*');
    return {
      syncedAt: toDate(state.synced_at),
      managementAccountId: state.management_account_id,
      ...(state.organization_arn && {
        organizationArn: state.organization_arn,
      }),
      accounts: new Map(
        accounts.map(row => [
          row.id,
          {
            id: row.id,
            name: row.name,
            state: row.state,
            ouIds: parseStringList(row.ou_ids),
            ouPath: parseStringList(row.ou_path),
            tags: parseStringRecord(row.tags),
          },
        ]),
      ),
      permissionSets: new Map(
        permissionSets.map(row => [
          row.arn,
          {
            arn: row.arn,
            name: row.name,
            description: row.description,
            sessionDurationMs: Number(row.session_duration_ms),
            tags: parseStringRecord(row.tags),
            fingerprint: row.fingerprint,
            inManagementAccount: Boolean(row.in_management_account),
            ...(row.policies && {
              policies: permissionSetPoliciesSchema.parse(
                JSON.parse(row.policies),
              ),
            }),
          },
        ]),
      ),
      ...(units.length > 0 && {
        units: new Map(
          units.map(row => [
            row.id,
            {
              id: row.id,
              name: row.name,
              ids: parseStringList(row.ids),
              path: parseStringList(row.path),
            },
          ]),
        ),
      }),
    };
  }

  async findUsers(handles: readonly UserHandle[]): Promise<DirectoryUser[][]> {
    const found = new Map<string, DirectoryUser[]>();
    for (let at = 0; at < handles.length; at += CHUNK) {
      const chunk = handles.slice(at, at + CHUNK);
      const owners = await this.#ownersOf(chunk);
      const ids = [...new Set(owners.map(({ userId }) => userId))];
      const users = new Map(
        (await this.#usersOf(ids)).map(user => [user.userId, user]),
      );
      for (const { handle, userId } of owners) {
        const user = users.get(userId);
        if (user) {
          found.set(handle, [...(found.get(handle) ?? []), user]);
        }
      }
    }
    return handles.map(handle => found.get(handleKey(handle)) ?? []);
  }

  /** Who has each handle: pairs, each handle's users by their ids. */
  async #ownersOf(
    handles: readonly UserHandle[],
  ): Promise<{ handle: string; userId: string }[]> {
    const owners = handles
      .filter(({ by }) => by === 'userId')
      .map(handle => ({ handle: handleKey(handle), userId: handle.value }));
    for (const by of ['userName', 'email'] as const) {
      const values = handles
        .filter(handle => handle.by === by)
        .map(({ value }) => value.toLowerCase());
      const rows = await this.#knex(DIRECTORY_USER_HANDLES)
        .where({ attribute: by })
        .whereIn('value', values)
        .orderBy('user_id')
        .select<Pick<DirectoryUserHandleRow, 'value' | 'user_id'>[]>(
          'value',
          'user_id',
        );
      owners.push(
        ...rows.map(({ value, user_id: userId }) => ({
          handle: handleKey({ by, value }),
          userId,
        })),
      );
    }
    return owners;
  }

  async #usersOf(userIds: readonly string[]): Promise<DirectoryUser[]> {
    const rows = await this.#knex<DirectoryUserRow>(DIRECTORY_USERS)
      .whereIn('user_id', userIds)
      .select<DirectoryUserRow[]>('*');
    const emails = new Map<string, string[]>();
    const found = await this.#knex<DirectoryUserHandleRow>(
      DIRECTORY_USER_HANDLES,
    )
      .select<DirectoryUserHandleRow[]>('*')
      .where({ attribute: 'email' })
      .whereIn('user_id', userIds)
      .orderBy('value');
    for (const { user_id: userId, value } of found) {
      emails.set(userId, [...(emails.get(userId) ?? []), value]);
    }
    return rows.map(row => ({
      userId: row.user_id,
      userName: row.user_name,
      displayName: row.display_name,
      emails: emails.get(row.user_id) ?? [],
      enabled: Boolean(row.enabled) && row.gone_since === null,
      ...(row.gone_since === null ? {} : { gone: true }),
    }));
  }

  #state() {
    return this.#knex<DirectoryStateRow>(DIRECTORY_STATE)
      .where({ name: NAME })
      .first();
  }
}

/**
 * Writes the users of a reading. Whoever it no longer has is kept with the names
 * by which they were known, so that somebody who was deleted is not taken for
 * somebody who never had a user.
 */
async function replaceUsers(
  tx: Knex,
  users: readonly DirectoryUser[],
  syncedAt: Date,
): Promise<void> {
  await tx<DirectoryUserRow>(DIRECTORY_USERS)
    .whereNull('gone_since')
    .update({ gone_since: syncedAt });
  for (let at = 0; at < users.length; at += CHUNK) {
    const ids = users.slice(at, at + CHUNK).map(({ userId }) => userId);
    await tx(DIRECTORY_USER_HANDLES).whereIn('user_id', ids).delete();
    await tx(DIRECTORY_USERS).whereIn('user_id', ids).delete();
  }
  await tx.batchInsert<DirectoryUserRow>(
    DIRECTORY_USERS,
    users.map(user => ({
      user_id: user.userId,
      user_name: user.userName,
      display_name: user.displayName,
      enabled: user.enabled,
      gone_since: null,
    })),
    CHUNK,
  );
  await tx.batchInsert<DirectoryUserHandleRow>(
    DIRECTORY_USER_HANDLES,
    users.flatMap(toHandles),
    CHUNK,
  );
}

/** Lower-case, because Identity Center compares names and addresses without case. */
function toHandles(user: DirectoryUser): DirectoryUserHandleRow[] {
  const emails = new Set(user.emails.map(email => email.toLowerCase()));
  return [
    {
      user_id: user.userId,
      attribute: 'userName',
      value: user.userName.toLowerCase(),
    },
    ...[...emails].map(value => ({
      user_id: user.userId,
      attribute: 'email',
      value,
    })),
  ];
}

async function upsertState(
  knex: Knex,
  row: Partial<DirectoryStateRow>,
): Promise<void> {
  await knex<DirectoryStateRow>(DIRECTORY_STATE)
    .insert(row)
    .onConflict('name')
    .merge();
}
