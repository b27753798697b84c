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
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  awsAccountFindPermission,
  type DirectoryAccount,
} from 'backstage-plugin-elevated-access-common';
import { Readable } from 'node:stream';

/** An AWS account in the search index. */
export interface AccountDocument extends IndexableDocument {
  accountId: string;
}

/**
 * Makes a document of each AWS account. Who finds which is the permission
 * policy's to say, by `elevated-access.account.find`. Where it says nothing, as
 * under allow-all or without a permission framework, everybody would find every
 * account: then none is indexed, unless the config wants that.
 */
export class AccountCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'aws-account';
  readonly visibilityPermission = awsAccountFindPermission;
  readonly #accounts: { read(): AsyncIterable<DirectoryAccount> };
  readonly #permissions: PermissionsService;
  readonly #auth: Pick<AuthService, 'getNoneCredentials'>;
  readonly #logger: LoggerService;
  readonly #everybodyMayFind: boolean;

  constructor(options: {
    accounts: { read(): AsyncIterable<DirectoryAccount> };
    permissions: PermissionsService;
    auth: Pick<AuthService, 'getNoneCredentials'>;
    logger: LoggerService;
    everybodyMayFind: boolean;
  }) {
    this.#accounts = options.accounts;
    this.#permissions = options.permissions;
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#everybodyMayFind = options.everybodyMayFind;
  }

  async getCollator(): Promise<Readable> {
    if (!this.#everybodyMayFind && (await this.#isOpenToAnybody())) {
      this.#logger.warn(
        "AWS accounts are not indexed: the portal's permission policy would let everybody find each of them. Have it decide elevated-access.account.find by IS_REQUESTABLE_BY, or set search.collators.elevatedAccess.everybodyMayFind",
      );
      return Readable.from([]);
    }
    return Readable.from(this.#documents());
  }

  /** A policy that lets somebody of whom nothing is known find every account narrows nothing. */
  async #isOpenToAnybody(): Promise<boolean> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: awsAccountFindPermission }],
      { credentials: await this.#auth.getNoneCredentials() },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  async *#documents(): AsyncGenerator<AccountDocument> {
    for await (const account of this.#accounts.read()) {
      // Nobody gets access to the others.
      if (account.state === 'ACTIVE') {
        yield toDocument(account);
      }
    }
  }
}

function toDocument({ id, name, ouPath }: DirectoryAccount): AccountDocument {
  return {
    title: name,
    text: `AWS account ${id}${
      ouPath.length > 0 ? ` in /${ouPath.join('/')}` : ''
    }. Request access.`,
    location: `/elevated-access/request?${new URLSearchParams({ search: id })}`,
    accountId: id,
    authorization: { resourceRef: id },
  };
}
