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
  type DirectoryPage,
} from 'backstage-plugin-elevated-access-common';
import type { Directory } from './types';

const PLUGIN_ID = 'elevated-access';

/** As many as the API gives at once. */
const PAGE_SIZE = 1000;

/** How long one page may take, milliseconds. */
const PAGE_TIMEOUT_MS = 30_000;

/** How often a reading begins anew because AWS was read in between. That takes minutes, a reading seconds. */
const MOST_ATTEMPTS = 5;

/** Reads the directory from the elevated-access backend, which may be another process. */
export class DirectoryClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
  }

  /**
   * The whole directory, never a mixture of two readings of AWS.
   *
   * @throws when it cannot be had as a whole
   */
  async read(signal?: AbortSignal): Promise<Directory> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const pages = await this.#readPages(signal);
      if (pages) {
        return toDirectory(pages);
      }
    }
    throw new Error(
      `The directory changed while it was read, ${MOST_ATTEMPTS} times in a row; AWS is being read again and again, look at elevatedAccess.directory.schedule`,
    );
  }

  /** Undefined when AWS was read anew in between. */
  async #readPages(
    signal: AbortSignal | undefined,
  ): Promise<[DirectoryPage, ...DirectoryPage[]] | undefined> {
    const first = await this.#readPage(undefined, signal);
    const pages: [DirectoryPage, ...DirectoryPage[]] = [first];
    let cursor = first.nextCursor;
    while (cursor) {
      const page = await this.#readPage(cursor, signal);
      if (page.syncedAt !== first.syncedAt) {
        return undefined;
      }
      if (page.accounts.length + page.permissionSets.length === 0) {
        throw new Error('A page of the directory is empty and not the last');
      }
      pages.push(page);
      cursor = page.nextCursor;
    }
    return pages;
  }

  async #readPage(
    cursor: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<DirectoryPage> {
    const timeout = AbortSignal.timeout(PAGE_TIMEOUT_MS);
    const query = new URLSearchParams({
      limit: `${PAGE_SIZE}`,
      ...(cursor && { cursor }),
    });
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: PLUGIN_ID,
    });
    const response = await fetch(
      `${await this.#discovery.getBaseUrl(PLUGIN_ID)}/directory?${query}`,
      {
        headers: token ? { authorization: `Bearer ${token}` } : {},
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return directoryPageSchema.parse(await response.json());
  }
}

function toDirectory([first, ...others]: [
  DirectoryPage,
  ...DirectoryPage[],
]): Directory {
  const pages = [first, ...others];
  const accounts = pages.flatMap(page => page.accounts);
  const { managementAccountId } = first;
  if (!accounts.some(({ id }) => id === managementAccountId)) {
    throw new Error(
      `The directory holds ${accounts.length} accounts, and not the management account ${managementAccountId}; it is not complete`,
    );
  }
  return {
    syncedAt: first.syncedAt,
    origin: {
      managementAccountId,
      organizationArn: first.organizationArn,
      ...first.aws,
    },
    accounts,
    permissionSets: pages.flatMap(page => page.permissionSets),
  };
}
