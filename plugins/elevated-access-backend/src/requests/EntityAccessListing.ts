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

import {
  elevatedAccessDirectoryReadPermission,
  type EntityAccess,
  type EntityAccessQuery,
} from 'backstage-plugin-elevated-access-common';
import { toError } from '@backstage/errors';
import { auditedAction } from '../audit/auditedAction';
import type { Auditing } from '../audit/Auditing';
import type {
  AccountBehind,
  EntityAccounts,
} from '../directory/EntityAccounts';
import type { DirectoryService } from '../directory/DirectoryService';
import { byName } from '../domain/policies';
import type { DirectoryAccount } from '../domain/types';
import type { CallerFactory } from './Caller';
import type { PermissionGate } from './PermissionGate';
import type { Offered, RequestCall, RequestService } from './types';

/** Accounts that are listed; a page of the catalog has no room for more. */
const MOST = 50;

const LIKELIEST = ['annotation', 'relation', 'owner'] as const;

/**
 * What may be asked for in the accounts behind an entity of the catalog. An
 * account is shown to whoever may ask for something in it, and to those who read
 * the whole directory anyway.
 */
export class EntityAccessListing {
  readonly #accounts: Pick<EntityAccounts, 'behind'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #requests: Pick<RequestService, 'listRequestableIn'>;
  readonly #callers: Pick<CallerFactory, 'create'>;
  readonly #gate: PermissionGate;
  readonly #auditing: Pick<Auditing, 'onlyDenials'>;

  constructor(options: {
    accounts: Pick<EntityAccounts, 'behind'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    requests: Pick<RequestService, 'listRequestableIn'>;
    callers: Pick<CallerFactory, 'create'>;
    gate: PermissionGate;
    auditing: Pick<Auditing, 'onlyDenials'>;
  }) {
    this.#accounts = options.accounts;
    this.#directory = options.directory;
    this.#requests = options.requests;
    this.#callers = options.callers;
    this.#gate = options.gate;
    this.#auditing = options.auditing;
  }

  list(query: EntityAccessQuery, call: RequestCall): Promise<EntityAccess> {
    return this.#auditing.onlyDenials(
      auditedAction('entity-access-read', 'low', call, { ...query }),
      () => this.#list(query, call),
    );
  }

  async #list(
    { entityRef }: EntityAccessQuery,
    call: RequestCall,
  ): Promise<EntityAccess> {
    const seesAll = await this.#seesAll(call);
    const behind = await this.#accounts.behind(entityRef, call.credentials);
    const { accounts } = await this.#directory.requireSnapshot();
    const requestable = await this.#requestableIn(behind, call, seesAll);
    const known = behind
      .flatMap(({ accountId, because }) => {
        const account = accounts.get(accountId);
        return account && (seesAll || requestable.has(accountId))
          ? [{ account, because }]
          : [];
      })
      .sort(byLikelihood);
    return {
      items: known.slice(0, MOST).map(({ account, because }) => ({
        account: {
          id: account.id,
          name: account.name,
          ouPath: [...account.ouPath],
          tags: { ...account.tags },
        },
        because,
        requestable: [...(requestable.get(account.id) ?? [])],
      })),
      truncated: known.length > MOST,
    };
  }

  /** Whoever reads the directory need not be somebody who may have access. */
  async #requestableIn(
    behind: readonly AccountBehind[],
    call: RequestCall,
    seesAll: boolean,
  ): Promise<ReadonlyMap<string, readonly Offered[]>> {
    const ids = behind.map(({ accountId }) => accountId);
    try {
      return await this.#requests.listRequestableIn(ids, call);
    } catch (error) {
      if (seesAll && toError(error).name === 'NotAllowedError') {
        return new Map();
      }
      throw error;
    }
  }

  async #seesAll(call: RequestCall): Promise<boolean> {
    if (!(await this.#callers.create(call).hasAnyRole('auditor', 'admin'))) {
      return false;
    }
    try {
      await this.#gate.require(elevatedAccessDirectoryReadPermission, call);
      return true;
    } catch (error) {
      if (toError(error).name === 'NotAllowedError') {
        return false;
      }
      throw error;
    }
  }
}

interface Known {
  account: DirectoryAccount;
  because: AccountBehind['because'];
}

function byLikelihood(a: Known, b: Known): number {
  return (
    LIKELIEST.indexOf(a.because) - LIKELIEST.indexOf(b.because) ||
    byName(a.account, b.account)
  );
}
