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

import crypto from 'node:crypto';
import { at } from './intervals.mjs';
import { CLOCKS } from './claims.mjs';

const GENESIS = '0'.repeat(64);

/** Which status each event leads to, and from which. */
const STORY = {
  'request.created': { from: [undefined], to: 'pending' },
  'request.approved': { from: ['pending'], to: 'pending' },
  'request.rejected': { from: ['pending'], to: 'rejected' },
  'request.expired': { from: ['pending'], to: 'expired' },
  'request.scheduled': { from: ['pending'], to: 'scheduled' },
  'request.cancelled': { from: ['pending', 'scheduled'], to: 'cancelled' },
  'request.activating': { from: ['scheduled'], to: 'activating' },
  'request.active': { from: ['activating'], to: 'active' },
  'request.ending': { from: ['activating', 'active'], to: 'ending' },
  'request.ended': { from: ['ending'], to: 'ended' },
  'request.lapsed': { from: ['scheduled', 'activating'], to: 'lapsed' },
  'request.failed': { from: ['activating'], to: 'failed' },
  'request.reapproval-needed': {
    from: ['scheduled', 'activating'],
    to: 'pending',
  },
};

/** What is wrong with the chain of an exported log. */
export function chainFaults(log) {
  let previous = { seq: 0, hash: GENESIS };
  for (const { hash, ...members } of log) {
    if (members.seq !== previous.seq + 1) {
      return [`event ${members.seq} follows event ${previous.seq}`];
    }
    if (members.prevHash !== previous.hash) {
      return [`event ${members.seq} does not hang on the one before it`];
    }
    if (hash !== hashOf(members)) {
      return [`event ${members.seq} is not what was sealed`];
    }
    previous = { seq: members.seq, hash };
  }
  return [];
}

/** SHA-256 over JSON with members in the order of their names. */
export function hashOf(members) {
  return crypto
    .createHash('sha256')
    .update(JSON.stringify(sorted(members)))
    .digest('hex');
}

/** What the log leaves out of a request's life. */
export function gapsIn(request, events) {
  let status;
  let approvals = 0;
  for (const { type } of events) {
    const step = STORY[type];
    if (step) {
      if (!step.from.includes(status)) {
        return [`${request.id}: ${type} cannot follow ${status}`];
      }
      if (type === 'request.scheduled' && request.approval && approvals === 0) {
        return [`${request.id} was given without anybody's approval`];
      }
      approvals =
        type === 'request.approved' ? approvals + 1 : keptBy(step, approvals);
      status = step.to;
    }
  }
  return status === request.status
    ? []
    : [`${request.id} is ${request.status}, and the log says ${status}`];
}

/** What somebody was answered and the log knows nothing of. */
export function brokenPromises(promises, eventsById) {
  return promises
    .filter(promise => !isKept(promise, eventsById.get(promise.id) ?? []))
    .map(({ id, kind }) => `${id}: somebody was told that it is ${kind}`);
}

/** Assignments that were made at AWS without an intent in the log before. */
export function unintended(periods, intents) {
  return periods
    .filter(
      ({ from }, index) =>
        intents.filter(intent => intent <= from + CLOCKS).length <= index,
    )
    .map(({ from }) => ({ from }));
}

/** What counts as the end of access, or of the claim to it. */
const OVER = [
  'request.ending',
  'request.cancelled',
  'request.lapsed',
  'request.failed',
  'request.ended',
];

function isKept({ kind, at: toldAt }, events) {
  const types = kind === 'approved' ? ['request.approved'] : OVER;
  return events.some(
    event => types.includes(event.type) && at(event.at) <= toldAt + CLOCKS,
  );
}

/** Approvals are asked for anew when a request comes back. */
function keptBy({ from, to }, approvals) {
  return to === 'pending' && !from.includes('pending') ? 0 : approvals;
}

function sorted(value) {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(key => [key, sorted(value[key])]),
      )
    : value;
}
