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
import { isFinal } from '../domain/status';
import { histories } from './__testUtils__/anyHistory';
import type { History } from './__testUtils__/history';
import { ModelWorld } from './__testUtils__/ModelWorld';
import { fineDelayMs, judge } from './__testUtils__/referenceModel';

jest.setTimeout(180_000);

function run(history: History): ModelWorld {
  const world = new ModelWorld(history);
  world.run();
  expect(judge(history, world)).toEqual([]);
  return world;
}

// 20,000 histories in all. A failing one is printed with its seed and made small.
describe('Any history of grants, extensions, ends, crashes and trouble with AWS', () => {
  it('leaves access exactly while a grant holds, and ends every grant', () => {
    fc.assert(
      fc.property(histories({ standing: false }), history => {
        const world = run(history);
        expect(world.aws.isThere).toBe(false);
        expect(world.grants.every(({ status }) => isFinal(status))).toBe(true);
        expect(world.row.value).toMatchObject({
          owned: false,
          phase: 'idle',
          nextActionAt: null,
        });
      }),
      { numRuns: 13_000 },
    );
  });

  it('leaves access exactly while a grant holds when nothing goes wrong', () => {
    fc.assert(
      fc.property(
        histories({ standing: false, trouble: 0, crashes: 0 }),
        history => {
          const calm = {
            ...history,
            calmFrom: 0,
            // Nothing is late as long as AWS takes no longer than it may.
            maximumDelayMs: history.maximumDelayMs + fineDelayMs(history),
          };
          const world = run(calm);
          expect(world.aws.isThere).toBe(false);
          expect(
            world.grants.filter(
              ({ status }) => status === 'failed' || status === 'expired',
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 4_000 },
    );
  });

  it('never creates or removes an assignment that was there before', () => {
    fc.assert(
      fc.property(histories({ standing: true }), history => {
        const world = run(history);
        expect(world.aws.exists).toBe(true);
        expect(world.grants.every(({ status }) => isFinal(status))).toBe(true);
        expect(world.aws.sent).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});
