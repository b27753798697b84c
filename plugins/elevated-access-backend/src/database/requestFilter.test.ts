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

import fc from 'fast-check';
import type { RequestOrder } from 'backstage-plugin-elevated-access-common';
import type { RequestRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import { anApproval, START } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/databases';
import { minutes, setUp } from './__testUtils__/setUp';
import type { RequestFilter, RequestStore } from './types';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const REASONS = ['50% done', 'deploy_now', 'DEPLOY now', 'C:\\temp', 'other'];

const TICKETS = [null, 'OPS-1', 'ops-12', 'SEC_9'];

const END_REASONS = [null, 'elapsed', 'revoked'] as const;

const ENDERS = [null, 'user:default/ann.li', 'user:default/hugo.brandt'];

/** What the database is asked, said once more in plain words. */
function matches(
  filter: RequestFilter,
  request: RequestRecord,
  /** Ids of requests that were overdue. */
  alerted: ReadonlySet<string>,
): boolean {
  const { createdFrom, createdTo, accessFrom, accessTo } = filter;
  const { activatedAt, endedAt, endReason, ticket } = request;
  const has = (text: string, part: string) =>
    text.toLowerCase().includes(part.toLowerCase());
  const hadAccess =
    activatedAt !== null &&
    (!accessTo || activatedAt < accessTo) &&
    (!accessFrom || endedAt === null || endedAt > accessFrom);
  return (
    (!filter.endReasons ||
      (endReason !== null && filter.endReasons.includes(endReason))) &&
    (!filter.endedByRefs ||
      (request.endedByRef !== null &&
        filter.endedByRefs.includes(request.endedByRef))) &&
    (!filter.approvalPolicyNames ||
      (request.approval !== null &&
        filter.approvalPolicyNames.includes(request.approval.policyName))) &&
    (filter.wasOverdue ?? alerted.has(request.id)) ===
      alerted.has(request.id) &&
    (filter.policyNames?.includes(request.policyName) ?? true) &&
    (filter.permissionSetArns?.includes(request.permissionSetArn) ?? true) &&
    (filter.usages?.includes(request.usage) ?? true) &&
    (filter.automatic ?? request.approval === null) ===
      (request.approval === null) &&
    has(request.reason, filter.reasonContains ?? '') &&
    (filter.ticketPrefix === undefined ||
      (ticket?.toLowerCase().startsWith(filter.ticketPrefix.toLowerCase()) ??
        false)) &&
    (!createdFrom || request.createdAt >= createdFrom) &&
    (!createdTo || request.createdAt < createdTo) &&
    ((!accessFrom && !accessTo) || hadAccess) &&
    (filter.anyOf?.some(part => matches(part, request, alerted)) ?? true) &&
    (filter.allOf?.every(part => matches(part, request, alerted)) ?? true) &&
    !(filter.not && matches(filter.not, request, alerted))
  );
}

async function allPages(
  store: RequestStore,
  order: RequestOrder,
  filter: RequestFilter = {},
): Promise<RequestRecord[]> {
  const seen: RequestRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list({ filter, order, limit: 3, cursor });
    seen.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return seen;
}

describe.each(databases.eachSupportedId())('filters on %p', id => {
  const open = () => setUp({ databases, id });

  it('give in the database exactly what the same questions mean in memory', async () => {
    const { stores, insert } = await open();
    const all: RequestRecord[] = [];
    for (let index = 0; index < 40; index += 1) {
      const activatedAt = index % 4 === 0 ? null : minutes(index);
      all.push(
        await insert({
          status: activatedAt ? 'ended' : 'rejected',
          endReason: END_REASONS[index % END_REASONS.length],
          createdAt: minutes(index - (index % 5)),
          activatedAt,
          // Also at once, and never; the clock of a database may even step back.
          endedAt:
            index % 7 === 0 ? null : minutes(index + (index % 6) * 5 - 5),
          reason: REASONS[index % REASONS.length],
          ticket: TICKETS[index % TICKETS.length],
          policyName: `policy-${index % 3}`,
          approval:
            index % 2 === 0
              ? null
              : { ...anApproval(), policyName: `approval-${index % 3}` },
          endedByRef: ENDERS[index % ENDERS.length],
          usage: index % 5 === 0 ? 'used' : 'unknown',
        }),
      );
    }
    const alerted = new Set(
      all.filter((_, index) => index % 6 === 1).map(request => request.id),
    );
    for (const requestId of alerted) {
      await stores.events.append({
        type: 'request.overdue',
        at: START,
        actor: { kind: 'engine' },
        requestId,
        assignmentId: null,
        data: {},
      });
    }
    const instants = fc.integer({ min: -5, max: 60 }).map(minutes);
    const leaf = {
      endReasons: fc.subarray(['elapsed', 'revoked', 'released'] as const),
      policyNames: fc.subarray(['policy-0', 'policy-1']),
      approvalPolicyNames: fc.subarray(['approval-0', 'approval-1']),
      endedByRefs: fc.subarray(['user:default/ann.li', 'user:default/other']),
      wasOverdue: fc.boolean(),
      permissionSetArns: fc.constantFrom([all[0].permissionSetArn], ['none']),
      usages: fc.subarray(['used', 'unknown'] as const),
      automatic: fc.boolean(),
      reasonContains: fc.constantFrom('%', '_', '\\', 'NOW', 'deploy', '0% D'),
      ticketPrefix: fc.constantFrom('ops-1', 'OPS', 'sec_', 'SEC%', 'ps'),
      createdFrom: instants,
      createdTo: instants,
      accessFrom: instants,
      accessTo: instants,
    };
    const filters: fc.Memo<RequestFilter> = fc.memo(depth =>
      depth <= 1
        ? fc.record(leaf, { requiredKeys: [] })
        : fc.record(
            {
              ...leaf,
              anyOf: fc.array(filters(depth - 1), { maxLength: 2 }),
              allOf: fc.array(filters(depth - 1), { maxLength: 2 }),
              not: filters(depth - 1),
            },
            { requiredKeys: [] },
          ),
    );
    const one = fc
      .constantFrom(...Object.keys(leaf))
      .chain(key =>
        fc.record(leaf, { requiredKeys: [] }).map(record => only(record, key)),
      );

    await fc.assert(
      fc.asyncProperty(fc.oneof(one, filters(2)), async filter => {
        const expected = all.filter(request =>
          matches(filter, request, alerted),
        );
        const { items } = await stores.requests.list({
          filter,
          order: 'newest',
          limit: 100,
        });
        expect(new Set(items.map(item => item.id))).toEqual(
          new Set(expected.map(item => item.id)),
        );
        expect(await stores.requests.count(filter)).toBe(expected.length);
        const exported = await stores.exports.page({ filter, limit: 100 });
        expect(exported.map(item => item.id)).toEqual(
          items.map(item => item.id),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('page through overdue access first, then by when it is taken away, what has no end last', async () => {
    const { stores, insert } = await open();
    const ends = [50, 40, null, 30, 40, 20, null, 45];
    for (const [index, end] of ends.entries()) {
      await insert({
        status: 'active',
        endsAt: end === null ? null : minutes(end),
        overdueSince: index === 0 || index === 7 ? START : null,
        strictWindow: index === 1,
        sessionDurationMs: 15 * 60_000,
      });
    }

    const listed = await allPages(stores.requests, 'ends-first');

    expect(
      listed.map(request => [
        request.overdueSince !== null,
        accessEndsAt(request),
      ]),
    ).toEqual([
      [true, minutes(45)],
      [true, minutes(50)],
      [false, minutes(20)],
      [false, minutes(25)],
      [false, minutes(30)],
      [false, minutes(40)],
      [false, null],
      [false, null],
    ]);
  });

  it('bring a request to its new place in the order when its end moves or it becomes overdue', async () => {
    const { stores, insert } = await open();
    const soon = await insert({ status: 'active', endsAt: minutes(10) });
    const late = await insert({ status: 'active', endsAt: minutes(60) });
    const latest = await insert({ status: 'ending', endsAt: minutes(90) });

    await stores.requests.update(soon, { endsAt: minutes(70) });
    await stores.requests.update(latest, { overdueSince: minutes(91) });

    const listed = await allPages(stores.requests, 'ends-first');
    expect(listed.map(request => request.id)).toEqual([
      latest.id,
      late.id,
      soon.id,
    ]);
  });

  it('refuse a cursor that was given out for another order', async () => {
    const { stores, insert } = await open();
    await insert();
    await insert();
    const { nextCursor } = await stores.requests.list({
      filter: {},
      order: 'newest',
      limit: 1,
    });
    for (const order of ['oldest', 'ends-first'] as const) {
      await expect(
        stores.requests.list({
          filter: {},
          order,
          limit: 1,
          cursor: nextCursor,
        }),
      ).rejects.toMatchObject({ name: 'InputError', field: 'cursor' });
    }
  });
});

function only(filter: RequestFilter, key: string): RequestFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([name]) => name === key),
  );
}
