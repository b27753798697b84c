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

/**
 * A simulated service.
 *
 * @public
 */
export type ServiceName =
  | 'sso-admin'
  | 'identitystore'
  | 'organizations'
  | 'cloudtrail'
  | 'sts';

/**
 * What a fault does.
 *
 * @public
 */
export type FaultAction =
  /** Answers the service's own throttling error; nothing takes effect. */
  | { kind: 'throttle'; reason?: 'rate' | 'outstanding' }
  /** Answers an error, 500 by default, before or after the effect. */
  | {
      kind: 'error';
      name?: string;
      message?: string;
      status?: number;
      when?: 'before' | 'after';
    }
  /** Breaks the connection; after the effect, only the reply is lost. */
  | { kind: 'drop'; when?: 'before' | 'after' }
  /** Never answers. */
  | { kind: 'hang'; when?: 'before' | 'after' }
  /** Holds the request, or its reply, back by so many milliseconds. */
  | { kind: 'delay'; ms: number; when?: 'before' | 'after' }
  /** Accepts an asynchronous operation that will end FAILED. */
  | { kind: 'fail-later'; reason?: string }
  /** Accepts an asynchronous operation and forgets its request id. */
  | { kind: 'forget-status' }
  /** Makes the asynchronous operation take so many milliseconds longer. */
  | { kind: 'slow-operation'; ms: number }
  /** Makes lists show the outcome only so many milliseconds later. */
  | { kind: 'list-lag'; ms: number };

/**
 * A fault to inject. Plain JSON, so that it can be set from another process.
 *
 * @public
 */
export interface FaultRule {
  /** Operation name, for example CreateAccountAssignment; `*`, the default, for all. */
  operation?: string;
  /** Only this service. */
  service?: ServiceName;
  /** Only the nth matching call, or calls, counted from 1. */
  nth?: number | number[];
  /** Strikes with this probability, from the seed. */
  probability?: number;
  /** Strikes at most so many times. */
  times?: number;
  /** Only requests whose body has these members with these values. */
  match?: Record<string, string | number>;
  action: FaultAction;
}

/**
 * How AWS is down.
 *
 * @public
 */
export interface OutageState {
  /**
   * `refuse`: nobody listens on the port (ECONNREFUSED), control and portal
   * included. `reset`: connections break. `unavailable`: HTTP 503.
   * `hang`: no answer while it lasts.
   */
  mode: 'refuse' | 'reset' | 'unavailable' | 'hang';
  /** Only these services; all when left out. */
  services?: ServiceName[];
  /** Only requests signed for these Regions; all when left out. */
  regions?: string[];
  /** Ends by itself after so many milliseconds of the simulator's clock. */
  forMs?: number;
}
