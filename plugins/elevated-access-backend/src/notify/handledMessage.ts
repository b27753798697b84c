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

import { namedIn } from '../domain/approvers';
import type { ApprovalRequirement } from '../domain/types';
import { escalationsDue, waitsSince } from '../domain/waiting';
import { refsOf } from './approvalMessages';
import { topics, type Draft, type News } from './news';
import { plainLine } from './plainLine';
import { NAME_LENGTH, wish } from './words';

/**
 * Those who were asked and need not decide any more hear that it is done. It
 * takes the place of the notification that asked them, since both have the scope
 * of the request.
 */
export function handled(news: News): Draft[] {
  const { event, request } = news;
  const stage = stageThatWaited(news);
  if (!request.approval || stage === undefined) {
    return [];
  }
  const decider = event.actor.kind === 'user' ? event.actor.entityRef : null;
  const excluded = [request.requesterRef, ...(decider ? [decider] : [])];
  return [
    {
      recipients: refsOf(askedIn(request.approval, stage, news), news).filter(
        ref => !excluded.includes(ref),
      ),
      excluded,
      topic: topics.approvals,
      title: `${howHandled(news)} ${wish(request)} for ${plainLine(
        request.requesterName,
        NAME_LENGTH,
      )}`,
      description: 'There is nothing left for you to decide.',
      severity: 'low',
    },
  ];
}

/** The stage that waited until now; undefined where none did, or where it still does. */
function stageThatWaited(news: News): number | undefined {
  const { event, request } = news;
  const { stage, final } = event.data;
  if (!request.approval) {
    return undefined;
  }
  const { stages } = request.approval;
  if (typeof stage === 'number') {
    const isDone =
      final === true ||
      event.type === 'request.rejected' ||
      sinceOf(request.approval, stage + 1, news) !== undefined;
    return isDone && stages[stage] ? stage : undefined;
  }
  if (event.type === 'request.approved') {
    return undefined;
  }
  // Asked of one stage beyond the last, it says whether all have agreed.
  const reached = [...stages.keys(), stages.length].filter(
    index => sinceOf(request.approval, index, news) !== undefined,
  );
  const last = reached.length - 1;
  return last < stages.length ? last : undefined;
}

/** Approvers of a stage, with those who had come in by escalation. */
function askedIn(
  approval: ApprovalRequirement,
  stage: number,
  news: News,
): string[] {
  const asked = approval.stages[stage];
  if (!asked) {
    return [];
  }
  const escalations = escalationsDue(
    asked,
    sinceOf(approval, stage, news),
    news.event.at,
  );
  return namedIn({
    ...asked,
    escalation: asked.escalation.slice(0, escalations),
  });
}

function sinceOf(
  approval: ApprovalRequirement | null,
  stage: number,
  { request, decisions }: News,
): Date | undefined {
  return approval
    ? waitsSince(
        {
          requirement: approval,
          decisions,
          digest: request.digest,
          askedAt: request.askedAt,
        },
        stage,
      )
    : undefined;
}

function howHandled({ event }: News): string {
  const name =
    event.actor.kind === 'user' && event.actor.displayName
      ? plainLine(event.actor.displayName, NAME_LENGTH)
      : 'Somebody';
  switch (event.type) {
    case 'request.approved':
      return `${name} approved`;
    case 'request.rejected':
      return `${name} rejected`;
    case 'request.expired':
      return 'Nobody decided in time on';
    default:
      return event.actor.kind === 'user' ? `${name} cancelled` : 'Cancelled:';
  }
}
