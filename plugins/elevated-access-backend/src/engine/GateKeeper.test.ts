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

import { mockServices } from '@backstage/backend-test-utils';
import { aRequest } from '../__testUtils__/builders';
import { GateKeeper, type ActivationGate } from './GateKeeper';
import { CLEARED_FOR, GATE_RETRY } from './tuning';

type Answer = Awaited<ReturnType<ActivationGate['check']>>;

const request = aRequest({ assignmentId: 'a' });

describe('What the gate said of a request', () => {
  let now: number;
  /** How long a check takes. */
  let slownessMs: number;
  let answer: Answer;
  let keeper: GateKeeper;

  beforeEach(() => {
    now = 0;
    slownessMs = 0;
    answer = { ok: true };
    keeper = new GateKeeper({
      gate: {
        check: async () => {
          now += slownessMs;
          return answer;
        },
      },
      monotonic: () => now,
      logger: mockServices.logger.mock(),
    });
  });

  async function ask(): Promise<void> {
    keeper.ask(request, { onVerdict: async () => {}, onOver: () => {} });
    await keeper.idle();
  }

  it('counts for a minute since it was asked, however long the answer took', async () => {
    slownessMs = CLEARED_FOR / 2;
    await ask();
    now = CLEARED_FOR;
    expect(keeper.isCleared(request.id)).toBe(true);
    now = CLEARED_FOR + 1;
    expect(keeper.isCleared(request.id)).toBe(false);
  });

  it('counts no more once the gate refused it, although it let it through a moment ago', async () => {
    await ask();
    expect(keeper.isCleared(request.id)).toBe(true);
    answer = { ok: false, retry: false, reason: 'gone' };
    await ask();
    expect(keeper.isCleared(request.id)).toBe(false);
  });

  it('holds on while the gate cannot tell, for no longer than it would have', async () => {
    await ask();
    now = CLEARED_FOR - GATE_RETRY;
    answer = { ok: false, retry: true, reason: 'down' };
    await ask();
    expect(keeper.isCleared(request.id)).toBe(true);
    now = CLEARED_FOR + 1;
    expect(keeper.isCleared(request.id)).toBe(false);
  });
});
