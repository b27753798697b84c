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

export { Engine } from './Engine';
export type { EngineHealth, EngineOptions } from './engineOptions';
export { defaultEngineConfig, type EngineConfig } from './engineConfig';
export { DelayWatch } from './DelayWatch';
export { EndNoticeWatch } from './EndNoticeWatch';
export { ReminderWatch } from './ReminderWatch';
export { PersonWatch, type Whereabouts } from './PersonWatch';
export type { Chore, ChoreContext } from './chores';
export type { ActivationGate } from './GateKeeper';
