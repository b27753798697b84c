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

import type { RequestRecord } from './types';
import { accessEndsAt } from './window';

/** What an assignment should be, and which grants say so. */
export interface DesiredAssignment {
  desired: 'present' | 'absent';
  /** The grants that need the assignment now, in the order given. */
  holders: RequestRecord[];
}

/**
 * What the grants of one assignment ask for at `now`. Overlapping grants share
 * the assignment: it stays while any of them holds it, and the last one out
 * makes it absent. A grant without an end holds nothing.
 *
 * @param grants - every request of the assignment, whatever its status
 */
export function desiredAssignment(
  grants: readonly RequestRecord[],
  now: Date,
): DesiredAssignment {
  const holders = grants.filter(grant => holdsAt(grant, now));
  return { desired: holders.length > 0 ? 'present' : 'absent', holders };
}

function holdsAt(grant: RequestRecord, now: Date): boolean {
  const until = accessEndsAt(grant);
  return (
    (grant.status === 'activating' || grant.status === 'active') &&
    until !== null &&
    until > now
  );
}
