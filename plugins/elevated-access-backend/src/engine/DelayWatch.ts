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
import {
  comesBack,
  isTooLate,
  markLate,
  type DelayTerms,
  type Terms,
} from '../domain/reapproval';
import type { AssignmentRecord, RequestRecord } from '../domain/types';
import type { Chore, ChoreContext } from './chores';
import { listAll } from './listAll';

/** How often to look, milliseconds. */
const INTERVAL = 5_000;

/**
 * Finds access that is being activated and comes so late, as after an outage,
 * that its approval has gone stale. It is marked, and the engine sees to it that
 * nothing is given, that nothing is left behind, and that it goes back to its
 * approvers. Where nobody had to approve there is nobody to ask: whether policies
 * still give it by themselves is checked again before it is created, as for all.
 *
 * What AWS has accepted is let through: the person has it, or is about to.
 */
export class DelayWatch implements Chore {
  readonly name = 'Delayed access';
  readonly everyMs = INTERVAL;
  readonly #stores: Stores;
  readonly #terms: () => Promise<DelayTerms>;
  readonly #renewedTerms: (
    request: RequestRecord,
  ) => Promise<Terms | undefined>;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Stores;
    /** How late is too late, as policies have it now. */
    terms: () => Promise<DelayTerms>;
    /** What answers a request by the policies as they are now; undefined: as pinned. */
    renewedTerms?: (request: RequestRecord) => Promise<Terms | undefined>;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#terms = options.terms;
    this.#renewedTerms = options.renewedTerms ?? (async () => undefined);
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    const terms = await this.#terms();
    const activating = await listAll(this.#stores, {
      statuses: ['activating'],
    });
    for (const request of activating) {
      if (isTooLate(request, context.now, terms.maximumDelayMs)) {
        await this.#mark(request, terms, context);
      }
    }
  }

  async #mark(
    request: RequestRecord,
    terms: DelayTerms,
    context: ChoreContext,
  ): Promise<void> {
    if (!needsMark(request, terms, context.now)) {
      return;
    }
    const { now } = context;
    const renewed = await this.#renewedTerms(request);
    const lease = context.lease();
    try {
      await this.#stores.transaction(async tx => {
        await tx.lease.assertHeld(lease);
        const row = await tx.assignments.get(request.assignmentId);
        if (row && isGiven(row)) {
          return;
        }
        await tx.requests.update(
          request,
          markLate(request, terms, now, renewed),
        );
        // A worker that read the grants before cannot commit any more.
        await tx.assignments.wake(request.assignmentId, now);
      });
    } catch (error) {
      if (!(error instanceof ConflictError)) {
        throw error;
      }
      this.#logger.debug(
        `Request ${request.id} is left as it is: ${toError(error).message}`,
      );
    }
  }
}

/** While an outage lasts, approvers keep their time to decide after it. */
function needsMark(
  request: RequestRecord,
  { requestExpiryMs }: DelayTerms,
  now: Date,
): boolean {
  return comesBack(request)
    ? request.requestedStart === null &&
        request.expiresAt.getTime() - now.getTime() < requestExpiryMs / 2
    : request.failure === null;
}

/** Whether the person has it as far as AWS is concerned, or AWS is at it. */
function isGiven(row: AssignmentRecord): boolean {
  return row.phase === 'idle'
    ? (row.owned || row.standing) && row.verified === 'present'
    : row.operation === 'create' &&
        (row.phase === 'accepted' || row.phase === 'verifying');
}
