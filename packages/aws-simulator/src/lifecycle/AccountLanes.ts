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
import { errors, messages } from '../protocol/errors';

/**
 * One operation per account at a time: IAM Identity Center updates one role
 * (permission set) in an account at a time, and answers a second operation
 * with ConflictException. That quota cannot be raised.
 */
export class AccountLanes {
  readonly #busy = new Set<string>();
  readonly #clock: SimulatorClock;
  readonly #latency: Pick<LatencyOptions, 'settleMs'>;

  constructor(
    clock: SimulatorClock,
    latency: Pick<LatencyOptions, 'settleMs'>,
  ) {
    this.#clock = clock;
    this.#latency = latency;
  }

  /** @returns a function that leaves the lanes again */
  enter(accountIds: readonly string[]): () => void {
    if (accountIds.some(id => this.#busy.has(id))) {
      throw errors.conflict(messages.conflict);
    }
    accountIds.forEach(id => this.#busy.add(id));
    const leave = () => accountIds.forEach(id => this.#busy.delete(id));
    return () => {
      const { settleMs } = this.#latency;
      if (settleMs > 0) {
        this.#clock.setTimer(leave, settleMs);
      } else {
        leave();
      }
    };
  }
}
