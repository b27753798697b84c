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
  AccountOwners,
  OwnersByAccount,
} from '../directory/AccountOwners';
import type { DirectoryService } from '../directory/DirectoryService';
import { DirectoryIndex } from '../domain/DirectoryIndex';
import { EligibilityIndex } from '../domain/EligibilityIndex';
import type { Protection } from '../domain/protection';
import { normalizeRef } from '../domain/refs';
import { usesOwnership } from '../domain/selection';
import type { DirectorySnapshot } from '../domain/types';
import type { Policies, PolicyService } from '../policies/types';

/** An AWS account as the permission framework knows it. */
export interface AwsAccountResource {
  id: string;
  /** Whether somebody with these user and group refs may ask for anything in it. */
  isRequestableBy(claims: readonly string[]): boolean;
}

/** What the accounts are judged by. */
interface Known {
  snapshot: DirectorySnapshot;
  policies: Policies;
  owners: OwnersByAccount;
  directory: DirectoryIndex;
  eligibility: EligibilityIndex;
}

/**
 * The accounts of the directory, each with who may ask for something in it. Only
 * for finding them: groups are those that whoever asks names, and not the live
 * ones that a request is judged by.
 */
export class FindableAccounts {
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #owners: Pick<AccountOwners, 'snapshot'>;
  readonly #policies: PolicyService;
  readonly #protection: Protection;
  #known: Known | undefined;

  constructor(options: {
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    owners: Pick<AccountOwners, 'snapshot'>;
    policies: PolicyService;
    protection: Protection;
  }) {
    this.#directory = options.directory;
    this.#owners = options.owners;
    this.#policies = options.policies;
    this.#protection = options.protection;
  }

  /**
   * The accounts of some ids, in their order; undefined where there is none.
   *
   * @throws ServiceUnavailableError while directory, policies or owners cannot be read
   */
  async load(
    ids: readonly string[],
  ): Promise<Array<AwsAccountResource | undefined>> {
    const { directory, eligibility } = await this.#knowledge();
    // The same few people are asked about, once for each account.
    const offers = new Map<string, ReturnType<EligibilityIndex['offersFor']>>();
    const offersFor = (claims: readonly string[]) => {
      const refs = claims.map(normalizeRef).sort();
      const key = refs.join(' ');
      const found =
        offers.get(key) ??
        eligibility.offersFor({
          entityRef: refs.find(ref => ref.startsWith('user:')) ?? '',
          groupRefs: refs,
        });
      offers.set(key, found);
      return found;
    };
    return ids.map(id => {
      const place = directory.placeOf(id);
      return place === undefined
        ? undefined
        : {
            id,
            isRequestableBy: claims =>
              offersFor(claims).permissionSetsIn(place).next(0) >= 0,
          };
    });
  }

  async #knowledge(): Promise<Known> {
    const snapshot = await this.#directory.requireSnapshot();
    const policies = await this.#policies.getPolicies();
    const owners: OwnersByAccount = usesOwnership(policies.eligibility)
      ? await this.#owners.snapshot()
      : new Map();
    const last = this.#known;
    if (
      last?.snapshot === snapshot &&
      last.policies === policies &&
      (last.owners === owners || owners.size + last.owners.size === 0)
    ) {
      return last;
    }
    const directory = new DirectoryIndex(snapshot, this.#protection);
    const eligibility = new EligibilityIndex({
      directory,
      policies: policies.eligibility,
      owners,
    });
    this.#known = { snapshot, policies, owners, directory, eligibility };
    return this.#known;
  }
}
