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
import type { EventRecord, RequestRecord } from '../domain/types';

type Payload = NotificationSendOptions['payload'];

/** What to tell whom about an event; undefined when nobody has to be told. */
export interface Message {
  recipients: readonly string[];
  excluded?: string;
  title: string;
  description?: string;
  severity: NonNullable<Payload['severity']>;
}

/** Who hears of an event on a request, and in which words. */
export function messageFor(
  event: EventRecord,
  request: RequestRecord,
): Message | undefined {
  const what = `${request.permissionSetName} on ${request.accountName}`;
  const requester = [request.requesterRef];
  switch (event.type) {
    case 'request.created': {
      const approvers = request.approval?.stages[0]?.approvers ?? [];
      return approvers.length === 0
        ? undefined
        : {
            recipients: approvers,
            excluded: request.requesterRef,
            title: `${request.requesterName} asks for ${what}`,
            description: request.reason,
            severity: 'high',
          };
    }
    case 'request.approved':
      return event.data.final === true
        ? {
            recipients: requester,
            title: `Approved: ${what}`,
            description: byWhom(event),
            severity: 'normal',
          }
        : undefined;
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
        recipients: requester,
        title: `Could not be granted: ${what}`,
        description: request.failure ?? undefined,
        severity: 'high',
      };
    case 'request.overdue':
      return {
        recipients: [
          request.requesterRef,
          ...(request.approval?.stages.flatMap(stage => stage.approvers) ?? []),
        ],
        title: `Overdue: ${what} should have ended and is not verified gone`,
        description: 'Removal is being tried again until it succeeds.',
        severity: 'critical',
      };
    default:
      return undefined;
  }
}

function byWhom({ actor, data }: EventRecord): string | undefined {
  const name = actor.kind === 'user' ? actor.displayName : undefined;
  const comment = typeof data.comment === 'string' ? data.comment : '';
  return (
    [name && `By ${name}.`, comment].filter(Boolean).join(' ') || undefined
  );
}
