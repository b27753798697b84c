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

import { SOMETIMES_GONE, takesAway } from '../policies.mjs';
import { at, iso } from './intervals.mjs';

/** How old what a check goes by may be: the pause between two of them, and what is remembered of people, milliseconds. */
const MEMORY = 15_000;

/** A request that could not be given as it was approved, and what was said. */
const REFUSALS = ['request.failed', 'request.reapproval-needed'];

/**
 * Every reason for which a run of chaos may refuse what was asked for, in the
 * product's words, each with what of the run has to have brought it about.
 */
const CAUSES = [
  {
    says: /^The Identity Center user \S+ of .+ is disabled\.$/,
    isSo: ({ request, refusedAt, history }) =>
      wasDisabled(request.principal.userId, refusedAt, history.timeline),
  },
  {
    says: /^No policy lets you ask for /,
    isSo: ({ request, refusedAt, history }) =>
      request.permissionSet.name === SOMETIMES_GONE &&
      history.edits.some(
        ({ number, at: editedAt }) =>
          takesAway(number) && editedAt <= refusedAt,
      ),
  },
  {
    says: /^The access that it was to prolong, request (\S+), was (released|revoked)\.$/,
    isSo: ({ said: [, baseId, how], history }) =>
      history.requests.some(
        ({ id, endReason }) => id === baseId && endReason === how,
      ),
  },
  {
    says: /^AWS could not create the assignment: An unexpected internal service exception /,
    isSo: ({ createdAt, refusedAt, history }) =>
      history.spells.some(
        ({ operation, does, from, until }) =>
          operation === 'CreateAccountAssignment' &&
          does === 'fail-later' &&
          from <= refusedAt &&
          until >= createdAt,
      ),
  },
];

/** Refusals of a request that nothing which happened explains. */
export function unexplainedRefusals(request, events, history) {
  const createdAt = at(events[0]?.at);
  return events
    .filter(({ type }) => REFUSALS.includes(type))
    .filter(event => !isExplained(event, { request, createdAt, history }))
    .map(
      ({ type, at: refusedAt, data }) =>
        `${
          request.id
        }: ${type} at ${refusedAt}, and nothing that happened explains: ${
          data.reason ?? 'no reason given'
        }`,
    );
}

function isExplained({ at: refused, data }, { request, createdAt, history }) {
  return CAUSES.some(({ says, isSo }) => {
    const said = says.exec(data.reason ?? '');
    return (
      said !== null &&
      isSo({ said, request, createdAt, refusedAt: at(refused), history })
    );
  });
}

/** Whether a user was disabled at some moment of which a check may still have known. */
function wasDisabled(userId, refusedAt, timeline) {
  const changes = timeline.filter(
    change =>
      change.type === 'user-status' &&
      change.userId === userId &&
      at(change.at) <= refusedAt,
  );
  const since = iso(refusedAt - MEMORY);
  return (
    changes.at(-1)?.status === 'DISABLED' ||
    changes.some(change => change.at >= since)
  );
}
