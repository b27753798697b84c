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

import type { StoredEvent } from '../database/types';
import type { RequestRecord } from '../domain/types';
import { accessEndsAt, describeDuration } from '../domain/window';
import { handled } from './handledMessage';
import {
  askingFor,
  askingNext,
  escalation,
  firstAsked,
  reapproval,
  refsOf,
  reminder,
} from './approvalMessages';
import { topics, type Draft, type Message, type News } from './news';
import { plainLine } from './plainLine';
import {
  introduced,
  isExtension,
  NAME_LENGTH,
  sentences,
  whatOf,
  wish,
} from './words';

const MINUTE = 60_000;

/** Who hears of an event on a request, and in which words. */
export function messagesFor(news: News): Message[] {
  return draftsFor(news).flatMap(draft => {
    const recipients = [...new Set(draft.recipients)];
    return recipients.length > 0
      ? [{ excluded: [], topic: topics.myAccess, ...draft, recipients }]
      : [];
  });
}

function draftsFor(news: News): Draft[] {
  const { event, request, caretakers } = news;
  const who = plainLine(request.requesterName, NAME_LENGTH);
  const what = whatOf(request);
  const requester = [request.requesterRef];
  const approvers = approversOf(news);
  switch (event.type) {
    case 'request.created':
      return [askingFor(request, firstAsked(news))];
    case 'request.reminded':
      return [reminder(request, news.deciders)];
    case 'request.escalated':
      return escalation(news);
    case 'request.approved':
      return event.data.final === true
        ? [
            {
              recipients: requester,
              title: `Approved: ${wish(request)}`,
              description:
                sentences(shortened(request), byWhom(event)) || undefined,
              severity: 'normal',
            },
            ...handled(news),
          ]
        : // Whoever is in both stages is asked last, which is what stays.
          [...handled(news), askingNext(news)];
    case 'request.reapproval-needed':
      return [...overdueNoMore(news), ...reapproval(news)];
    case 'request.rejected':
      return [
        {
          recipients: requester,
          title: `Rejected: ${wish(request)}`,
          description: byWhom(event),
          severity: 'high',
        },
        ...handled(news),
      ];
    case 'request.active':
      return [
        {
          recipients: requester,
          title: isExtension(request)
            ? `You have more time on ${what}`
            : `You have ${what}`,
          description: until(request),
          severity: 'normal',
        },
      ];
    case 'request.ends-soon':
      return [
        {
          recipients: requester,
          title: `Ends soon: ${what}`,
          description: sentences(
            until(request),
            'If you need it for longer, ask for more time before then.',
          ),
          severity: 'normal',
        },
      ];
    case 'request.ending':
      return event.data.reason === 'revoked'
        ? [
            {
              recipients: requester,
              title: `Revoked: ${what}`,
              description: byWhom(event),
              severity: 'high',
            },
          ]
        : [];
    case 'request.cancelled':
      return event.actor.kind === 'user' &&
        event.actor.entityRef === request.requesterRef
        ? handled(news)
        : [
            {
              recipients: requester,
              title: `Cancelled: ${wish(request)}`,
              description: byWhom(event),
              severity: 'high',
            },
            ...handled(news),
          ];
    case 'request.ended':
      return [
        ...overdueNoMore(news),
        {
          recipients: requester,
          title: `Ended: ${what}`,
          description: howItEnded(event),
          severity: 'normal',
        },
      ];
    case 'request.expired':
      return [
        {
          recipients: requester,
          title: `Nobody decided in time: ${wish(request)}`,
          severity: 'normal',
        },
        ...handled(news),
      ];
    case 'request.lapsed':
      return [
        ...overdueNoMore(news),
        {
          recipients: requester,
          title: `Its window passed before access could be given: ${what}`,
          severity: 'high',
        },
      ];
    case 'request.failed':
      return [
        ...overdueNoMore(news),
        {
          recipients: [
            ...requester,
            ...(approvers.length > 0 ? approvers : caretakers.admins),
          ],
          topic: topics.alerts,
          title: `Could not be granted: ${what} for ${who}`,
          description: introduced('Reason', request.failure ?? ''),
          severity: 'high',
        },
      ];
    case 'request.overdue':
      return [overdue(news)];
    default:
      return [];
  }
}

/** First whoever is close to the request, then whoever can do something about Identity Center. */
function overdue(news: News): Draft {
  const { event, request } = news;
  const alert = Number(event.data.alert) || 1;
  const late = latenessOf(event);
  const about = `${whatOf(request)} for ${plainLine(
    request.requesterName,
    NAME_LENGTH,
  )}`;
  return {
    recipients: toldOfAlert(news, alert),
    topic: topics.alerts,
    title:
      alert === 1
        ? `Overdue: ${about} should have ended and is not verified gone`
        : `Still overdue${late ? ` after ${late}` : ''}: ${about}`,
    description: sentences(
      'Removal is being tried again until it succeeds; nothing else keeps the person out meanwhile.',
      typeof event.data.lastError === 'string'
        ? introduced('Last error', event.data.lastError)
        : undefined,
    ),
    severity: 'critical',
  };
}

/** Whoever was told that it is overdue is told that it is over. */
function overdueNoMore(news: News): Draft[] {
  const { event, request, alerts } = news;
  if (typeof event.data.overdueSince !== 'string') {
    return [];
  }
  const raised = [...Array(Math.max(1, alerts)).keys()];
  return [
    {
      recipients: raised.flatMap(index => toldOfAlert(news, index + 1)),
      topic: topics.alerts,
      title: `No longer overdue: ${whatOf(request)} for ${plainLine(
        request.requesterName,
        NAME_LENGTH,
      )}`,
      description: 'The access is verified gone.',
      severity: 'high',
    },
  ];
}

function toldOfAlert(news: News, alert: number): readonly string[] {
  const { request, caretakers } = news;
  const close = [request.requesterRef, ...approversOf(news)];
  const { responders, admins } = caretakers;
  if (alert === 1) {
    return [...close, ...(responders.length > 0 ? responders : admins)];
  }
  const all = [...responders, ...admins];
  return all.length > 0 ? all : close;
}

function latenessOf({ at, data }: StoredEvent): string | undefined {
  const endAt = typeof data.endAt === 'string' ? Date.parse(data.endAt) : NaN;
  const ms = at.getTime() - endAt;
  return ms > 0
    ? describeDuration(Math.floor(ms / MINUTE) * MINUTE)
    : undefined;
}

function howItEnded({ data }: StoredEvent): string {
  if (data.standing === true) {
    return 'You had this access before, outside this tool, and keep it.';
  }
  return Array.isArray(data.keptFor) && data.keptFor.length > 0
    ? 'Another of your grants keeps the same access.'
    : 'The assignment is verified gone or needed no removal.';
}

function until(request: RequestRecord): string | undefined {
  const endsAt = accessEndsAt(request);
  return endsAt ? `Until ${endsAt.toISOString()}.` : undefined;
}

function approversOf(news: News): readonly string[] {
  const { stages = [] } = news.request.approval ?? {};
  return refsOf(
    stages.flatMap(stage => stage.approvers),
    news,
  );
}

function shortened(request: RequestRecord): string | undefined {
  const { approvedDurationMs, durationMs } = request;
  return approvedDurationMs === null
    ? undefined
    : `For ${describeDuration(approvedDurationMs)}, not the ${describeDuration(
        durationMs,
      )} that you asked for.`;
}

function byWhom({ actor, data }: StoredEvent): string | undefined {
  const name =
    actor.kind === 'user' && plainLine(actor.displayName, NAME_LENGTH);
  const comment =
    typeof data.comment === 'string' && introduced('Comment', data.comment);
  return (
    [name && `By ${name}.`, comment].filter(Boolean).join(' ') || undefined
  );
}
