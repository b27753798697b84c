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
import { Pacer, type PacerRate } from './Pacer';
import {
  ancestorsOf,
  placeOf,
  withoutPlace,
  type Place,
} from './organizationPlaces';
import { collect } from './pages';
import type { AwsAccount, AwsOrganization, AwsUnit, UnitMemory } from './types';

/** Organizations answers at most this many items a page. */
const PAGE_SIZE = 20;

/** One reading of hierarchy and accounts. */
interface Reading {
  accounts: AwsAccount[];
  units: Map<string, readonly AwsUnit[]>;
  /** Accounts to which it gives no place. */
  lost: Account[];
}

/** Remembers nothing: everything is asked. */
const OBLIVION: UnitMemory = { recall: () => undefined, remember: () => {} };

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
   * Accounts and OUs move while they are read, and what is remembered of the
   * hierarchy may be old. Policies on OUs would pass by an account without a
   * place, so there is none: where something does not fit together AWS is asked
   * once more, and then it is given up.
   *
   * @throws AwsFailure, also when an account still has no place
   */
  async accounts(
    options: { memory?: UnitMemory; signal?: AbortSignal } = {},
  ): Promise<AwsOrganization> {
    const { memory = OBLIVION, signal } = options;
    const first = await this.#read(memory, signal);
    if (first.lost.length === 0) {
      return first;
    }
    const ways = first.lost.map(ancestorsOf);
    const doubtful = new Set(ways.flat());
    const anywhere = ways.some(way => way.length === 0);
    const again = await this.#read(
      {
        recall: parentId =>
          anywhere || doubtful.has(parentId)
            ? undefined
            : memory.recall(parentId),
        remember: (parentId, units) => memory.remember(parentId, units),
      },
      signal,
    );
    if (again.lost.length > 0) {
      throw withoutPlace(again.lost);
    }
    return again;
  }

  async #read(
    memory: UnitMemory,
    signal: AbortSignal | undefined,
  ): Promise<Reading> {
    const { places, units } = await this.#hierarchy(memory, signal);
    const listed = await this.#listAccounts(signal);
    // Where accounts say their parents, one that is not known has to be asked for.
    const parents = listed.every(({ Paths }) => Paths?.length)
      ? undefined
      : await this.#parentsByWalking(places, signal);
    const accounts: AwsAccount[] = [];
    const lost: Account[] = [];
    for (const account of listed) {
      const place = placeOf(account, places) ?? parents?.get(account.Id ?? '');
      if (place) {
        accounts.push(toAccount(account, place));
      } else {
        lost.push(account);
      }
    }
    return { accounts, units, lost };
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

  /** Every root and OU by id, with the way to it, itself included, and what is below it. */
  async #hierarchy(
    memory: UnitMemory,
    signal: AbortSignal | undefined,
  ): Promise<{
    places: Map<string, Place>;
    units: Map<string, readonly AwsUnit[]>;
  }> {
    const roots = await this.#clients.read('ListRoots', signal, http =>
      collect(
        paginateListRoots(this.#paging(), {}, http),
        page => page.Roots,
        signal,
      ),
    );
    const places = new Map<string, Place>();
    const units = new Map<string, readonly AwsUnit[]>();
    const queue: string[] = [];
    for (const { Id } of roots) {
      if (Id) {
        places.set(Id, { ids: [Id], names: [] });
        queue.push(Id);
      }
    }
    for (let parent = queue.shift(); parent; parent = queue.shift()) {
      const above = places.get(parent) ?? { ids: [], names: [] };
      let below = memory.recall(parent);
      if (!below) {
        below = await this.#unitsBelow(parent, signal);
        memory.remember(parent, below);
      }
      units.set(parent, below);
      for (const { id, name } of below) {
        places.set(id, {
          ids: [...above.ids, id],
          names: [...above.names, name],
        });
        queue.push(id);
      }
    }
    return { places, units };
  }

  /** A unit that was deleted after it was seen, perhaps in an earlier reading, has nothing below it. */
  async #unitsBelow(
    parentId: string,
    signal: AbortSignal | undefined,
  ): Promise<AwsUnit[]> {
    const units = await ifThere(this.#childUnits(parentId, signal));
    return (units ?? []).flatMap(({ Id, Name }) =>
      Id ? [{ id: Id, name: Name ?? Id }] : [],
    );
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
      const accounts = await ifThere(
        this.#clients.read('ListAccountsForParent', signal, http =>
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
        ),
      );
      for (const { Id } of accounts ?? []) {
        if (Id) {
          parents.set(Id, place);
        }
      }
    }
    return parents;
  }

  /**
   * The tags of an account; undefined where it left the organization meanwhile.
   *
   * @throws AwsFailure
   */
  async tagsOf(
    accountId: string,
    signal?: AbortSignal,
  ): Promise<Record<string, string> | undefined> {
    await this.#tagsPacer.turn(signal);
    const tags = await ifThere(
      this.#clients.read('organizations:ListTagsForResource', signal, http =>
        collect(
          paginateListTagsForResource(
            { client: this.#clients.organizations },
            { ResourceId: accountId },
            http,
          ),
          page => page.Tags,
          signal,
        ),
      ),
    );
    return (
      tags &&
      Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value ?? '']))
    );
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

function toAccount(account: Account, place: Place): AwsAccount {
  const id = account.Id ?? '';
  return {
    id,
    name: account.Name ?? id,
    // Status retired in September 2026; older fakes still have nothing else.
    state: account.State ?? account.Status ?? 'UNKNOWN',
    ouIds: place.ids,
    ouPath: place.names,
  };
}

/** Undefined when AWS says that what was asked about does not exist. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsFailure && error.kind === 'not-found') {
      return undefined;
    }
    throw error;
  }
}
