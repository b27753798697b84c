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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Stores } from '../database/types';
import type { AccountOwners } from '../directory/AccountOwners';
import type { DirectoryService } from '../directory/DirectoryService';
import {
  newestOf,
  offerExtension,
  type ExtensionOffer,
} from '../domain/extension';
import { isProblem } from '../domain/problems';
import type { Protection } from '../domain/protection';
import type { RequestRecord } from '../domain/types';
import type { PolicyService } from '../policies/types';
import { recentOwnersOf } from './accountOwnership';
import type { Caller } from './Caller';
import { requireAccount, requirePermissionSet } from './checks';
import type { Families } from './Families';

/**
 * How much longer callers may ask for live access of theirs to last. It only
 * offers, from what is at hand; what is asked for is judged anew. When policies,
 * directory or catalog cannot be read nothing is offered, and nothing fails.
 */
export class ExtensionOffers {
  readonly #stores: Pick<Stores, 'now'>;
  readonly #families: Families;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #owners: Pick<AccountOwners, 'snapshot'>;
  readonly #policies: PolicyService;
  readonly #protection: Protection;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Pick<Stores, 'now'>;
    families: Families;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    owners: Pick<AccountOwners, 'snapshot'>;
    policies: PolicyService;
    protection: Protection;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#families = options.families;
    this.#directory = options.directory;
    this.#owners = options.owners;
    this.#policies = options.policies;
    this.#protection = options.protection;
    this.#logger = options.logger;
  }

  async offerFor(
    request: RequestRecord,
    caller: Caller,
  ): Promise<ExtensionOffer | undefined> {
    if (request.status !== 'active' || !caller.isRequesterOf(request)) {
      return undefined;
    }
    try {
      return await this.#offer(request, caller);
    } catch (error) {
      if (!isProblem(error)) {
        this.#logger.warn(
          `Request ${request.id} is shown without its extension: ${
            toError(error).message
          }`,
        );
      }
      return undefined;
    }
  }

  async #offer(
    request: RequestRecord,
    caller: Caller,
  ): Promise<ExtensionOffer | undefined> {
    const policies = await this.#policies.getPolicies();
    const { eligibility, settings } = policies;
    if (!eligibility.some(it => it.effect === 'allow' && it.extension)) {
      return undefined;
    }
    const chain = await this.#families.chainOf(request);
    const open = await this.#families.openMembersOf(request);
    if (
      newestOf(chain).id !== request.id ||
      open.some(({ extendsId }) => extendsId === request.id)
    ) {
      return undefined;
    }
    const person = await caller.findPerson();
    const snapshot = await this.#directory.requireSnapshot();
    return (
      person &&
      offerExtension(
        {
          person,
          account: requireAccount(
            request.accountId,
            snapshot,
            this.#protection,
          ),
          ownerRefs: await recentOwnersOf(
            request.accountId,
            policies,
            this.#owners,
          ),
          permissionSet: requirePermissionSet(
            request.permissionSetArn,
            snapshot,
            this.#protection,
          ),
          now: await this.#stores.now(),
        },
        chain,
        eligibility,
        settings,
      )
    );
  }
}
