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
import type { EventLogVerification } from 'backstage-plugin-elevated-access-common';
import type { AnchorStore } from '../database/anchorTypes';
import type { EventChainStore } from '../database/types';
import type { Chore, ChoreContext } from '../engine';
import { verifyEventLog } from './eventLog';

const DAY = 24 * 60 * 60 * 1_000;

/** After every few milliseconds' worth: five million events take some minutes, and a sixth of a processor. */
const REST = 20;

/** A verification and when it began. */
export interface VerifiedLog {
  at: Date;
  result: EventLogVerification;
}

/** Has the acting replica verify the event log once a day, and says so loudly when it is not what was written. */
export class EventLogWatch implements Chore {
  readonly name = 'Verifying the event log';
  readonly everyMs: number;
  readonly #stores: { chain: EventChainStore; anchors: AnchorStore };
  readonly #logger: LoggerService;
  #last: VerifiedLog | undefined;

  constructor(options: {
    stores: { chain: EventChainStore; anchors: AnchorStore };
    logger: LoggerService;
    /** Milliseconds between two verifications; a day by default. */
    everyMs?: number;
  }) {
    this.#stores = options.stores;
    this.#logger = options.logger;
    this.everyMs = options.everyMs ?? DAY;
  }

  /** What was last found on this replica; undefined until it has verified. */
  get last(): VerifiedLog | undefined {
    return this.#last;
  }

  async run({ now, signal }: ChoreContext): Promise<void> {
    // Chores begin anew after every outage and takeover; a long log is not read again for that.
    const since = now.getTime() - (this.#last?.at.getTime() ?? -Infinity);
    if (since < this.everyMs) {
      return;
    }
    const result = await verifyEventLog(
      this.#stores.chain,
      this.#stores.anchors,
      { signal, restMs: REST },
    );
    this.#last = { at: now, result };
    if (result.brokenAt) {
      const { seq, reason } = result.brokenAt;
      this.#logger.error(
        `The event log is not what was written; the first wrong place is event ${seq}. ${reason} Keep a copy of the database as it is now and see the runbook, "Is the log intact?"`,
      );
    }
  }
}
