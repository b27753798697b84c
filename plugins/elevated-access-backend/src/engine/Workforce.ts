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
import { toError } from '@backstage/errors';
import type { Admission } from './Admission';
import type { AssignmentWorker } from './AssignmentWorker';
import type { Leadership } from './Leadership';
import type { AgreedTime, SetTimer } from './time';
import type { Turns } from './Turns';

/** A timer takes no longer than this, milliseconds. */
const LONGEST_WAIT = 60_000;

export interface WorkforceOptions {
  worker: Pick<AssignmentWorker, 'run'>;
  admission: Pick<Admission, 'admit' | 'enqueue' | 'waitMs'>;
  leadership: Pick<Leadership, 'isLeader'>;
  turns: Pick<Turns, 'wake' | 'wakeIn'>;
  time: Pick<AgreedTime, 'now'>;
  setTimer: SetTimer;
  /** Aborted when the process shuts down. */
  stop: AbortSignal;
  logger: LoggerService;
}

/** Puts one worker at a time on each assignment that is due or was let in. */
export class Workforce {
  readonly #options: WorkforceOptions;
  readonly #running = new Map<string, Promise<void>>();
  /** Assignments to be looked at again, by whether they were let in meanwhile. */
  readonly #again = new Map<string, boolean>();
  /** The version of each row as its worker last read or wrote it. */
  readonly #seen = new Map<string, number>();
  #cancelTimer: (() => void) | undefined;

  constructor(options: WorkforceOptions) {
    this.#options = options;
  }

  /** The workers under way. */
  get running(): Promise<void>[] {
    return [...this.#running.values()];
  }

  /** Whether its worker knows, or itself made, a row as new as this version. */
  hasSeen(assignmentId: string, version: number): boolean {
    const seen = this.#seen.get(assignmentId);
    if (seen === undefined) {
      return false;
    }
    // Who is done with just this version left it due: that is not old news.
    return this.#running.has(assignmentId) ? seen >= version : seen > version;
  }

  /** Forgets what workers that are done have seen: rows read from now on are newer. */
  forgetSeen(): void {
    for (const id of this.#seen.keys()) {
      if (!this.#running.has(id)) {
        this.#seen.delete(id);
      }
    }
  }

  /**
   * Has an assignment looked at, and once more if somebody is at it already.
   *
   * @param options - `version`: of the row that gave rise to it
   */
  begin(
    assignmentId: string,
    options: { admitted: boolean; version?: number },
  ): void {
    if (this.#running.has(assignmentId)) {
      const wasAdmitted = this.#again.get(assignmentId) ?? false;
      this.#again.set(assignmentId, wasAdmitted || options.admitted);
      return;
    }
    if (options.version !== undefined) {
      // Its worker is about to read this one or a newer one.
      this.#seen.set(assignmentId, options.version);
    }
    const run = this.#work(assignmentId, options.admitted).finally(() => {
      this.#running.delete(assignmentId);
      this.#goOn(assignmentId);
    });
    this.#running.set(assignmentId, run);
  }

  /** Begins the writes that may go now. */
  admit(): void {
    const { admission, leadership } = this.#options;
    if (!leadership.isLeader) {
      return;
    }
    for (const wish of admission.admit()) {
      const { assignmentId, version } = wish;
      this.begin(assignmentId, { admitted: true, version });
    }
    this.#admitIn(admission.waitMs());
  }

  /** Forgets when writes were to be let in next. */
  cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  /** Time alone lets the next one in: that takes no look at the rows. */
  #admitIn(delayMs: number | undefined): void {
    const { setTimer, stop } = this.#options;
    this.cancel();
    if (delayMs !== undefined && !stop.aborted) {
      this.#cancelTimer = setTimer(
        () => this.admit(),
        Math.min(delayMs, LONGEST_WAIT),
      );
    }
  }

  #goOn(assignmentId: string): void {
    const admitted = this.#again.get(assignmentId);
    this.#again.delete(assignmentId);
    if (this.#options.stop.aborted) {
      return;
    }
    if (admitted !== undefined) {
      this.begin(assignmentId, { admitted });
    }
    this.admit();
  }

  async #work(assignmentId: string, admitted: boolean): Promise<void> {
    const { worker, admission, turns, time, stop, logger } = this.#options;
    try {
      const outcome = await worker.run(assignmentId, {
        admitted,
        stop,
        onSeen: version => this.#seen.set(assignmentId, version),
      });
      switch (outcome.kind) {
        case 'wishes':
          admission.enqueue(outcome.wish);
          if (outcome.wish.until) {
            turns.wakeIn(outcome.wish.until.getTime() - time.now().getTime());
          }
          break;
        case 'resting':
          if (outcome.until) {
            turns.wakeIn(outcome.until.getTime() - time.now().getTime());
          }
          break;
        case 'overtaken':
          turns.wake();
          break;
        case 'stopped':
          break;
        default:
          throw new Error(`Unknown outcome ${outcome satisfies never}`);
      }
    } catch (error) {
      // The row is as it was; it is due again at the scheduler's next turn.
      logger.error(
        `Assignment ${assignmentId} could not be moved on`,
        toError(error),
      );
    }
  }
}
