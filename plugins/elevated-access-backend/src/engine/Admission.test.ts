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
import { Admission } from './Admission';
import { Contact } from './Contact';
import { TokenBucket } from './TokenBucket';
import { urgencies, WishQueue, type Urgency, type Wish } from './WishQueue';
import { WriteLimit } from './WriteLimit';

const START = Date.UTC(2026, 10, 22, 12);
const SECOND = 1_000;

function setUp(options: { places?: number; perSecond?: number } = {}) {
  const { places = 15, perSecond = 1_000 } = options;
  let now = 0;
  const monotonic = () => now;
  const bucket = new TokenBucket({
    start: perSecond,
    highest: perSecond,
    monotonic,
  });
  const limit = new WriteLimit({ highest: places, monotonic });
  const contact = new Contact({ monotonic });
  const admission = new Admission({
    bucket,
    limit,
    contact,
    monotonic,
    now: () => new Date(START + now),
  });
  let count = 0;
  return {
    admission,
    bucket,
    limit,
    contact,
    pass: (ms: number) => {
      now += ms;
    },
    wish(urgency: Urgency, more: Partial<Wish> = {}): string {
      count += 1;
      const assignmentId = `${urgency}-${count}`;
      admission.enqueue({
        assignmentId,
        accountId: `account-${count}`,
        operation:
          urgency === 'revoked' || urgency === 'ending' ? 'delete' : 'create',
        urgency,
        version: 1,
        dueAt: new Date(START + now),
        ...more,
      });
      return assignmentId;
    },
    /** What goes next, one after another, each over before the next. */
    oneByOne(): string[] {
      const order: string[] = [];
      for (;;) {
        const [first, ...others] = admission.admit();
        if (!first) {
          return order;
        }
        [first, ...others].forEach(({ assignmentId }) => {
          order.push(assignmentId);
          admission.vacate(assignmentId);
        });
      }
    },
    admit: () => admission.admit().map(({ assignmentId }) => assignmentId),
  };
}

const kindsOf = (ids: readonly string[]) => ids.map(id => id.split('-')[0]);

describe('Admission', () => {
  it('lets what was revoked go first, then what ends, then people who wait, then scheduled starts', () => {
    const { wish, oneByOne } = setUp({ places: 1 });
    const order: Urgency[] = ['scheduled', 'awaited', 'ending', 'revoked'];
    order.forEach(urgency => wish(urgency));
    expect(kindsOf(oneByOne())).toEqual(urgencies);
  });

  it('lets go first what is due longest, so that overdue access comes before what is just due', () => {
    const { wish, oneByOne } = setUp({ places: 1 });
    const late = wish('ending');
    const overdue = wish('ending', { dueAt: new Date(START - 90 * SECOND) });
    const early = wish('ending', { dueAt: new Date(START - SECOND) });
    expect(oneByOne()).toEqual([overdue, early, late]);
  });

  it('has a wish looked at anew once nobody wants it any more: what was to be given may have to go by then', () => {
    const { wish, admission, pass } = setUp({ places: 0 });
    const until = new Date(START + 5 * SECOND);
    const id = wish('awaited', { until });
    const lasting = wish('ending');
    pass(5 * SECOND - 1);
    expect(admission.isWaiting(id, 1)).toBe(true);
    pass(1);
    expect(admission.isWaiting(id, 1)).toBe(false);
    expect(admission.isWaiting(lasting, 1)).toBe(true);
  });

  it('of accounts with wishes that are due together takes the one with most of them', () => {
    const { wish, admit } = setUp({ places: 1 });
    wish('ending', { accountId: 'a' });
    const crowded = wish('ending', { accountId: 'b' });
    wish('ending', { accountId: 'b' });
    expect(admit()).toEqual([crowded]);
  });

  it('has one write under way in an account, and goes on with others meanwhile', () => {
    const { admission, wish, admit } = setUp();
    const first = wish('ending', { accountId: 'a' });
    const second = wish('ending', { accountId: 'a' });
    const other = wish('ending', { accountId: 'b' });
    expect(admit()).toEqual([first, other]);
    expect(admit()).toEqual([]);
    admission.vacate(first);
    expect(admit()).toEqual([second]);
  });

  it('has 15 writes under way at most', () => {
    const { wish, admit } = setUp();
    for (let count = 0; count < 40; count += 1) {
      wish('ending');
    }
    expect(admit()).toHaveLength(15);
    expect(admit()).toEqual([]);
  });

  it('has 10 at most after AWS said that it works on too many, and more again with time', () => {
    const { admission, limit, pass, wish, admit } = setUp();
    limit.reduce();
    for (let count = 0; count < 40; count += 1) {
      wish('ending');
    }
    const first = admit();
    expect(first).toHaveLength(10);
    pass(30 * SECOND);
    expect(admit()).toHaveLength(1);
    pass(10 * 60 * SECOND);
    expect(admit()).toHaveLength(4);
    expect(admission.inFlight).toBe(15);
  });

  it('keeps 3 of 15 places for people who wait for access', () => {
    const { wish, admit } = setUp();
    for (let count = 0; count < 40; count += 1) {
      wish('ending');
      wish('awaited');
    }
    const kinds = kindsOf(admit());
    expect(kinds.filter(kind => kind === 'awaited')).toHaveLength(3);
  });

  it('gives all places to removals while nobody waits for access', () => {
    const { wish, admit } = setUp();
    for (let count = 0; count < 40; count += 1) {
      wish('ending');
    }
    expect(kindsOf(admit())).toEqual(Array(15).fill('ending'));
  });

  it('keeps a quarter of the rate for people who wait for access', () => {
    const { wish, oneByOne } = setUp({ places: 15, perSecond: 40 });
    for (let count = 0; count < 100; count += 1) {
      wish('ending');
      wish('awaited');
    }
    const went = kindsOf(oneByOne()).slice(0, 40);
    expect(went.filter(kind => kind === 'awaited').length).toBe(10);
  });

  it.each([
    ['something was revoked', 'revoked', 0],
    ['something is overdue', 'ending', -61 * SECOND],
  ] as const)('keeps nothing for grants while %s', (_, urgency, dueMs) => {
    const { wish, admit } = setUp();
    for (let count = 0; count < 40; count += 1) {
      wish('awaited');
      wish(urgency, { dueAt: new Date(START + dueMs) });
    }
    expect(kindsOf(admit())).toEqual(Array(15).fill(urgency));
  });

  it('keeps nothing for grants while something revoked waits for its account', () => {
    const { admission, wish, admit } = setUp();
    admission.occupy('other', { accountId: 'busy', operation: 'delete' });
    wish('revoked', { accountId: 'busy' });
    for (let count = 0; count < 40; count += 1) {
      wish('awaited');
      wish('ending');
    }
    expect(kindsOf(admit())).toEqual(Array(14).fill('ending'));
  });

  it('sends no more than the rate, and says truthfully when the next may go', () => {
    const { admission, pass, wish, admit } = setUp({ perSecond: 2 });
    for (let count = 0; count < 5; count += 1) {
      wish('ending');
    }
    expect(admit()).toHaveLength(2);
    const waitMs = admission.waitMs();
    expect(waitMs).toBeGreaterThan(0);
    pass((waitMs ?? 0) - 1);
    expect(admit()).toHaveLength(0);
    pass(1);
    expect(admit()).toHaveLength(1);
  });

  it('waits for nothing but the end of a write when every account is busy', () => {
    const { admission, wish, admit } = setUp();
    wish('ending', { accountId: 'a' });
    admit();
    wish('ending', { accountId: 'a' });
    expect(admission.waitMs()).toBeUndefined();
  });

  it('leaves an account alone for a while, and grants after an outage', () => {
    const { admission, pass, wish, admit } = setUp();
    admission.rest('a', 2 * SECOND);
    admission.holdGrants(SECOND);
    const rested = wish('ending', { accountId: 'a' });
    const grant = wish('awaited', { accountId: 'b' });
    expect(admit()).toEqual([]);
    expect(admission.waitMs()).toBe(SECOND);
    pass(SECOND);
    expect(admit()).toEqual([grant]);
    expect(admission.waitMs()).toBe(SECOND);
    pass(SECOND);
    expect(admit()).toEqual([rested]);
  });

  it('tries one write at a time while AWS is out of reach', () => {
    const { admission, contact, pass, wish, admit } = setUp();
    [1, 2, 3].forEach(() => contact.failed(new Date(START), 'no answer'));
    wish('ending');
    wish('ending');
    expect(admit()).toEqual([]);
    pass(admission.waitMs() ?? 0);
    expect(admit()).toHaveLength(1);
    expect(admit()).toEqual([]);
  });

  it('has a place free again once however often it was taken for the same write', () => {
    const { admission } = setUp({ places: 1 });
    const write = { accountId: 'a', operation: 'delete' } as const;
    admission.occupy('one', write);
    admission.occupy('one', write);
    expect(admission.inFlight).toBe(1);
    admission.vacate('one');
    admission.vacate('one');
    expect(admission.inFlight).toBe(0);
  });
});

const wishes = fc.array(
  fc.record({
    id: fc.nat(15).map(String),
    account: fc.nat(4).map(String),
    urgency: fc.constantFrom(...urgencies),
    due: fc.nat(5),
    gone: fc.boolean(),
  }),
  { maxLength: 40 },
);

describe('WishQueue', () => {
  it('names the same first wish as sorting all of them would, whatever came and went', () => {
    fc.assert(
      fc.property(wishes, fc.nat(4).map(String), (history, busy) => {
        const queue = new WishQueue();
        const model = new Map<string, Wish>();
        for (const { id, account, urgency, due, gone } of history) {
          if (gone) {
            queue.remove(id);
            model.delete(id);
            continue;
          }
          const wish: Wish = {
            assignmentId: id,
            accountId: account,
            operation: 'delete',
            urgency,
            version: 1,
            dueAt: new Date(due),
          };
          queue.add(wish);
          model.set(id, wish);
        }
        expect(queue.size).toBe(model.size);
        for (const urgency of urgencies) {
          const free = [...model.values()].filter(
            wish => wish.urgency === urgency && wish.accountId !== busy,
          );
          const earliest = Math.min(...free.map(({ dueAt }) => +dueAt));
          const first = queue.first(urgency, account => account !== busy);
          expect(first === undefined).toBe(free.length === 0);
          if (first) {
            expect(model.get(first.assignmentId)).toBe(first);
            expect(first.accountId).not.toBe(busy);
            expect(+first.dueAt).toBe(earliest);
          }
        }
      }),
    );
  });
});
