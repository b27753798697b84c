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

import type {
  DirectoryState,
  DirectoryStore,
  DirectoryUser,
} from '../database/types';
import { problem } from '../domain/problems';
import type { Clock, DirectorySnapshot } from '../domain/types';
import { handleKey, type UserHandle } from '../domain/userHandles';
import { describeDuration } from '../domain/window';

/**
 * What is known of accounts, permission sets and Identity Center users, from
 * the last good reading of AWS. Nothing here calls AWS.
 *
 * The snapshot is kept in memory and read again from the database when another
 * synchronisation, on this replica or another, has replaced it.
 */
export class DirectoryService {
  readonly #store: DirectoryStore;
  readonly #clock: Clock;
  readonly #maximumAgeMs: number;
  #snapshot: DirectorySnapshot | undefined;
  #loading: Promise<DirectorySnapshot | undefined> | undefined;
  /** Users by handle, as of `#snapshot`. */
  #users = new Map<string, readonly DirectoryUser[]>();

  constructor(options: {
    store: DirectoryStore;
    clock: Clock;
    /** How old a snapshot may be before nothing is granted from it, in milliseconds. */
    maximumAgeMs: number;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#maximumAgeMs = options.maximumAgeMs;
  }

  state(): Promise<DirectoryState> {
    return this.#store.state();
  }

  /**
   * The snapshot, if it is fit to grant access from.
   *
   * @throws ServiceUnavailableError with code `directory-unavailable` when there
   * is none or it is older than the maximum age
   */
  async requireSnapshot(): Promise<DirectorySnapshot> {
    const snapshot = await this.#current();
    if (!snapshot) {
      const { lastError } = await this.#store.state();
      throw problem('unavailable', {
        code: 'directory-unavailable',
        reason: `Accounts and permission sets have not been read from AWS yet${
          lastError ? `: ${lastError}` : '.'
        }`,
        remedy:
          'Try again in a minute. If it stays so, ask your platform team to look at the health page.',
      });
    }
    const ageMs = this.#clock.now().getTime() - snapshot.syncedAt.getTime();
    if (ageMs > this.#maximumAgeMs) {
      throw problem('unavailable', {
        code: 'directory-unavailable',
        reason: `Accounts and permission sets were last read from AWS ${describeDuration(
          ageMs,
        )} ago, at ${snapshot.syncedAt.toISOString()}; after ${describeDuration(
          this.#maximumAgeMs,
        )} nothing new is granted.`,
        remedy:
          'Ask your platform team to look at the health page: reading the directory has failed since then.',
      });
    }
    return snapshot;
  }

  /**
   * For each handle the users who have it, gone ones included; read together
   * where they are not known yet.
   */
  async findUsers(
    handles: readonly UserHandle[],
  ): Promise<(readonly DirectoryUser[])[]> {
    await this.#current();
    const users = this.#users;
    const unknown = new Map(
      handles
        .map((handle): [string, UserHandle] => [handleKey(handle), handle])
        .filter(([key]) => !users.has(key)),
    );
    if (unknown.size > 0) {
      const found = await this.#store.findUsers([...unknown.values()]);
      [...unknown.keys()].forEach((key, index) =>
        users.set(key, found[index] ?? []),
      );
    }
    return handles.map(handle => users.get(handleKey(handle)) ?? []);
  }

  async getUser(userId: string): Promise<DirectoryUser | undefined> {
    const [users] = await this.findUsers([{ by: 'userId', value: userId }]);
    return users?.[0];
  }

  async #current(): Promise<DirectorySnapshot | undefined> {
    const { syncedAt } = await this.#store.state();
    if (syncedAt?.getTime() === this.#snapshot?.syncedAt.getTime()) {
      return this.#snapshot;
    }
    this.#loading ??= this.#reload().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #reload(): Promise<DirectorySnapshot | undefined> {
    const snapshot = await this.#store.load();
    this.#users = new Map();
    this.#snapshot = snapshot;
    return snapshot;
  }
}
