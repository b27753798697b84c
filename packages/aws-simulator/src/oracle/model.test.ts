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
import { simulate, stopAll } from '../__testUtils__/simulation';

afterEach(stopAll);

const step = fc.record({
  kind: fc.constantFrom('create', 'remove', 'assign', 'unassign'),
  user: fc.constantFrom('ann', 'bo'),
  account: fc.constantFrom('prod', 'stage'),
  permissionSet: fc.constantFrom('PowerUser', 'OrgAdmin'),
  wait: fc.integer({ min: 0, max: 3_000 }),
});

describe('whatever is done in whatever order', () => {
  it('the oracle, the roles and the lists agree with a set of tuples', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
        const { sim, clock, create, remove, listed } = await simulate({
          latency: { listLagMs: 2_000 },
          limits: 'no-request-rates',
        });
        const model = new Set<string>();
        const past: Array<{ at: number; held: Set<string> }> = [];
        for (const { kind, user, account, permissionSet, wait } of steps) {
          const key = [user, account, permissionSet].join('/');
          switch (kind) {
            case 'create':
              await create(user, account, permissionSet);
              model.add(key);
              break;
            case 'remove':
              await remove(user, account, permissionSet);
              model.delete(key);
              break;
            case 'assign':
              sim.admin.assign({ user, account, permissionSet });
              model.add(key);
              break;
            default:
              sim.admin.unassign({ user, account, permissionSet });
              model.delete(key);
          }
          past.push({ at: clock.now(), held: new Set(model) });
          await clock.advance(wait + 1);
        }
        await clock.advance(2_000);
        for (const account of ['prod', 'stage']) {
          for (const set of ['PowerUser', 'OrgAdmin']) {
            const holders = ['ann', 'bo'].filter(user =>
              model.has([user, account, set].join('/')),
            );
            expect((await listed(account, set)).sort()).toEqual(
              holders.map(user => sim.lookup.user(user).userId).sort(),
            );
            const roles = sim
              .state()
              .roles.filter(
                r =>
                  r.accountId === sim.lookup.account(account).id &&
                  r.permissionSetArn === sim.lookup.permissionSet(set).arn,
              );
            expect(roles).toHaveLength(holders.length > 0 ? 1 : 0);
            for (const { at, held } of past) {
              for (const user of ['ann', 'bo']) {
                expect(sim.oracle.canUse(user, account, set, at)).toBe(
                  held.has([user, account, set].join('/')),
                );
              }
            }
          }
        }
        await stopAll();
      }),
      { numRuns: 12 },
    );
  });
});
