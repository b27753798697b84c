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
import type { JsonObject } from '@backstage/types';
import type { EventStore } from '../database/types';
import type { Clock } from '../domain/types';
import { LONGEST_TEXT, shortMembers } from './shortMembers';

/** Attempts of one kind by one person within this time become two events at most, milliseconds. */
const WINDOW = 60_000;

/** Persons times kinds of attempts that are counted at a time. */
const MOST_WINDOWS = 5_000;

/** Something that somebody tried and may not. */
export interface Denial {
  /** As the portal's audit log names it. */
  eventId: string;
  actorRef: string;
  /** A person where it is left out. */
  actorKind?: 'service';
  /** What was answered. */
  reason: string;
  /** What it was about. */
  meta: JsonObject;
}

interface Window {
  denial: Denial;
  since: Date;
  /** Attempts behind the one that was written. */
  more: number;
}

/**
 * Writes refused attempts into the event log. Nobody can fill the log with them:
 * of what one person tries again and again within a minute, the first attempt is
 * written at once and the others as a number when the minute is over.
 */
export class DenialLog {
  readonly #stores: {
    events: Pick<EventStore, 'append'>;
    now(): Promise<Date>;
  };
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #windows = new Map<string, Window>();

  constructor(options: {
    stores: { events: Pick<EventStore, 'append'>; now(): Promise<Date> };
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Never throws: the refusal stands whether it can be written or not. */
  async denied(denial: Denial): Promise<void> {
    const key = JSON.stringify([denial.actorRef, denial.eventId]);
    const open = this.#windows.get(key);
    const now = this.#clock.now();
    if (open && !isOver(open, now)) {
      open.more += 1;
      return;
    }
    await this.sweep();
    if (this.#windows.size >= MOST_WINDOWS) {
      this.#logger.warn(
        `More people are refused at a time than the event log counts; ${denial.eventId} by ${denial.actorRef} is only in the portal's audit log`,
      );
      return;
    }
    this.#windows.set(key, { denial, since: now, more: 0 });
    await this.#write(denial, { attempts: 1 });
  }

  /** Writes what was counted in minutes that are over; with `all` in those that are not, too. */
  async sweep(options: { all?: boolean } = {}): Promise<void> {
    const now = this.#clock.now();
    for (const [key, window] of this.#windows) {
      if (options.all || isOver(window, now)) {
        this.#windows.delete(key);
        if (window.more > 0) {
          await this.#write(window.denial, {
            attempts: window.more,
            since: window.since.toISOString(),
          });
        }
      }
    }
  }

  async #write(
    { eventId, actorRef, actorKind, reason, meta }: Denial,
    counted: JsonObject,
  ): Promise<void> {
    try {
      await this.#stores.events.append({
        type: 'access.denied',
        at: await this.#stores.now(),
        actor:
          actorKind === 'service'
            ? { kind: 'service', subject: actorRef }
            : { kind: 'user', entityRef: actorRef, displayName: actorRef },
        requestId: null,
        assignmentId: null,
        data: {
          attempt: eventId,
          reason: reason.slice(0, LONGEST_TEXT),
          about: shortMembers(meta),
          ...counted,
        },
      });
    } catch (error) {
      this.#logger.warn(
        `A refused attempt could not be written into the event log: ${
          toError(error).message
        }`,
      );
    }
  }
}

function isOver({ since }: Window, now: Date): boolean {
  return now.getTime() - since.getTime() >= WINDOW;
}
