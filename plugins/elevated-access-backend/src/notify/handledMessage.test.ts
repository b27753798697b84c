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

import { anApproval, aRequest, START } from '../__testUtils__/builders';
import { nobodyNamed } from '../domain/approvers';
import type { EventType } from '../domain/events';
import type {
  DecisionRecord,
  EventRecord,
  RequestRecord,
} from '../domain/types';
import { handled } from './handledMessage';
import { messagesFor } from './messages';
import type { News } from './news';

const HOUR = 3_600_000;

const LEADS = 'group:default/leads';
const HEADS = 'group:default/heads';
const SECURITY = 'group:default/security';
const ANN = 'user:default/ann.li';
const BO = 'user:default/bo.ek';

/** A lead has to approve, or after an hour a head; then two of security. */
const staged = aRequest({
  assignmentId: 'a1',
  askedAt: START,
  approval: {
    ...anApproval(),
    stages: [
      {
        name: 'Leads',
        approvers: [LEADS],
        required: 1,
        escalation: [{ afterMs: HOUR, approvers: [HEADS] }],
      },
      { name: 'Security', approvers: [SECURITY], required: 2, escalation: [] },
    ],
  },
});

function anApprovalIn(stage: number, name: string): DecisionRecord {
  return {
    id: name,
    requestId: staged.id,
    approverRef: `user:default/${name}`,
    approverName: name,
    approverPrincipalId: null,
    verdict: 'approved',
    comment: '',
    digest: staged.digest,
    stage,
    durationMs: null,
    decidedAt: START,
  };
}

const byBo: EventRecord['actor'] = {
  kind: 'user',
  entityRef: BO,
  displayName: 'Bo Ek',
};

function news(
  type: EventType,
  options: {
    data?: EventRecord['data'];
    decisions?: DecisionRecord[];
    actor?: EventRecord['actor'];
    after?: number;
    request?: RequestRecord;
  } = {},
): News {
  const { data = {}, decisions = [], actor = byBo, after = 0 } = options;
  return {
    event: {
      id: 'e1',
      type,
      at: new Date(START.getTime() + after),
      actor,
      requestId: staged.id,
      assignmentId: 'a1',
      data,
    },
    request: options.request ?? staged,
    decisions,
    alerts: 0,
    caretakers: { admins: [], responders: [] },
    named: nobodyNamed,
    deciders: [],
  };
}

const engine: EventRecord['actor'] = { kind: 'engine' };
const bos = anApprovalIn(0, 'bo.ek');
const secured = ['cleo.diaz', 'dana.roy'].map(name => anApprovalIn(1, name));

describe('Whoever was asked and need not decide any more', () => {
  it.each<[string, News, string[], RegExp]>([
    [
      'the other leads, when one has approved and the next stage is asked',
      news('request.approved', {
        data: { stage: 0, final: false },
        decisions: [bos],
      }),
      [LEADS],
      /^Bo Ek approved PowerUser on payments-prod for Ann Li$/,
    ],
    [
      'the others of the last stage, when all have agreed',
      news('request.approved', {
        data: { stage: 1, final: true },
        decisions: [bos, ...secured],
      }),
      [SECURITY],
      /^Bo Ek approved/,
    ],
    [
      'the stage that waited, when it is rejected, and not those who agreed before',
      news('request.rejected', { data: { stage: 1 }, decisions: [bos] }),
      [SECURITY],
      /^Bo Ek rejected/,
    ],
    [
      'the stage that waited, when the request is withdrawn',
      news('request.cancelled'),
      [LEADS],
      /^Bo Ek cancelled/,
    ],
    [
      'the stage that waited, when it is cancelled by nobody in particular',
      news('request.cancelled', { actor: engine, decisions: [bos] }),
      [SECURITY],
      /^Cancelled: PowerUser/,
    ],
    [
      'the stage that waited, when nobody decided in time',
      news('request.expired', { actor: engine }),
      [LEADS],
      /^Nobody decided in time on PowerUser/,
    ],
    [
      'those who had come in by escalation too',
      news('request.rejected', { data: { stage: 0 }, after: HOUR }),
      [LEADS, HEADS],
      /^Bo Ek rejected/,
    ],
  ])('is %s', (_, about, recipients, title) => {
    expect(handled(about)).toEqual([
      {
        recipients,
        excluded: [ANN, BO].slice(0, about.event.actor === byBo ? 2 : 1),
        topic: 'elevated-access:approvals',
        title: expect.stringMatching(title),
        description: 'There is nothing left for you to decide.',
        severity: 'low',
      },
    ]);
  });

  it.each<[string, News]>([
    [
      'while another approval of the same stage is needed',
      news('request.approved', {
        data: { stage: 1, final: false },
        decisions: [bos, ...secured.slice(0, 1)],
      }),
    ],
    [
      'when all had agreed before it was cancelled',
      news('request.cancelled', { decisions: [bos, ...secured] }),
    ],
    [
      'when nobody had to approve',
      news('request.cancelled', { request: { ...staged, approval: null } }),
    ],
  ])('is nobody %s', (_, about) => {
    expect(handled(about)).toEqual([]);
  });

  it('is not told alone, when the only one who was asked decided', () => {
    const only = {
      ...staged,
      approval: {
        ...anApproval(),
        stages: [{ name: 'Bo', approvers: [BO], required: 1, escalation: [] }],
      },
    };
    const messages = messagesFor(
      news('request.rejected', { data: { stage: 0 }, request: only }),
    );
    expect(messages.map(({ recipients }) => recipients)).toEqual([[ANN]]);
  });

  it('is asked after that where they are in the next stage as well, so that this stays', () => {
    const messages = messagesFor(
      news('request.approved', {
        data: { stage: 0, final: false },
        decisions: [bos],
      }),
    );
    expect(messages.map(({ recipients }) => recipients)).toEqual([
      [LEADS],
      [SECURITY],
    ]);
  });
});
