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
import type { OverdueWatchRecord, Stores } from '../database/types';
import type { RequestRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import { apart } from './apart';
import type { Chore, ChoreContext } from './chores';
import { alertDueAt } from './overdueAlerts';
import { OVERDUE_INTERVAL, UNPROVED_AFTER } from './tuning';

/** Requests looked at in one go; what is left comes a moment later. */
const BATCH = 500;

/**
 * Says loudly, and again and again, which access should have ended and is not
 * verified gone.
 *
 * For each request on its way out the database keeps when its access had to be
 * gone, how many alerts were raised and when the next one is due, so that a
 * look costs two indexed reads however many there are, and a replica that takes
 * over neither repeats an alert nor leaves one out.
 */
export class OverdueWatch implements Chore {
  readonly name = 'Overdue access';
  readonly everyMs = OVERDUE_INTERVAL;
  readonly #stores: Stores;
  readonly #logger: LoggerService;

  constructor(options: { stores: Stores; logger: LoggerService }) {
    this.#stores = options.stores;
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    await this.#watchNew(context);
    const due = await this.#stores.overdue.listDue(context.now, {
      believedGoneFor: UNPROVED_AFTER,
      limit: BATCH,
    });
    const gone = due.filter(watched => watched.gone);
    if (gone.length > 0) {
      await this.#stores.overdue.unwatch(gone.map(it => it.requestId));
    }
    for (const watched of due) {
      if (context.signal.aborted) {
        return;
      }
      if (!watched.gone) {
        await apart(
          this.#logger,
          `Request ${watched.requestId} may be overdue, and nobody could be alerted`,
          () => this.#judge(watched, context),
        );
      }
    }
  }

  async #watchNew({ now }: ChoreContext): Promise<void> {
    const unwatched = await this.#stores.overdue.listUnwatched(BATCH);
    await this.#stores.overdue.watch(
      unwatched.map(it => watchFrom(it, it.endAt ?? now)),
    );
  }

  async #judge(
    watched: OverdueWatchRecord,
    context: ChoreContext,
  ): Promise<void> {
    const request = await this.#stores.requests.get(watched.requestId);
    if (!request) {
      return;
    }
    if (watched.alerts > 0 && request.overdueSince === null) {
      // Alerted of before it was approved again: what is watched begins anew.
      await this.#stores.overdue.unwatch([request.id]);
      return;
    }
    const windowEnd = accessEndsAt(request);
    const movedOn =
      request.status === 'activating' &&
      windowEnd !== null &&
      windowEnd > watched.endAt;
    if (movedOn && watched.alerts === 0) {
      await this.#stores.overdue.watch([watchFrom(request, windowEnd)]);
      return;
    }
    await this.#alert(request, watched, context);
  }

  async #alert(
    request: RequestRecord,
    watched: OverdueWatchRecord,
    { now, lease: assertFresh }: ChoreContext,
  ): Promise<void> {
    const lease = assertFresh();
    const alert = watched.alerts + 1;
    const assignment = await this.#stores.assignments.get(request.assignmentId);
    const lastError = assignment?.lastError ?? null;
    const endAt = watched.endAt.toISOString();
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      await tx.requests.update(request, {
        overdueSince: request.overdueSince ?? now,
      });
      const next = alertDueAt(watched.endAt, alert + 1);
      if (!(await tx.overdue.recordAlert(watched, next))) {
        throw new ConflictError(`Alert ${alert} was raised already`);
      }
      await tx.events.append({
        type: 'request.overdue',
        at: now,
        actor: { kind: 'engine' },
        requestId: request.id,
        assignmentId: request.assignmentId,
        data: { alert, endAt, lastError },
      });
    });
    this.#logger.error(
      `Access is overdue (alert ${alert}): ${
        request.principalUserName
      } may still hold ${request.permissionSetName} in ${
        request.accountId
      }, which had to end at ${endAt} (request ${
        request.id
      }). Removal is tried for ever; last error: ${lastError ?? 'none'}`,
    );
  }
}

function watchFrom(request: { id: string; status: string }, endAt: Date) {
  const { id, status } = request;
  return { id, status, endAt, nextAlertAt: alertDueAt(endAt, 1) };
}
