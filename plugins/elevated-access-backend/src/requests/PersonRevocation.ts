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
import type { RevokeAll } from 'backstage-plugin-elevated-access-common';
import type { RequestFilter, Stores } from '../database/types';
import type { Ender } from '../domain/ending';
import { problem } from '../domain/problems';
import { normalizeRef } from '../domain/refs';
import type { RequestRecord } from '../domain/types';
import type { Caller } from './Caller';
import type { Ending } from './Ending';
import { retryOnConflict } from './retryOnConflict';
import { requireRevocationComment } from './Revocation';

/** What became of one request. */
export interface EndedRequest {
  request: RequestRecord;
  outcome: 'ending' | 'cancelled' | 'unchanged';
}

/**
 * In the order of their urgency: what is live before what may come to be. What is
 * being removed already belongs to it: until that is verified the person may
 * still use it, and whoever asks must not read that nothing is held.
 */
const URGENCY = [
  'active',
  'activating',
  'ending',
  'scheduled',
  'pending',
] as const;

const PAGE = 100;

/**
 * The incident button: ends everything that a person holds or is about to hold,
 * under whatever name of the catalog. AWS knows one user, and what that user may
 * do does not depend on who of the catalog asked for it.
 *
 * It asks neither policies nor directory nor AWS nor, for responders whom the
 * configuration names, the catalog; it works for somebody whom none of them
 * knows any more. Each request ends in a transaction of its own, and one that
 * cannot be ended holds up none of the others.
 */
export class PersonRevocation {
  readonly #stores: Pick<Stores, 'requests'>;
  readonly #ending: Ending;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Pick<Stores, 'requests'>;
    ending: Ending;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#ending = options.ending;
    this.#logger = options.logger;
  }

  async revokeAll(input: RevokeAll, caller: Caller): Promise<EndedRequest[]> {
    const person = normalizeRef(input.person);
    await requireMayRevokeAll(person, caller);
    const by = {
      actor: await caller.actor(),
      comment: requireRevocationComment(input),
    };
    const outcomes = new Map<string, EndedRequest>();
    // Until a look finds nothing new: what was submitted or approved meanwhile counts.
    for (;;) {
      const open = await this.#listOpenOf(person, caller);
      const left = open.filter(({ id }) => !outcomes.has(id));
      if (left.length === 0) {
        return [...outcomes.values()];
      }
      for (const request of left) {
        outcomes.set(request.id, await this.#endOne(request, by, caller));
      }
    }
  }

  async #listOpenOf(person: string, caller: Caller): Promise<RequestRecord[]> {
    const requesterRefs = [person];
    const own = await this.#listOpen({ requesterRefs }, caller);
    // Nothing may be open under this name; the last request tells who it was.
    const { items: last } = await this.#stores.requests.list({
      filter: { requesterRefs },
      order: 'newest',
      limit: 1,
    });
    const principalIds = [
      ...new Set([...own, ...last].map(({ principalId }) => principalId)),
    ];
    return principalIds.length === 0
      ? own
      : this.#listOpen(
          { anyOf: [{ requesterRefs }, { principalIds }] },
          caller,
        );
  }

  async #listOpen(
    whose: RequestFilter,
    caller: Caller,
  ): Promise<RequestRecord[]> {
    const wanted: RequestFilter = { ...whose, statuses: URGENCY };
    const readable = caller.permits?.readable;
    const filter = readable ? { allOf: [wanted, readable] } : wanted;
    const open: RequestRecord[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#stores.requests.list({
        filter,
        order: 'oldest',
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      open.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    const urgency = ({ status }: RequestRecord) =>
      URGENCY.findIndex(it => it === status);
    return open.sort((a, b) => urgency(a) - urgency(b));
  }

  async #endOne(
    seen: RequestRecord,
    by: Ender,
    caller: Caller,
  ): Promise<EndedRequest> {
    if (!((await caller.permits?.mayRevoke(seen)) ?? true)) {
      return { request: seen, outcome: 'unchanged' };
    }
    try {
      return await retryOnConflict(() => this.#attempt(seen, by));
    } catch (error) {
      this.#logger.error(
        `Request ${seen.id} could not be ended with all others of ${seen.requesterRef}`,
        toError(error),
      );
      return { request: seen, outcome: 'unchanged' };
    }
  }

  async #attempt(seen: RequestRecord, by: Ender): Promise<EndedRequest> {
    const request = (await this.#stores.requests.get(seen.id)) ?? seen;
    switch (request.status) {
      case 'pending':
      case 'scheduled':
        return {
          request: await this.#ending.cancel(request, by),
          outcome: 'cancelled',
        };
      case 'activating':
      case 'active':
        return {
          request: await this.#ending.end(request, 'revoked', by),
          outcome: 'ending',
        };
      case 'ending':
        return { request, outcome: 'ending' };
      default:
        return { request, outcome: 'unchanged' };
    }
  }
}

async function requireMayRevokeAll(
  person: string,
  caller: Caller,
): Promise<void> {
  if (!person.startsWith('user:')) {
    throw problem('input', {
      code: 'invalid-input',
      field: 'person',
      reason: `${person} is no person.`,
      remedy: 'Name a user, for example user:default/ann.li.',
    });
  }
  if (!(await caller.hasAnyRole('responder', 'admin'))) {
    throw problem('not-allowed', {
      code: 'forbidden',
      reason:
        'Only a responder or an administrator may end everything that somebody holds.',
      remedy: 'Ask one of them, or revoke what you are an approver of.',
    });
  }
  if (person === caller.entityRef) {
    throw problem('not-allowed', {
      code: 'forbidden',
      field: 'person',
      reason: 'This is you.',
      remedy:
        'Give your own access back with release, or cancel it if it has not begun.',
    });
  }
}
