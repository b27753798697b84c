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
  checkAgain,
  intend,
  nothingToDo,
  unchanged,
  waitAfterRead,
  waitFor,
} from './changes';
import { finishAbsent, finishPresent, finishStanding } from './finish';
import { someoneLeaves, type Situation } from './situation';
import type { Step } from './steps';
import { leave } from './transitions';

const REMOVAL_ON_ITS_WAY =
  'A removal that AWS has not answered may still arrive; access is created after that';

/** No operation is under way; is one called for? */
export function whenIdle(situation: Situation): Step {
  return situation.desired === 'present'
    ? towardsPresent(situation)
    : towardsAbsent(situation);
}

function towardsPresent(situation: Situation): Step {
  const { assignment, observation, now } = situation;
  if (someoneLeaves(situation)) {
    return {
      kind: 'finish',
      change: {
        ...unchanged,
        transitions: leave(situation, {
          keptFor: situation.holders.map(({ id }) => id),
        }),
      },
    };
  }
  if (situation.waiting.length === 0) {
    return nothingToDo(situation);
  }
  const comesMs = (assignment.mayRemoveUntil?.getTime() ?? 0) - now.getTime();
  if (comesMs > 0) {
    return waitFor(situation, comesMs, {
      lastError: REMOVAL_ON_ITS_WAY,
    });
  }
  if (situation.unchecked.length > 0) {
    return checkAgain(situation);
  }
  switch (observation.kind) {
    case 'read-failed':
      return waitAfterRead(situation, observation.failure);
    case 'listed':
      break;
    default:
      return { kind: 'look', before: 'create' };
  }
  // Listed although its creation or removal came to nothing: only a success
  // reported by AWS makes it usable, and creating it once more does no harm.
  const unfinished =
    assignment.owned &&
    (assignment.operation !== null || assignment.verified !== 'present');
  if (!observation.listed || unfinished) {
    return intend(situation, 'create');
  }
  return assignment.owned
    ? finishPresent(situation)
    : finishStanding(situation);
}

function towardsAbsent(situation: Situation): Step {
  const { assignment, observation } = situation;
  if (assignment.owned) {
    return intend(situation, 'delete');
  }
  if (!someoneLeaves(situation)) {
    return nothingToDo(situation);
  }
  if (assignment.standing) {
    return {
      kind: 'finish',
      change: {
        ...unchanged,
        transitions: leave(situation, { standing: true }),
      },
    };
  }
  switch (observation.kind) {
    case 'read-failed':
      return waitAfterRead(situation, observation.failure);
    case 'listed':
      return observation.listed
        ? finishStanding(situation)
        : finishAbsent(situation);
    default:
      return { kind: 'look', before: null };
  }
}
