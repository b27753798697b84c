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

import { hashOf } from './story.mjs';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const START = Date.parse('2026-11-22T12:00:00Z');

const ASSIGNMENT = {
  principalId: 'user-1',
  accountId: '111122223333',
  permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
};

/** An instant of the history, seconds after its beginning, epoch ms. */
export const second = seconds => START + seconds * SECOND;

/**
 * What a run recorded in which all went well: one request, approved after 2 s,
 * active from 5 s, over at 62 s, gone at 64 s. Tests change one thing of it.
 */
export function aHistory() {
  return {
    timeline: [created(4), removed(64)],
    requests: [aRequest()],
    events: [
      event('request.created', 0, {
        requestedStart: null,
        duration: 'PT1M',
        strictWindow: false,
      }),
      event('request.approved', 2),
      event('request.scheduled', 2, {
        startsAt: iso(2),
        endsAt: iso(62),
      }),
      event('request.activating', 2),
      event('assignment.create-intended', 3, ASSIGNMENT),
      event('request.active', 5),
      event('request.ending', 62),
      event('assignment.delete-intended', 62, ASSIGNMENT),
      event('request.ended', 65),
    ],
    promises: [{ id: 'request-1', kind: 'approved', at: second(2) }],
    spells: [],
    edits: [],
    endedAt: START + 10 * MINUTE,
  };
}

/** The history as the judge is given it: its events sealed into a chain. */
export function sealed({ events, ...history }) {
  let prevHash = '0'.repeat(64);
  const log = events.map((members, index) => {
    const unsealed = { ...members, seq: index + 1, prevHash };
    prevHash = hashOf(unsealed);
    return { ...unsealed, hash: prevHash };
  });
  return { ...history, log };
}

export function event(type, seconds, data = {}, requestId = 'request-1') {
  return {
    type,
    at: iso(seconds),
    requestId: type.startsWith('request.') ? requestId : null,
    data,
  };
}

export function created(seconds, origin = 'api') {
  return change('assignment-created', seconds, origin);
}

export function removed(seconds) {
  return change('assignment-removed', seconds, 'api');
}

function change(type, seconds, origin) {
  return {
    type,
    at: iso(seconds),
    principalType: 'USER',
    origin,
    ...ASSIGNMENT,
  };
}

function aRequest() {
  return {
    id: 'request-1',
    status: 'ended',
    endReason: 'elapsed',
    activatedAt: iso(5),
    failure: null,
    approval: { policy: 'leads' },
    principal: { userId: ASSIGNMENT.principalId },
    account: { id: ASSIGNMENT.accountId },
    permissionSet: {
      arn: ASSIGNMENT.permissionSetArn,
      name: 'PowerUser',
      sessionDuration: 'PT1H',
    },
  };
}

function iso(seconds) {
  return new Date(second(seconds)).toISOString();
}
