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
import { ConflictError, toError } from '@backstage/errors';
import type { Stores } from '../database/types';
import { cancellation, earlyEnd, type Ender } from '../domain/ending';
import { assertTransition } from '../domain/status';
import type { RequestRecord } from '../domain/types';
import type { ChoreContext } from './chores';
import { listAll } from './listAll';

/** What ends when the person has left. */
const OPEN = ['pending', 'scheduled', 'activating', 'active'] as const;

/** A row may change while it is being ended; more than a few times in a row means something else. */
const ROUNDS = 5;

/** Somebody with access, by both of their names. */
export interface Holder {
  ref: string;
  principalId: string;
  userName: string;
}

/** Ends everything that somebody who has left holds or is about to hold. */
export class PersonEnding {
  readonly #stores: Stores;
  readonly #logger: LoggerService;

  constructor(options: { stores: Stores; logger: LoggerService }) {
    this.#stores = options.stores;
    this.#logger = options.logger;
  }

  /** Each request in a transaction of its own; one that cannot be ended holds up none of the others. */
  async end(holder: Holder, why: string, context: ChoreContext): Promise<void> {
    const by: Ender = { actor: { kind: 'engine' }, comment: why };
    const ended = new Set<string>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const open = await listAll(this.#stores, {
        statuses: OPEN,
        requesterRefs: [holder.ref],
      });
      const theirs = open.filter(
        ({ principalId, id }) =>
          principalId === holder.principalId && !ended.has(id),
      );
      if (theirs.length === 0) {
        break;
      }
      for (const request of theirs) {
        if (await this.#endOne(request, by, context)) {
          ended.add(request.id);
        }
      }
    }
    if (ended.size > 0) {
      await this.#tell(holder, why, [...ended], context);
    }
  }

  /** Whether it was ended; false when it changed meanwhile. */
  async #endOne(
    request: RequestRecord,
    by: Ender,
    { now, lease: assertFresh }: ChoreContext,
  ): Promise<boolean> {
    const hasBegun =
      request.status === 'activating' || request.status === 'active';
    const { patch, event } = hasBegun
      ? earlyEnd(request, 'revoked', by, now)
      : cancellation(request, by, now);
    const lease = assertFresh();
    try {
      if (patch.status) {
        assertTransition(request.status, patch.status);
      }
      await this.#stores.transaction(async tx => {
        await tx.lease.assertHeld(lease);
        await tx.requests.update(request, patch);
        if (hasBegun) {
          await tx.assignments.wake(request.assignmentId, now);
        }
        await tx.events.append({
          ...event,
          requestId: request.id,
          assignmentId: request.assignmentId,
        });
      });
      return true;
    } catch (error) {
      if (error instanceof ConflictError) {
        return false;
      }
      this.#logger.error(
        `Request ${request.id} of somebody who has left could not be ended`,
        toError(error),
      );
      return false;
    }
  }

  async #tell(
    { ref, principalId, userName }: Holder,
    why: string,
    requestIds: readonly string[],
    { now, lease: assertFresh }: ChoreContext,
  ): Promise<void> {
    this.#logger.warn(
      `${why} ${
        requestIds.length
      } requests of ${ref} were ended: ${requestIds.join(', ')}`,
    );
    const lease = assertFresh();
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      await tx.events.append({
        type: 'engine.person-left',
        at: now,
        actor: { kind: 'engine' },
        requestId: null,
        assignmentId: null,
        data: { person: ref, principalId, userName, reason: why, requestIds },
      });
    });
  }
}
