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
import { ConflictError } from '@backstage/errors';
import type { Stores } from '../database/types';
import type { RequestRecord } from '../domain/types';
import type { Chore, ChoreContext } from './chores';
import { accessEndsAt } from '../domain/window';
import { OVERDUE_AFTER, OVERDUE_INTERVAL } from './tuning';

const PAGE = 200;

/** Finds access that should have ended and is not yet verified gone, and says so loudly. */
export class OverdueWatch implements Chore {
  readonly name = 'Overdue access';
  readonly everyMs = OVERDUE_INTERVAL;
  readonly #stores: Stores;
  readonly #logger: LoggerService;
  /** When access had to end that was ended before its time. */
  readonly #endedEarlyAt = new Map<string, Date>();

  constructor(options: { stores: Stores; logger: LoggerService }) {
    this.#stores = options.stores;
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    const current = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await this.#stores.requests.list({
        filter: { statuses: ['ending', 'activating'] },
        order: 'oldest',
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      for (const request of page.items) {
        current.add(request.id);
        await this.#judge(request, context);
      }
      cursor = page.nextCursor;
    } while (cursor);
    for (const id of this.#endedEarlyAt.keys()) {
      if (!current.has(id)) {
        this.#endedEarlyAt.delete(id);
      }
    }
  }

  async #judge(request: RequestRecord, context: ChoreContext): Promise<void> {
    const { now } = context;
    if (request.overdueSince) {
      return;
    }
    const endAt = await this.#endOf(request);
    if (!endAt || endAt.getTime() + OVERDUE_AFTER > now.getTime()) {
      return;
    }
    try {
      await this.#tell(request, endAt, context);
    } catch (error) {
      // Changed in the meantime, perhaps to its verified end; seen again if not.
      if (!(error instanceof ConflictError)) {
        throw error;
      }
    }
  }

  async #tell(
    request: RequestRecord,
    endAt: Date,
    { now, lease: assertFresh }: ChoreContext,
  ): Promise<void> {
    const lease = assertFresh();
    const assignment = await this.#stores.assignments.get(request.assignmentId);
    const lastError = assignment?.lastError ?? null;
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      await tx.requests.update(request, { overdueSince: now });
      await tx.events.append({
        type: 'request.overdue',
        at: now,
        actor: { kind: 'engine' },
        requestId: request.id,
        assignmentId: request.assignmentId,
        data: { endAt: endAt.toISOString(), lastError },
      });
    });
    this.#logger.error(
      `Access is overdue: ${request.principalUserName} may still hold ${
        request.permissionSetName
      } in ${
        request.accountId
      }, which had to end at ${endAt.toISOString()} (request ${
        request.id
      }). Removal is tried for ever; last error: ${lastError ?? 'none'}`,
    );
  }

  /** When its access had to be gone; undefined while its window lasts. */
  async #endOf(request: RequestRecord): Promise<Date | undefined> {
    if (request.status === 'activating' || request.endReason === 'elapsed') {
      return accessEndsAt(request) ?? undefined;
    }
    const known = this.#endedEarlyAt.get(request.id);
    if (known) {
      return known;
    }
    const events = await this.#stores.events.listForRequest(request);
    const ending = events.findLast(({ type }) => type === 'request.ending');
    if (ending) {
      this.#endedEarlyAt.set(request.id, ending.at);
    }
    return ending?.at ?? accessEndsAt(request) ?? undefined;
  }
}
