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

export interface EngineConfig {
  /** How often each replica looks whether there is something to do, milliseconds. */
  cadenceMs: number;
  /** How long a replica that died keeps others from acting, milliseconds. */
  leaseTtlMs: number;
  /** AWS takes 15 outstanding assignment writes at most. */
  maximumWritesInFlight: number;
  /** Writes a second to begin with; more while AWS does not throttle. */
  writesPerSecond: number;
  /** AWS takes 20 calls a second at most, reads and other people's included. */
  callsPerSecond: number;
}

export const defaultEngineConfig: EngineConfig = {
  cadenceMs: 2_000,
  leaseTtlMs: 10_000,
  maximumWritesInFlight: 15,
  writesPerSecond: 8,
  callsPerSecond: 18,
};
