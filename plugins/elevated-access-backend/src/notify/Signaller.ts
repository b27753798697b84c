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
import type { SignalsService } from '@backstage/plugin-signals-node';
import { REQUESTS_SIGNAL_CHANNEL } from 'backstage-plugin-elevated-access-common';
import { setTimeout } from 'node:timers/promises';
import type { Stores } from '../database/types';

/** Changes within this time go out together: a signal costs more than most changes, milliseconds. */
const TOGETHER = 200;

/**
 * Tells open pages which requests changed, right after this replica committed
 * it; what changes in quick succession is told together. A signal that gets
 * lost costs a page a few seconds: pages ask again by themselves.
 */
export class Signaller {
  readonly #stores: Pick<Stores, 'onCommitted'>;
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  /** Requests that changed and were not told yet. */
  readonly #changed = new Set<string>();
  #telling: Promise<void> | undefined;

  constructor(options: {
    stores: Pick<Stores, 'onCommitted'>;
    signals: SignalsService;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  /** Begins to listen; the returned function stops it. */
  start(): () => void {
    return this.#stores.onCommitted(events => {
      for (const { requestId } of events) {
        if (requestId !== null) {
          this.#changed.add(requestId);
        }
      }
      this.#tellSoon();
    });
  }

  /** Resolves when everything committed so far has been told. */
  async settled(): Promise<void> {
    while (this.#telling) {
      await this.#telling;
    }
  }

  #tellSoon(): void {
    if (this.#changed.size > 0) {
      this.#telling ??= this.#tell().finally(() => {
        this.#telling = undefined;
        this.#tellSoon();
      });
    }
  }

  async #tell(): Promise<void> {
    const requestIds = [...this.#changed];
    this.#changed.clear();
    await this.#publish(requestIds);
    await setTimeout(TOGETHER, undefined, { ref: false });
  }

  /** Ids only, to everybody: whoever hears them reads the request through the API, which decides what they may see. */
  async #publish(requestIds: string[]): Promise<void> {
    try {
      await this.#signals.publish({
        recipients: { type: 'broadcast' },
        channel: REQUESTS_SIGNAL_CHANNEL,
        message: { requestIds },
      });
    } catch (error) {
      this.#logger.warn(
        `Open pages could not be told of changes: ${toError(error).message}`,
      );
    }
  }
}
