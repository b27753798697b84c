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
  ListRequestableQuery,
  Requestable,
  RequestablePage,
} from 'backstage-plugin-elevated-access-common';
import { z } from 'zod';
import type {
  AccountOwners,
  OwnersByAccount,
} from '../directory/AccountOwners';
import type { DirectoryService } from '../directory/DirectoryService';
import { DirectoryIndex } from '../domain/DirectoryIndex';
import { EligibilityIndex } from '../domain/EligibilityIndex';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import type { PersonalOffers } from '../domain/PersonalOffers';
import type { Protection } from '../domain/protection';
import type { RequestableRow } from '../domain/requestable';
import { usesOwnership } from '../domain/selection';
import type { Clock, DirectorySnapshot } from '../domain/types';
import { formatDuration } from '../domain/window';
import type { Policies, PolicyService } from '../policies/types';
import type { Caller } from './Caller';
import { keyOf, search } from './searchRequestable';
import type { Offered } from './types';

/** Long enough for somebody who types, short enough for somebody who changes groups. */
const KEEP_MS = 15_000;

/** People whose offers are kept; in a large organization each takes some hundred kilobytes. */
const MAXIMUM_KEPT = 50;

const NO_OWNERS: OwnersByAccount = new Map();

/** Policies made ready, and what they were made from. */
interface Prepared {
  snapshot: DirectorySnapshot;
  policies: Policies;
  owners: OwnersByAccount;
  directory: DirectoryIndex;
  eligibility: EligibilityIndex;
}

interface Kept {
  offers: PersonalOffers;
  prepared: Prepared;
  until: number;
}

const cursorSchema = z.tuple([
  z.int(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
]);

/**
 * What a person may ask for, searched and paged in memory. It only offers:
 * whatever is submitted is judged again from live memberships and ownership.
 */
export class RequestableCatalogue {
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #owners: Pick<AccountOwners, 'snapshot'>;
  readonly #policies: PolicyService;
  readonly #protection: Protection;
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();
  #prepared: Prepared | undefined;

  constructor(options: {
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    owners: Pick<AccountOwners, 'snapshot'>;
    policies: PolicyService;
    protection: Protection;
    clock: Clock;
  }) {
    this.#directory = options.directory;
    this.#owners = options.owners;
    this.#policies = options.policies;
    this.#protection = options.protection;
    this.#clock = options.clock;
  }

  async list(
    query: ListRequestableQuery,
    caller: Caller,
  ): Promise<RequestablePage> {
    const { offers, prepared } = await this.#offersFor(caller);
    const after = query.cursor
      ? decodePageCursor(query.cursor, cursorSchema)
      : undefined;
    // One more than the page, to know whether anything follows.
    const found = firstOf(
      search(offers, query.search ?? '', after),
      query.limit + 1,
    );
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(({ account, permissionSet }) =>
        present(offers.row(account, permissionSet), prepared.policies),
      ),
      nextCursor:
        last && found.length > page.length
          ? encodePageCursor(keyOf(last, prepared.directory))
          : undefined,
      directorySyncedAt: prepared.snapshot.syncedAt.toISOString(),
    };
  }

  /** What may be asked for in some accounts, by account id; those without anything are left out. */
  async listIn(
    accountIds: readonly string[],
    caller: Caller,
  ): Promise<Map<string, Offered[]>> {
    const { offers, prepared } = await this.#offersFor(caller);
    const found = new Map<string, Offered[]>();
    for (const id of accountIds) {
      const account = prepared.directory.placeOf(id);
      if (account !== undefined) {
        const offered = [...offers.permissionSetsIn(account)].map(set => {
          const { account: _, ...rest } = present(
            offers.row(account, set),
            prepared.policies,
          );
          return rest;
        });
        if (offered.length > 0) {
          found.set(id, offered);
        }
      }
    }
    return found;
  }

  async #offersFor(caller: Caller): Promise<Kept> {
    const prepared = await this.#prepare();
    const now = this.#clock.now().getTime();
    const kept = this.#kept.get(caller.entityRef);
    if (kept?.prepared === prepared && kept.until > now) {
      return kept;
    }
    const fresh = {
      offers: prepared.eligibility.offersFor(await caller.person()),
      prepared,
      until: now + KEEP_MS,
    };
    this.#keep(caller.entityRef, fresh);
    return fresh;
  }

  async #prepare(): Promise<Prepared> {
    const snapshot = await this.#directory.requireSnapshot();
    const policies = await this.#policies.getPolicies();
    const owners = usesOwnership(policies.eligibility)
      ? await this.#owners.snapshot()
      : NO_OWNERS;
    const last = this.#prepared;
    const sameDirectory = last?.snapshot === snapshot;
    if (sameDirectory && last.policies === policies && last.owners === owners) {
      return last;
    }
    const directory = sameDirectory
      ? last.directory
      : new DirectoryIndex(snapshot, this.#protection);
    const eligibility = new EligibilityIndex({
      directory,
      policies: policies.eligibility,
      owners,
    });
    this.#prepared = { snapshot, policies, owners, directory, eligibility };
    // What was kept was made from what no longer holds.
    this.#kept.clear();
    return this.#prepared;
  }

  #keep(entityRef: string, fresh: Kept): void {
    this.#kept.delete(entityRef);
    this.#kept.set(entityRef, fresh);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAXIMUM_KEPT && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
  }
}

function firstOf<T>(items: Iterable<T>, limit: number): T[] {
  const first: T[] = [];
  for (const item of items) {
    first.push(item);
    if (first.length === limit) {
      break;
    }
  }
  return first;
}

function present(
  { account, permissionSet, maxDurationMs, approval }: RequestableRow,
  { settings }: Policies,
): Requestable {
  return {
    account: {
      id: account.id,
      name: account.name,
      ouPath: [...account.ouPath],
      tags: { ...account.tags },
    },
    permissionSet: {
      arn: permissionSet.arn,
      name: permissionSet.name,
      description: permissionSet.description,
      sessionDuration: formatDuration(permissionSet.sessionDurationMs),
    },
    maxDuration: formatDuration(
      Math.min(maxDurationMs, settings.maximumDurationMs),
    ),
    approval,
  };
}
