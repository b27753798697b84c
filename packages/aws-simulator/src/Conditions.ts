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
  AwsSimulatorOptions,
  LatencyOptions,
  LimitOptions,
  resolveLatency,
  resolveLimits,
} from './options';

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * How slow AWS is and what it limits, while it runs. All parts share the two
 * objects, so that a change is in force for every call and operation after it.
 */
export class Conditions {
  readonly #latency: Changeable<LatencyOptions>;
  readonly #limits: Changeable<LimitOptions>;

  constructor(options: Pick<AwsSimulatorOptions, 'latency' | 'limits'>) {
    this.#latency = { ...resolveLatency(options.latency) };
    this.#limits = { ...resolveLimits(options.limits) };
  }

  get latency(): LatencyOptions {
    return this.#latency;
  }

  get limits(): LimitOptions {
    return this.#limits;
  }

  /** Operations under way take as long as they would have. */
  setLatency(latency: AwsSimulatorOptions['latency']): void {
    Object.assign(this.#latency, resolveLatency(latency));
  }

  setLimits(limits: AwsSimulatorOptions['limits']): void {
    Object.assign(this.#limits, resolveLimits(limits));
  }
}
