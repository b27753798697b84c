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

import type { Knex } from 'knex';
import { assumeMemory } from './assumeMemory';
import type { PageKey } from './cursor';
import { applyRequestFilter } from './requestFilter';
import type { ListOrder, RequestFilter } from './requestTypes';
import { REQUESTS, type RequestRow } from './tables';

/** What each order sorts by, and which way. */
const ORDERS = {
  newest: { columns: ['created_at'], direction: 'desc' },
  oldest: { columns: ['created_at'], direction: 'asc' },
  'ends-first': { columns: ['ends_order'], direction: 'asc' },
  riskiest: { columns: ['risk_rank', 'created_at'], direction: 'asc' },
} as const satisfies Record<
  ListOrder,
  { columns: readonly (keyof RequestRow)[]; direction: 'asc' | 'desc' }
>;

const AFTER = { desc: '<', asc: '>' } as const;

/**
 * In how many requests a page is looked for: ten to twenty milliseconds' worth.
 * Sorting what is too rare to be found in them takes no longer. Words take longer:
 * they stand in no index that knows the order.
 */
const NEAREST = { elsewhere: 10_000, words: 3_000 };

/** What to read of a list. */
interface PageQuery {
  filter: RequestFilter;
  order: ListOrder;
  limit: number;
  after?: PageKey;
}

/**
 * Reads pages of requests. Most filters have an index in the order of the list.
 * Words, tickets, approvers and alerts have one that knows no order, and no database can
 * tell whether it is quicker to go through the list until a page is full or to
 * take all that match and sort them. So the list is gone through a little way,
 * and only when that does not fill the page, everything that matches is sorted.
 */
export class RequestPageReader {
  readonly #knex: Knex;
  readonly #nearest: { elsewhere: number; words: number };

  /** @param options.nearest - in how many requests a page is looked for before everything that matches is sorted */
  constructor(options: { knex: Knex; nearest?: number }) {
    const { knex, nearest } = options;
    this.#knex = knex;
    this.#nearest =
      nearest === undefined ? NEAREST : { elsewhere: nearest, words: nearest };
  }

  read(query: PageQuery): Promise<RequestRow[]> {
    if (this.#knex.client.config.client !== 'pg') {
      return this.#inOrder(this.#knex, query);
    }
    return this.#knex.transaction(async tx => {
      await assumeMemory(tx);
      if (!hasNoOrder(query.filter)) {
        return this.#inOrder(tx, query);
      }
      const near = await this.#amongNearest(tx, query);
      return near.length < query.limit ? this.#sorted(tx, query) : near;
    });
  }

  async #inOrder(knex: Knex, query: PageQuery): Promise<RequestRow[]> {
    const rows = this.#following(knex, query).select<RequestRow[]>(
      'requests.*',
    );
    applyRequestFilter(knex, rows, query.filter);
    return inOrder(rows, query);
  }

  async #amongNearest(knex: Knex, query: PageQuery): Promise<RequestRow[]> {
    const { ordered, elsewhere, words } = partsOf(query.filter);
    // Keys alone, which indexes hold: sorting whole requests takes ten times as long.
    const nearest = this.#following(knex, query).select(keysOf(query.order));
    applyRequestFilter(knex, nearest, ordered);
    const found = knex
      .from(
        inOrder(nearest, {
          ...query,
          limit: words ? this.#nearest.words : this.#nearest.elsewhere,
        }).as(REQUESTS),
      )
      .select('requests.id');
    applyRequestFilter(knex, found, elsewhere);
    const rows = knex<RequestRow>(REQUESTS)
      .whereIn('requests.id', words ? found : inOrder(found, query))
      .select<RequestRow[]>('requests.*');
    if (words) {
      applyRequestFilter(knex, rows, words);
    }
    return inOrder(rows, query);
  }

  async #sorted(knex: Knex, query: PageQuery): Promise<RequestRow[]> {
    const matching = this.#following(knex, query).select(keysOf(query.order));
    applyRequestFilter(knex, matching, query.filter);
    // The offset keeps the database from going through the list again.
    const page = inOrder(
      knex
        .from(knex.raw('(? offset 0) as requests', [matching]))
        .select('requests.id'),
      query,
    );
    return inOrder(
      knex<RequestRow>(REQUESTS)
        .whereIn('requests.id', page)
        .select<RequestRow[]>('requests.*'),
      query,
    );
  }

  /** What comes behind the last page. */
  #following(knex: Knex, { order, after }: PageQuery): Knex.QueryBuilder {
    const query = knex<RequestRow>(REQUESTS);
    if (after) {
      const { direction } = ORDERS[order];
      const keys = keysOf(order);
      // As one key, which an index finds at once however far behind it is.
      query.whereRaw(
        `(${keys.map(() => '??')}) ${AFTER[direction]} (${keys.map(
          () => '?',
        )})`,
        [...keys, ...valuesOf(order, after), after.id],
      );
    }
    return query;
  }
}

function inOrder<T extends Knex.QueryBuilder>(
  query: T,
  { order, limit }: Pick<PageQuery, 'order' | 'limit'>,
): T {
  const { direction } = ORDERS[order];
  for (const key of keysOf(order)) {
    query.orderBy(key, direction);
  }
  query.limit(limit);
  return query;
}

/** What tells requests apart in an order; the id where they share everything else. */
function keysOf(order: ListOrder): string[] {
  return [...ORDERS[order].columns, 'id'].map(column => `requests.${column}`);
}

/** What the last row of a page has in the columns of the order, as the database compares it. */
function valuesOf(order: ListOrder, { position }: PageKey): (Date | number)[] {
  return ORDERS[order].columns.map((column, index) =>
    column === 'created_at' ? new Date(position[index]) : position[index],
  );
}

/** What an index that knows no order is there for. */
const BY_WORDS = ['reasonContains', 'ticketPrefix'] as const;
/** What other tables say: decisions, and events. */
const ELSEWHERE = ['decidedByRefs', 'wasOverdue'] as const;
const WITHOUT_ORDER = [
  ...BY_WORDS,
  ...ELSEWHERE,
] as const satisfies (keyof RequestFilter)[];

/** Whether every request that matches has a quality whose index knows no order. */
function hasNoOrder(filter: RequestFilter): boolean {
  return names(filter, WITHOUT_ORDER);
}

function names(
  filter: RequestFilter,
  qualities: readonly (keyof RequestFilter)[],
): boolean {
  return (
    qualities.some(name => filter[name] !== undefined) ||
    (filter.allOf ?? []).some(part => names(part, qualities))
  );
}

/** The filter in three, which together match what it matches: what has an order, what stands elsewhere, and words if there are any. */
function partsOf(filter: RequestFilter): {
  ordered: RequestFilter;
  elsewhere: RequestFilter;
  words: RequestFilter | undefined;
} {
  return {
    ordered: without(filter, WITHOUT_ORDER),
    elsewhere: only(filter, ELSEWHERE),
    words: names(filter, BY_WORDS) ? only(filter, BY_WORDS) : undefined,
  };
}

function without(
  filter: RequestFilter,
  qualities: readonly (keyof RequestFilter)[],
): RequestFilter {
  return {
    ...filter,
    ...Object.fromEntries(qualities.map(name => [name, undefined])),
    allOf: filter.allOf?.map(part => without(part, qualities)),
  };
}

function only(
  filter: RequestFilter,
  qualities: readonly (keyof RequestFilter)[],
): RequestFilter {
  return {
    ...Object.fromEntries(qualities.map(name => [name, filter[name]])),
    allOf: filter.allOf?.map(part => only(part, qualities)),
  };
}
