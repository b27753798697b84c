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
import type { AwsDirectoryReader } from '../aws/types';
import type { DirectoryDetailStore } from '../database/directoryDetailTypes';
import type { DirectoryStore } from '../database/types';
import type { Clock } from '../domain/types';
import { DirectoryReading } from './DirectoryReading';

/**
 * Reads accounts, permission sets and users from AWS and replaces the snapshot
 * with what it found.
 *
 * Only a complete reading replaces a snapshot. One that fails anywhere, the list
 * of what the management account holds included, leaves the old snapshot alone
 * and records why: without that list a protected permission set could be granted.
 */
export class DirectorySync {
  readonly #reading: DirectoryReading;
  readonly #store: DirectoryStore;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  #running: Promise<void> | undefined;

  constructor(options: {
    reader: AwsDirectoryReader;
    store: DirectoryStore;
    details: DirectoryDetailStore;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#reading = new DirectoryReading(options);
    this.#store = options.store;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Synchronises now. A call while another runs in this process joins it. Never rejects because of AWS. */
  run(signal?: AbortSignal): Promise<void> {
    this.#running ??= this.#run(signal).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Synchronises now if there is no snapshot or the last attempt failed. */
  async catchUp(signal?: AbortSignal): Promise<void> {
    const { syncedAt, lastError } = await this.#store.state();
    if (!syncedAt || lastError) {
      await this.run(signal);
    }
  }

  async #run(signal?: AbortSignal): Promise<void> {
    const startedAt = this.#clock.now();
    try {
      const { syncedAt } = await this.#store.state();
      await this.#reading.run({
        lastReadAt: syncedAt,
        signal,
        commit: async contents => {
          await this.#store.replace(contents, startedAt);
          this.#logger.info(
            `Directory read: ${contents.accounts.length} accounts, ${contents.permissionSets.length} permission sets, ${contents.users.length} users`,
          );
        },
      });
    } catch (error) {
      const { message } = toError(error);
      if (signal?.aborted) {
        const seconds = Math.round(
          (this.#clock.now().getTime() - startedAt.getTime()) / 1_000,
        );
        const stopped = `Reading was stopped after ${seconds} s, before it was complete`;
        this.#logger.warn(`${stopped}; the last snapshot stays`);
        await this.#store.recordFailure(stopped, startedAt);
        return;
      }
      this.#logger.error(
        `Directory could not be read from AWS, the last snapshot stays: ${message}`,
      );
      await this.#store.recordFailure(message, startedAt);
    }
  }
}
