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

import type { End } from 'backstage-plugin-elevated-access-common';
import { problem } from '../domain/problems';
import type { RequestRecord } from '../domain/types';
import type { Caller } from './Caller';
import type { Ending } from './Ending';
import type { FamilyEnding } from './FamilyEnding';
import type { RequestReader } from './RequestReader';
import { retryOnConflict } from './retryOnConflict';
import { wrongStatus } from './statusWords';

/** What a requester may do with a request of their own: cancel it, or give the access back early. */
export class Withdrawal {
  readonly #reader: RequestReader;
  readonly #ending: Ending;
  readonly #family: FamilyEnding;

  constructor(options: {
    reader: RequestReader;
    ending: Ending;
    family: FamilyEnding;
  }) {
    this.#reader = options.reader;
    this.#ending = options.ending;
    this.#family = options.family;
  }

  cancel(id: string, input: End, caller: Caller): Promise<RequestRecord> {
    return retryOnConflict(async () => {
      const request = await this.#requireOwn(id, caller);
      if (request.status !== 'pending' && request.status !== 'scheduled') {
        throw wrongStatus(request, 'cancelled');
      }
      return this.#ending.cancel(request, await ender(input, caller));
    });
  }

  async release(
    id: string,
    input: End,
    caller: Caller,
  ): Promise<RequestRecord> {
    const request = await this.#requireOwn(id, caller);
    if (request.status !== 'activating' && request.status !== 'active') {
      throw wrongStatus(request, 'released');
    }
    return this.#family.end(request, 'released', await ender(input, caller));
  }

  async #requireOwn(id: string, caller: Caller): Promise<RequestRecord> {
    const { request } = await this.#reader.requireVisible(id, caller);
    if (!caller.isRequesterOf(request)) {
      throw problem('not-allowed', {
        code: 'not-yours',
        reason: `This is a request of ${request.requesterName}; only they can withdraw it or give the access back.`,
        remedy:
          "To end somebody else's access, revoke it, if you are an approver of it or a responder.",
      });
    }
    return request;
  }
}

async function ender(input: End, caller: Caller) {
  return { actor: await caller.actor(), comment: input.comment.trim() };
}
