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

import type { RequestFilter, Stores } from '../database/types';
import type { ApproverWords } from '../directory/ApproverWords';
import type { ApproverWord } from '../domain/approvers';

/**
 * Which requests some users and groups are approvers of, as a filter of the
 * store: those whose policy names them, those that ask for an account of theirs
 * where the policy says `owner`, and those of people whose manager they are where
 * it says `manager`.
 */
export class ApproverScope {
  readonly #requests: Pick<Stores['requests'], 'list'>;
  readonly #words: Pick<ApproverWords, 'accountsOf' | 'peopleOf'>;

  constructor(options: {
    requests: Pick<Stores['requests'], 'list'>;
    words: Pick<ApproverWords, 'accountsOf' | 'peopleOf'>;
  }) {
    this.#requests = options.requests;
    this.#words = options.words;
  }

  /** @throws ServiceUnavailableError with code `catalog-unavailable` */
  async filterFor(refs: readonly string[]): Promise<RequestFilter> {
    const alternatives: RequestFilter[] = [{ approverRefs: refs }];
    // Most portals never use the words, and need not ask the catalog about them.
    if (await this.#isUsed('owner')) {
      alternatives.push({
        approverRefs: ['owner'],
        accountIds: await this.#words.accountsOf(refs),
      });
    }
    if (await this.#isUsed('manager')) {
      alternatives.push({
        approverRefs: ['manager'],
        requesterRefs: await this.#words.peopleOf(refs),
      });
    }
    return { anyOf: alternatives };
  }

  /** A filter in which every `approverRefs` means all that it does by `filterFor`. */
  async resolve(filter: RequestFilter): Promise<RequestFilter> {
    const { approverRefs, anyOf, allOf = [], not, ...rest } = filter;
    return {
      ...rest,
      ...(anyOf ? { anyOf: await this.#resolveEach(anyOf) } : {}),
      allOf: [
        ...(await this.#resolveEach(allOf)),
        ...(approverRefs ? [await this.filterFor(approverRefs)] : []),
      ],
      ...(not ? { not: await this.resolve(not) } : {}),
    };
  }

  #resolveEach(filters: readonly RequestFilter[]): Promise<RequestFilter[]> {
    return Promise.all(filters.map(filter => this.resolve(filter)));
  }

  async #isUsed(word: ApproverWord): Promise<boolean> {
    const { items } = await this.#requests.list({
      filter: { approverRefs: [word] },
      order: 'newest',
      limit: 1,
    });
    return items.length > 0;
  }
}
