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

import { SimulatorClock } from '../clock/types';
import { LatencyOptions } from '../options';

/** One record, as CloudTrail keeps it. */
export interface TrailEntry {
  readonly eventId: string;
  /** When it happened, epoch milliseconds, to the second. */
  readonly at: number;
  readonly accountId: string;
  readonly region: string;
  /** What CloudTrail calls the user: of an assumed role, the name of the session. */
  readonly userName: string;
  readonly permissionSetArn: string;
  readonly accessKeyId: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly readOnly: boolean;
  readonly resources: ReadonlyArray<{
    readonly type: string;
    readonly name: string;
  }>;
  /** The whole record. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** CloudTrail keeps its event history for 90 days. */
const HISTORY_MS = 90 * 86_400_000;

/** The event history of all accounts and Regions. */
export class Trail {
  readonly #clock: SimulatorClock;
  readonly #latency: LatencyOptions;
  readonly #places = new Map<string, TrailEntry[]>();

  constructor(clock: SimulatorClock, latency: LatencyOptions) {
    this.#clock = clock;
    this.#latency = latency;
  }

  add(entry: TrailEntry): void {
    const place = placeOf(entry);
    const entries = this.#places.get(place) ?? [];
    entries.push(entry);
    this.#places.set(place, entries);
  }

  /** What CloudTrail shows of one account and Region by now. */
  delivered(accountId: string, region: string): TrailEntry[] {
    const now = this.#clock.now();
    return (this.#places.get(placeOf({ accountId, region })) ?? []).filter(
      ({ at }) => at >= now - HISTORY_MS && at + this.#latency.trailMs <= now,
    );
  }

  /** Takes back what has not happened yet and now will not. */
  retract(isRetracted: (entry: TrailEntry) => boolean): void {
    for (const [place, entries] of this.#places) {
      this.#places.set(
        place,
        entries.filter(entry => !isRetracted(entry)),
      );
    }
  }
}

function placeOf(place: { accountId: string; region: string }): string {
  return `${place.accountId} ${place.region}`;
}
