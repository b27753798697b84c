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
import type { Stores } from '../database/types';
import type { Leadership } from './Leadership';
import type { SetTimer } from './time';
import { PEEK } from './tuning';

/**
 * Hears of what other replicas commit: the acting one looks at the end of the
 * event log, one read by primary key, two when there is something new in it.
 */
export class NewsWatch {
  readonly #options: {
    events: Pick<Stores['events'], 'news'>;
    leadership: Leadership;
    setTimer: SetTimer;
    logger: LoggerService;
    /** Somebody but the engine wrote something. */
    onNews: () => void;
  };
  /** Where the log ended when it was last looked at. */
  #position: number | undefined;
  #looking: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  #stopped = false;

  constructor(options: {
    events: Pick<Stores['events'], 'news'>;
    leadership: Leadership;
    setTimer: SetTimer;
    logger: LoggerService;
    onNews: () => void;
  }) {
    this.#options = options;
  }

  /** The look under way; undefined when there is none. */
  get looking(): Promise<void> | undefined {
    return this.#looking;
  }

  /** Counts as old what is in the log already. */
  async begin(): Promise<void> {
    this.#position = (await this.#options.events.news()).position;
  }

  /** Looks from now on, for as long as this replica acts. */
  lookLater(): void {
    if (this.#cancelTimer || this.#looking || this.#stopped) {
      return;
    }
    this.#cancelTimer = this.#options.setTimer(() => {
      this.#cancelTimer = undefined;
      this.#looking = this.#look().finally(() => {
        this.#looking = undefined;
        if (this.#options.leadership.isLeader) {
          this.lookLater();
        }
      });
    }, PEEK);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  async #look(): Promise<void> {
    const { events, leadership, logger, onNews } = this.#options;
    if (!leadership.isLeader) {
      return;
    }
    try {
      const { position, byOthers } = await events.news(this.#position);
      this.#position = position;
      if (byOthers) {
        onNews();
      }
    } catch (error) {
      // The turns find it all the same, and say what is wrong with the database.
      logger.debug('The event log could not be looked at', toError(error));
    }
  }
}
