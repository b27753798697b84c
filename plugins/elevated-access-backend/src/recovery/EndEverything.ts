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

import { ConflictError } from '@backstage/errors';
import type { RequestStatus } from 'backstage-plugin-elevated-access-common';
import type { Lease, Stores } from '../database/types';
import { cancellation, earlyEnd } from '../domain/ending';
import { assertTransition } from '../domain/status';
import type { Actor, RequestRecord } from '../domain/types';

const PAGE = 200;

/** Requests that have, or may come to have, access. */
const OPEN: readonly RequestStatus[] = [
  'pending',
  'scheduled',
  'activating',
  'active',
];

/** Who ends things where no person can be named. */
export const RECOVERY: Actor = { kind: 'service', subject: 'recovery' };

/** Writes the end of every request that is not over. The engine carries it out. */
export class EndEverything {
  readonly #stores: Stores;
  readonly #lease: Lease;
  readonly #comment: string;
  #cancelled = 0;
  #ended = 0;

  constructor(options: { stores: Stores; lease: Lease; comment: string }) {
    this.#stores = options.stores;
    this.#lease = options.lease;
    this.#comment = options.comment;
  }

  /** Requests that were ended before they had access. */
  get cancelled(): number {
    return this.#cancelled;
  }

  /** Requests whose access was ended. */
  get ended(): number {
    return this.#ended;
  }

  /** Once over all of them; somebody who is faster at one is left to the next time. */
  async run(): Promise<void> {
    for (const request of await listOpen(this.#stores)) {
      try {
        await this.#end(request);
      } catch (error) {
        if (!(error instanceof ConflictError)) {
          throw error;
        }
      }
    }
  }

  async #end(request: RequestRecord): Promise<void> {
    const by = { actor: RECOVERY, comment: this.#comment };
    const now = await this.#stores.now();
    const hasAccess =
      request.status === 'activating' || request.status === 'active';
    const { patch, event } = hasAccess
      ? earlyEnd(request, 'revoked', by, now)
      : cancellation(request, by, now);
    assertTransition(request.status, hasAccess ? 'ending' : 'cancelled');
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(this.#lease);
      await tx.requests.update(request, patch);
      if (hasAccess) {
        await tx.assignments.wake(request.assignmentId, now);
      }
      await tx.events.append({
        ...event,
        requestId: request.id,
        assignmentId: request.assignmentId,
      });
    });
    if (hasAccess) {
      this.#ended += 1;
    } else {
      this.#cancelled += 1;
    }
  }
}

/** Every request that may still get or keep access, unless it is ended. */
export function listOpen(
  stores: Pick<Stores, 'requests'>,
): Promise<RequestRecord[]> {
  return listIn(stores, OPEN);
}

/** Every request whose access is being removed. */
export function listEnding(
  stores: Pick<Stores, 'requests'>,
): Promise<RequestRecord[]> {
  return listIn(stores, ['ending']);
}

async function listIn(
  { requests }: Pick<Stores, 'requests'>,
  statuses: readonly RequestStatus[],
): Promise<RequestRecord[]> {
  const found: RequestRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await requests.list({
      filter: { statuses },
      order: 'oldest',
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}
