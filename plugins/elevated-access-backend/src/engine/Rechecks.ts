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
import { markRefused } from '../domain/reapproval';
import type { RequestRecord } from '../domain/types';
import type { GateKeeper, Verdict } from './GateKeeper';
import { NotLeaderError, type Leadership } from './Leadership';
import type { AgreedTime } from './time';

export interface RechecksOptions {
  stores: Pick<Stores, 'transaction'>;
  keeper: GateKeeper;
  leadership: Leadership;
  time: AgreedTime;
  logger: LoggerService;
  /** Called when an assignment's grant was checked. */
  onChecked: (assignmentId: string) => void;
}

/**
 * Checks once more what has been activated and still has to be created. What is
 * refused is marked: the engine sees to it that nothing is given and that nothing
 * is left behind, before it goes back to its approvers or fails.
 */
export class Rechecks {
  readonly #options: RechecksOptions;

  constructor(options: RechecksOptions) {
    this.#options = options;
  }

  start(requests: readonly RequestRecord[]): void {
    const { keeper, onChecked } = this.#options;
    for (const request of requests) {
      keeper.ask(request, {
        onVerdict: verdict => this.#heed(request, verdict),
        onOver: () => onChecked(request.assignmentId),
      });
    }
  }

  async #heed(request: RequestRecord, verdict: Verdict): Promise<void> {
    const { keeper, logger } = this.#options;
    if (verdict.ok) {
      return;
    }
    try {
      await this.#refuse(request, verdict);
    } catch (error) {
      // Somebody else moved it, or acts now: it is read and checked again.
      if (error instanceof ConflictError || error instanceof NotLeaderError) {
        logger.debug(
          `Request ${request.id} is left as it is: ${error.message}`,
        );
        return;
      }
      keeper.pause(request.id);
      logger.error(
        `Request ${request.id} could not be refused, and gets nothing meanwhile`,
        toError(error),
      );
    }
  }

  async #refuse(
    request: RequestRecord,
    refusal: Extract<Verdict, { ok: false }>,
  ): Promise<void> {
    const { stores, leadership, time } = this.#options;
    const now = time.now();
    const lease = leadership.assertFresh();
    await stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      await tx.requests.update(request, markRefused(refusal));
      // A worker that read the grants before cannot commit any more.
      await tx.assignments.wake(request.assignmentId, now);
    });
  }
}
