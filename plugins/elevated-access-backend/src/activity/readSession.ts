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

import { toError } from '@backstage/errors';
import type { ActivityEvent } from 'backstage-plugin-elevated-access-common';
import type {
  ActivityQuestion,
  ActivitySource,
} from 'backstage-plugin-elevated-access-node';
import { NewestEvents } from './NewestEvents';

/** What a reading found of a session, and whether there was more of it. */
export interface Found {
  events: readonly ActivityEvent[];
  truncated: boolean;
}

/** The newest events of all that a source has, as many as are kept. */
export async function readSession(
  source: ActivitySource,
  question: ActivityQuestion,
  onPage: () => void,
): Promise<Found> {
  const newest = new NewestEvents(question.limit);
  let cutOff = false;
  try {
    // To the end, since pages come in any order: another Region's may be newer.
    for await (const page of source.read(question)) {
      onPage();
      newest.add(page);
    }
  } catch (error) {
    // By name: sources of other modules may carry their own copy of the class.
    if (toError(error).name !== 'ActivityCutOffError') {
      throw error;
    }
    cutOff = true;
  }
  return { events: newest.list(), truncated: cutOff || newest.dropped };
}
