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

import { ConflictError, InputError } from '@backstage/errors';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { RequestRecord } from '../domain/types';
import { anApproval, START } from '../__testUtils__/builders';
import { createTestDatabases } from '../__testUtils__/databases';
import type { RequestFilter } from './types';
import { KEY, minutes, setUp } from './__testUtils__/setUp';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'requests and decisions on %p',
  id => {
    const open = () => setUp({ databases, id });

    it('gives back what was stored, every member', async () => {
      const { stores, insert } = await open();
      const full = await insert({
        status: 'ending',
        endReason: 'revoked',
        overdueSince: minutes(70),
        requestedStart: minutes(1),
        startsAt: minutes(2),
        endsAt: minutes(62),
        ticket: 'OPS-31',
        activatedAt: minutes(3),
        endedAt: minutes(63),
        endedByRef: 'user:default/bo.ek',
        endedByName: 'Bo Ek',
        endComment: 'not needed any more',
        failure: 'none',
        durationMs: 30 * 24 * 3_600_000,
        risk: 'high',
        approval: null,
      });
      const plain = await insert();

      expect(await stores.requests.get(full.id)).toEqual(full);
      expect(await stores.requests.get(plain.id)).toEqual(plain);
      expect(await stores.requests.get(randomUUID())).toBeUndefined();
    });

    it('lets exactly one of two writers that saw the same version win', async () => {
      const { stores, insert } = await open();
      const seen = await insert();

      const outcomes = await Promise.allSettled([
        stores.requests.update(seen, { status: 'rejected' }),
        stores.requests.update(seen, { status: 'cancelled' }),
      ]);

      const failures = outcomes.flatMap(outcome =>
        outcome.status === 'rejected' ? [outcome.reason] : [],
      );
      expect(failures).toEqual([expect.any(ConflictError)]);
      expect((await stores.requests.get(seen.id))?.version).toBe(2);
    });

    it('calls a live grant due only once its end has come', async () => {
      const { stores, insert } = await open();
      const active = await insert({
        status: 'active',
        startsAt: START,
        endsAt: minutes(60),
      });

      expect(await stores.requests.listDue(minutes(59), 10)).toEqual([]);
      expect(await stores.requests.listDue(minutes(60), 10)).toEqual([active]);
      expect(await stores.requests.nextDueAt(minutes(59))).toEqual(minutes(60));
    });

    it('finds what becomes due next whatever is due already', async () => {
      const { stores, insert } = await open();
      const ends = (after: number) =>
        insert({ status: 'active', startsAt: START, endsAt: minutes(after) });
      await ends(20);
      await ends(60);
      expect(await stores.requests.nextDueAt(minutes(20))).toEqual(minutes(60));
      expect(await stores.requests.nextDueAt(minutes(60))).toBeUndefined();
    });

    it('finds what is due by status: pending by expiry, scheduled by start, nothing that has ended', async () => {
      const { stores, insert } = await open();
      const pending = await insert({ expiresAt: minutes(5) });
      const scheduled = await insert({
        status: 'scheduled',
        startsAt: minutes(3),
        endsAt: minutes(63),
      });
      await insert({
        status: 'ended',
        startsAt: START,
        endsAt: minutes(1),
      });

      const due = await stores.requests.listDue(minutes(10), 10);

      expect(due.map(request => request.id)).toEqual([
        scheduled.id,
        pending.id,
      ]);
    });

    it('pages through everything once, also where many share an instant', async () => {
      const { stores, insert } = await open();
      const all: RequestRecord[] = [];
      for (let index = 0; index < 7; index++) {
        all.push(
          await insert({
            createdAt: minutes(index % 2),
            risk: index % 3 === 0 ? 'high' : 'normal',
          }),
        );
      }
      for (const order of ['newest', 'oldest', 'riskiest'] as const) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await stores.requests.list({
            filter: {},
            order,
            limit: 3,
            cursor,
          });
          seen.push(...page.items.map(request => request.id));
          cursor = page.nextCursor;
        } while (cursor);
        expect(seen).toHaveLength(7);
        expect(new Set(seen)).toEqual(new Set(all.map(({ id: own }) => own)));
      }
    });

    it('has high risk first and in each risk the oldest, wherever a page ends', async () => {
      const { stores, insert } = await open();
      const age = await insert({ createdAt: minutes(0) });
      const danger = await insert({ createdAt: minutes(5), risk: 'high' });
      const youth = await insert({ createdAt: minutes(9) });
      const oldDanger = await insert({ createdAt: minutes(1), risk: 'high' });
      const lateDanger = await insert({ createdAt: minutes(10), risk: 'high' });
      const expected = [oldDanger, danger, lateDanger, age, youth];

      for (const limit of [1, 2, 3, 4, 5]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await stores.requests.list({
            filter: {},
            order: 'riskiest',
            limit,
            cursor,
          });
          seen.push(...page.items.map(request => request.id));
          cursor = page.nextCursor;
        } while (cursor);
        expect(seen).toEqual(expected.map(request => request.id));
      }
    });

    it('takes the risk that is pinned anew when approvers are asked again', async () => {
      const { stores, insert } = await open();
      const seen = await insert();
      await stores.requests.update(seen, { risk: 'high' });
      expect((await stores.requests.get(seen.id))?.risk).toBe('high');
    });

    it('refuses a cursor of a rank that no risk has', async () => {
      const { stores } = await open();
      for (const rank of [2, -1, 0.5, 2 ** 40]) {
        const cursor = Buffer.from(
          JSON.stringify(['riskiest', rank, 0, randomUUID()]),
        ).toString('base64url');
        await expect(
          stores.requests.list({
            filter: {},
            order: 'riskiest',
            limit: 1,
            cursor,
          }),
        ).rejects.toThrow(InputError);
      }
    });

    it('refuses a cursor that it did not give out', async () => {
      const { stores } = await open();
      const outOfRange = [8_640_000_000_000_001, -8_640_000_000_000_000].map(
        time =>
          Buffer.from(JSON.stringify([time, randomUUID()])).toString(
            'base64url',
          ),
      );
      for (const cursor of [
        'x',
        'bnVsbA',
        'WzEsIjIiXQ',
        "' or 1=1 --",
        ...outOfRange,
      ]) {
        await expect(
          stores.requests.list({
            filter: {},
            order: 'newest',
            limit: 1,
            cursor,
          }),
        ).rejects.toThrow(InputError);
      }
    });

    it('filters in the database exactly as the same filter does in memory', async () => {
      const { stores, insert } = await open();
      const people = ['user:default/ann.li', 'user:default/bo.ek'];
      const groups = ['group:default/payments-leads', 'group:default/sre'];
      const all: RequestRecord[] = [];
      for (const status of ['pending', 'active', 'ended'] as const) {
        for (const requesterRef of people) {
          for (const approval of [anApproval(), anApproval(groups), null]) {
            all.push(
              await insert({
                status,
                requesterRef,
                approval,
                overdueSince: status === 'active' ? START : null,
                principalId:
                  requesterRef === people[0]
                    ? KEY.principalId
                    : 'somebody-else',
              }),
            );
          }
        }
      }
      await stores.decisions.insert({
        id: randomUUID(),
        requestId: all[0].id,
        approverRef: people[1],
        approverName: 'Bo Ek',
        approverPrincipalId: null,
        verdict: 'approved',
        comment: '',
        digest: all[0].digest,
        stage: 0,
        durationMs: null,
        decidedAt: START,
      });
      const matches = (
        filter: RequestFilter,
        request: RequestRecord,
      ): boolean =>
        (filter.statuses?.includes(request.status) ?? true) &&
        (filter.requesterRefs?.includes(request.requesterRef) ?? true) &&
        (filter.principalIds?.includes(request.principalId) ?? true) &&
        (filter.accountIds?.includes(request.accountId) ?? true) &&
        (filter.overdue ?? request.overdueSince !== null) ===
          (request.overdueSince !== null) &&
        (filter.approverRefs?.some(ref =>
          request.approval?.stages.some(stage => stage.approvers.includes(ref)),
        ) ??
          true) &&
        (!filter.decidedByRefs ||
          (request.id === all[0].id &&
            filter.decidedByRefs.includes(people[1]))) &&
        (filter.anyOf?.some(part => matches(part, request)) ?? true) &&
        (filter.allOf?.every(part => matches(part, request)) ?? true) &&
        !(filter.not && matches(filter.not, request));
      const leaf = {
        statuses: fc.subarray(['pending', 'active', 'ended'] as const),
        requesterRefs: fc.subarray(people),
        principalIds: fc.subarray([KEY.principalId, 'somebody-else']),
        accountIds: fc.subarray(['111122223333', '999999999999']),
        approverRefs: fc.subarray(groups),
        decidedByRefs: fc.subarray(people),
        overdue: fc.boolean(),
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

      await fc.assert(
        fc.asyncProperty(filters(2), async filter => {
          const expected = all.filter(request => matches(filter, request));
          const { items } = await stores.requests.list({
            filter,
            order: 'newest',
            limit: 100,
          });
          expect(new Set(items.map(item => item.id))).toEqual(
            new Set(expected.map(item => item.id)),
          );
          expect(await stores.requests.count(filter)).toBe(expected.length);
        }),
        { numRuns: 150 },
      );
    });

    it('counts a person once per request, under whichever name they come', async () => {
      const { stores, insert } = await open();
      const request = await insert();
      const decision = {
        requestId: request.id,
        approverRef: 'user:default/bo.ek',
        approverName: 'Bo Ek',
        approverPrincipalId: 'bo-id',
        verdict: 'approved' as const,
        comment: 'fine',
        digest: request.digest,
        stage: 0,
        durationMs: null,
        decidedAt: minutes(1),
      };
      await stores.decisions.insert({ ...decision, id: randomUUID() });

      await expect(
        stores.decisions.insert({
          ...decision,
          id: randomUUID(),
          approverPrincipalId: null,
        }),
      ).rejects.toThrow(ConflictError);
      await expect(
        stores.decisions.insert({
          ...decision,
          id: randomUUID(),
          approverRef: 'user:default/bo.ek.admin',
        }),
      ).rejects.toThrow(ConflictError);
      expect(await stores.decisions.listByRequests([request.id])).toEqual([
        expect.objectContaining(decision),
      ]);

      // What was approved has changed, so the same person is asked again.
      await stores.decisions.insert({
        ...decision,
        id: randomUUID(),
        digest: 'sha256:another',
      });
      expect(await stores.decisions.listByRequests([request.id])).toHaveLength(
        2,
      );
    });
  },
);
