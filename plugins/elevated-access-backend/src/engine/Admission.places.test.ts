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

import { admissionLab, kindsOf, START } from './__testUtils__/admissionLab';

const SECOND = 1_000;

/** So long a grant waits before it takes its share although removals wait. */
const PATIENCE = 10 * SECOND;

describe('The places of writes under way', () => {
  it('has 15 writes under way at most', () => {
    const { wish, admit } = admissionLab();
    for (let count = 0; count < 40; count += 1) {
      wish('ending');
    }
    expect(admit()).toHaveLength(15);
    expect(admit()).toEqual([]);
  });

  it('has 10 at most after AWS said that it works on too many, and more again with time', () => {
    const { admission, limit, pass, wish, admit } = admissionLab();
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
    const { wish, admit, pass } = admissionLab();
    for (let count = 0; count < 40; count += 1) {
      wish('ending');
      wish('awaited');
    }
    pass(PATIENCE);
    const kinds = kindsOf(admit());
    expect(kinds.filter(kind => kind === 'awaited')).toHaveLength(3);
  });

  it('lets no grant go before what is due until it has waited for 10 seconds', () => {
    const { admission, pass, wish, admit } = admissionLab();
    for (let count = 0; count < 12; count += 1) {
      const accountId = `taken-${count}`;
      admission.occupy(accountId, { accountId, operation: 'delete' });
      wish('awaited');
      wish('scheduled');
    }
    pass(PATIENCE - 1);
    const due = [1, 2, 3, 4].map(() => wish('ending'));
    expect(admit()).toEqual(due.slice(0, 3));
  });

  it('keeps 3 of 15 places for the next removals while only people wait for access', () => {
    const { admission, wish, admit } = admissionLab();
    for (let count = 0; count < 40; count += 1) {
      wish('awaited');
      wish('scheduled');
    }
    expect(admit()).toHaveLength(12);
    // Time alone lets no other in.
    expect(admission.waitMs()).toBeUndefined();
    const due = [wish('ending'), wish('ending')];
    expect(admit()).toEqual(due);
    admission.vacate(due[0] ?? '');
    expect(admit()).toEqual([]);
  });

  it('gives the only place to whoever wants it', () => {
    const { wish, admit } = admissionLab({ places: 1 });
    const grant = wish('awaited');
    expect(admit()).toEqual([grant]);
  });

  it('leaves the last 3 places to people who wait although no grant is owed one by turns', () => {
    const { admission, wish, admit, pass } = admissionLab();
    for (let count = 0; count < 12; count += 1) {
      const write = {
        accountId: `taken-${count}`,
        operation: 'delete',
      } as const;
      admission.occupy(`removal-${count}`, write);
      wish('ending');
      wish('awaited');
    }
    pass(PATIENCE);
    expect(kindsOf(admit())).toEqual(Array(3).fill('awaited'));
    // With the places that are kept for them taken, what is free again goes by turns.
    admission.vacate('removal-0');
    expect(kindsOf(admit())).toEqual(['ending']);
  });

  it('gives all places to removals while nobody waits for access', () => {
    const { wish, admit } = admissionLab();
    for (let count = 0; count < 40; count += 1) {
      wish('ending');
    }
    expect(kindsOf(admit())).toEqual(Array(15).fill('ending'));
  });

  it('keeps a quarter of the rate for people who wait for access', () => {
    const { wish, oneByOne, pass } = admissionLab({
      places: 15,
      perSecond: 40,
    });
    for (let count = 0; count < 100; count += 1) {
      wish('ending');
      wish('awaited');
    }
    pass(PATIENCE);
    const went = kindsOf(oneByOne()).slice(0, 40);
    expect(went.filter(kind => kind === 'awaited').length).toBe(10);
  });

  it.each([
    ['something was revoked', 'revoked', 0],
    ['something is overdue', 'ending', -61 * SECOND],
  ] as const)('keeps nothing for grants while %s', (_, urgency, dueMs) => {
    const { pass, wish, admit } = admissionLab();
    for (let count = 0; count < 40; count += 1) {
      wish('awaited');
      wish(urgency, { dueAt: new Date(START + dueMs) });
    }
    pass(PATIENCE);
    expect(kindsOf(admit())).toEqual(Array(15).fill(urgency));
  });

  it('keeps nothing for grants while something revoked waits for its account', () => {
    const { admission, wish, admit, pass } = admissionLab();
    admission.occupy('other', { accountId: 'busy', operation: 'delete' });
    wish('revoked', { accountId: 'busy' });
    for (let count = 0; count < 40; count += 1) {
      wish('awaited');
      wish('ending');
    }
    pass(PATIENCE);
    expect(kindsOf(admit())).toEqual(Array(14).fill('ending'));
  });

  it('has a place free again once however often it was taken for the same write', () => {
    const { admission, wish, admit } = admissionLab({ places: 2 });
    const write = { accountId: 'a', operation: 'delete' } as const;
    admission.occupy('one', write);
    admission.occupy('one', write);
    expect(admission.inFlight).toBe(1);
    const next = wish('ending', { accountId: 'a' });
    expect(admit()).toEqual([]);
    admission.vacate('one');
    admission.vacate('one');
    expect(admission.inFlight).toBe(0);
    expect(admit()).toEqual([next]);
  });

  it('leaves an account alone until every write is over that an earlier process left there', () => {
    const { admission, wish, admit } = admissionLab();
    const write = { accountId: 'a', operation: 'delete' } as const;
    admission.occupy('one', write);
    admission.occupy('two', write);
    const next = wish('ending', { accountId: 'a' });
    admission.vacate('one');
    expect(admit()).toEqual([]);
    admission.vacate('two');
    expect(admit()).toEqual([next]);
  });

  it('keeps the places of grants that are over for the next ones', () => {
    const { admission, wish, admit, pass } = admissionLab();
    const grants = [1, 2, 3].map(() => wish('awaited'));
    expect(admit()).toEqual(grants);
    grants.forEach(id => admission.vacate(id));
    for (let count = 0; count < 12; count += 1) {
      const accountId = `taken-${count}`;
      admission.occupy(accountId, { accountId, operation: 'delete' });
      wish('ending');
      wish('awaited');
    }
    pass(PATIENCE);
    expect(kindsOf(admit())).toEqual(Array(3).fill('awaited'));
  });

  it('knows nothing any more of writes and wishes once they are to be read anew', () => {
    const { admission, pass, wish, admit } = admissionLab();
    const accounts = ['a', 'b', 'c'];
    accounts.forEach(accountId => {
      admission.occupy(accountId, { accountId, operation: 'create' });
      wish('ending', { accountId });
    });
    admission.reset();
    expect(admission).toMatchObject({ inFlight: 0, waiting: 0 });
    expect(admit()).toEqual([]);
    const again = accounts.map(accountId => wish('ending', { accountId }));
    expect(admit()).toEqual(again);

    // Nor does it count the creations of before as the share of grants.
    admission.reset();
    for (let count = 0; count < 12; count += 1) {
      const accountId = `taken-${count}`;
      admission.occupy(accountId, { accountId, operation: 'delete' });
      wish('ending');
      wish('awaited');
    }
    pass(PATIENCE);
    expect(kindsOf(admit())).toEqual(Array(3).fill('awaited'));
  });

  it('is crowded while a wish waits, and from two thirds of its places on', () => {
    const { admission, wish } = admissionLab();
    const take = (count: number) => {
      const accountId = `taken-${count}`;
      admission.occupy(accountId, { accountId, operation: 'delete' });
    };
    expect(admission.isCrowded).toBe(false);
    const id = wish('ending');
    expect(admission.isCrowded).toBe(true);
    admission.withdraw(id);
    expect(admission.isCrowded).toBe(false);
    for (let count = 0; count < 10; count += 1) {
      take(count);
    }
    expect(admission.isCrowded).toBe(false);
    take(10);
    expect(admission.isCrowded).toBe(true);
  });
});
