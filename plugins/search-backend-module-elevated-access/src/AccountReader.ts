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
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  directoryPageSchema,
  type DirectoryAccount,
  type DirectoryPage,
} from 'backstage-plugin-elevated-access-common';

const PLUGIN_ID = 'elevated-access';

/** As many as the API gives at once. */
const PAGE_SIZE = 1000;

/** How long one page may take, milliseconds. */
const PAGE_TIMEOUT_MS = 30_000;

/** Reads accounts from the elevated-access backend, which may be another process. */
export class AccountReader {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /**
   * Every account once, a page at a time. One that comes or goes meanwhile may be
   * missed until the next time.
   *
   * @throws when a page cannot be had
   */
  async *read(): AsyncGenerator<DirectoryAccount> {
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await this.#page(cursor);
      for (const account of page.accounts) {
        if (!seen.has(account.id)) {
          seen.add(account.id);
          yield account;
        }
      }
      // Accounts come before permission sets, which are not asked for.
      cursor = page.permissionSets.length > 0 ? undefined : page.nextCursor;
    } while (cursor);
  }

  async #page(cursor: string | undefined): Promise<DirectoryPage> {
    const query = new URLSearchParams({
      limit: `${PAGE_SIZE}`,
      ...(cursor ? { cursor } : {}),
    });
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN_ID,
    });
    const response = await fetch(
      `${await this.#discovery.getBaseUrl(PLUGIN_ID)}/directory?${query}`,
      {
        headers: token ? { authorization: `Bearer ${token}` } : {},
        signal: AbortSignal.timeout(PAGE_TIMEOUT_MS),
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return directoryPageSchema.parse(await response.json());
  }
}
