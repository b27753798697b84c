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

import { proportional } from './backoff';
import { keyOf, operationOver, waitFor } from './changes';
import { someoneLeaves, type Situation } from './situation';
import type { Step } from './steps';
import { activate, leave } from './transitions';
import { POLL, SETTLE } from './tuning';

/** It is listed and we did not make it, so it was there before anybody asked. */
export function finishStanding(situation: Situation): Step {
  const { assignment, now } = situation;
  const staleUntil = (assignment.verifiedAt?.getTime() ?? 0) + SETTLE;
  if (assignment.verified === 'absent' && staleUntil > now.getTime()) {
    // Proved absent a moment ago, perhaps by our own deletion: the listing may
    // lag, and somebody may wait for it to catch up.
    const remainingMs = staleUntil - now.getTime();
    return waitFor(
      situation,
      Math.min(remainingMs, proportional(POLL, SETTLE - remainingMs)),
    );
  }
  const evidence = `ListAccountAssignments showed it at ${now.toISOString()}, before anything was created here`;
  return {
    kind: 'finish',
    change: {
      assignment: {
        ...operationOver(situation, false),
        standing: true,
        standingEvidence: assignment.standing
          ? assignment.standingEvidence
          : evidence,
        verified: 'present',
        verifiedAt: now,
      },
      transitions: [
        ...activate(situation, true),
        ...leave(situation, { standing: true }),
      ],
      events: assignment.standing
        ? []
        : [
            {
              type: 'assignment.standing-found',
              data: { ...keyOf(assignment), evidence },
            },
          ],
    },
  };
}

export function finishPresent(situation: Situation): Step {
  return {
    kind: 'finish',
    change: {
      assignment: {
        ...operationOver(
          situation,
          situation.desired === 'absent' || someoneLeaves(situation),
        ),
        verified: 'present',
        verifiedAt: situation.now,
      },
      transitions: activate(situation, false),
      events: [
        {
          type: 'assignment.verified-present',
          data: { ...keyOf(situation.assignment) },
        },
      ],
    },
  };
}

export function finishAbsent(situation: Situation): Step {
  return {
    kind: 'finish',
    change: {
      assignment: {
        ...operationOver(situation, situation.desired === 'present'),
        owned: false,
        standing: false,
        standingEvidence: null,
        verified: 'absent',
        verifiedAt: situation.now,
      },
      transitions: leave(situation, { verifiedAbsent: true }),
      events: [
        {
          type: 'assignment.verified-absent',
          data: { ...keyOf(situation.assignment) },
        },
      ],
    },
  };
}
