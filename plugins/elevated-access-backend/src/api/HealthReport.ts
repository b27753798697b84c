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

import type { Health } from 'backstage-plugin-elevated-access-common';
import type { DirectoryState, Stores } from '../database/types';
import type { DirectoryService } from '../directory/DirectoryService';
import type { EngineHealth } from '../engine';

/** How the parts are doing, put together from what each of them knows of itself. */
export class HealthReport {
  readonly #stores: Pick<Stores, 'lease' | 'requests'>;
  readonly #directory: Pick<DirectoryService, 'state' | 'requireSnapshot'>;
  readonly #engine: { health(): EngineHealth };

  constructor(options: {
    stores: Pick<Stores, 'lease' | 'requests'>;
    directory: Pick<DirectoryService, 'state' | 'requireSnapshot'>;
    engine: { health(): EngineHealth };
  }) {
    this.#stores = options.stores;
    this.#directory = options.directory;
    this.#engine = options.engine;
  }

  async report(): Promise<Health> {
    const lease = await this.#stores.lease.current();
    const directory = await this.#directory.state();
    const identityCenter = this.#identityCenter(directory);
    const queue = await this.#queue();
    const usable = await this.#directory.requireSnapshot().then(
      () => true,
      () => false,
    );
    const troubled =
      !usable || directory.lastError !== null || queue.overdue > 0;
    return {
      status: statusOf(identityCenter, troubled),
      now: now.toISOString(),
      engine: {
        acting: lease !== undefined && lease.expiresAt > now,
        leader: lease?.holder ?? null,
        leaseExpiresAt: lease?.expiresAt.toISOString() ?? null,
      },
      directory: {
        syncedAt: directory.syncedAt?.toISOString() ?? null,
        lastError: directory.lastError,
      },
      identityCenter,
      queue,
    };
  }

  /** What the engine found when it last called AWS; until it has, what reading the directory found. */
  #identityCenter(directory: DirectoryState): Health['identityCenter'] {
    const { status, since, lastError } = this.#engine.health().identityCenter;
    if (status !== 'unknown') {
      return { status, since: since?.toISOString() ?? null, lastError };
    }
    if (directory.lastError !== null) {
      return {
        status: 'down',
        since: directory.lastAttemptAt?.toISOString() ?? null,
        lastError: directory.lastError,
      };
    }
    return {
      status: directory.syncedAt ? 'ok' : 'unknown',
      since: directory.syncedAt?.toISOString() ?? null,
      lastError: null,
    };
  }

  async #queue(): Promise<Health['queue']> {
    return {
      activating: await this.#stores.requests.count({
        statuses: ['activating'],
      }),
      ending: await this.#stores.requests.count({ statuses: ['ending'] }),
      overdue: await this.#stores.requests.count({
        statuses: ['ending'],
        overdue: true,
      }),
    };
  }
}

function statusOf(
  identityCenter: Health['identityCenter'],
  troubled: boolean,
): Health['status'] {
  if (identityCenter.status === 'down') {
    return 'down';
  }
  return troubled ? 'degraded' : 'ok';
}
