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
  DescribeOrganizationCommand,
  paginateListAccounts,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
  paginateListTagsForResource,
  type Account,
} from '@aws-sdk/client-organizations';
import { AwsFailure } from './AwsFailure';
import type { AwsClients } from './clients';
import { concurrently } from './concurrently';
import { Pacer, type PacerRate } from './Pacer';
import { placeOf, withoutPlace, type Place } from './organizationPlaces';
import { collect } from './pages';
import type { AwsAccount } from './types';

/** Organizations answers at most this many items a page. */
const PAGE_SIZE = 20;

interface PlacedAccount {
  account: Account;
  place: Place;
}

/** Accounts, where they hang and how they are tagged, as AWS Organizations says. */
export class OrganizationReader {
  readonly #clients: AwsClients;
  readonly #hierarchyPacer: Pacer;
  readonly #accountsPacer: Pacer;
  readonly #tagsPacer: Pacer;

  constructor(
    clients: AwsClients,
    createPacer: (rate: PacerRate) => Pacer = rate => new Pacer(rate),
  ) {
    this.#clients = clients;
    // Three quarters of AWS's steady rates: others call as well.
    this.#hierarchyPacer = createPacer({ perSecond: 3.75, burst: 6 });
    this.#accountsPacer = createPacer({ perSecond: 6, burst: 9 });
    this.#tagsPacer = createPacer({ perSecond: 7.5, burst: 12 });
  }

  /** @throws AwsFailure */
  async describe(
    signal?: AbortSignal,
  ): Promise<{ managementAccountId: string; organizationArn?: string }> {
    const { Organization } = await this.#clients.read(
      'DescribeOrganization',
      signal,
      http =>
        this.#clients.organizations.send(
          new DescribeOrganizationCommand({}),
          http,
        ),
    );
    const id = Organization?.MasterAccountId;
    if (!id) {
      throw new AwsFailure({
        kind: 'permanent',
        operation: 'DescribeOrganization',
        reason: 'the answer names no management account',
        remedy:
          'Use credentials of an account that belongs to an AWS organization',
      });
    }
    return { managementAccountId: id, organizationArn: Organization.Arn };
  }

  /**
   * Every account with its place.
   *
   * Accounts and OUs move while they are read. Policies on OUs would pass by an
   * account without a place, so there is none: what does not fit together is
   * read once more, and then given up.
   *
   * @throws AwsFailure, also when an account still has no place
   */
  async accounts(signal?: AbortSignal): Promise<AwsAccount[]> {
    let { placed, lost } = await this.#placedAccounts(signal);
    if (lost.length > 0) {
      ({ placed, lost } = await this.#placedAccounts(signal));
    }
    if (lost.length > 0) {
      throw withoutPlace(lost);
    }
    return concurrently(placed, 4, async ({ account, place }) => {
      const id = account.Id ?? '';
      return {
        id,
        name: account.Name ?? id,
        // Status retired in September 2026; older fakes still have nothing else.
        state: account.State ?? account.Status ?? 'UNKNOWN',
        ouIds: place.ids,
        ouPath: place.names,
        tags: await this.#tags(id, signal),
      };
    });
  }

  /** One reading of hierarchy and accounts, and the accounts that it gives no place. */
  async #placedAccounts(
    signal: AbortSignal | undefined,
  ): Promise<{ placed: PlacedAccount[]; lost: Account[] }> {
    const places = await this.#hierarchy(signal);
    const accounts = await this.#listAccounts(signal);
    const parents = accounts.every(account => placeOf(account, places))
      ? undefined
      : await this.#parentsByWalking(places, signal);
    const placed: PlacedAccount[] = [];
    const lost: Account[] = [];
    for (const account of accounts) {
      const place = placeOf(account, places) ?? parents?.get(account.Id ?? '');
      if (place) {
        placed.push({ account, place });
      } else {
        lost.push(account);
      }
    }
    return { placed, lost };
  }

  async #listAccounts(signal: AbortSignal | undefined): Promise<Account[]> {
    await this.#accountsPacer.turn(signal);
    const accounts = await this.#clients.read('ListAccounts', signal, http =>
      collect(
        this.#paced(
          this.#accountsPacer,
          paginateListAccounts(this.#paging(), {}, http),
          signal,
        ),
        page => page.Accounts,
        signal,
      ),
    );
    return accounts.filter(account => account.Id !== undefined);
  }

  /** Every root and OU by id, with the way to it, itself included. */
  async #hierarchy(
    signal: AbortSignal | undefined,
  ): Promise<Map<string, Place>> {
    const roots = await this.#clients.read('ListRoots', signal, http =>
      collect(
        paginateListRoots(this.#paging(), {}, http),
        page => page.Roots,
        signal,
      ),
    );
    const places = new Map<string, Place>();
    const queue: string[] = [];
    for (const { Id } of roots) {
      if (Id) {
        places.set(Id, { ids: [Id], names: [] });
        queue.push(Id);
      }
    }
    for (let parent = queue.shift(); parent; parent = queue.shift()) {
      const above = places.get(parent) ?? { ids: [], names: [] };
      for (const { Id, Name } of await this.#childUnits(parent, signal)) {
        if (Id) {
          places.set(Id, {
            ids: [...above.ids, Id],
            names: [...above.names, Name ?? Id],
          });
          queue.push(Id);
        }
      }
    }
    return places;
  }

  async #childUnits(parentId: string, signal: AbortSignal | undefined) {
    await this.#hierarchyPacer.turn(signal);
    return this.#clients.read(
      'ListOrganizationalUnitsForParent',
      signal,
      http =>
        collect(
          this.#paced(
            this.#hierarchyPacer,
            paginateListOrganizationalUnitsForParent(
              this.#paging(),
              { ParentId: parentId },
              http,
            ),
            signal,
          ),
          page => page.OrganizationalUnits,
          signal,
        ),
    );
  }

  /** Which place holds each account, for endpoints that do not say so themselves. */
  async #parentsByWalking(
    places: ReadonlyMap<string, Place>,
    signal: AbortSignal | undefined,
  ): Promise<Map<string, Place>> {
    const parents = new Map<string, Place>();
    for (const [parentId, place] of places) {
      await this.#hierarchyPacer.turn(signal);
      const accounts = await this.#clients.read(
        'ListAccountsForParent',
        signal,
        http =>
          collect(
            this.#paced(
              this.#hierarchyPacer,
              paginateListAccountsForParent(
                this.#paging(),
                { ParentId: parentId },
                http,
              ),
              signal,
            ),
            page => page.Accounts,
            signal,
          ),
      );
      for (const { Id } of accounts) {
        if (Id) {
          parents.set(Id, place);
        }
      }
    }
    return parents;
  }

  async #tags(
    accountId: string,
    signal: AbortSignal | undefined,
  ): Promise<Record<string, string>> {
    await this.#tagsPacer.turn(signal);
    const tags = await this.#clients.read(
      'organizations:ListTagsForResource',
      signal,
      http =>
        collect(
          paginateListTagsForResource(
            { client: this.#clients.organizations },
            { ResourceId: accountId },
            http,
          ),
          page => page.Tags,
          signal,
        ),
    );
    return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value ?? '']));
  }

  /** Waits for its turn before each page after the first, whose turn the caller took. */
  async *#paced<T extends { NextToken?: string | undefined }>(
    pacer: Pacer,
    pages: AsyncIterable<T>,
    signal: AbortSignal | undefined,
  ): AsyncIterable<T> {
    for await (const page of pages) {
      yield page;
      if (page.NextToken) {
        await pacer.turn(signal);
      }
    }
  }

  #paging() {
    return { client: this.#clients.organizations, pageSize: PAGE_SIZE };
  }
}
