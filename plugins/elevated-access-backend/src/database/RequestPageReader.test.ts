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

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { aRequest, START } from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import { createTestDatabases } from '../__testUtils__/databases';
import { KEY, minutes } from './__testUtils__/setUp';
import { DatabaseStores, migrateDatabase } from './DatabaseStores';
import type { RequestRecord } from '../domain/types';
import { RequestPageReader } from './RequestPageReader';
import { endsOrder, RISK_RANKS } from './requestRows';
import type { ListOrder, RequestFilter } from './types';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const APPROVER = 'user:default/bo.ek';

function positionOf(request: RequestRecord, order: ListOrder): number[] {
  const at = request.createdAt.getTime();
  return {
    newest: [at],
    oldest: [at],
    'ends-first': [endsOrder(request)],
    riskiest: [RISK_RANKS[request.risk], at],
  }[order];
}

function compare(a: number[], b: number[]): number {
  return a.map((value, index) => value - b[index]).find(it => it !== 0) ?? 0;
}

describe.each(databases.eachSupportedId())('pages of requests on %p', id => {
  it('are the same whether a page is found nearby or all that matches is sorted', async () => {
    const knex = await databases.init(id);
    await migrateDatabase(knex);
    const stores = new DatabaseStores({
      knex,
      clock: new ManualClock(START),
      onListenerError: error => {
        throw error;
      },
    });
    const { id: assignmentId } = await stores.assignments.ensureLocked(KEY);
    const insert = async (overrides: Partial<RequestRecord>) => {
      const request = aRequest({ assignmentId, ...overrides });
      await stores.requests.insert(request);
      return request;
    };
    const all: {
      request: RequestRecord;
      decided: boolean;
      alerted: boolean;
    }[] = [];
    for (let index = 0; index < 40; index += 1) {
      const request = await insert({
        // Several at once, which their ids put in order.
        createdAt: minutes(Math.floor(index / 3)),
        endsAt: index % 4 === 0 ? null : minutes(90 - index),
        reason: index % 3 === 0 ? 'a deploy' : 'something else',
        ticket: index % 5 === 0 ? null : `OPS-${index}`,
        usage: index % 2 === 0 ? 'used' : 'unknown',
        risk: index % 5 === 2 ? 'high' : 'normal',
      });
      const decided = index % 7 === 0;
      if (decided) {
        await stores.decisions.insert({
          id: randomUUID(),
          requestId: request.id,
          approverRef: APPROVER,
          approverName: 'Bo Ek',
          approverPrincipalId: null,
          verdict: 'approved',
          comment: '',
          digest: request.digest,
          stage: 0,
          durationMs: null,
          decidedAt: minutes(index),
        });
      }
      const alerted = index % 6 === 1;
      if (alerted) {
        await stores.events.append({
          type: 'request.overdue',
          at: minutes(index),
          actor: { kind: 'engine' },
          requestId: request.id,
          assignmentId,
          data: {},
        });
      }
      all.push({ request, decided, alerted });
    }
    const wanted = fc.record(
      {
        reasonContains: fc.constantFrom('deploy', 'SOMETHING', 'nothing'),
        ticketPrefix: fc.constantFrom('ops', 'OPS-1', 'sec'),
        decidedByRefs: fc.constant([APPROVER]),
        wasOverdue: fc.boolean(),
        usages: fc.constant(['used' as const]),
        createdTo: fc.integer({ min: 0, max: 15 }).map(minutes),
      },
      { requiredKeys: [] },
    );
    const fits = (filter: RequestFilter) =>
      all
        .filter(
          ({ request, decided, alerted }) =>
            request.reason.includes(
              filter.reasonContains?.toLowerCase() ?? '',
            ) &&
            (filter.ticketPrefix === undefined ||
              (request.ticket ?? '').startsWith(
                filter.ticketPrefix.toUpperCase(),
              )) &&
            (!filter.decidedByRefs || decided) &&
            (filter.wasOverdue ?? alerted) === alerted &&
            (!filter.usages || request.usage === 'used') &&
            (!filter.createdTo || request.createdAt < filter.createdTo),
        )
        .map(({ request }) => request);

    await fc.assert(
      fc.asyncProperty(
        wanted,
        fc.constantFrom<ListOrder[]>(
          'newest',
          'oldest',
          'ends-first',
          'riskiest',
        ),
        fc.constantFrom(1, 4, 12, 100),
        fc.integer({ min: 1, max: 6 }),
        async (filter, order, nearest, limit) => {
          const sign = order === 'newest' ? -1 : 1;
          const expected = fits(filter).sort(
            (a, b) =>
              sign *
              (compare(positionOf(a, order), positionOf(b, order)) ||
                (a.id < b.id ? -1 : 1)),
          );
          const reader = new RequestPageReader({ knex, nearest });
          const read = (from: number) => {
            const last = expected[from - 1];
            return reader.read({
              filter: { allOf: [{}, filter] },
              order,
              limit,
              after: last && {
                order,
                position: positionOf(last, order),
                id: last.id,
              },
            });
          };
          for (let from = 0; from <= expected.length; from += limit) {
            const rows = await read(from);
            expect(rows.map(row => row.id)).toEqual(
              expected.slice(from, from + limit).map(request => request.id),
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
