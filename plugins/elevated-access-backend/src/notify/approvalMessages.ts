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

import type { StageApprover } from '../domain/approval';
import { isApproverWord } from '../domain/approvers';
import type { DecisionRecord, RequestRecord } from '../domain/types';
import { topics, type Draft, type News } from './news';
import { plainLine } from './plainLine';
import { introduced, NAME_LENGTH, sentences, wish } from './words';

export function askingFor(
  request: RequestRecord,
  recipients: readonly string[],
): Draft {
  return {
    recipients,
    excluded: [request.requesterRef],
    topic: topics.approvals,
    title: `${plainLine(request.requesterName, NAME_LENGTH)} asks for ${wish(
      request,
    )}`,
    description: introduced('Reason', request.reason),
    severity: 'high',
  };
}

/** Only to people who can still decide: whoever has done so is left in peace. */
export function reminder(
  request: RequestRecord,
  deciders: readonly StageApprover[],
): Draft {
  const asking = askingFor(
    request,
    deciders.map(({ entityRef }) => entityRef),
  );
  return {
    ...asking,
    title: `Still waiting for you: ${asking.title}`,
    description: sentences(
      `Asked ${request.askedAt.toISOString()}; closed undecided ${request.expiresAt.toISOString()}.`,
      asking.description,
    ),
  };
}

/** Those to whom it is new are asked; those who were asked before are reminded, where that is due too. */
export function escalation({ event, request, deciders }: News): Draft[] {
  const { approvers, reminded } = event.data;
  const named = Array.isArray(approvers) ? approvers : [];
  const isNew = ({ escalated, via }: StageApprover) =>
    escalated && via.some(ref => named.includes(ref));
  const asking = askingFor(
    request,
    deciders.filter(isNew).map(({ entityRef }) => entityRef),
  );
  return [
    {
      ...asking,
      title: `Nobody has decided, and you may: ${asking.title}`,
    },
    ...(reminded === true
      ? [
          reminder(
            request,
            deciders.filter(person => !isNew(person)),
          ),
        ]
      : []),
  ];
}

export function askingNext(news: News): Draft {
  const { request, decisions } = news;
  const valid = decisions.filter(({ digest }) => digest === request.digest);
  const asking = askingFor(
    request,
    refsOf(waitingApprovers(request, valid), news),
  );
  return {
    ...asking,
    excluded: [
      request.requesterRef,
      ...valid.map(({ approverRef }) => approverRef),
    ],
    description: sentences(
      'Approved in part; your approval is needed now.',
      asking.description,
    ),
  };
}

/** The requester learns why; those who approved first have to look at it again. */
export function reapproval(news: News): Draft[] {
  const { event, request } = news;
  const told = event.data.reason;
  const why = introduced(
    'What changed',
    typeof told === 'string' ? told : request.reapprovalReason ?? '',
  );
  return [
    {
      recipients: [request.requesterRef],
      title: `Approval is asked for again: ${wish(request)}`,
      description: why,
      severity: 'high',
    },
    {
      ...askingFor(request, firstAsked(news)),
      title: `Please decide again: ${plainLine(
        request.requesterName,
        NAME_LENGTH,
      )} asks for ${wish(request)}`,
      description: why,
    },
  ];
}

export function firstAsked(news: News): readonly string[] {
  return refsOf(news.request.approval?.stages[0]?.approvers ?? [], news);
}

/** User and group refs behind some approvers. */
export function refsOf(
  approvers: readonly string[],
  { named }: Pick<News, 'named'>,
): string[] {
  return approvers.flatMap(approver =>
    isApproverWord(approver) ? named[approver] : [approver],
  );
}

/**
 * Approvers of the first stage that lacks approvals, if the request still waits.
 * Who of them may really decide is asked when they do.
 */
function waitingApprovers(
  request: RequestRecord,
  decisions: readonly DecisionRecord[],
): readonly string[] {
  if (request.status !== 'pending') {
    return [];
  }
  const waiting = request.approval?.stages.find(
    ({ required }, index) =>
      decisions.filter(({ stage }) => stage === index).length < required,
  );
  return waiting?.approvers ?? [];
}
