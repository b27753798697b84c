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

import type { Base } from './base';
import type { PeopleParts } from './people';
import type { RequestParts } from './requests';

/** How soon a directory that could not be read is tried again, on each replica. */
const CATCH_UP = { frequency: { seconds: 30 }, timeout: { hours: 1 } };

/** How soon refused attempts that were only counted are written, on each replica. */
const COUNT_DENIALS = { frequency: { minutes: 1 }, timeout: { minutes: 1 } };

/** What happens now and then, beside what the acting replica does. */
export async function scheduleTasks({
  deps,
  config,
  directorySync,
  denials,
}: Base &
  Pick<PeopleParts, 'directorySync'> &
  Pick<RequestParts, 'denials'>): Promise<void> {
  const { scheduler } = deps;
  await scheduler.scheduleTask({
    ...config.directory.schedule,
    id: 'directory-sync',
    fn: signal => directorySync.run(signal),
  });
  await scheduler.scheduleTask({
    ...CATCH_UP,
    id: 'directory-catch-up',
    scope: 'local',
    fn: signal => directorySync.catchUp(signal),
  });
  await scheduler.scheduleTask({
    ...COUNT_DENIALS,
    id: 'denied-attempts',
    scope: 'local',
    fn: () => denials.sweep(),
  });
}
