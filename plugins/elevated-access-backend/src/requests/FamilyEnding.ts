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

import type { EndReason } from 'backstage-plugin-elevated-access-common';
import type { Stores } from '../database/types';
import type { Ender } from '../domain/ending';
import type { RequestRecord } from '../domain/types';
import type { Ending } from './Ending';
import type { Families } from './Families';
import { retryOnConflict } from './retryOnConflict';
import { wrongStatus } from './statusWords';

/** A request that prolongs another may be submitted or approved meanwhile; more than a few in a row means something else. */
const MAXIMUM_ROUNDS = 10;

/**
 * Ends a request with everything that prolongs it or that it prolongs: whoever
 * says "I'm done", or revokes, means the access and not a part of it.
 *
 * Each member ends in a transaction of its own: first what has not begun, so that
 * it cannot any more, then what is live, the named one last, so that whoever is
 * interrupted can do the same again. What was submitted or approved in the
 * meantime is found by looking once more.
 */
export class FamilyEnding {
  readonly #stores: { requests: Pick<Stores['requests'], 'get'> };
  readonly #families: Families;
  readonly #ending: Ending;

  constructor(options: {
    stores: { requests: Pick<Stores['requests'], 'get'> };
    families: Families;
    ending: Ending;
  }) {
    this.#stores = options.stores;
    this.#families = options.families;
    this.#ending = options.ending;
  }

  async end(
    request: RequestRecord,
    reason: Exclude<EndReason, 'elapsed'>,
    by: Ender,
  ): Promise<RequestRecord> {
    for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
      const open = await this.#families.openMembersOf(request);
      if (open.length === 0) {
        return this.#read(request);
      }
      for (const member of inSafeOrder(open, request)) {
        await this.#endOne(member, request, reason, by);
      }
    }
    throw wrongStatus(await this.#read(request), reason);
  }

  async #endOne(
    member: RequestRecord,
    named: RequestRecord,
    reason: Exclude<EndReason, 'elapsed'>,
    by: Ender,
  ): Promise<void> {
    const comment =
      by.comment ||
      (member.id === named.id
        ? ''
        : `With request ${named.id}, whose access was ${reason}`);
    await retryOnConflict(async () => {
      const fresh = await this.#read(member);
      switch (fresh.status) {
        case 'pending':
        case 'scheduled':
          await this.#ending.cancel(fresh, { ...by, comment });
          break;
        case 'activating':
        case 'active':
          await this.#ending.end(fresh, reason, { ...by, comment });
          break;
        default:
          // Somebody else, or time, has ended it.
          if (member.id === named.id) {
            throw wrongStatus(fresh, reason);
          }
          break;
      }
    });
  }

  async #read(request: RequestRecord): Promise<RequestRecord> {
    return (await this.#stores.requests.get(request.id)) ?? request;
  }
}

function inSafeOrder(
  members: readonly RequestRecord[],
  named: RequestRecord,
): RequestRecord[] {
  const rank = ({ id, status }: RequestRecord) => {
    if (id === named.id) {
      return 2;
    }
    return status === 'pending' || status === 'scheduled' ? 0 : 1;
  };
  return [...members].sort((a, b) => rank(a) - rank(b));
}
