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

import type { AssignmentOperation } from '../domain/types';
import { OneAssignment } from './__testUtils__/OneAssignment';
import { SETTLE } from './tuning';

const SECOND = 1_000;

const HICCUP = 'Received an unexpected internal service exception';

/** How often AWS was asked for one operation. */
const times = (one: OneAssignment, operation: AssignmentOperation) =>
  one.sent.filter(sent => sent === operation).length;

/** An assignment that somebody had, whose removal is due. */
function leaving(): OneAssignment {
  const one = new OneAssignment({
    row: { owned: true, verified: 'present' },
    isThere: true,
  });
  one.grant({ status: 'ending', endReason: 'elapsed' });
  return one;
}

describe('How often a write is tried', () => {
  it('gives a creation up that AWS accepts and fails for the third time, and says why once nothing is left', () => {
    const one: OneAssignment = new OneAssignment({
      answers: {
        status: () =>
          one.row.operation === 'create'
            ? { state: 'failed', reason: HICCUP }
            : { state: 'succeeded' },
      },
    });
    const request = one.grant();
    one.settle(40);
    expect(times(one, 'create')).toBe(3);
    expect(times(one, 'delete')).toBe(1);
    expect(one.read(request)).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining(HICCUP),
    });
    expect(one.row).toMatchObject({ owned: false, verified: 'absent' });
  });

  it('tries a creation once that AWS fails for a reason that stays', () => {
    const one: OneAssignment = new OneAssignment({
      answers: {
        status: () =>
          one.row.operation === 'create'
            ? { state: 'failed', reason: 'The quota of IAM roles is used up' }
            : { state: 'succeeded' },
      },
    });
    const request = one.grant();
    one.settle();
    expect(times(one, 'create')).toBe(1);
    expect(one.read(request).status).toBe('failed');
  });

  it('fails nobody’s request before a list proves that nothing is there', () => {
    const one = new OneAssignment({
      answers: { send: () => ({ kind: 'permanent', message: 'no' }) },
    });
    const request = one.grant();
    one.decide();
    one.decide({ kind: 'listed', listed: false });
    one.decide({ kind: 'intent-committed', ownedBefore: false });
    one.decide({
      kind: 'send-failed',
      ownedBefore: false,
      failure: { kind: 'permanent', message: 'no' },
    });
    expect(one.read(request)).toMatchObject({
      status: 'activating',
      failure: 'no',
    });

    one.settle();
    expect(one.read(request).status).toBe('failed');
    expect(one.events.slice(-2)).toEqual([
      'assignment.verified-absent',
      'request.failed',
    ]);
  });

  it('counts three tries for each creation, not for all that an assignment ever had', () => {
    let failures = 2;
    const one = new OneAssignment({
      answers: {
        status: () => {
          failures -= 1;
          return failures >= 0
            ? { state: 'failed', reason: HICCUP }
            : { state: 'succeeded' };
        },
      },
    });
    const first = one.grant();
    one.settle();
    expect(one.read(first).status).toBe('active');
    expect(one.row.attempts).toBe(0);

    one.change(first, { status: 'ending', endReason: 'released' });
    one.settle();
    expect(one.read(first).status).toBe('ended');
    failures = 2;
    const second = one.grant();
    one.settle();
    expect(one.read(second).status).toBe('active');
  });

  it('starts to count anew when a removal follows creations that failed', () => {
    const one = leaving();
    one.row = { ...one.row, operation: 'create', attempts: 2 };
    one.decide();
    expect(one.row).toMatchObject({ operation: 'delete', attempts: 1 });
  });

  it.each([
    ['AWS does not do', { kind: 'permanent', message: 'no' }],
    ['AWS cannot be reached for', { kind: 'unavailable', message: 'no' }],
    ['AWS denies', { kind: 'denied', message: 'no' }],
    ['AWS breaks off', { kind: 'retry', message: 'no' }],
  ] as const)(
    'tries a removal again for ever that %s, at distances that double up to a minute',
    (_, failure) => {
      const one = leaving();
      one.answer({ send: () => failure });
      const waits: number[] = [];
      for (let tries = 0; tries < 30; tries += 1) {
        const until = one.run().until ?? new Date(NaN);
        waits.push(until.getTime() - one.now.getTime());
        one.now = until;
      }
      // Three quarters of what is possible: the lab's luck is always the same.
      const doubling = [1, 2, 4, 8, 16, 32].map(s => s * 0.75 * SECOND);
      expect(waits.slice(0, 6)).toEqual(doubling);
      expect(new Set(waits.slice(6))).toEqual(new Set([45 * SECOND]));
      expect(times(one, 'delete')).toBe(30);
      expect(one.row.owned).toBe(true);
    },
  );

  it('keeps no error of tries that failed once a creation is accepted, and that of a removal until it is proved', () => {
    const failing = { kind: 'throttled', message: 'too fast' } as const;
    const accepted = {
      awsRequestId: 'r-1',
      status: { state: 'in-progress' },
    } as const;
    const errorsOf = (one: OneAssignment) => {
      one.answer({
        send: () => (one.sent.length === 1 ? failing : accepted),
        status: () => ({ state: 'in-progress' }),
      });
      const errors: (string | null)[] = [];
      for (let count = 0; count < 2; count += 1) {
        one.now = one.run().until ?? one.now;
        errors.push(one.row.lastError);
      }
      return errors;
    };
    const waiting = new OneAssignment();
    waiting.grant();
    expect(errorsOf(waiting)).toEqual(['too fast', null]);

    const removal = leaving();
    expect(errorsOf(removal)).toEqual(['too fast', 'too fast']);
    removal.answer({
      listed: () => false,
      status: () => ({ state: 'succeeded' }),
    });
    removal.settle();
    expect(removal.row).toMatchObject({ owned: false, lastError: null });
  });

  it('tells of the 1st, 2nd, 4th, 8th failure of a removal, so that days of them do not fill the log', () => {
    const one = leaving();
    one.answer({ send: () => ({ kind: 'permanent', message: 'no' }) });
    one.settle(20);
    expect(
      one.events.filter(type => type === 'assignment.delete-failed'),
    ).toHaveLength(5);
  });

  it('takes a creation whose account or permission set is not found for refused, never for made', () => {
    const one = new OneAssignment({
      answers: {
        send: () => ({ kind: 'not-found', message: 'No such permission set' }),
      },
    });
    const request = one.grant();
    one.settle();
    expect(one.sent).toEqual(['create']);
    expect(one.read(request)).toMatchObject({
      status: 'failed',
      activatedAt: null,
      failure: 'No such permission set',
    });
    expect(one.events).not.toContain('request.active');
    expect(one.row.owned).toBe(false);
  });

  it('takes a removal of what is not found for done, once a list made later agrees', () => {
    const one = leaving();
    one.answer({
      listed: () => false,
      send: () => ({ kind: 'not-found', message: 'No such permission set' }),
    });
    const { until } = one.run();
    expect(until).toEqual(new Date(one.now.getTime() + SETTLE));
    expect(one.row).toMatchObject({ owned: true, phase: 'verifying' });
    one.settle();
    expect(one.row).toMatchObject({ owned: false, verified: 'absent' });
  });
});

describe('From when waiting is counted', () => {
  it('waits for what AWS accepted and forgot since it was accepted, not since it was intended', () => {
    const one = new OneAssignment({
      answers: {
        // The call itself takes longer than what is waited for.
        send: () => {
          one.pass(2 * SETTLE);
          return { awsRequestId: 'r-1', status: { state: 'in-progress' } };
        },
        status: () => ({ state: 'in-progress' }),
      },
    });
    one.grant();
    one.run();
    const acceptedAt = one.now;
    expect(one.row).toMatchObject({
      phase: 'accepted',
      operationStartedAt: acceptedAt,
    });
    one.pass(SECOND);
    one.answer({ status: () => ({ state: 'forgotten' }) });
    expect(one.run().until).toEqual(new Date(acceptedAt.getTime() + SETTLE));
    expect(one.sent).toEqual(['create']);
  });

  it('waits for lists to catch up since AWS reported success, however long it took', () => {
    const one = leaving();
    one.row = { ...one.row, verified: null };
    one.answer({ listed: () => false });
    one.run();
    one.pass(10 * SETTLE);
    expect(one.run().until).toEqual(new Date(one.now.getTime() + SETTLE));
    expect(one.row).toMatchObject({
      phase: 'verifying',
      operationStartedAt: one.now,
    });
  });
});
