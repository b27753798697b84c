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

import { at } from './intervals.mjs';

/**
 * How long nothing is created after a removal of the same access got no answer,
 * milliseconds: the wait for the answer, and LATE_ARRIVAL of engine/tuning.ts.
 */
const ON_ITS_WAY = 3_000 + 60_000;

/**
 * When access could not be created because a removal of the same, sent in bad
 * weather and never answered, might still have arrived; by assignment.
 *
 * @returns {Map<string, { from: number, until: number }[]>}
 */
export function removalsOnTheirWay(log, spells) {
  const found = new Map();
  const sent = new Map();
  const neverAnswered = assignmentId => {
    const removal = sent.get(assignmentId);
    sent.delete(assignmentId);
    if (removal && spells.some(spell => couldSwallow(spell, removal.at))) {
      const stretch = { from: removal.at, until: removal.at + ON_ITS_WAY };
      found.set(removal.key, [...(found.get(removal.key) ?? []), stretch]);
    }
  };
  for (const { type, at: happenedAt, assignmentId, data } of log) {
    if (type === 'assignment.delete-accepted') {
      sent.delete(assignmentId);
    } else if (type.startsWith('assignment.')) {
      neverAnswered(assignmentId);
    }
    if (type === 'assignment.delete-intended') {
      const { principalId, accountId, permissionSetArn } = data;
      sent.set(assignmentId, {
        key: [principalId, accountId, permissionSetArn].join(' '),
        at: at(happenedAt),
      });
    }
  }
  [...sent.keys()].forEach(neverAnswered);
  return found;
}

/** Whether an answer to a removal may have been lost in a spell. Throttling is an answer. */
function couldSwallow({ kind, operation, from, until }, sentAt) {
  return (
    kind !== 'throttle' &&
    (operation === undefined || operation === 'DeleteAccountAssignment') &&
    from <= sentAt + 3_000 &&
    until >= sentAt
  );
}
