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

import type { AssignmentRecord } from '../domain/types';
import type { Admission } from './Admission';
import type { StatusPoller } from './StatusPoller';

/**
 * A worker's place among the writes under way. Taken by admission or by a write
 * that is under way already; given back once AWS is done with the write.
 */
export class Place {
  readonly #admission: Admission;
  readonly #poller: StatusPoller;
  #taken: boolean;
  #underWay = false;

  constructor(options: {
    admission: Admission;
    poller: StatusPoller;
    taken: boolean;
  }) {
    this.#admission = options.admission;
    this.#poller = options.poller;
    this.#taken = options.taken;
  }

  get isTaken(): boolean {
    return this.#taken;
  }

  /** Takes or gives back what a row's phase calls for. */
  follow(assignment: AssignmentRecord): void {
    const { id, accountId, phase, operation, awsRequestId } = assignment;
    this.#underWay = phase === 'intent' || phase === 'accepted';
    if (phase === 'accepted' && operation && awsRequestId) {
      this.#poller.watch({
        assignmentId: id,
        accountId,
        operation,
        awsRequestId,
      });
      // Its place may have been given away already, before the row says so.
      this.#underWay = !this.#poller.isOver(id, awsRequestId);
    } else {
      this.#poller.forget(id);
    }
    if (this.#underWay) {
      this.#admission.occupy(id, {
        accountId,
        operation: operation ?? 'delete',
      });
      this.#taken = true;
    } else if (phase !== 'idle') {
      this.#admission.vacate(id);
      this.#taken = false;
    }
  }

  /** At the end of a run only a write that is under way keeps it. */
  leave(assignmentId: string): void {
    if (!this.#underWay) {
      this.#admission.vacate(assignmentId);
    }
  }
}
