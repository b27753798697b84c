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

import { OneAssignment } from './__testUtils__/OneAssignment';
import type { Observation, Step } from './steps';
import { SETTLE, VERIFY_PATIENCE } from './tuning';

const SECOND = 1_000;
const MINUTE = 60_000;

const unreadable: Observation = {
  kind: 'read-failed',
  failure: { kind: 'unavailable', message: 'no answer' },
};

const transitionsOf = (step: Step) =>
  'change' in step ? step.change.transitions : [];

describe('What cannot be read', () => {
  const ours = { owned: true, awsRequestId: 'r-1' } as const;

  it.each([
    ['a look before a creation', 'activating', {}],
    ['a look whether anything is there', 'ending', {}],
    [
      'an operation that AWS accepted',
      'activating',
      { ...ours, operation: 'create', phase: 'accepted' },
    ],
    [
      'a removal that AWS accepted',
      'ending',
      { ...ours, operation: 'delete', phase: 'accepted' },
    ],
    [
      'the proof of a creation',
      'activating',
      { ...ours, operation: 'create', phase: 'verifying' },
    ],
    [
      'the proof of a removal',
      'ending',
      { ...ours, operation: 'delete', phase: 'verifying' },
    ],
    [
      'what became of an intent',
      'activating',
      { ...ours, operation: 'create', phase: 'intent' },
    ],
  ] as const)('proves and begins nothing: %s', (_, status, row) => {
    const one = new OneAssignment({ row });
    one.grant({ status });
    const before = one.row;
    const step = one.decide(unreadable);
    expect(step.kind).toBe('wait');
    expect(transitionsOf(step)).toEqual([]);
    expect(one.row).toEqual({
      ...before,
      lastError: 'no answer',
      nextActionAt: expect.any(Date),
    });
  });

  it('is read again after 2 to 5 seconds, and at the end of whoever waits at the latest', () => {
    const one = new OneAssignment();
    one.grant();
    expect(one.decide(unreadable)).toMatchObject({
      until: new Date(one.now.getTime() + 3.5 * SECOND),
    });
    const { endsAt } = one.grant({
      endsAt: new Date(one.now.getTime() + SECOND),
    });
    expect(one.decide(unreadable)).toMatchObject({ until: endsAt });
  });
});

describe('What AWS reports and its lists do not bear out', () => {
  const success = () => ({ state: 'succeeded' as const });

  /** Follows the first try until the next one is sent; gives how long that took. */
  function untilSentAgain(one: OneAssignment): number {
    one.run();
    const began = one.now;
    for (let rests = 0; one.sent.length < 2 && rests < 100; rests += 1) {
      one.now = one.run().until ?? one.now;
    }
    expect(one.sent).toHaveLength(2);
    return one.now.getTime() - began.getTime();
  }

  it('is removed again that is still listed, once patience is over', () => {
    const one = new OneAssignment({
      row: { owned: true, verified: 'present' },
      answers: { listed: () => true, status: success },
    });
    const request = one.grant({ status: 'ending' });
    const tookMs = untilSentAgain(one);
    expect(one.sent).toEqual(['delete', 'delete']);
    expect(tookMs).toBeGreaterThanOrEqual(VERIFY_PATIENCE);
    expect(tookMs).toBeLessThan(2 * VERIFY_PATIENCE);
    expect(one.read(request).status).toBe('ending');
    expect(one.row.owned).toBe(true);
  });

  it('is created again that is not listed, once patience is over, and given to nobody before', () => {
    const one = new OneAssignment({
      answers: { listed: () => false, status: success },
    });
    const request = one.grant();
    const tookMs = untilSentAgain(one);
    expect(one.sent).toEqual(['create', 'create']);
    expect(tookMs).toBeGreaterThanOrEqual(VERIFY_PATIENCE);
    expect(one.read(request).status).toBe('activating');
  });

  it('is distrusted twice that was deleted at once and was not there', () => {
    const one = new OneAssignment({
      row: { owned: true, verified: 'present' },
      answers: {
        listed: () => false,
        send: () => ({
          awsRequestId: 'r-1',
          status: { state: 'succeeded', nothingThere: true },
        }),
      },
    });
    one.grant({ status: 'ending' });
    expect(one.run().until).toEqual(new Date(one.now.getTime() + SETTLE));
    expect(one.row).toMatchObject({ owned: true, awsRequestId: null });
  });
});

describe('The end of a grant', () => {
  const present = { owned: true, verified: 'present' } as const;

  it('is written down before anything is asked of AWS', () => {
    const one = new OneAssignment({ row: present, isThere: true });
    const request = one.grant({ status: 'active', endsAt: one.now });
    expect(one.decide()).toMatchObject({ kind: 'record' });
    expect(one.read(request)).toMatchObject({
      status: 'ending',
      endReason: 'elapsed',
    });
    expect(one.events).toEqual(['request.ending']);
    one.settle();
    expect(one.read(request).status).toBe('ended');
    expect(one.sent).toEqual(['delete']);
  });

  it.each([
    ['active', 'ended'],
    ['activating', 'lapsed'],
  ] as const)(
    'has come at the very instant for one that is %s, which is %s in the end',
    (status, then) => {
      const one = new OneAssignment({ row: present, isThere: true });
      const request = one.grant({ status, endsAt: one.now });
      one.settle();
      expect(one.read(request)).toMatchObject({ status: then });
      expect(one.events).toContain(`request.${then}`);
      expect(one.sent).toEqual(['delete']);
    },
  );

  it('gives nothing to what cannot be given, however long its window lasts', () => {
    const one = new OneAssignment();
    const request = one.grant({ failure: 'no longer eligible' });
    one.settle();
    expect(one.sent).toEqual([]);
    expect(one.read(request)).toMatchObject({
      status: 'failed',
      failure: 'no longer eligible',
    });
  });

  it.each([
    ['ended', { status: 'ending' }],
    ['lapsed', { status: 'activating', endsAt: new Date(0) }],
    ['failed', { status: 'activating', failure: 'no' }],
  ] as const)(
    'is told with since when it was overdue, and is overdue no more: %s',
    (status, more) => {
      const one = new OneAssignment({ row: present, isThere: true });
      const overdueSince = new Date(one.now.getTime() - 5 * MINUTE);
      const request = one.grant({ ...more, overdueSince });
      one.settle();
      expect(one.read(request)).toMatchObject({ status, overdueSince: null });
      expect(
        one.told.find(({ type }) => type === `request.${status}`)?.data,
      ).toMatchObject({
        overdueSince: overdueSince.toISOString(),
        verifiedAbsent: true,
      });
    },
  );

  it('is written down with its removal due at once, should the process die then', () => {
    const one = new OneAssignment({ row: present, isThere: true });
    const request = one.grant({ status: 'active', endsAt: one.now });
    expect(one.decide().kind).toBe('record');
    expect(one.read(request).status).toBe('ending');
    expect(one.row.nextActionAt).toEqual(one.now);
  });

  it('sends back to its approvers what it would prolong and may not be given', () => {
    const one = new OneAssignment({ row: present, isThere: true });
    const changed = 'The permission set has changed';
    const base = one.grant({ status: 'active' });
    const request = one.grant({
      extendsId: base.id,
      failure: changed,
      reapprovalReason: changed,
    });
    one.settle();
    expect(one.read(request)).toMatchObject({
      status: 'pending',
      expiresAt: base.endsAt,
    });
    expect(one.read(base).status).toBe('active');
    expect(one.sent).toEqual([]);
  });

  describe('of what came too late', () => {
    const late = 'more than 30 min late';
    const marked = { failure: late, reapprovalReason: late };

    it('sends it back to its approvers while its window lasts, once nothing is left of the attempt', () => {
      const one = new OneAssignment({ row: present, isThere: true });
      const request = one.grant(marked);
      one.decide();
      expect(one.read(request).status).toBe('activating');
      one.settle();
      expect(one.sent).toEqual(['delete']);
      expect(one.read(request)).toMatchObject({
        status: 'pending',
        failure: null,
        startsAt: null,
      });
      expect(one.told.at(-1)).toMatchObject({
        type: 'request.reapproval-needed',
        data: { verifiedAbsent: true },
      });
    });

    it('lets it lapse, without a failure, when its window is over by then', () => {
      const one = new OneAssignment();
      const request = one.grant({ ...marked, endsAt: one.now });
      one.settle();
      expect(one.read(request)).toMatchObject({
        status: 'lapsed',
        failure: null,
        endedAt: one.now,
      });
    });

    it('fails it where nobody had to approve', () => {
      const one = new OneAssignment();
      const request = one.grant({ ...marked, approval: null });
      one.settle();
      expect(one.read(request)).toMatchObject({
        status: 'failed',
        failure: late,
      });
    });
  });
});
