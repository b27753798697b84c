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
import type { ApprovalRequirement, DecisionRecord } from './types';
import {
  escalatesAt,
  escalationsDue,
  nextReminder,
  waitsSince,
} from './waiting';

const MINUTE = 60_000;
const ASKED = new Date('2026-11-22T12:00:00Z');
const minute = (count: number) => new Date(ASKED.getTime() + count * MINUTE);

const rule = { firstMs: 30 * MINUTE, maximumMs: 4 * 60 * MINUTE };

const requirement: ApprovalRequirement = {
  policyName: 'p',
  policyVersion: 'v1',
  comment: 'optional',
  reminders: rule,
  stages: [1, 2, 1].map(required => ({
    name: 'stage',
    approvers: [],
    required,
    escalation: [],
  })),
};

const approval = (
  stage: number,
  at: number,
  overrides: Partial<DecisionRecord> = {},
): DecisionRecord => ({
  id: `${stage} ${at}`,
  requestId: 'r',
  approverRef: `user:default/${at}`,
  approverName: 'x',
  approverPrincipalId: null,
  verdict: 'approved',
  comment: '',
  digest: 'now',
  stage,
  durationMs: null,
  decidedAt: minute(at),
  ...overrides,
});

describe('the time that a stage has waited', () => {
  const since = (stage: number, ...decisions: DecisionRecord[]) =>
    waitsSince(
      { requirement, decisions, digest: 'now', askedAt: ASKED },
      stage,
    );

  it.each([
    ['the first, from when approvers were asked', since(0), minute(0)],
    ['no other before the one before it is complete', since(1), undefined],
    [
      'the second, from the approval that completed the first',
      since(1, approval(0, 5)),
      minute(5),
    ],
    [
      'the third, from the second approval of the second',
      since(2, approval(0, 5), approval(1, 9), approval(1, 7)),
      minute(9),
    ],
    [
      'nothing, from decisions on what it was before',
      since(1, approval(0, 5, { digest: 'before' })),
      undefined,
    ],
    [
      'the second, from the first approval although another took its place',
      since(1, approval(0, 5), approval(0, 8)),
      minute(5),
    ],
  ])('counts for %s', (_what, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('makes escalations due one after the other', () => {
    const stage = {
      escalation: [10, 20].map(after => ({
        afterMs: after * MINUTE,
        approvers: [],
      })),
    };
    const at = (count: number) => [
      escalationsDue(stage, ASKED, minute(count)),
      escalatesAt(stage, ASKED, minute(count)),
    ];
    expect(at(9)).toEqual([0, minute(10)]);
    expect(at(10)).toEqual([1, minute(20)]);
    expect(at(20)).toEqual([2, null]);
    expect(escalationsDue(stage, undefined, minute(20))).toBe(0);
    expect(escalatesAt(stage, undefined, minute(20))).toBeNull();
  });
});

describe('reminders', () => {
  const after = (count: number) =>
    nextReminder(rule, ASKED, minute(count))?.getTime();

  it('come after the first wait, then at twice the distance, at last every so often', () => {
    const times: number[] = [];
    for (let last = 0; times.length < 6; ) {
      last = ((after(last) ?? 0) - ASKED.getTime()) / MINUTE;
      times.push(last);
    }
    // 30 min, then 60, 120, 240, 240, 240 apart.
    expect(times).toEqual([30, 90, 210, 450, 690, 930]);
  });

  it('are one after an outage, whatever was missed', () => {
    expect(after(500)).toBe(minute(690).getTime());
    expect(after(100_000)).toBeGreaterThan(minute(100_000).getTime());
  });

  it('never come where there is no rule', () => {
    expect(nextReminder(null, ASKED, ASKED)).toBeUndefined();
  });

  it('are always to come, no later than the longest distance, whatever the rule', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 * MINUTE }),
        fc.integer({ min: 0, max: 600 * MINUTE }),
        fc.integer({ min: 0, max: 60 * 24 * 60 * MINUTE }),
        (firstMs, maximumMs, waited) => {
          const now = new Date(ASKED.getTime() + waited);
          const next = nextReminder({ firstMs, maximumMs }, ASKED, now);
          const wait = (next?.getTime() ?? 0) - now.getTime();
          expect(wait).toBeGreaterThan(0);
          expect(wait).toBeLessThanOrEqual(
            Math.max(MINUTE, waited < firstMs ? firstMs : maximumMs),
          );
          // One who is reminded is not reminded of the same time again.
          expect(
            nextReminder({ firstMs, maximumMs }, ASKED, next ?? now)?.getTime(),
          ).toBeGreaterThan(next?.getTime() ?? 0);
        },
      ),
    );
  });
});
