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

import type {
  ActivityEvent,
  ActivityQuery,
  RequestBackground,
  SessionActivity,
} from 'backstage-plugin-elevated-access-common';
import {
  aBackground,
  anActivity,
  anActivityEvent,
} from '../src/__testUtils__/builders';

const MINUTE = 60_000;

const calls: Array<Partial<ActivityEvent>> = [
  { name: 'GetQueueAttributes', service: 'sqs.amazonaws.com' },
  { name: 'PurgeQueue', service: 'sqs.amazonaws.com', readOnly: false },
  {
    name: 'GetSecretValue',
    service: 'secretsmanager.amazonaws.com',
    errorCode: 'AccessDenied',
    resources: [
      'arn:aws:secretsmanager:eu-north-1:111122223333:secret:payments/settlement-AbCdEf',
    ],
  },
  { name: 'DescribeInstances', service: 'ec2.amazonaws.com', resources: [] },
  { name: 'AssumeRole', service: 'sts.amazonaws.com', readOnly: null },
];

function events(now: number): ActivityEvent[] {
  return Array.from({ length: 140 }, (_, index) =>
    anActivityEvent({
      ...calls[index % calls.length],
      id: `event-${index}`,
      at: new Date(now - index * 0.4 * MINUTE).toISOString(),
    }),
  );
}

function isWanted(
  event: ActivityEvent,
  { kind, text }: ActivityQuery,
): boolean {
  const isKind =
    (kind !== 'writes' || event.readOnly === false) &&
    (kind !== 'errors' || event.errorCode !== null);
  const told = JSON.stringify(Object.values(event)).toLowerCase();
  return isKind && (!text || told.includes(text.toLowerCase()));
}

/** The session of live access is still being delivered; others are as their id says. */
export function activityOf(
  requestId: string,
  query: ActivityQuery,
  now: number,
): SessionActivity {
  const at = (minutes: number) =>
    new Date(now + minutes * MINUTE).toISOString();
  const read = {
    source: 'cloudtrail',
    from: at(-60),
    to: at(0),
    readAt: at(-2),
  };
  switch (requestId) {
    case 'ended-elapsed':
      return anActivity({ state: 'complete', ...read });
    case 'ended-revoked':
      return anActivity({
        state: 'unavailable',
        problem: {
          code: 'aws-denied',
          reason: 'AWS refused to list the events (AccessDenied).',
          remedy: 'Allow cloudtrail:LookupEvents to the backend’s role.',
        },
      });
    case 'strict-1':
      return anActivity({ state: 'not-yet', completeAt: at(20) });
    default: {
      const all = events(now);
      const wanted = all.filter(event => isWanted(event, query));
      const from = Number(query.cursor ?? 0);
      const to = from + (query.limit ?? 50);
      return anActivity({
        state: 'partial',
        ...read,
        completeAt: at(25),
        counts: { events: all.length, writes: 28, errors: 28 },
        items: wanted.slice(from, to),
        nextCursor: to < wanted.length ? String(to) : undefined,
      });
    }
  }
}

export function exportedActivity(now: number): string[] {
  return events(now).map(event => JSON.stringify(event));
}

/** One approver's past for each of the requests in the inbox. */
export function backgroundOf(
  requestId: string,
  now: number,
): RequestBackground {
  const long = now - 20 * 24 * 60 * MINUTE;
  return requestId === 'inbox-2'
    ? aBackground({
        requester: { requests: 0, approved: 0, rejected: 0, unused: 0 },
      })
    : aBackground({
        lastApproval: {
          requestId: 'ended-elapsed',
          at: new Date(long).toISOString(),
          unchanged: requestId !== 'inbox-3',
        },
        alsoHolds: [
          {
            requestId: 'live-1',
            permissionSetName: 'ReadOnly',
            accessEndsAt: new Date(now + 25 * MINUTE).toISOString(),
          },
        ],
      });
}
