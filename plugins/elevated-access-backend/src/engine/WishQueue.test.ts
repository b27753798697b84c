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
import { urgencies, WishQueue, type Wish } from './WishQueue';

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
        const accounts = [...model.values()].map(wish => wish.accountId);
        expect(queue.longestLane).toBe(
          Math.max(
            0,
            ...accounts.map(
              account => accounts.filter(other => other === account).length,
            ),
          ),
        );
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
