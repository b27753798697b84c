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
import type { Stores } from '../database/types';
import { endNoticeAt, LONGEST_NOTICE } from '../domain/endNotice';
import type { RequestRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import { apart } from './apart';
import type { Chore, ChoreContext } from './chores';

/** How often to look, milliseconds. */
const INTERVAL = 15_000;

/** Requests looked at in one go; what is left comes a moment later. */
const BATCH = 500;

/**
 * Says that access ends soon, once, while there is still time to ask for more.
 *
 * What is told is an event, and the event is how the next look knows that it was
 * told: nothing else is remembered, so that a replica that takes over neither
 * repeats it nor leaves it out. Access that other grants of the same assignment
 * keep up beyond its end is not mentioned.
 */
export class EndNoticeWatch implements Chore {
  readonly name = 'Notices before access ends';
  readonly everyMs = INTERVAL;
  readonly #stores: Stores;
  readonly #logger: LoggerService;

  constructor(options: { stores: Stores; logger: LoggerService }) {
    this.#stores = options.stores;
    this.#logger = options.logger;
  }

  async run(context: ChoreContext): Promise<void> {
    const ending = await this.#stores.requests.listEnding({
      before: new Date(context.now.getTime() + LONGEST_NOTICE),
      untold: 'request.ends-soon',
      limit: BATCH,
    });
    for (const request of ending) {
      if (context.signal.aborted) {
        return;
      }
      if (isDue(request, context.now)) {
        await apart(
          this.#logger,
          `Nobody could be told that the access of request ${request.id} ends soon`,
          () => this.#tell(request, context),
        );
      }
    }
  }

  async #tell(
    request: RequestRecord,
    { now, lease: assertFresh }: ChoreContext,
  ): Promise<void> {
    const end = accessEndsAt(request);
    const siblings = await this.#stores.requests.listByAssignment(
      request.assignmentId,
      ['scheduled', 'activating', 'active'],
    );
    if (!end || siblings.some(it => keepsUp(it, end))) {
      return;
    }
    const lease = assertFresh();
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      await tx.events.append({
        type: 'request.ends-soon',
        at: now,
        actor: { kind: 'engine' },
        requestId: request.id,
        assignmentId: request.assignmentId,
        data: { endAt: end.toISOString() },
      });
    });
  }
}

function isDue(request: RequestRecord, now: Date): boolean {
  const { activatedAt } = request;
  const to = accessEndsAt(request);
  const at = activatedAt && to && endNoticeAt({ from: activatedAt, to });
  // At the end there is nothing left to do about it.
  return Boolean(at && to && at <= now && now < to);
}

/** Whether a grant goes on beyond the end of another one of the same assignment, without a gap. */
function keepsUp(request: RequestRecord, end: Date): boolean {
  const to = accessEndsAt(request);
  const from = request.startsAt;
  return to !== null && to > end && from !== null && from <= end;
}
