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
import { urgencies, type Urgency } from './WishQueue';

const SECOND = 1_000;

describe('Admission', () => {
  it('lets what was revoked go first, then what ends, then people who wait, then scheduled starts', () => {
    const { wish, oneByOne } = admissionLab({ places: 1 });
    const order: Urgency[] = ['scheduled', 'awaited', 'ending', 'revoked'];
    order.forEach(urgency => wish(urgency));
    expect(kindsOf(oneByOne())).toEqual(urgencies);
  });

  it('lets go first what is due longest, so that overdue access comes before what is just due', () => {
    const { wish, oneByOne } = admissionLab({ places: 1 });
    const late = wish('ending');
    const overdue = wish('ending', { dueAt: new Date(START - 90 * SECOND) });
    const early = wish('ending', { dueAt: new Date(START - SECOND) });
    expect(oneByOne()).toEqual([overdue, early, late]);
  });

  it('has a wish looked at anew once nobody wants it any more: what was to be given may have to go by then', () => {
    const { wish, admission, pass } = admissionLab({ places: 0 });
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
    const { wish, admit } = admissionLab({ places: 1 });
    wish('ending', { accountId: 'a' });
    const crowded = wish('ending', { accountId: 'b' });
    wish('ending', { accountId: 'b' });
    expect(admit()).toEqual([crowded]);
  });

  it('has one write under way in an account, and goes on with others meanwhile', () => {
    const { admission, wish, admit } = admissionLab();
    const first = wish('ending', { accountId: 'a' });
    const second = wish('ending', { accountId: 'a' });
    const other = wish('ending', { accountId: 'b' });
    expect(admit()).toEqual([first, other]);
    expect(admit()).toEqual([]);
    admission.vacate(first);
    expect(admit()).toEqual([second]);
  });

  it('sends no more than the rate, and says truthfully when the next may go', () => {
    const { admission, pass, wish, admit } = admissionLab({ perSecond: 2 });
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
    const { admission, wish, admit } = admissionLab();
    wish('ending', { accountId: 'a' });
    admit();
    wish('ending', { accountId: 'a' });
    expect(admission.waitMs()).toBeUndefined();
  });

  it('leaves an account alone for a while, and grants after an outage', () => {
    const { admission, pass, wish, admit } = admissionLab();
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
    const { admission, contact, pass, wish, admit } = admissionLab();
    [1, 2, 3].forEach(() => contact.failed(new Date(START), 'no answer'));
    wish('ending');
    wish('ending');
    expect(admit()).toEqual([]);
    pass(admission.waitMs() ?? 0);
    expect(admit()).toHaveLength(1);
    expect(admit()).toEqual([]);
  });

  it('says truthfully when held grants may go, also when nothing else waits', () => {
    const { admission, pass, wish, admit } = admissionLab();
    admission.holdGrants(SECOND);
    const id = wish('awaited');
    expect(admission.waitMs()).toBe(SECOND);
    pass(SECOND);
    expect(admit()).toEqual([id]);
  });

  it('has a wish looked at anew that was read from an older version of its row', () => {
    const { wish, admission } = admissionLab({ places: 0 });
    const id = wish('ending', { version: 2 });
    expect(admission.isWaiting(id, 2)).toBe(true);
    expect(admission.isWaiting(id, 1)).toBe(false);
    expect(admission.isWaiting(id, 3)).toBe(false);
    expect(admission.isWaiting('another', 2)).toBe(false);
  });

  it('waits for nothing but the end of a write while every place is taken', () => {
    const { admission, wish, admit } = admissionLab({ places: 2 });
    const first = wish('ending');
    const second = wish('ending');
    const next = wish('ending');
    expect(admit()).toEqual([first, second]);
    expect(admission.waitMs()).toBeUndefined();
    admission.vacate(first);
    expect(admission.waitMs()).toBe(0);
    expect(admit()).toEqual([next]);
  });
});
