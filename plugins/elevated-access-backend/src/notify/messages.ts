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

import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type {
  DecisionRecord,
  EventRecord,
  RequestRecord,
} from '../domain/types';
import { plainLine } from './plainLine';

type Payload = NotificationSendOptions['payload'];

/** Longest name in a title, in characters. */
const NAME_LENGTH = 80;

/** What to tell whom about an event; undefined when nobody has to be told. */
export interface Message {
  recipients: readonly string[];
  excluded: readonly string[];
  title: string;
  description?: string;
  severity: NonNullable<Payload['severity']>;
}

/** Who looks after all requests, as user and group references. */
export interface Caretakers {
  admins: readonly string[];
  responders: readonly string[];
}

/** Who hears of an event on a request, and in which words. */
export function messageFor(query: {
  event: EventRecord;
  request: RequestRecord;
  /** Every decision on the request so far; needed when the event is an approval. */
  decisions: readonly DecisionRecord[];
  caretakers: Caretakers;
}): Message | undefined {
  const message = wordsFor(query);
  const recipients = [...new Set(message?.recipients)];
  return message && recipients.length > 0
    ? { excluded: [], ...message, recipients }
    : undefined;
}

function wordsFor({
  event,
  request,
  caretakers,
  ...query
}: Parameters<typeof messageFor>[0]):
  | (Omit<Message, 'excluded'> & { excluded?: readonly string[] })
  | undefined {
  const who = plainLine(request.requesterName, NAME_LENGTH);
  const what = `${plainLine(
    request.permissionSetName,
    NAME_LENGTH,
  )} on ${plainLine(request.accountName, NAME_LENGTH)}`;
  const requester = [request.requesterRef];
  const decisions = query.decisions.filter(
    ({ digest }) => digest === request.digest,
  );
  const approvers =
    request.approval?.stages.flatMap(stage => stage.approvers) ?? [];
  switch (event.type) {
    case 'request.created':
      return {
        recipients: request.approval?.stages[0]?.approvers ?? [],
        excluded: requester,
        title: `${who} asks for ${what}`,
        description: introduced('Reason', request.reason),
        severity: 'high',
      };
    case 'request.approved':
      return event.data.final === true
        ? {
            recipients: requester,
            title: `Approved: ${what}`,
            description: byWhom(event),
            severity: 'normal',
          }
        : {
            recipients: waitingApprovers(request, decisions),
            excluded: [
              ...requester,
              ...decisions.map(({ approverRef }) => approverRef),
            ],
            title: `${who} asks for ${what}`,
            description: [
              'Approved in part; your approval is needed now.',
              introduced('Reason', request.reason),
            ]
              .filter(Boolean)
              .join(' '),
            severity: 'high',
          };
    case 'request.rejected':
      return {
        recipients: requester,
        title: `Rejected: ${what}`,
        description: byWhom(event),
        severity: 'high',
      };
    case 'request.active':
      return {
        recipients: requester,
        title: `You have ${what}`,
        description: request.endsAt
          ? `Until ${request.endsAt.toISOString()}.`
          : undefined,
        severity: 'normal',
      };
    case 'request.ending':
      return event.data.reason === 'revoked'
        ? {
            recipients: requester,
            title: `Revoked: ${what}`,
            description: byWhom(event),
            severity: 'high',
          }
        : undefined;
    case 'request.cancelled':
      return event.actor.kind === 'user' &&
        event.actor.entityRef !== request.requesterRef
        ? {
            recipients: requester,
            title: `Cancelled: ${what}`,
            description: byWhom(event),
            severity: 'high',
          }
        : undefined;
    case 'request.ended':
      return {
        recipients: requester,
        title: `Ended: ${what}`,
        description: 'The assignment is verified gone or needed no removal.',
        severity: 'normal',
      };
    case 'request.expired':
      return {
        recipients: requester,
        title: `Nobody decided in time: ${what}`,
        severity: 'normal',
      };
    case 'request.lapsed':
      return {
        recipients: requester,
        title: `Its window passed before access could be given: ${what}`,
        severity: 'high',
      };
    case 'request.failed':
      return {
        recipients: [
          ...requester,
          ...(approvers.length > 0 ? approvers : caretakers.admins),
        ],
        title: `Could not be granted: ${what} for ${who}`,
        description: introduced('Reason', request.failure ?? ''),
        severity: 'high',
      };
    case 'request.overdue':
      return {
        recipients: [
          ...requester,
          ...approvers,
          ...caretakers.responders,
          ...caretakers.admins,
        ],
        title: `Overdue: ${what} for ${who} should have ended and is not verified gone`,
        description: 'Removal is being tried again until it succeeds.',
        severity: 'critical',
      };
    default:
      return undefined;
  }
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

function byWhom({ actor, data }: EventRecord): string | undefined {
  const name =
    actor.kind === 'user' && plainLine(actor.displayName, NAME_LENGTH);
  const comment =
    typeof data.comment === 'string' && introduced('Comment', data.comment);
  return (
    [name && `By ${name}.`, comment].filter(Boolean).join(' ') || undefined
  );
}

/** Tells the reader that what follows are somebody else's words. */
function introduced(label: string, text: string): string | undefined {
  const line = plainLine(text);
  return line ? `${label}: ${line}` : undefined;
}
