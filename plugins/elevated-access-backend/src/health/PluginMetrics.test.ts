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

import type {
  MetricsService,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PluginMetrics } from './PluginMetrics';

/** Metrics as a collector sees them. */
class Collector {
  readonly recorded: [string, number, unknown][] = [];
  /** Every metric that was registered, with its kind. */
  readonly registered = new Map<string, string>();
  readonly service: MetricsService = metricsServiceMock.mock({
    createCounter: name => ({
      add: (value, attributes) => this.#record(name, value, attributes),
      ...this.#register(name, 'counter'),
    }),
    createHistogram: name => ({
      record: (value, attributes) => this.#record(name, value, attributes),
      ...this.#register(name, 'histogram'),
    }),
    createObservableGauge: name => ({
      ...this.#register(name, 'gauge'),
      addCallback: callback => {
        this.#gauges.set(name, observe => callback({ observe }));
      },
      removeCallback: () => {},
    }),
  });
  readonly #gauges = new Map<
    string,
    (
      observe: (value: number) => void,
    ) => ReturnType<MetricsServiceObservableCallback>
  >();

  async collect(): Promise<Record<string, number>> {
    const values: Record<string, number> = {};
    for (const [name, read] of this.#gauges) {
      await read(value => {
        values[name] = value;
      });
    }
    return values;
  }

  #register(name: string, kind: string): object {
    this.registered.set(name, kind);
    return {};
  }

  #record(name: string, value: number, attributes: unknown): void {
    this.recorded.push([name, value, attributes]);
  }
}

describe('PluginMetrics', () => {
  const logger = mockServices.logger.mock();
  let collector: Collector;
  let metrics: PluginMetrics;

  beforeEach(() => {
    collector = new Collector();
    metrics = new PluginMetrics({ metrics: collector.service });
  });

  function observe(options: { isLeader: boolean; broken?: boolean }) {
    metrics.observe({
      stores: {
        requests: {
          count: async ({ overdue }) => {
            if (options.broken) {
              throw new Error('no database');
            }
            return overdue ? 2 : 7;
          },
        },
        outbox: { count: async () => 3 },
        chain: { countUnsealed: async () => 1 },
      },
      engine: {
        health: () => ({
          ...options,
          waitingWrites: 4,
          longestLane: 2,
          writeTokens: 7.5,
          writesInFlight: 5,
        }),
      },
      logger,
    });
  }

  it('gives the figures of the whole portal on the acting replica', async () => {
    observe({ isLeader: true });
    await expect(collector.collect()).resolves.toEqual({
      'elevated_access.engine.leader': 1,
      'elevated_access.engine.writes.in_flight': 5,
      'elevated_access.engine.writes.waiting': 4,
      'elevated_access.engine.lanes.longest': 2,
      'elevated_access.engine.tokens': 7.5,
      'elevated_access.requests.overdue': 2,
      'elevated_access.grants.active': 7,
      'elevated_access.event_log.unsealed': 1,
      'elevated_access.notifications.waiting': 3,
    });
  });

  it('gives them nowhere else, so that sums count everything once', async () => {
    observe({ isLeader: false });
    await expect(collector.collect()).resolves.toEqual({
      'elevated_access.engine.leader': 0,
    });
  });

  it('leaves out what cannot be read', async () => {
    observe({ isLeader: true, broken: true });
    const figures = await collector.collect();
    expect(Object.keys(figures)).not.toContain(
      'elevated_access.requests.overdue',
    );
    expect(figures['elevated_access.notifications.waiting']).toBe(3);
  });

  it('records what the engine measures and what could not be told', () => {
    metrics.engine.firstCall('delete', 120);
    metrics.engine.operationOver('create', 'succeeded', 2_500);
    metrics.engine.gone(4_000);
    metrics.engine.throttled();
    metrics.engine.conflict();
    metrics.notificationFailed('notification');
    metrics.anchorFailed('log');
    expect(collector.recorded).toEqual([
      [
        'elevated_access.engine.due_to_first_call',
        120,
        { operation: 'delete' },
      ],
      [
        'elevated_access.engine.operation.duration',
        2_500,
        { operation: 'create', outcome: 'succeeded' },
      ],
      ['elevated_access.engine.due_to_gone', 4_000, undefined],
      ['elevated_access.engine.throttled', 1, undefined],
      ['elevated_access.engine.conflicts', 1, undefined],
      ['elevated_access.notifications.failed', 1, { channel: 'notification' }],
      ['elevated_access.event_log.anchors.failed', 1, { place: 'log' }],
    ]);
  });

  it('is what docs/metrics.md says there is, no more and no less', async () => {
    observe({ isLeader: true });
    const text = await readFile(
      resolve(__dirname, '../../../../docs/metrics.md'),
      'utf8',
    );
    const documented = [
      ...text.matchAll(/^\| `(elevated_access\.[a-z_.]+)` *\| (\w+) /gm),
    ].map(([, name, kind]) => [name, kind]);
    expect(Object.fromEntries(documented)).toEqual(
      Object.fromEntries(collector.registered),
    );
    expect(documented).toHaveLength(collector.registered.size);
  });
});
