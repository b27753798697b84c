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

import { createTestDatabases } from '../__testUtils__/databases';
import type { RequestRecord } from '../domain/types';
import { minutes, setUp } from './__testUtils__/setUp';
import type { ReviewPosition, ReviewScope } from './reviewTypes';

jest.setTimeout(120_000);

const PERIOD = { from: minutes(0), to: minutes(1000) };
const ANN = 'user:default/ann.li';
const BO = 'user:default/bo.ek';
const THEIRS: ReviewScope = { scope: 'people', personRefs: [ANN, BO] };

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('access reviews on %p', id => {
  const prepare = async () => {
    const { stores, insert } = await setUp({ databases, id });
    const given = (at: number, overrides: Partial<RequestRecord> = {}) =>
      insert({ status: 'ended', activatedAt: minutes(at), ...overrides });
    const make = (
      overrides: Partial<
        Parameters<typeof stores.reviews.make>[0] & { at: number }
      > = {},
    ) =>
      stores.transaction(tx =>
        tx.reviews.make({
          about: THEIRS,
          reviewer: { ref: 'group:default/payments', name: 'Payments' },
          period: PERIOD,
          unusedPolicies: [],
          mostRows: 100,
          createdAt: minutes(2000),
          ...overrides,
        }),
      );
    return { stores, given, insert, make };
  };

  it('add up who held what in the period, what was used least first', async () => {
    const { stores, given, insert, make } = await prepare();
    await given(0, { usage: 'used' });
    await given(10, { usage: 'unused', accountName: 'payments-old' });
    const last = await given(20, { requesterName: 'Ann Li-Berg' });
    const bos = await given(30, {
      requesterRef: BO,
      requesterName: 'Bo Ek',
      usage: 'unused',
    });
    await given(31, { requesterRef: BO, usage: 'unused', id: bos.batchId });
    // Before, at the end, never given, somebody else's.
    await given(-1);
    await given(1000);
    await insert({ status: 'rejected' });
    await given(5, { requesterRef: 'user:default/eve' });
    const made = await make();
    expect(made).toMatchObject({
      scope: 'people',
      reviewerRef: 'group:default/payments',
      reviewerName: 'Payments',
      period: PERIOD,
      accesses: 5,
      unused: 3,
    });
    const review = await stores.reviews.get(made?.id ?? '');
    expect(review).toMatchObject({ ...made, truncated: false });
    expect(review?.rows).toEqual([
      expect.objectContaining({
        personRef: BO,
        accesses: 2,
        used: 0,
        unused: 2,
        lastGivenAt: minutes(31),
        lastRequestId: bos.batchId,
      }),
      {
        personRef: ANN,
        personName: 'Ann Li-Berg',
        accountId: last.accountId,
        accountName: last.accountName,
        permissionSetArn: last.permissionSetArn,
        permissionSetName: last.permissionSetName,
        accesses: 3,
        used: 1,
        unused: 1,
        lastGivenAt: minutes(20),
        lastRequestId: last.id,
      },
    ]);
  });

  it('know which accounts they are about, also those in which nobody held anything', async () => {
    const { stores, given, make } = await prepare();
    const { accountId } = await given(1);
    const accountIds = [accountId, '999900001111'];
    const made = await make({ about: { scope: 'accounts', accountIds } });
    const ofPeople = await make();
    const read = async (review: typeof made) =>
      (await stores.reviews.get(review?.id ?? ''))?.accountIds;
    expect(await read(made)).toEqual(accountIds);
    expect(await read(ofPeople)).toBeNull();
  });

  it('are made once for a reviewer and a period', async () => {
    const { stores, given, make } = await prepare();
    await given(1);
    const [one, other] = await Promise.all([make(), make()]);
    expect([one, other].filter(Boolean)).toHaveLength(1);
    await given(2);
    expect(await make()).toBeUndefined();
    const kept = await stores.reviews.list({ limit: 10 });
    expect(kept).toEqual([one ?? other]);
    expect((await stores.reviews.get(kept[0].id))?.rows).toHaveLength(1);
    // Of another period, and of accounts, they are others.
    expect(
      await make({ period: { from: PERIOD.from, to: minutes(999) } }),
    ).toMatchObject({ accesses: 2 });
    expect(
      await make({
        about: { scope: 'accounts', accountIds: ['111122223333'] },
      }),
    ).toMatchObject({ scope: 'accounts', accesses: 2 });
  });

  it('are not made where there is nothing to say', async () => {
    const { stores, given, make } = await prepare();
    await given(1);
    const nobody: ReviewScope = { scope: 'people', personRefs: [] };
    expect(await make({ about: nobody })).toBeUndefined();
    expect(await stores.reviews.list({ limit: 10 })).toEqual([]);
    const unusedPolicies = [
      { name: 'never', lastUsedAt: null },
      { name: 'once', lastUsedAt: minutes(-5) },
    ];
    const made = await make({ about: nobody, unusedPolicies });
    expect(await stores.reviews.get(made?.id ?? '')).toMatchObject({
      accesses: 0,
      rows: [],
      unusedPolicies,
    });
  });

  it('keep so many rows and say that there were more', async () => {
    const { stores, given, make } = await prepare();
    await given(1, { usage: 'used' });
    await given(2, { requesterRef: BO, usage: 'unused' });
    const made = await make({ mostRows: 1 });
    expect(made).toMatchObject({ accesses: 2, unused: 1 });
    const review = await stores.reviews.get(made?.id ?? '');
    expect(review?.rows.map(({ personRef }) => personRef)).toEqual([BO]);
    expect(review?.truncated).toBe(true);
  });

  it('take more people than a statement takes values', async () => {
    const { given, make } = await prepare();
    await given(1);
    const personRefs = [...Array(70_000).keys()].map(
      at => `user:default/${at}`,
    );
    expect(
      await make({
        about: { scope: 'people', personRefs: [...personRefs, ANN] },
      }),
    ).toMatchObject({ accesses: 1 });
  });

  it('are listed newest first, each once, for some reviewers or for all', async () => {
    const { stores, given, make } = await prepare();
    await given(1);
    for (let at = 0; at < 7; at += 1) {
      await make({
        reviewer: { ref: `group:default/${at % 2}`, name: 'Group' },
        period: { from: PERIOD.from, to: minutes(900 + at) },
        // Some in the same instant.
        createdAt: minutes(2000 + Math.floor(at / 3)),
      });
    }
    const pagesOf = async (reviewerRefs?: string[]) => {
      const all = [];
      let after: ReviewPosition | undefined;
      for (;;) {
        const page = await stores.reviews.list({
          limit: 2,
          ...(reviewerRefs && { reviewerRefs }),
          ...(after && { after }),
        });
        all.push(...page);
        after = page.at(-1);
        if (!after) {
          return all;
        }
      }
    };
    const all = await pagesOf();
    expect(new Set(all.map(review => review.id)).size).toBe(7);
    const times = all.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(await pagesOf(['group:default/1'])).toHaveLength(3);
    expect(await pagesOf([])).toEqual([]);
  });

  it('know which periods are done', async () => {
    const { stores } = await prepare();
    expect(await stores.reviews.isComplete(PERIOD)).toBe(false);
    await stores.reviews.markComplete(PERIOD, minutes(2000));
    await stores.reviews.markComplete(PERIOD, minutes(2001));
    expect(await stores.reviews.isComplete(PERIOD)).toBe(true);
    expect(
      await stores.reviews.isComplete({ ...PERIOD, to: minutes(1001) }),
    ).toBe(false);
  });

  it('know when access was last given by a policy', async () => {
    const { stores, given, insert } = await prepare();
    await given(10, { policyName: 'often' });
    await given(20, { policyName: 'often' });
    await given(30, { policyName: 'often' });
    await insert({ policyName: 'asked' });
    const use = await stores.reviews.policyUse(minutes(30));
    expect(use).toEqual(
      new Map([['often', { since: null, lastUsedAt: minutes(20) }]]),
    );
  });
});
