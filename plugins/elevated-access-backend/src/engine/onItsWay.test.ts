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

import type { AwsFailureKind } from '../aws/types';
import { OneAssignment } from './__testUtils__/OneAssignment';
import { LATE_ARRIVAL, LATE_EFFECT } from './tuning';

const MINUTE = 60_000;

const lost = {
  kind: 'unknown-outcome' as AwsFailureKind,
  message: 'no answer',
};

/** Access that ends, and whose removal is not answered once; AWS has it removed by the next try. */
function removalWithoutAnswer(): OneAssignment {
  const one = new OneAssignment({
    row: { owned: true, verified: 'present' },
    isThere: true,
  });
  one.grant({ status: 'ending' });
  one.answer({ send: () => lost, listed: () => false });
  one.run();
  one.answer({
    send: () => ({ awsRequestId: 'r-2', status: { state: 'succeeded' } }),
  });
  return one;
}

describe('A removal whose answer was lost', () => {
  it('keeps access from being created until AWS cannot hear of it any more', () => {
    const one = removalWithoutAnswer();
    const lostAt = one.now;
    const next = one.grant();
    one.answer({
      send: operation => {
        const isThere = operation === 'create';
        one.answer({ listed: () => isThere });
        return { awsRequestId: 'r-3', status: { state: 'succeeded' } };
      },
    });
    while (!one.sent.includes('create')) {
      one.now = one.run().until ?? one.now;
    }
    expect(one.now.getTime() - lostAt.getTime()).toBe(LATE_ARRIVAL);
    expect(one.read(next).status).toBe('active');
  });

  it('does not hold up the proof that access is gone', () => {
    const one = removalWithoutAnswer();
    const [ending] = one.grants;
    const lostAt = one.now;
    one.settle();
    expect(one.grants[0]?.status).toBe('ended');
    expect(ending?.status).toBe('ending');
    expect(one.now.getTime() - lostAt.getTime()).toBeLessThan(LATE_ARRIVAL / 2);
  });

  it('tells why somebody waits, and lets those go whose window ends meanwhile', () => {
    const one = removalWithoutAnswer();
    const next = one.grant({
      endsAt: new Date(one.now.getTime() + MINUTE / 2),
    });
    one.now = one.run().until ?? one.now;
    one.run();
    expect(one.row.lastError).toMatch(/may still arrive/);
    expect(one.row.nextActionAt).toEqual(next.endsAt);
    one.settle();
    expect(one.read(next).status).toBe('lapsed');
    expect(one.sent).not.toContain('create');
  });
});

describe('A creation whose answer was lost', () => {
  /** It was taken back at once, and the removal found nothing there. */
  function takenBack(): OneAssignment {
    const one = new OneAssignment({ answers: { send: () => lost } });
    const first = one.grant();
    one.run();
    one.change(first, { status: 'ending', endReason: 'released' });
    one.answer({
      send: () => ({
        awsRequestId: 'r-2',
        status: { state: 'succeeded', nothingThere: true },
      }),
    });
    return one;
  }

  it('is proved gone only once AWS could have heard of it and been done with it', () => {
    const one = takenBack();
    const lostAt = one.now;
    one.settle(100);
    expect(one.grants[0]?.status).toBe('ended');
    expect(one.now.getTime() - lostAt.getTime()).toBe(LATE_EFFECT);
  });

  it('is ours when it comes after all while somebody else waits, and is taken back with theirs', () => {
    const one = takenBack();
    while (one.row.phase !== 'verifying') {
      one.now = one.run().until ?? one.now;
    }
    const next = one.grant();
    one.answer({ send: () => ({ kind: 'throttled', message: 'too fast' }) });
    while (one.row.lastError !== 'too fast') {
      one.now = one.run().until ?? one.now;
    }
    expect(one.grants[0]?.status).toBe('ended');
    one.answer({ listed: () => true });
    one.change(next, { status: 'ending', endReason: 'released' });
    one.settle(1);
    expect(one.row.standing).toBe(false);
    expect(one.sent.at(-1)).toBe('delete');
  });
});

describe('Access that has not been checked for a while', () => {
  it('is checked before AWS is asked anything, and looked at again in the end', () => {
    const one = new OneAssignment();
    one.isOpen = false;
    const request = one.grant();
    const step = one.decide();
    expect(step).toMatchObject({ kind: 'check', grants: [request] });
    expect(one.row.nextActionAt?.getTime()).toBeGreaterThan(one.now.getTime());
    expect(one.row.phase).toBe('idle');
    one.isOpen = true;
    one.settle();
    expect(one.read(request).status).toBe('active');
  });

  it('gives up the place of a creation that AWS has not heard of, and is removed once refused', () => {
    const one = new OneAssignment({ answers: { send: () => lost } });
    const request = one.grant();
    one.run();
    one.isOpen = false;
    while (one.row.phase !== 'idle') {
      one.now = one.run().until ?? one.now;
    }
    expect(one.sent).toEqual(['create']);
    expect(one.row).toMatchObject({ owned: true, operation: 'create' });
    expect(one.row.mayLandUntil).not.toBeNull();
    one.change(request, { failure: 'not eligible' });
    one.run();
    expect(one.sent).toEqual(['create', 'delete']);
  });

  it('is removed without a check', () => {
    const one = new OneAssignment({
      row: { owned: true, verified: 'present' },
      isThere: true,
    });
    one.isOpen = false;
    const request = one.grant({ status: 'ending' });
    one.settle();
    expect(one.read(request).status).toBe('ended');
  });
});
