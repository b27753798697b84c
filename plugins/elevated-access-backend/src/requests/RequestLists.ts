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
  AccessRequest,
  AccessRequestPage,
  ListRequestsQuery,
} from 'backstage-plugin-elevated-access-common';
import type { RequestFilter, Stores } from '../database/types';
import { canDecide } from '../domain/approval';
import { approvalQuestion } from './approvalQuestion';
import type { Caller } from './Caller';
import type { RequestPresenter } from './RequestPresenter';
import type { RequestReader } from './RequestReader';

/** Counting goes no further; pages say "100 and more". */
const MAXIMUM_COUNT = 100;

const LIVE = ['activating', 'active', 'ending'] as const;

/** Lists requests as the views of the API name them. */
export class RequestLists {
  readonly #stores: Pick<Stores, 'requests' | 'decisions' | 'now'>;
  readonly #reader: RequestReader;
  readonly #presenter: RequestPresenter;

  constructor(options: {
    stores: Pick<Stores, 'requests' | 'decisions' | 'now'>;
    reader: RequestReader;
    presenter: RequestPresenter;
  }) {
    this.#stores = options.stores;
    this.#reader = options.reader;
    this.#presenter = options.presenter;
  }

  async list(
    query: ListRequestsQuery,
    caller: Caller,
  ): Promise<AccessRequestPage> {
    const filter: RequestFilter = {
      allOf: [
        await this.#viewFilter(query.view, caller),
        {
          statuses: query.status,
          accountIds: query.accountId,
        },
        ...(caller.permits?.readable ? [caller.permits.readable] : []),
      ],
    };
    const items: AccessRequest[] = [];
    let cursor = query.cursor;
    do {
      const page = await this.#stores.requests.list({
        filter,
        order: query.view === 'inbox' ? 'oldest' : 'newest',
        limit: query.limit - items.length,
        cursor,
      });
      const presented = await this.#presenter.present(page.items, caller);
      items.push(...presented.filter(item => belongs(item, query.view)));
      cursor = page.nextCursor;
    } while (cursor && items.length < query.limit);
    return cursor ? { items, nextCursor: cursor } : { items };
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
