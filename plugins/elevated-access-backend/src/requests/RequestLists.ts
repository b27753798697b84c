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

import { createHash } from 'node:crypto';
import type {
  AccessRequest,
  AccessRequestPage,
  ListRequestsQuery,
  RequestFilters,
} from 'backstage-plugin-elevated-access-common';
import type { RequestFilter, Stores } from '../database/types';
import { z } from 'zod';
import { canDecide } from '../domain/approval';
import { canonicalJson } from '../domain/canonicalJson';
import { decodePageCursor, encodePageCursor } from '../domain/pageCursor';
import { problem } from '../domain/problems';
import { approvalQuestion } from './approvalQuestion';
import type { Caller } from './Caller';
import type { RequestPresenter } from './RequestPresenter';
import type { RequestQuestions } from './RequestQuestions';
import type { RequestReader } from './RequestReader';

/** Counting what waits for everybody's decision goes no further; pages say "100 and more". */
const MAXIMUM_COUNT = 100;

/** What a list was asked for, and where the store goes on. */
const cursorSchema = z.tuple([z.string(), z.string()]);

const LIVE = ['activating', 'active', 'ending'] as const;

/** Lists requests as the views of the API name them. */
export class RequestLists {
  readonly #stores: Pick<Stores, 'requests' | 'decisions' | 'now'>;
  readonly #reader: RequestReader;
  readonly #presenter: RequestPresenter;
  readonly #questions: RequestQuestions;

  constructor(options: {
    stores: Pick<Stores, 'requests' | 'decisions' | 'now'>;
    reader: RequestReader;
    presenter: RequestPresenter;
    questions: RequestQuestions;
  }) {
    this.#stores = options.stores;
    this.#reader = options.reader;
    this.#presenter = options.presenter;
    this.#questions = options.questions;
  }

  async list(
    query: ListRequestsQuery,
    caller: Caller,
  ): Promise<AccessRequestPage> {
    const asked = fingerprintOf(query);
    const from = query.cursor && placeIn(query.cursor, asked);
    const filter = await this.filterFor(query, caller);
    const found = await this.#page(filter, query, from, caller);
    return {
      items: found.items,
      ...(found.nextCursor && {
        nextCursor: encodePageCursor([asked, found.nextCursor]),
      }),
      ...(query.total && { total: await this.#count(filter, query, caller) }),
    };
  }

  /** What a view with filters shows to the caller, as a filter of the store. */
  async filterFor(
    query: RequestFilters,
    caller: Caller,
  ): Promise<RequestFilter> {
    return {
      allOf: [
        await this.#viewFilter(query.view, caller),
        await this.#questions.toFilter(query),
        ...(caller.permits?.readable ? [caller.permits.readable] : []),
      ],
    };
  }

  async #page(
    filter: RequestFilter,
    query: Pick<ListRequestsQuery, 'view' | 'order' | 'limit'>,
    from: string | undefined,
    caller: Caller,
  ): Promise<AccessRequestPage> {
    const { view, limit } = query;
    const order = query.order ?? (view === 'inbox' ? 'riskiest' : 'newest');
    const items: AccessRequest[] = [];
    let cursor = from;
    do {
      const page = await this.#stores.requests.list({
        filter,
        order,
        limit: limit - items.length,
        cursor,
      });
      const presented = await this.#presenter.present(page.items, caller);
      items.push(...presented.filter(item => belongs(item, view)));
      cursor = page.nextCursor;
    } while (cursor && items.length < limit);
    return { items, nextCursor: cursor };
  }

  /** What the filter cannot tell of an inbox is looked at; so much only ever waits at once. */
  async #count(
    filter: RequestFilter,
    { view }: Pick<ListRequestsQuery, 'view'>,
    caller: Caller,
  ): Promise<number> {
    if (view !== 'inbox') {
      return this.#stores.requests.count(filter);
    }
    let total = 0;
    let cursor: string | undefined;
    do {
      const page = await this.#page(
        filter,
        { view, limit: MAXIMUM_COUNT },
        cursor,
        caller,
      );
      total += page.items.length;
      cursor = page.nextCursor;
    } while (cursor);
    return total;
  }

  /** How many requests wait for the caller's decision, up to a hundred. */
  async countInbox(caller: Caller): Promise<number> {
    const person = await caller.findPerson();
    if (!person) {
      return 0;
    }
    const { items } = await this.#stores.requests.list({
      filter: await this.#viewFilter('inbox', caller),
      order: 'oldest',
      limit: MAXIMUM_COUNT,
    });
    const decisions = await this.#stores.decisions.listByRequests(
      items.map(({ id }) => id),
    );
    const now = await this.#stores.now();
    const words = await caller.wordsForEach(items);
    return items.filter((request, index) => {
      const question = approvalQuestion(
        request,
        decisions.filter(({ requestId }) => requestId === request.id),
      );
      return (
        question !== undefined &&
        canDecide({
          ...question,
          now,
          person: {
            ...person,
            words: words[index],
            principalId: null,
            enabled: true,
          },
        }).allowed
      );
    }).length;
  }

  countLive(caller: Caller): Promise<number> {
    return this.#stores.requests.count({
      requesterRefs: [caller.entityRef],
      statuses: LIVE,
    });
  }

  async #viewFilter(
    view: ListRequestsQuery['view'],
    caller: Caller,
  ): Promise<RequestFilter> {
    const own: RequestFilter = { requesterRefs: [caller.entityRef] };
    switch (view) {
      case 'mine':
        return own;
      case 'inbox':
        return {
          ...(await this.#reader.approvedBy(caller)),
          statuses: ['pending'],
          not: own,
        };
      case 'decided':
        return { decidedByRefs: [caller.entityRef] };
      case 'active':
        return {
          statuses: LIVE,
          anyOf: (await caller.hasAnyRole('responder', 'admin'))
            ? undefined
            : [own, await this.#reader.approvedBy(caller)],
        };
      case 'all':
        return (await this.#reader.scopeOf(caller)) ?? {};
      default:
        throw new Error(`Unknown view ${view satisfies never}`);
    }
  }
}

/** The filter knows who is named in any stage; the inbox holds what can be decided now. */
function belongs(item: AccessRequest, view: ListRequestsQuery['view']) {
  return view !== 'inbox' || item.actions.includes('decide');
}

/** Short for what a list was asked for: pages of another question do not fit together. */
function fingerprintOf({
  cursor: _cursor,
  limit: _limit,
  total: _total,
  ...asked
}: ListRequestsQuery): string {
  return createHash('sha256')
    .update(canonicalJson(asked))
    .digest('base64url')
    .slice(0, 12);
}

/** @throws InputError when the cursor was given out for another question */
function placeIn(cursor: string, asked: string): string {
  const [givenFor, place] = decodePageCursor(cursor, cursorSchema);
  if (givenFor !== asked) {
    throw problem('input', {
      code: 'invalid-input',
      field: 'cursor',
      reason:
        'The cursor belongs to a list with another view, other filters or another order.',
      remedy: 'Begin again without it.',
    });
  }
  return place;
}
