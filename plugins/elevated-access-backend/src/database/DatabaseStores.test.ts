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
import type { EventType } from '../domain/events';
import type { RequestRecord } from '../domain/types';
import {
  aRequest,
  anApproval,
  PERMISSION_SET_ARN,
  START,
} from '../__testUtils__/builders';
import { ManualClock } from '../__testUtils__/clock';
import {
  createTestDatabases,
  createTestStores,
} from '../__testUtils__/databases';
import type { RequestFilter } from './types';

jest.setTimeout(60_000);

const KEY = {
  principalId: '906748a2e1-11111111-2222-3333-4444-555555555555',
  accountId: '111122223333',
  permissionSetArn: PERMISSION_SET_ARN,
};

const minutes = (count: number) => new Date(START.getTime() + count * 60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('stores on %p', id => {
  async function setUp() {
    const clock = new ManualClock(START);
    const stores = await createTestStores({ databases, id, clock });
    const assignment = await stores.assignments.ensureLocked(KEY);
    const insert = async (overrides: Partial<RequestRecord> = {}) => {
      const request = aRequest({ assignmentId: assignment.id, ...overrides });
      await stores.requests.insert(request);
      return request;
    };
    return { clock, stores, assignment, insert };
  }

  describe('requests', () => {
    it('gives back what was stored, every member', async () => {
      const { stores, insert } = await setUp();
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
        approval: null,
      });
      const plain = await insert();

      expect(await stores.requests.get(full.id)).toEqual(full);
      expect(await stores.requests.get(plain.id)).toEqual(plain);
      expect(await stores.requests.get(randomUUID())).toBeUndefined();
    });

    it('lets exactly one of two writers that saw the same version win', async () => {
      const { stores, insert } = await setUp();
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
      const { stores, insert } = await setUp();
      const active = await insert({
        status: 'active',
        startsAt: START,
        endsAt: minutes(60),
      });

      expect(await stores.requests.listDue(minutes(59), 10)).toEqual([]);
      expect(await stores.requests.listDue(minutes(60), 10)).toEqual([active]);
      expect(await stores.requests.nextDueAt()).toEqual(minutes(60));
    });

    it('finds what is due by status: pending by expiry, scheduled by start, nothing that has ended', async () => {
      const { stores, insert } = await setUp();
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
      const { stores, insert } = await setUp();
      const all: RequestRecord[] = [];
      for (let index = 0; index < 7; index++) {
        all.push(await insert({ createdAt: minutes(index % 2) }));
      }
      for (const order of ['newest', 'oldest'] as const) {
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

    it('refuses a cursor that it did not give out', async () => {
      const { stores } = await setUp();
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
      const { stores, insert } = await setUp();
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
        decidedAt: START,
      });
      const matches = (
        filter: RequestFilter,
        request: RequestRecord,
      ): boolean =>
        (filter.statuses?.includes(request.status) ?? true) &&
        (filter.requesterRefs?.includes(request.requesterRef) ?? true) &&
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
  });

  it('counts a person once per request, under whichever name they come', async () => {
    const { stores, insert } = await setUp();
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
    expect(await stores.decisions.listByRequests([request.id])).toHaveLength(2);
  });

  describe('assignments', () => {
    it('keeps one row per principal, account and permission set', async () => {
      const { stores, assignment } = await setUp();
      const rows = await Promise.all([
        stores.transaction(tx => tx.assignments.ensureLocked(KEY)),
        stores.transaction(tx => tx.assignments.ensureLocked(KEY)),
      ]);
      expect(rows.map(row => row.id)).toEqual([assignment.id, assignment.id]);
    });

    it('wakes an assignment early, never later than it already is', async () => {
      const { stores, assignment } = await setUp();
      await stores.assignments.wake(assignment.id, minutes(5));
      await stores.assignments.wake(assignment.id, minutes(9));
      expect(await stores.assignments.nextDueAt()).toEqual(minutes(5));
      await stores.assignments.wake(assignment.id, minutes(1));
      expect(await stores.assignments.listDue(minutes(1), 10)).toEqual([
        expect.objectContaining({ id: assignment.id }),
      ]);
    });

    it('refuses a writer that did not see a wake-up, so that none is lost', async () => {
      const { stores, assignment } = await setUp();
      await stores.assignments.wake(assignment.id, minutes(1));
      await expect(
        stores.assignments.update(assignment, { nextActionAt: null }),
      ).rejects.toThrow(ConflictError);
    });

    it('gives back what was stored, every member', async () => {
      const { stores, assignment } = await setUp();
      const written = await stores.assignments.update(assignment, {
        owned: true,
        standing: true,
        standingEvidence: 'listed',
        verified: 'present',
        verifiedAt: minutes(1),
        operation: 'delete',
        phase: 'accepted',
        awsRequestId: randomUUID(),
        attempts: 3,
        operationStartedAt: minutes(2),
        lastError: 'Conflict',
        nextActionAt: minutes(3),
      });
      expect(await stores.assignments.get(assignment.id)).toEqual(written);
      expect(await stores.assignments.listInOperation()).toEqual([written]);
    });
  });

  describe('transactions and events', () => {
    it('tells listeners of events after the commit and never of rolled back ones', async () => {
      const { stores, insert } = await setUp();
      const request = await insert();
      const heard: string[] = [];
      stores.onCommitted(events =>
        heard.push(...events.map(event => event.type)),
      );
      const event = {
        type: 'request.created' as const,
        at: START,
        actor: { kind: 'engine' as const },
        requestId: request.id,
        assignmentId: null,
        data: { n: 1 },
      };

      await expect(
        stores.transaction(async tx => {
          await tx.events.append(event);
          throw new Error('no');
        }),
      ).rejects.toThrow('no');
      expect(heard).toEqual([]);
      expect(await stores.events.listForRequest(request)).toEqual([]);

      await stores.transaction(async tx => {
        await tx.events.append(event);
        expect(heard).toEqual([]);
      });
      expect(heard).toEqual(['request.created']);
      expect(await stores.events.listForRequest(request)).toEqual([
        expect.objectContaining(event),
      ]);
    });

    it('shows a request the events of its assignment while it lived, not those before or after', async () => {
      const { stores, assignment, insert } = await setUp();
      const request = await insert({ status: 'ended', endedAt: minutes(1) });
      const append = (type: EventType, requestId: string | null) =>
        stores.events.append({
          type,
          at: START,
          actor: { kind: 'engine' },
          requestId,
          assignmentId: assignment.id,
          data: {},
        });
      await append('assignment.verified-absent', null);
      await append('request.activating', request.id);
      await append('assignment.verified-present', null);
      await append('request.active', request.id);
      await append('request.active', randomUUID());
      await append('assignment.verified-absent', null);
      await append('request.ended', request.id);
      await append('assignment.create-intended', null);

      const events = await stores.events.listForRequest(request);

      expect(events.map(event => event.type)).toEqual([
        'request.activating',
        'assignment.verified-present',
        'request.active',
        'assignment.verified-absent',
        'request.ended',
      ]);
    });
  });

  describe('the lease', () => {
    const take = (holder: string, at: number) => ({
      holder,
      now: minutes(at),
      ttlMs: 60_000,
    });

    it('has one holder, who may renew it, and passes on only once it has expired', async () => {
      const { stores } = await setUp();
      const first = await stores.lease.acquire(take('a', 0));
      expect(first).toMatchObject({ holder: 'a', fencingToken: 1 });
      expect(await stores.lease.acquire(take('b', 0.5))).toBeUndefined();
      expect(await stores.lease.acquire(take('a', 0.9))).toMatchObject({
        fencingToken: 1,
        expiresAt: minutes(1.9),
      });
      expect(await stores.lease.acquire(take('b', 1.5))).toBeUndefined();
      expect(await stores.lease.acquire(take('b', 1.9))).toMatchObject({
        holder: 'b',
        fencingToken: 2,
      });
    });

    it('goes to exactly one of two that reach for it together', async () => {
      const { stores } = await setUp();
      const taken = await Promise.all([
        stores.lease.acquire(take('a', 0)),
        stores.lease.acquire(take('b', 0)),
      ]);
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('fences off a holder that slept through a takeover', async () => {
      const { stores } = await setUp();
      const old = await stores.lease.acquire(take('a', 0));
      const current = await stores.lease.acquire(take('b', 2));
      if (!old || !current) {
        throw new Error('both should have been given');
      }
      await expect(
        stores.transaction(tx => tx.lease.assertHeld(old)),
      ).rejects.toThrow(ConflictError);
      await stores.transaction(tx => tx.lease.assertHeld(current));
    });

    it('can be taken at once after a release, with a new token', async () => {
      const { stores } = await setUp();
      const lease = await stores.lease.acquire(take('a', 0));
      if (!lease) {
        throw new Error('should have been given');
      }
      await stores.lease.release(lease);
      expect(await stores.lease.current()).toBeUndefined();
      expect(await stores.lease.acquire(take('b', 0))).toMatchObject({
        fencingToken: 2,
      });
    });
  });

  describe('the directory', () => {
    const contents = {
      managementAccountId: '000000000001',
      organizationArn:
        'arn:aws:organizations::000000000001:organization/o-octantbank1',
      accounts: [
        {
          id: '111122223333',
          name: 'payments-prod',
          state: 'ACTIVE',
          ouIds: ['r-ab12', 'ou-ab12-prod'],
          ouPath: ['Prod'],
          tags: { owner: 'payments' },
        },
      ],
      permissionSets: [
        {
          arn: PERMISSION_SET_ARN,
          name: 'PowerUser',
          description: 'Everything but IAM',
          sessionDurationMs: 43_200_000,
          tags: {},
          fingerprint: 'sha256:aa',
          inManagementAccount: false,
        },
      ],
      users: [
        {
          userId: 'u-1',
          userName: 'Ann.Li',
          displayName: 'Ann Li',
          emails: ['ann.li@octant.example'],
          enabled: true,
        },
        {
          userId: 'u-2',
          userName: 'ann.li',
          displayName: 'Another Ann',
          emails: [],
          enabled: false,
        },
      ],
    };

    it('is absent until a synchronisation has succeeded, failures or not', async () => {
      const { stores } = await setUp();
      await stores.directory.recordFailure('no route', minutes(1));
      expect(await stores.directory.load()).toBeUndefined();
      expect(await stores.directory.state()).toEqual({
        syncedAt: null,
        lastAttemptAt: minutes(1),
        lastError: 'no route',
      });
    });

    it('keeps the good snapshot when a later synchronisation fails', async () => {
      const { stores } = await setUp();
      await stores.directory.replace(contents, minutes(1));
      await stores.directory.recordFailure('throttled', minutes(2));
      const snapshot = await stores.directory.load();
      expect(snapshot?.syncedAt).toEqual(minutes(1));
      expect(snapshot?.organizationArn).toBe(contents.organizationArn);
      expect([...(snapshot?.accounts.values() ?? [])]).toEqual(
        contents.accounts,
      );
      expect([...(snapshot?.permissionSets.values() ?? [])]).toEqual(
        contents.permissionSets,
      );
    });

    it('forgets what a new snapshot no longer holds, but for users, who are gone', async () => {
      const { stores } = await setUp();
      await stores.directory.replace(contents, minutes(1));
      await stores.directory.replace(
        { ...contents, accounts: [], users: [] },
        minutes(2),
      );
      expect((await stores.directory.load())?.accounts.size).toBe(0);
      // Somebody who was deleted must not pass for somebody without a user.
      expect(await stores.directory.getUser('u-1')).toMatchObject({
        userId: 'u-1',
        enabled: false,
        gone: true,
      });
      expect(
        await stores.directory.findUsers('email', 'ann.li@octant.example'),
      ).toMatchObject([{ userId: 'u-1', gone: true }]);

      await stores.directory.replace(contents, minutes(3));
      expect(await stores.directory.getUser('u-1')).toEqual(contents.users[0]);
    });

    it('finds people whatever the case of the name, and all of them when it is ambiguous', async () => {
      const { stores } = await setUp();
      await stores.directory.replace(contents, minutes(1));
      const found = await stores.directory.findUsers('userName', 'ANN.LI');
      expect(found).toEqual(contents.users);
      expect(
        await stores.directory.findUsers('email', 'Ann.Li@Octant.example'),
      ).toEqual([contents.users[0]]);
    });
  });
});
