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
import { createTestDatabases } from '../__testUtils__/databases';
import { START } from '../__testUtils__/builders';
import type { RequestRecord } from '../domain/types';
import { stepsOf } from '../domain/reportSteps';
import { accessEndsAt } from '../domain/window';
import { minutes, setUp } from './__testUtils__/setUp';
import type { FiguresQuery } from './reportTypes';

jest.setTimeout(120_000);

const OVERDUE_AFTER = 60_000;
const HOUR = 60;

type Overrides = Partial<RequestRecord>;

const ended = (
  created: number,
  begun: number,
  gone: number,
  more: Overrides = {},
): Overrides => ({
  status: 'ended',
  createdAt: minutes(created),
  startsAt: minutes(begun),
  endsAt: minutes(gone),
  activatedAt: minutes(begun),
  endedAt: minutes(gone),
  ...more,
});

/** Requests in whatever state, some before and after the period. */
const anyRequest: fc.Arbitrary<Overrides> = fc
  .record({
    created: fc.integer({ min: -300, max: 600 }),
    wait: fc.integer({ min: 0, max: 90 }),
    length: fc.integer({ min: 1, max: 200 }),
    late: fc.constantFrom(0, 0.5, 1, 2, 30),
    outcome: fc.constantFrom(
      'pending',
      'rejected',
      'expired',
      'failed',
      'active',
      'ending',
      'ended',
      'ended',
    ),
    automatic: fc.boolean(),
    strictWindow: fc.boolean(),
    usage: fc.constantFrom('unknown', 'used', 'unused'),
    person: fc.constantFrom('user:default/ann', 'user:default/bo'),
  })
  .map(it => {
    const had = ['active', 'ending', 'ended'].includes(it.outcome);
    const begun = it.created + it.wait;
    const end = begun + it.length;
    return {
      status: it.outcome as RequestRecord['status'],
      createdAt: minutes(it.created),
      strictWindow: it.strictWindow,
      requesterRef: it.person,
      usage: it.usage as RequestRecord['usage'],
      approvalWaitMs: had && !it.automatic ? it.wait * 60_000 + 1 : null,
      startsAt: had ? minutes(begun) : null,
      endsAt: had ? minutes(end) : null,
      activatedAt: had ? minutes(begun) : null,
      endedAt:
        it.outcome === 'ended' || !had
          ? minutes(
              Math.max(begun, end - (it.strictWindow ? HOUR : 0)) + it.late,
            )
          : null,
    };
  });

/** The same figures, from the words of the API and not from the tables. */
function modelled(requests: readonly RequestRecord[], query: FiguresQuery) {
  const lateness = (it: RequestRecord, until: Date | null) => {
    const end = accessEndsAt(it);
    return end && until ? until.getTime() - end.getTime() : 0;
  };
  return query.steps.map(({ from, to }) => {
    const made = requests.filter(
      ({ createdAt }) => createdAt >= from && createdAt < to,
    );
    const count = (fits: (it: RequestRecord) => boolean) =>
      made.filter(fits).length;
    const over = (it: RequestRecord) =>
      it.status === 'ended' && it.activatedAt !== null;
    return {
      requests: made.length,
      given: count(it => it.activatedAt !== null),
      rejected: count(it => it.status === 'rejected'),
      expired: count(it => it.status === 'expired'),
      failed: count(it => it.status === 'failed'),
      approved: count(it => it.startsAt !== null),
      automatic: count(
        it => it.startsAt !== null && it.approvalWaitMs === null,
      ),
      usageKnown: count(it => over(it) && it.usage !== 'unknown'),
      unused: count(it => over(it) && it.usage === 'unused'),
      overdueMs: made
        .map(it =>
          it.status === 'ending'
            ? lateness(it, query.now)
            : lateness(it, it.activatedAt && it.endedAt),
        )
        .filter(ms => ms > OVERDUE_AFTER)
        .reduce((sum, ms) => sum + ms, 0),
      live: requests.filter(
        ({ activatedAt, endedAt }) =>
          activatedAt &&
          activatedAt < to &&
          (endedAt === null || endedAt > from),
      ).length,
    };
  });
}

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('figures on %p', id => {
  const query = (overrides: Partial<FiguresQuery> = {}): FiguresQuery => ({
    filter: {},
    steps: stepsOf({ from: START, to: minutes(6 * HOUR) }).steps,
    busiest: 10,
    overdueAfterMs: OVERDUE_AFTER,
    now: minutes(10 * HOUR),
    ...overrides,
  });

  it('are what one counts by hand, whatever happened', async () => {
    const { stores, insert } = await setUp({ databases, id });
    const requests: RequestRecord[] = [];
    for (const overrides of fc.sample(anyRequest, { numRuns: 250, seed: 7 })) {
      requests.push(await insert(overrides));
    }
    for (const period of [
      { from: START, to: minutes(6 * HOUR) },
      { from: minutes(17), to: minutes(133) },
      { from: minutes(-5 * HOUR), to: minutes(10 * HOUR) },
    ]) {
      const asked = query({ steps: stepsOf(period).steps });
      const { byStep } = await stores.reports.figures(asked);
      expect(byStep).toEqual(modelled(requests, asked));
    }
    const theirs = query({ filter: { requesterRefs: ['user:default/bo'] } });
    expect((await stores.reports.figures(theirs)).byStep).toEqual(
      modelled(
        requests.filter(it => it.requesterRef === 'user:default/bo'),
        theirs,
      ),
    );
  });

  it('do not count access in a step that begins as it ends', async () => {
    const { stores, insert } = await setUp({ databases, id });
    await insert(ended(0, 10, HOUR));
    const { byStep } = await stores.reports.figures(query());
    expect(byStep.map(({ live }) => live)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  it('take percentiles between two values where they lie between', async () => {
    const { stores, insert } = await setUp({ databases, id });
    expect((await stores.reports.figures(query())).timeToApprove).toBeNull();
    const wait = (seconds: number) =>
      insert(ended(1, 2, 3, { approvalWaitMs: seconds * 1000 }));
    await wait(60);
    expect((await stores.reports.figures(query())).timeToApprove).toEqual({
      medianMs: 60_000,
      p95Ms: 60_000,
    });
    await wait(120);
    await insert(ended(1, 2, 3));
    expect((await stores.reports.figures(query())).timeToApprove).toEqual({
      medianMs: 90_000,
      p95Ms: 117_000,
    });
    for (let seconds = 1; seconds <= 19; seconds += 1) {
      await wait(600 + seconds);
    }
    // 21 values: the eleventh, and the twentieth.
    expect((await stores.reports.figures(query())).timeToApprove).toEqual({
      medianMs: 609_000,
      p95Ms: 618_000,
    });
  });

  it('rank what most requests were about, as it is called now', async () => {
    const { stores, insert } = await setUp({ databases, id });
    const other = await stores.assignments.ensureLocked({
      principalId: 'somebody-else',
      accountId: '111122223334',
      permissionSetArn: 'arn:other',
    });
    const there: Overrides = {
      assignmentId: other.id,
      accountId: '111122223334',
      accountName: 'ledger',
      permissionSetArn: 'arn:other',
      permissionSetName: 'Other',
      requesterRef: 'user:default/bo',
      requesterName: 'Bo',
    };
    await insert({ createdAt: minutes(1) });
    await insert(ended(2, 3, 4, there));
    await insert({
      ...there,
      createdAt: minutes(3),
      accountName: 'ledger-prod',
    });
    await insert({ createdAt: minutes(-1) });
    const figures = await stores.reports.figures(query());
    expect(figures.accounts).toEqual([
      { key: '111122223334', name: 'ledger-prod', requests: 2, given: 1 },
      { key: '111122223333', name: 'payments-prod', requests: 1, given: 0 },
    ]);
    expect(figures.permissionSets.map(it => [it.name, it.requests])).toEqual([
      ['Other', 2],
      ['PowerUser', 1],
    ]);
    expect(figures.people.map(it => [it.key, it.name, it.given])).toEqual([
      ['user:default/bo', 'Bo', 1],
      ['user:default/ann.li', 'Ann Li', 0],
    ]);
    const one = await stores.reports.figures(query({ busiest: 1 }));
    expect(one.accounts.map(({ key }) => key)).toEqual(['111122223334']);
  });

  it("count somebody's other requests", async () => {
    const { stores, insert } = await setUp({ databases, id });
    const { id: exceptId, requesterRef } = await insert();
    await insert(ended(1, 2, 3, { usage: 'unused' }));
    await insert({ status: 'rejected', createdAt: minutes(1) });
    await insert({ createdAt: minutes(-10) });
    await insert({ requesterRef: 'user:default/bo' });
    expect(
      await stores.reports.historyOf({ requesterRef, since: START, exceptId }),
    ).toEqual({ requests: 2, approved: 1, rejected: 1, unused: 1 });
  });

  it('know what somebody approved last of the same kind', async () => {
    const { stores, insert } = await setUp({ databases, id });
    const now = await insert();
    const approvedBy = async (
      approver: string,
      at: Date,
      overrides: Overrides = {},
      verdict: 'approved' | 'rejected' = 'approved',
    ) => {
      const request = await insert(overrides);
      await stores.decisions.insert({
        id: request.batchId,
        requestId: request.id,
        approverRef: approver,
        approverName: approver,
        approverPrincipalId: null,
        verdict,
        comment: '',
        digest: request.digest,
        stage: 0,
        durationMs: null,
        decidedAt: at,
      });
      return request;
    };
    const approverRef = 'user:default/bo';
    const last = () =>
      stores.reports.lastApproval({
        approverRef,
        accountId: now.accountId,
        permissionSetArn: now.permissionSetArn,
        exceptId: now.id,
      });
    expect(await last()).toBeUndefined();
    await approvedBy(approverRef, minutes(1));
    const { id: requestId } = await approvedBy(approverRef, minutes(5));
    await approvedBy(approverRef, minutes(2));
    await approvedBy('user:default/cleo', minutes(9));
    await approvedBy(approverRef, minutes(8), { accountId: '111122223334' });
    await approvedBy(approverRef, minutes(7), {}, 'rejected');
    expect(await last()).toEqual({
      requestId,
      at: minutes(5),
      digest: now.digest,
      requestDigest: now.digest,
      fingerprint: now.permissionSetFingerprint,
    });
  });
});
