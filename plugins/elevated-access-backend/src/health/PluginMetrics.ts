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
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { toError } from '@backstage/errors';
import type {
  EventChainStore,
  OutboxChannel,
  OutboxStore,
  RequestStore,
} from '../database/types';
import type { EngineHealth } from '../engine';
import type { EngineMetrics } from '../engine/metrics';

const PREFIX = 'elevated_access';

/** Unsealed events are counted no further. */
const MANY = 10_000;

type Figures = Pick<
  EngineHealth,
  | 'isLeader'
  | 'waitingWrites'
  | 'longestLane'
  | 'writeTokens'
  | 'writesInFlight'
>;

/** What the plugin measures, as OpenTelemetry metrics. docs/metrics.md has a table of them. */
export class PluginMetrics {
  readonly engine: EngineMetrics;
  readonly #metrics: MetricsService;
  readonly #failed;
  readonly #anchorsFailed;

  constructor(options: { metrics: MetricsService }) {
    this.#metrics = options.metrics;
    this.#failed = this.#metrics.createCounter(
      `${PREFIX}.notifications.failed`,
      {
        description: 'Attempts to tell somebody of an event that failed',
        unit: '{attempt}',
      },
    );
    this.#anchorsFailed = this.#metrics.createCounter(
      `${PREFIX}.event_log.anchors.failed`,
      {
        description: 'Attempts to anchor the event log that failed',
        unit: '{attempt}',
      },
    );
    this.engine = this.#createEngineMetrics();
  }

  notificationFailed(channel: OutboxChannel): void {
    this.#failed.add(1, { channel });
  }

  anchorFailed(place: string): void {
    this.#anchorsFailed.add(1, { place });
  }

  /**
   * Gauges that are read when somebody collects them. Those over all replicas
   * are given by the acting one alone, so that sums count everything once.
   */
  observe(options: {
    stores: {
      requests: Pick<RequestStore, 'count'>;
      outbox: Pick<OutboxStore, 'count'>;
      chain: Pick<EventChainStore, 'countUnsealed'>;
    };
    engine: { health(): Figures };
    logger: LoggerService;
  }): void {
    const { stores, engine, logger } = options;
    const { requests, outbox, chain } = stores;
    const gauge = (
      name: string,
      description: string,
      read: () => number | Promise<number>,
      where: 'everywhere' | 'where it acts' = 'where it acts',
    ) =>
      this.#metrics
        .createObservableGauge(`${PREFIX}.${name}`, { description })
        .addCallback(async result => {
          if (where === 'where it acts' && !engine.health().isLeader) {
            return;
          }
          try {
            result.observe(await read());
          } catch (error) {
            logger.warn(
              `Metric ${PREFIX}.${name} could not be read: ${
                toError(error).message
              }`,
            );
          }
        });

    gauge(
      'engine.leader',
      '1 on the replica that acts, 0 on the others; the sum has to be 1',
      () => (engine.health().isLeader ? 1 : 0),
      'everywhere',
    );
    gauge(
      'engine.writes.in_flight',
      'Assignment writes that AWS has not finished',
      () => engine.health().writesInFlight,
    );
    gauge(
      'engine.writes.waiting',
      'Assignment writes that wait for their turn',
      () => engine.health().waitingWrites,
    );
    gauge(
      'engine.lanes.longest',
      'Assignment writes that wait for the account that most wait for',
      () => engine.health().longestLane,
    );
    gauge(
      'engine.tokens',
      'Assignment writes that could go out at once, as far as their rate is concerned',
      () => engine.health().writeTokens,
    );
    gauge(
      'requests.overdue',
      'Access that should have ended and is not verified gone',
      () =>
        requests.count({ statuses: ['ending', 'activating'], overdue: true }),
    );
    gauge('grants.active', 'Grants whose access is there', () =>
      requests.count({ statuses: ['active'] }),
    );
    gauge(
      'event_log.unsealed',
      'Events that have no place in the chain yet; counted up to 10,000',
      () => chain.countUnsealed(MANY),
    );
    gauge('notifications.waiting', 'News that nobody was told of yet', () =>
      outbox.count(),
    );
  }

  #createEngineMetrics(): EngineMetrics {
    const firstCall = this.#metrics.createHistogram(
      `${PREFIX}.engine.due_to_first_call`,
      {
        description: 'From when a write was due until AWS was called for it',
        unit: 'ms',
      },
    );
    const operation = this.#metrics.createHistogram(
      `${PREFIX}.engine.operation.duration`,
      {
        description:
          "From AWS's acceptance of a write until it had finished it",
        unit: 'ms',
      },
    );
    const gone = this.#metrics.createHistogram(`${PREFIX}.engine.due_to_gone`, {
      description:
        'From the end of a window until its access was verified gone',
      unit: 'ms',
    });
    const conflicts = this.#metrics.createCounter(
      `${PREFIX}.engine.conflicts`,
      {
        description:
          'Writes that AWS refused because something else is under way in their account',
      },
    );
    const throttled = this.#metrics.createCounter(
      `${PREFIX}.engine.throttled`,
      { description: 'Calls that AWS refused because they came too fast' },
    );
    return {
      firstCall: (kind, waitedMs) =>
        firstCall.record(waitedMs, { operation: kind }),
      operationOver: (kind, outcome, tookMs) =>
        operation.record(tookMs, { operation: kind, outcome }),
      gone: lateMs => gone.record(lateMs),
      throttled: () => throttled.add(1),
      conflict: () => conflicts.add(1),
    };
  }
}
