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

import { desiredAssignment } from '../domain/ledger';
import { accessEndsAt } from '../domain/window';
import type { AssignmentRecord, RequestRecord } from '../domain/types';
import type { Observation } from './steps';

/** What a decision is made from: the row, its live grants, what AWS answered, and the time. */
export interface Facts {
  assignment: AssignmentRecord;
  /** Its requests in `activating`, `active` and `ending`. */
  grants: readonly RequestRecord[];
  /** Ids of grants of which it was checked a moment ago that they may be given. */
  cleared: ReadonlySet<string>;
  observation: Observation;
  now: Date;
  /** A random number in [0, 1) for delays. */
  jitter: number;
}

/** The facts with the grants sorted by what they are owed. */
export interface Situation extends Facts {
  desired: 'present' | 'absent';
  /** Grants that need the assignment now. */
  holders: readonly RequestRecord[];
  /** Those of the holders that have not got it yet. */
  waiting: readonly RequestRecord[];
  /** Those of them that have to be checked before anything is created. */
  unchecked: readonly RequestRecord[];
  /** Grants whose time was up before they got anything. */
  lapsing: readonly RequestRecord[];
  /** Grants that cannot be given; they fail once nothing is left of the attempt. */
  failing: readonly RequestRecord[];
  ending: readonly RequestRecord[];
  /** Active grants whose time is up. */
  elapsed: readonly RequestRecord[];
}

export function assess(facts: Facts): Situation {
  const { grants, now, cleared } = facts;
  const claims = grants.filter(grant => !isFailing(grant));
  const { desired, holders } = desiredAssignment(claims, now);
  const past = claims.filter(grant => {
    const until = accessEndsAt(grant);
    return until !== null && until <= now;
  });
  const waiting = holders.filter(grant => grant.status === 'activating');
  return {
    ...facts,
    desired,
    holders,
    waiting,
    unchecked: waiting.filter(({ id }) => !cleared.has(id)),
    lapsing: past.filter(grant => grant.status === 'activating'),
    failing: grants.filter(isFailing),
    ending: grants.filter(grant => grant.status === 'ending'),
    elapsed: past.filter(grant => grant.status === 'active'),
  };
}

/** Whether any grant still has to hear what became of it. */
export function someoneLeaves(situation: Situation): boolean {
  return (
    situation.ending.length > 0 ||
    situation.lapsing.length > 0 ||
    situation.failing.length > 0
  );
}

function isFailing(grant: RequestRecord): boolean {
  return grant.status === 'activating' && grant.failure !== null;
}
