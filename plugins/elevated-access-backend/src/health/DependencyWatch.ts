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

import {
  dependencyNames,
  type DependencyName,
  type DependencyState,
  type Stores,
  type WatchedName,
} from '../database/types';
import type { Chore, ChoreContext } from '../engine/chores';
import type { Probe } from './awsServices';
import type { Finding, Reachability } from './Reachability';

/** All in milliseconds. */
const INTERVAL = 1_000;
const PROBE_INTERVAL = 30_000;
const PROBE_INTERVAL_WHILE_DOWN = 5_000;
const PROBE_PATIENCE = 10_000;

/**
 * Has the acting replica write down how what the plugin depends on is doing, so
 * that every replica gives the same answer: at once when a call finds something
 * else than before, and after a probe of each service every 30 seconds, every 5
 * while one of them is down.
 */
export class DependencyWatch implements Chore {
  readonly name = 'The state of AWS';
  readonly everyMs = INTERVAL;
  readonly #stores: Stores;
  readonly #reachability: Reachability;
  readonly #probes: Readonly<Record<DependencyName, Probe>>;
  readonly #eventLog: () => Finding | undefined;
  #probedAt = -Infinity;
  /** What this replica wrote last. */
  #written = '';

  constructor(options: {
    stores: Stores;
    reachability: Reachability;
    probes: Readonly<Record<DependencyName, Probe>>;
    /** What was last found of the event log; undefined until it was verified. */
    eventLog?: () => Finding | undefined;
  }) {
    this.#stores = options.stores;
    this.#reachability = options.reachability;
    this.#probes = options.probes;
    this.#eventLog = options.eventLog ?? (() => undefined);
  }

  async run(context: ChoreContext): Promise<void> {
    const probing = context.now.getTime() - this.#probedAt >= this.#interval();
    if (probing) {
      await this.#probe(context.signal);
    }
    if (context.signal.aborted) {
      return;
    }
    const findings = this.#findings();
    const written = JSON.stringify(findings.map(([, { status }]) => status));
    if (probing || written !== this.#written) {
      await this.#write(findings, context);
      this.#written = written;
      this.#probedAt = probing ? context.now.getTime() : this.#probedAt;
    }
  }

  #interval(): number {
    return dependencyNames.some(
      name => this.#reachability.of(name)?.status === 'down',
    )
      ? PROBE_INTERVAL_WHILE_DOWN
      : PROBE_INTERVAL;
  }

  async #probe(signal: AbortSignal): Promise<void> {
    await Promise.all(
      dependencyNames.map(async name => {
        try {
          await this.#probes[name](
            AbortSignal.any([signal, AbortSignal.timeout(PROBE_PATIENCE)]),
          );
          this.#reachability.probed(name);
        } catch (error) {
          this.#reachability.probed(name, error);
        }
      }),
    );
  }

  #findings(): [WatchedName, Finding][] {
    const found: [WatchedName, Finding | undefined][] = [
      ...dependencyNames.map((name): [WatchedName, Finding | undefined] => [
        name,
        this.#reachability.of(name),
      ]),
      ['eventLog', this.#eventLog()],
    ];
    return found.flatMap(([name, finding]) =>
      finding ? [[name, finding]] : [],
    );
  }

  async #write(
    findings: readonly [WatchedName, Finding][],
    { lease: assertFresh }: ChoreContext,
  ): Promise<void> {
    const now = await this.#stores.now();
    const before = await this.#stores.dependencies.list();
    const lease = assertFresh();
    const states = findings.map(([name, finding]): DependencyState => {
      const known = before.find(state => state.name === name);
      return {
        name,
        ...finding,
        since: known?.status === finding.status ? known.since : now,
        checkedAt: now,
      };
    });
    await this.#stores.transaction(async tx => {
      await tx.lease.assertHeld(lease);
      await tx.dependencies.save(states);
    });
  }
}
