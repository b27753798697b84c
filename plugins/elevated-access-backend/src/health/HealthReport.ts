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
import type {
  Dependency,
  Health,
  OverdueAccess,
} from 'backstage-plugin-elevated-access-common';
import type { DependencyState, Stores, WatchedName } from '../database/types';
import type { DirectoryService } from '../directory/DirectoryService';
import type { PolicyBook } from '../policies/PolicyBook';
import type { OverdueListing, RequestCall } from '../requests/types';
import { quotaOf, type QuotaSources } from './quota';

/** After this long, in milliseconds, nobody knows any more how a service is doing. */
const STALE_AFTER = 120_000;

/** How everything is doing, as any replica reads it from the database. */
export class HealthReport {
  readonly #stores: Pick<Stores, 'lease' | 'requests' | 'dependencies' | 'now'>;
  readonly #directory: Pick<DirectoryService, 'state' | 'requireSnapshot'>;
  readonly #requests: {
    listOverdue(call: RequestCall): Promise<OverdueListing>;
  };
  readonly #policies: Pick<PolicyBook, 'state'>;
  readonly #quota: QuotaSources;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Pick<Stores, 'lease' | 'requests' | 'dependencies' | 'now'>;
    directory: Pick<DirectoryService, 'state' | 'requireSnapshot'>;
    /** Knows which overdue access a caller may see. */
    requests: { listOverdue(call: RequestCall): Promise<OverdueListing> };
    policies: Pick<PolicyBook, 'state'>;
    /** What this replica knows of AWS's quotas. */
    quota: QuotaSources;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#directory = options.directory;
    this.#requests = options.requests;
    this.#policies = options.policies;
    this.#quota = options.quota;
    this.#logger = options.logger;
  }

  async report(call: RequestCall): Promise<Health> {
    const now = await this.#stores.now();
    const { detailed, items } = await this.#overdue(call);
    const lease = await this.#stores.lease.current();
    const acting = lease !== undefined && lease.expiresAt > now;
    const { eventLog, ...services } = await this.#dependencies(now, detailed);
    const directory = await this.#directoryState(detailed);
    const policies = await this.#policyState(detailed);
    const queue = await this.#queue();
    return {
      status: statusOf({
        acting,
        directory,
        policies,
        queue,
        eventLog,
        ...services,
      }),
      now: now.toISOString(),
      engine: {
        acting,
        leader: (detailed && lease?.holder) || null,
        leaseExpiresAt: (detailed && lease?.expiresAt.toISOString()) || null,
      },
      directory: directory.shown,
      policies: policies.shown,
      ...services,
      queue,
      quota: quotaOf(this.#quota),
      overdue: items,
    };
  }

  /** A catalog or permission framework that is down must not hide how the rest is doing. */
  async #overdue(
    call: RequestCall,
  ): Promise<{ detailed: boolean; items: OverdueAccess[] }> {
    try {
      return await this.#requests.listOverdue(call);
    } catch (error) {
      this.#logger.warn(
        `Health is shown without overdue access and details: ${
          toError(error).message
        }`,
      );
      return { detailed: false, items: [] };
    }
  }

  async #dependencies(
    now: Date,
    detailed: boolean,
  ): Promise<Record<WatchedName, Dependency>> {
    const states = await this.#stores.dependencies.list();
    const shown = (name: WatchedName) =>
      presentState(
        states.find(state => state.name === name),
        { now, detailed },
      );
    return {
      identityCenter: shown('identityCenter'),
      identityStore: shown('identityStore'),
      organizations: shown('organizations'),
      eventLog: shown('eventLog'),
    };
  }

  async #directoryState(detailed: boolean) {
    const { syncedAt, lastError, oldestDetailAt } =
      await this.#directory.state();
    const usable = await this.#directory.requireSnapshot().then(
      () => true,
      () => false,
    );
    return {
      troubled: !usable || lastError !== null,
      shown: {
        syncedAt: syncedAt?.toISOString() ?? null,
        oldestDetailAt: oldestDetailAt?.toISOString() ?? null,
        lastError: detailed ? lastError : null,
        usable,
      },
    };
  }

  async #policyState(detailed: boolean) {
    const { unreadable, closed } = await this.#policies.state();
    return {
      troubled: closed !== undefined || unreadable.length > 0,
      shown: {
        usable: closed === undefined,
        unreadable: detailed
          ? unreadable.map(({ kind, name }) => ({ kind, name }))
          : null,
        lastError: (detailed && closed?.message) || null,
      },
    };
  }

  async #queue(): Promise<Health['queue']> {
    const { requests } = this.#stores;
    return {
      scheduled: await requests.count({ statuses: ['scheduled'] }),
      activating: await requests.count({ statuses: ['activating'] }),
      ending: await requests.count({ statuses: ['ending'] }),
      overdue: await requests.count({
        statuses: ['ending', 'activating'],
        overdue: true,
      }),
    };
  }
}

function presentState(
  state: DependencyState | undefined,
  options: { now: Date; detailed: boolean },
): Dependency {
  if (!state) {
    return { status: 'unknown', since: null, lastError: null };
  }
  const { status, since, checkedAt, lastError } = state;
  return options.now.getTime() - checkedAt.getTime() > STALE_AFTER
    ? { status: 'unknown', since: checkedAt.toISOString(), lastError: null }
    : {
        status,
        since: since.toISOString(),
        lastError: options.detailed ? lastError : null,
      };
}

/** Down: nothing is given or removed. Degraded: something does not work, or did not in time. */
function statusOf(known: {
  acting: boolean;
  directory: { troubled: boolean };
  policies: { troubled: boolean };
  queue: Health['queue'];
  identityCenter: Dependency;
  identityStore: Dependency;
  organizations: Dependency;
  eventLog: Dependency;
}): Health['status'] {
  const { acting, directory, queue, identityCenter, eventLog } = known;
  if (!acting || identityCenter.status === 'down') {
    return 'down';
  }
  const services = [identityCenter, known.identityStore, known.organizations];
  const troubled =
    services.some(({ status }) => status !== 'ok') ||
    // A log that was not verified yet is no bad news.
    eventLog.status === 'down' ||
    directory.troubled ||
    known.policies.troubled ||
    queue.overdue > 0;
  return troubled ? 'degraded' : 'ok';
}
