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
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';

const SECTION = 'search.collators.elevatedAccess';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
  // The directory is read when the portal starts.
  initialDelay: { seconds: 15 },
};

export interface CollatorConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Whether accounts are indexed although the permission policy narrows nothing. */
  everybodyMayFind: boolean;
}

/**
 * The section `search.collators.elevatedAccess`, which may be missing.
 *
 * @throws InputError that names the key at fault
 */
export function readCollatorConfig(rootConfig: Config): CollatorConfig {
  const section = rootConfig.getOptionalConfig(SECTION);
  const known = ['schedule', 'everybodyMayFind'];
  const unknown = section?.keys().find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `${SECTION}.${unknown} is not known; there are ${known.join(', ')}`,
    );
  }
  return {
    schedule: readSchedule(section?.getOptionalConfig('schedule')),
    everybodyMayFind: section?.getOptionalBoolean('everybodyMayFind') ?? false,
  };
}

function readSchedule(
  schedule: Config | undefined,
): SchedulerServiceTaskScheduleDefinition {
  if (!schedule) {
    return DEFAULT_SCHEDULE;
  }
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule);
  } catch (error) {
    throw new InputError(
      `${SECTION}.schedule is not a schedule: ${toError(error).message}`,
    );
  }
}
