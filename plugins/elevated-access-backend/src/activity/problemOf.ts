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

import type { ActivityProblem } from '../database/activityTypes';

/** Longest text that is kept; what AWS says may be longer. */
const LONGEST = 2_000;

/**
 * What people are told of a reading that failed. Sources of other modules may
 * carry their own copy of the error's class, so its members decide.
 */
export function problemOf(error: unknown): ActivityProblem {
  if (
    error instanceof Error &&
    'code' in error &&
    'reason' in error &&
    'remedy' in error &&
    typeof error.code === 'string' &&
    typeof error.reason === 'string' &&
    typeof error.remedy === 'string'
  ) {
    return {
      code: error.code.slice(0, 64),
      reason: error.reason.slice(0, LONGEST),
      remedy: error.remedy.slice(0, LONGEST),
    };
  }
  return {
    code: 'activity-unreadable',
    reason: 'The records could not be read.',
    remedy:
      "It is tried again. If it persists, look into the backend's log, which has the cause.",
  };
}
