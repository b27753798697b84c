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
  AccessReport,
  AccessReportQuery,
  AccessRequest,
  AccessReview,
  RequestsQuery,
} from 'backstage-plugin-elevated-access-common';
import { carla, aPerson } from '../src/__testUtils__/builders';
import { phaseOf } from '../src/data/status';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Whether a request answers a question, as the backend would say. */
export function answers(request: AccessRequest, query: RequestsQuery): boolean {
  const has = (values: string[] | undefined, value: string) =>
    !values || values.includes(value);
  const contains = (text: string | null, part: string | undefined) =>
    !part || (text ?? '').toLowerCase().includes(part.toLowerCase());
  const isBefore = (a: string | null, b: string | undefined) =>
    !b || (a !== null && a < b);
  const ends = request.endedAt ?? request.accessEndsAt;
  const existed =
    query.accessFrom === undefined && query.accessTo === undefined;
  return (
    has(query.status, request.status) &&
    has(query.requester, request.requester.entityRef) &&
    has(query.accountId, request.account.id) &&
    has(query.permissionSetArn, request.permissionSet.arn) &&
    has(query.policy, request.policy.name) &&
    has(query.usage, request.usage) &&
    has(query.endReason, request.endReason ?? '') &&
    (!query.approver ||
      request.decisions.some(it =>
        query.approver?.includes(it.approver.entityRef),
      )) &&
    contains(request.reason, query.reason) &&
    contains(request.ticket, query.ticket) &&
    (query.overdue === undefined ||
      query.overdue === Boolean(request.overdueSince)) &&
    (query.automatic === undefined ||
      query.automatic === (request.approval === null)) &&
    isBefore(query.createdFrom ?? '', request.createdAt) &&
    isBefore(request.createdAt, query.createdTo) &&
    (existed ||
      (isBefore(request.activatedAt, query.accessTo ?? '9') &&
        (!query.accessFrom || ends === null || ends > query.accessFrom)))
  );
}

/** Overdue access first, then what ends soonest; in the inbox high risk, then the oldest; otherwise newest first. */
export function inOrder(query: RequestsQuery) {
  return (a: AccessRequest, b: AccessRequest): number => {
    if (query.order === 'ends-first') {
      return (
        Number(Boolean(b.overdueSince)) - Number(Boolean(a.overdueSince)) ||
        (a.accessEndsAt ?? '9').localeCompare(b.accessEndsAt ?? '9')
      );
    }
    if (query.view === 'inbox' && !query.order && a.risk !== b.risk) {
      return a.risk === 'high' ? -1 : 1;
    }
    return query.order === 'oldest' || query.view === 'inbox'
      ? a.createdAt.localeCompare(b.createdAt)
      : b.createdAt.localeCompare(a.createdAt);
  };
}

/** Believable figures: the samples, and many more that nobody lists. */
export function reportOf(
  requests: AccessRequest[],
  query: AccessReportQuery,
  now: number,
): AccessReport {
  const to = query.to ?? new Date(now).toISOString();
  const from = query.from ?? new Date(now - 30 * DAY).toISOString();
  const days = Math.max(1, (Date.parse(to) - Date.parse(from)) / DAY);
  const step = days > 100 ? 7 : 1;
  const overTime = Array.from(
    { length: Math.ceil(days / step) },
    (_, index) => {
      const at = new Date(Date.parse(from) + index * step * DAY);
      const isWeekend = step === 1 && [0, 6].includes(at.getUTCDay());
      const wave = 9 + Math.round(5 * Math.sin(index / 2) + (index % 3));
      const asked = (isWeekend ? 2 : wave) * step;
      return {
        at: at.toISOString(),
        requests: asked,
        given: Math.round(asked * 0.8),
        rejected: Math.round(asked * 0.1),
        live: Math.round(asked * 1.3),
      };
    },
  );
  const all = overTime.reduce((sum, it) => sum + it.requests, 0);
  const given = overTime.reduce((sum, it) => sum + it.given, 0);
  const ranked = <T>(items: T[]) =>
    items.slice(0, 8).map((item, index) => {
      const count = Math.round((all / 3) * 0.7 ** index);
      return { ...item, requests: count, given: Math.round(count * 0.8) };
    });
  const distinct = <T>(items: T[], key: (item: T) => string) => [
    ...new Map(items.map(item => [key(item), item])).values(),
  ];
  return {
    from,
    to,
    step: step === 1 ? 'day' : 'week',
    overTime,
    requests: all,
    given,
    rejected: Math.round(all * 0.1),
    expired: Math.round(all * 0.06),
    failed: 1,
    timeToApprove: { median: 'PT4M20S', p95: 'PT51M' },
    decidedAutomatically: { count: Math.round(given * 0.42), of: given },
    neverUsed: { count: Math.round(given * 0.17), of: Math.round(given * 0.9) },
    overdueMinutes: 34.5,
    busiestAccounts: ranked(
      distinct(
        requests.map(({ account }) => account),
        ({ id }) => id,
      ),
    ),
    busiestPermissionSets: ranked(
      distinct(
        requests.map(({ permissionSet: { arn, name } }) => ({ arn, name })),
        ({ arn }) => arn,
      ),
    ),
    busiestPeople: ranked(
      distinct(
        requests.map(({ requester }) => requester),
        ({ entityRef }) => entityRef,
      ),
    ),
  };
}

export function reviewsOf(
  requests: AccessRequest[],
  now: number,
): AccessReview[] {
  const given = requests.filter(
    request => request.activatedAt && phaseOf(request) === 'past',
  );
  const rows = [
    ...new Map(
      given.map(request => [
        `${request.requester.entityRef} ${request.account.id} ${request.permissionSet.arn}`,
        request,
      ]),
    ).values(),
  ].map((request, index) => ({
    person: request.requester,
    account: request.account,
    permissionSet: request.permissionSet,
    accesses: 6 - (index % 4),
    used: index % 3 === 0 ? 0 : 3 - (index % 2),
    unused: index % 3 === 0 ? 6 - (index % 4) : 0,
    lastGivenAt: request.activatedAt ?? request.createdAt,
    lastRequestId: request.id,
  }));
  return [0, 1, 2].map(index => ({
    id: `review-${index}`,
    scope: index === 1 ? ('people' as const) : ('accounts' as const),
    reviewer: index === 1 ? aPerson('Payments engineers') : carla,
    from: new Date(now - (index + 1) * 30 * DAY).toISOString(),
    to: new Date(now - index * 30 * DAY).toISOString(),
    createdAt: new Date(now - index * 30 * DAY).toISOString(),
    accesses: rows.reduce((sum, row) => sum + row.accesses, 0),
    unused: rows.reduce((sum, row) => sum + row.unused, 0),
    rows,
    accountIds:
      index === 1 ? null : [...new Set(rows.map(({ account }) => account.id))],
    truncated: index === 0,
    unusedPolicies: [
      { name: 'break-glass-network', lastUsedAt: null },
      {
        name: 'contractors-read-only',
        lastUsedAt: new Date(now - 200 * DAY).toISOString(),
      },
    ],
  }));
}

/** A file that comes slowly enough for its progress to be seen. */
export function downloadOf(fileName: string, lines: string[]) {
  const left = [...lines];
  return {
    fileName,
    rows: lines.length,
    body: new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise(resolve => {
          setTimeout(resolve, 60);
        });
        const line = left.shift();
        if (line === undefined) {
          controller.close();
        } else {
          controller.enqueue(new TextEncoder().encode(`${line}\n`));
        }
      },
    }),
  };
}
