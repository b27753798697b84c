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

/**
 * How often an operation was called, and how that went.
 *
 * @public
 */
export interface OperationCounts {
  readonly calls: number;
  readonly succeeded: number;
  /** ThrottlingException or TooManyRequestsException. */
  readonly throttled: number;
  /** ConflictException. */
  readonly conflicts: number;
  /** Any other error reply. */
  readonly failed: number;
  /** Connections broken or left hanging. */
  readonly unanswered: number;
}

/**
 * What the API was asked: proof of a client's admission control.
 *
 * @public
 */
export interface ApiCalls extends OperationCounts {
  /** By `service:Operation`. */
  readonly byOperation: Readonly<Record<string, OperationCounts>>;
  /** Most asynchronous assignment writes ever in progress at once. */
  readonly outstandingHighWater: number;
  /** Asynchronous assignment writes in progress now. */
  readonly outstanding: number;
  /** Most calls of one service within any one second of the simulator's clock. */
  readonly busiestSecond: Readonly<Record<string, number>>;
}

export type CallOutcome =
  | 'succeeded'
  | 'throttled'
  | 'conflicts'
  | 'failed'
  | 'unanswered';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const nothing = (): Mutable<OperationCounts> => ({
  calls: 0,
  succeeded: 0,
  throttled: 0,
  conflicts: 0,
  failed: 0,
  unanswered: 0,
});

/** Counts calls, and finds the busiest second. */
export class CallLog {
  readonly #clock: SimulatorClock;
  #total = nothing();
  readonly #byOperation = new Map<string, Mutable<OperationCounts>>();
  readonly #lastSecond = new Map<string, number[]>();
  readonly #busiest = new Map<string, number>();

  constructor(clock: SimulatorClock) {
    this.#clock = clock;
  }

  arrived(service: string): void {
    const now = this.#clock.now();
    const recent = (this.#lastSecond.get(service) ?? []).filter(
      at => at > now - 1000,
    );
    recent.push(now);
    this.#lastSecond.set(service, recent);
    this.#busiest.set(
      service,
      Math.max(this.#busiest.get(service) ?? 0, recent.length),
    );
  }

  answered(service: string, operation: string, outcome: CallOutcome): void {
    const name = `${service}:${operation}`;
    const counts = this.#byOperation.get(name) ?? nothing();
    this.#byOperation.set(name, counts);
    for (const each of [counts, this.#total]) {
      each.calls += 1;
      each[outcome] += 1;
    }
  }

  /** Forgets everything counted so far. */
  reset(): void {
    this.#total = nothing();
    this.#byOperation.clear();
    this.#lastSecond.clear();
    this.#busiest.clear();
  }

  summary(outstanding: { now: number; highWater: number }): ApiCalls {
    return {
      ...this.#total,
      byOperation: Object.fromEntries(
        [...this.#byOperation].map(([name, counts]) => [name, { ...counts }]),
      ),
      outstanding: outstanding.now,
      outstandingHighWater: outstanding.highWater,
      busiestSecond: Object.fromEntries(this.#busiest),
    };
  }
}
