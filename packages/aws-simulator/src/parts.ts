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

import { SimulatorClock } from './clock/types';
import { Conditions } from './Conditions';
import { Admin } from './control/Admin';
import { Faults } from './faults/FaultInjector';
import { OutageSwitch } from './faults/OutageSwitch';
import { AssignmentLifecycle } from './lifecycle/AssignmentLifecycle';
import { World } from './model/World';
import { SimulatorCredentials } from './options';
import { CallLog } from './oracle/CallLog';
import { Lookup } from './oracle/Lookup';
import { Oracle } from './oracle/Oracle';
import { Activity } from './trail/Activity';

/** The parts of a simulator that its ways in share. */
export interface SimulatorParts {
  readonly world: World;
  readonly clock: SimulatorClock;
  readonly credentials: SimulatorCredentials;
  readonly lookup: Lookup;
  readonly admin: Admin;
  readonly oracle: Oracle;
  readonly faults: Faults;
  readonly outage: OutageSwitch;
  readonly calls: CallLog;
  readonly lifecycle: AssignmentLifecycle;
  readonly conditions: Conditions;
  readonly activity: Activity;
}
