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
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { AssignmentProvisioner } from '../aws/types';
import type { Stores } from '../database/types';
import type { Chore } from './chores';
import type { ContactState } from './Contact';
import type { EngineConfig } from './engineConfig';
import type { ActivationGate } from './GateKeeper';
import type { EngineMetrics } from './metrics';
import type { Monotonic, SetTimer } from './time';

/** What an engine is made of. */
export interface EngineOptions {
  stores: Stores;
  provisioner: AssignmentProvisioner;
  activationGate: ActivationGate;
  /** What else the acting replica looks after. */
  chores?: readonly Chore[];
  logger: LoggerService;
  /** Where figures go; nowhere by default. */
  metrics?: EngineMetrics;
  /** Without one, only `runTurn` and `wake` make the engine act. */
  scheduler?: SchedulerService;
  config?: Partial<EngineConfig>;
  /** Names this replica; unique to the process by default. */
  holder?: string;
  /** Whether all of this backend has started; until then others act. So by default. */
  hasStarted?: () => boolean;
  /** Milliseconds that never jump; the process's own by default. */
  monotonic?: Monotonic;
  setTimer?: SetTimer;
  /** A number in [0, 1); for delays only. */
  random?: () => number;
}

/** What the engine can say of itself. */
export interface EngineHealth {
  /** Whether this replica acts. */
  isLeader: boolean;
  holder: string;
  identityCenter: ContactState;
  /** Writes that wait for their turn, on this replica. */
  waitingWrites: number;
  /** Those of them that wait for the account that most wait for. */
  longestLane: number;
  /** Writes that could go out at once, as far as their rate is concerned. */
  writeTokens: number;
  /** Writes that AWS has not finished, on this replica. */
  writesInFlight: number;
  /** How many there may be at a time, now and while AWS does not object. */
  writesInFlightLimit: { now: number; configured: number };
}
