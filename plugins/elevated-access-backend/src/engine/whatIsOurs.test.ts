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

const MINUTE = 60_000;

describe('What is ours', () => {
  it.each(['create', 'delete'] as const)(
    'is so from the commit of the intent to %s on, before AWS is asked',
    operation => {
      const one = new OneAssignment({
        row: { owned: operation === 'delete' },
      });
      if (operation === 'create') {
        one.grant();
      } else {
        one.grant({ status: 'ending' });
      }
      const step =
        operation === 'create'
          ? one.decide({ kind: 'listed', listed: false })
          : one.decide();
      expect(step).toMatchObject({
        kind: 'intend',
        change: {
          assignment: {
            owned: true,
            operation,
            phase: 'intent',
            nextActionAt: one.now,
          },
        },
      });
      expect(one.sent).toEqual([]);
    },
  );

  it('is removed when the process died right after the intent and nobody wants it any more', () => {
    const one = new OneAssignment();
    const request = one.grant();
    one.decide({ kind: 'listed', listed: false });
    one.change(request, { status: 'ending', endReason: 'revoked' });
    one.settle();
    expect(one.sent).toEqual(['delete']);
    expect(one.read(request).status).toBe('ended');
    expect(one.row).toMatchObject({ owned: false, verified: 'absent' });
  });

  it('is over only when a list shows it gone, and nothing of its operation is left', () => {
    const one = new OneAssignment();
    const request = one.grant();
    one.settle();
    expect(one.row).toMatchObject({ owned: true, verified: 'present' });
    one.change(request, { status: 'ending', endReason: 'released' });
    one.settle();
    expect(one.row).toMatchObject({
      owned: false,
      standing: false,
      verified: 'absent',
      verifiedAt: one.now,
      operation: null,
      phase: 'idle',
      awsRequestId: null,
      attempts: 0,
      operationStartedAt: null,
      lastError: null,
      nextActionAt: null,
    });
  });
});

describe('A row whose operation came to nothing', () => {
  it('keeps nothing of it once nobody wants anything', () => {
    const one = new OneAssignment({
      row: { operation: 'create', attempts: 2, lastError: 'too fast' },
    });
    one.row = { ...one.row, nextActionAt: one.now };
    expect(one.run().until).toBeNull();
    expect(one.row).toMatchObject({
      operation: null,
      attempts: 0,
      lastError: null,
      nextActionAt: null,
    });
  });

  it.each([
    ['access was proved gone', 'delete'],
    ['access was proved there', 'create'],
  ] as const)(
    'is looked at again at once, even by another process, when somebody wants something else after %s',
    (_, operation) => {
      const one = new OneAssignment({
        row: {
          owned: true,
          phase: 'verifying',
          operation,
          awsRequestId: 'r-1',
          verified: 'present',
        },
      });
      if (operation === 'delete') {
        one.grant();
      } else {
        one.grant();
        one.grant({ status: 'ending' });
      }
      const listed = operation === 'create';
      expect(one.decide({ kind: 'listed', listed })).toMatchObject({
        kind: 'finish',
        change: { assignment: { phase: 'idle', nextActionAt: one.now } },
      });
    },
  );
});

describe('What the event log alone tells of an assignment', () => {
  it('names it wherever it says that it is ours, proved there or proved gone, and for whom', () => {
    const one = new OneAssignment();
    const request = one.grant();
    one.settle();
    one.change(request, { status: 'ending', endReason: 'released' });
    one.settle();
    const { principalId, accountId, permissionSetArn } = one.row;
    const key = { principalId, accountId, permissionSetArn };
    const ofAssignment = one.told.filter(({ type }) =>
      /^assignment\.(create-intended|delete-intended|verified-)/.test(type),
    );
    expect(ofAssignment).toEqual([
      {
        type: 'assignment.create-intended',
        data: { ...key, for: [request.id] },
      },
      { type: 'assignment.verified-present', data: key },
      {
        type: 'assignment.delete-intended',
        data: { ...key, for: [request.id] },
      },
      { type: 'assignment.verified-absent', data: key },
    ]);
  });

  it('names it where it stood before', () => {
    const one = new OneAssignment({ isThere: true });
    one.grant();
    one.settle();
    const { principalId, accountId, permissionSetArn } = one.row;
    expect(one.told[0]).toMatchObject({
      data: { principalId, accountId, permissionSetArn },
    });
  });
});

describe('What stood before', () => {
  it('is remembered with its evidence, so that the end of a grant touches nothing and asks nobody', () => {
    const one = new OneAssignment({ isThere: true });
    const foundAt = one.now;
    const request = one.grant();
    one.settle();
    expect(one.read(request).status).toBe('active');
    expect(one.row).toMatchObject({
      standing: true,
      standingEvidence: expect.stringContaining(foundAt.toISOString()),
      owned: false,
      verified: 'present',
      verifiedAt: foundAt,
    });

    one.pass(30 * MINUTE);
    one.change(request, { status: 'ending', endReason: 'released' });
    one.settle();
    expect(one.read(request).status).toBe('ended');
    expect(one.asked).toEqual(['look']);
    expect(one.sent).toEqual([]);
    expect(one.row.standing).toBe(true);
  });

  it('keeps its first evidence, and is told of once, however many grants find it', () => {
    const one = new OneAssignment({ isThere: true });
    one.grant();
    one.settle();
    const { standingEvidence } = one.row;
    expect(standingEvidence).not.toBeNull();

    one.pass(MINUTE);
    const second = one.grant();
    one.settle();
    expect(one.read(second).status).toBe('active');
    expect(one.row.standingEvidence).toBe(standingEvidence);
    expect(
      one.events.filter(type => type === 'assignment.standing-found'),
    ).toHaveLength(1);
  });

  it('is told to whoever gets it: they held it already', () => {
    const one = new OneAssignment({ isThere: true });
    one.grant();
    one.settle();
    const made = new OneAssignment();
    made.grant();
    made.settle();
    const active = ({ told }: OneAssignment) =>
      told.find(({ type }) => type === 'request.active')?.data;
    expect(active(one)).toEqual({ alreadyHeld: true });
    expect(active(made)).toEqual({ alreadyHeld: false });
  });

  it('is not what a list shows right after our own removal was proved: lists lag', () => {
    const one = new OneAssignment();
    const first = one.grant();
    one.settle();
    one.change(first, { status: 'ending', endReason: 'released' });
    one.settle();
    const provedAt = one.now.getTime();
    const later = (ms: number) => new Date(provedAt + ms);
    one.pass(1_000);
    let isStale = true;
    one.answer({ listed: () => isStale || one.sent.length > 2 });
    const second = one.grant();
    // Looked at again and again: somebody waits for lists to catch up.
    expect(one.run().until).toEqual(later(1_500));
    one.now = later(1_500);
    expect(one.run().until).toEqual(later(2_250));
    expect(one.row.standing).toBe(false);

    one.now = later(2_250);
    isStale = false;
    one.run();
    expect(one.sent).toHaveLength(3);
    one.settle();
    expect(one.read(second).status).toBe('active');
    expect(one.row).toMatchObject({ owned: true, standing: false });
  });

  it('is so when a list still shows it once lists must have caught up', () => {
    const one = new OneAssignment({
      row: { verified: 'absent' },
      isThere: true,
    });
    one.row = { ...one.row, verifiedAt: one.now };
    one.grant();
    one.settle();
    expect(one.row.standing).toBe(true);
    expect(one.sent).toEqual([]);
  });

  it('is forgotten once somebody else has removed it: what is created after that is ours', () => {
    const one = new OneAssignment({ isThere: true });
    one.grant();
    one.settle();
    one.answer({ listed: () => one.sent.length > 0 });
    one.pass(MINUTE);
    const request = one.grant();
    one.settle();
    expect(one.sent).toEqual(['create']);
    expect(one.row).toMatchObject({
      owned: true,
      standing: false,
      standingEvidence: null,
    });
    expect(one.read(request).status).toBe('active');
  });
});

describe('Who leaves', () => {
  it.each([
    ['ends', { status: 'ending', endReason: 'released' }],
    ['lapses', { status: 'activating', endsAt: new Date(0) }],
    ['cannot be given', { status: 'activating', failure: 'no' }],
  ] as const)(
    'does not wait for others who keep the assignment: one that %s',
    (_, more) => {
      const one = new OneAssignment({
        row: { owned: true, verified: 'present' },
        isThere: true,
      });
      const stays = one.grant({ status: 'active' });
      const leaves = one.grant(more);
      const step = one.decide();
      expect(step).toMatchObject({
        kind: 'finish',
        change: {
          transitions: [{ event: { data: { keptFor: [stays.id] } } }],
        },
      });
      expect(one.read(leaves).endedAt).toEqual(one.now);
      expect(one.run().until).toBeNull();
      expect(one.sent).toEqual([]);
      expect(one.read(stays).status).toBe('active');
    },
  );

  it('is told before access is looked for that somebody else waits for', () => {
    const one = new OneAssignment();
    const leaves = one.grant({ status: 'ending', endReason: 'revoked' });
    const waits = one.grant();
    one.decide();
    expect(one.read(leaves).status).toBe('ended');
    one.settle();
    expect(one.read(waits).status).toBe('active');
    expect(one.sent).toEqual(['create']);
  });

  it.each([
    ['has no end', null],
    ['has an end that is no instant', new Date(NaN)],
  ])('keeps nothing with a grant that %s', (_, endsAt) => {
    const one = new OneAssignment({
      row: { owned: true, verified: 'present' },
      isThere: true,
    });
    one.grant({ status: 'active', endsAt });
    one.settle();
    expect(one.sent).toEqual(['delete']);
    expect(one.row).toMatchObject({ owned: false, verified: 'absent' });
  });

  it.each([null, new Date(NaN)])(
    'gives nothing to a grant that ends %p',
    endsAt => {
      const one = new OneAssignment();
      one.grant({ endsAt });
      one.settle();
      expect(one.sent).toEqual([]);
    },
  );
});
