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

import type { Stores } from '../database/types';
import { familyOf, type Chain } from '../domain/extension';
import type { RequestRecord } from '../domain/types';

/** Statuses from which access may still come about or last. */
const OPEN = ['pending', 'scheduled', 'activating', 'active'] as const;

/** Finds what belongs to one access: a request and those that prolong it. */
export class Families {
  readonly #requests: Pick<Stores['requests'], 'get' | 'listByAssignment'>;

  constructor(options: {
    stores: { requests: Pick<Stores['requests'], 'get' | 'listByAssignment'> };
  }) {
    this.#requests = options.stores.requests;
  }

  /** Members that have or may come to have access, the request itself included while it does. */
  async openMembersOf(request: RequestRecord): Promise<RequestRecord[]> {
    const members = await this.#liveFamilyOf(request);
    return members.filter(({ status }) => OPEN.some(open => open === status));
  }

  /** The approved members up to the newest, which is what an extension would prolong. */
  async chainOf(request: RequestRecord): Promise<Chain> {
    const members = await this.#liveFamilyOf(request);
    const newest =
      members.findLast(
        ({ status }) =>
          status === 'scheduled' ||
          status === 'activating' ||
          status === 'active',
      ) ?? request;
    const before: RequestRecord[] = [];
    let { extendsId } = newest;
    while (extendsId !== null) {
      const base = await this.#requests.get(extendsId);
      if (base) {
        before.unshift(base);
      }
      extendsId = base?.extendsId ?? null;
    }
    const [first, ...rest] = [...before, newest];
    return [first ?? newest, ...rest];
  }

  async #liveFamilyOf(request: RequestRecord): Promise<RequestRecord[]> {
    // One that is ending may lie between two that are open.
    const others = await this.#requests.listByAssignment(request.assignmentId, [
      ...OPEN,
      'ending',
    ]);
    const fresh = others.find(({ id }) => id === request.id) ?? request;
    return familyOf(fresh, others);
  }
}
