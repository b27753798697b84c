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

import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityUnavailableError } from 'backstage-plugin-elevated-access-node';

/** How a query is waited for, milliseconds. */
export interface Patience {
  everyMs: number;
  longestMs: number;
}

/** Queries over the logs of one session end within seconds; over months of a large organization they may take minutes. */
export const PATIENCE: Patience = { everyMs: 1_000, longestMs: 10 * 60_000 };

/**
 * Asks again and again until there is an answer.
 *
 * @throws ActivityUnavailableError with code `activity-slow` when there is none in time
 */
export async function answerOf<T>(
  ask: () => Promise<T | undefined>,
  signal: AbortSignal,
  { everyMs, longestMs }: Patience,
): Promise<T> {
  for (let waited = 0; waited <= longestMs; waited += everyMs) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    await sleep(everyMs, undefined, { signal });
  }
  throw new ActivityUnavailableError({
    code: 'activity-slow',
    reason: `The query over the records took longer than ${
      longestMs / 60_000
    } minutes.`,
    remedy:
      'It is asked again. If it persists, partition the records by day and account.',
  });
}

/** What a query came to that did not get to its end. */
export function queryFailed(
  status: string,
  why: string | undefined,
): ActivityUnavailableError {
  return new ActivityUnavailableError({
    code: 'activity-query-failed',
    reason: `The query over the records ended as ${status}${
      why ? `: ${why}` : ''
    }.`,
    remedy:
      'It is asked again. Check the names under elevatedAccess.activity and what the role may read.',
  });
}
