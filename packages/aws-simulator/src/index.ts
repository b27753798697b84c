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
 * AWS on loopback, wire-true: IAM Identity Center, Identity Store and
 * Organizations, for tests and demos.
 *
 * @packageDocumentation
 */
export { AwsSimulator } from './AwsSimulator';
export type {
  AwsSimulatorOptions,
  LatencyOptions,
  LatencyPreset,
  LimitOptions,
  SimulatorCredentials,
} from './options';
export type { SimulatorClock } from './clock/types';
export { RealClock } from './clock/RealClock';
export { VirtualClock } from './clock/VirtualClock';
export { Admin } from './control/Admin';
export type { AssignmentNames } from './control/Admin';
export type { SimulatorState } from './control/state';
export { Faults } from './faults/FaultInjector';
export type { InjectedFault } from './faults/FaultInjector';
export { OutageSwitch } from './faults/OutageSwitch';
export type {
  FaultAction,
  FaultRule,
  OutageState,
  ServiceName,
} from './faults/types';
export type { AccountState, PrincipalType } from './model/types';
export type { ApiCalls, OperationCounts } from './oracle/CallLog';
export type {
  ConditionOperator,
  DenyPolicy,
  DenyStatement,
} from './oracle/denyPolicy';
export { Lookup } from './oracle/Lookup';
export { Oracle } from './oracle/Oracle';
export type { Access, Instant } from './oracle/Oracle';
export type { Session } from './oracle/Sessions';
export type { TimelineChange, TimelineEvent } from './oracle/Timeline';
export { Activity } from './trail/Activity';
export type { ActivityOrder, RecordedCall } from './trail/Activity';
export {
  demoOrganizationFile,
  loadOrganization,
  parseOrganization,
} from './org/load';
export type {
  AccountEntry,
  AccountInput,
  AssignmentEntry,
  CustomerPolicyEntry,
  GroupEntry,
  OrganizationFile,
  OrganizationInput,
  PermissionSetEntry,
  PermissionSetInput,
  UnitEntry,
  UnitInput,
  UserEntry,
} from './org/types';
export { generateOrganization } from './org/generate';
export type { GenerateOptions } from './org/generate';
export { main } from './cli/main';
