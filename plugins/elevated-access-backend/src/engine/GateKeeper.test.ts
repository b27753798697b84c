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
import { CLEARED_FOR, GATE_RETRY, GATE_WIDTH } from './tuning';

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

  describe('about many requests', () => {
    const requests = [...Array(GATE_WIDTH + 2).keys()].map(index =>
      aRequest({ assignmentId: `a-${index}` }),
    );
    let asked: string[];
    let over: string[];
    let verdicts: boolean[];
    let answers: (() => void)[];

    beforeEach(() => {
      asked = [];
      over = [];
      verdicts = [];
      answers = [];
      keeper = new GateKeeper({
        gate: {
          check: async ({ id }) => {
            asked.push(id);
            await new Promise<void>(resolve => {
              answers.push(resolve);
            });
            if (answer.ok === false && answer.reason === 'thrown') {
              throw new Error('nobody foresaw this');
            }
            return answer;
          },
        },
        monotonic: () => now,
        logger: mockServices.logger.mock(),
      });
    });

    const askAbout = (...some: typeof requests) =>
      some.forEach(it =>
        keeper.ask(it, {
          onVerdict: async ({ ok }) => {
            verdicts.push(ok);
          },
          onOver: () => over.push(it.id),
        }),
      );

    async function answerAll(): Promise<void> {
      answers.splice(0).forEach(resolve => resolve());
      await new Promise(resolve => setImmediate(resolve));
    }

    it('is asked of a few at a time, each once, and of the rest as these are over', async () => {
      askAbout(...requests, ...requests);
      expect(asked).toHaveLength(GATE_WIDTH);
      await answerAll();
      expect(asked).toEqual(requests.map(({ id }) => id));
      await answerAll();
      expect(keeper.isBusy).toBe(false);
      expect(over).toEqual(asked);
      expect(verdicts).toEqual(requests.map(() => true));
    });

    it('is asked of none that waits any more once nobody is to be asked about', async () => {
      askAbout(...requests);
      keeper.forgetQuestions();
      await answerAll();
      expect(asked).toHaveLength(GATE_WIDTH);
      expect(keeper.isBusy).toBe(false);
    });

    it.each([
      ['cannot tell', { ok: false, retry: true, reason: 'down' }],
      ['fails', { ok: false, retry: false, reason: 'thrown' }],
    ] as const)(
      'is asked again after a moment when the gate %s, and nothing is concluded from it',
      async (_, said) => {
        answer = said;
        askAbout(request);
        await answerAll();
        expect([verdicts, over]).toEqual([[], []]);
        expect(keeper.isCleared(request.id)).toBe(false);
        now += GATE_RETRY - 1;
        askAbout(request);
        expect(asked).toHaveLength(1);
        now += 1;
        answer = { ok: true };
        askAbout(request);
        await answerAll();
        expect(asked).toHaveLength(2);
        expect([verdicts, over]).toEqual([[true], [request.id]]);
        // What was told clears what could not be told before.
        askAbout(request);
        expect(asked).toHaveLength(3);
        await answerAll();
      },
    );

    it('is not asked of one that is to be left alone for a moment', async () => {
      keeper.pause(request.id);
      askAbout(request);
      expect(asked).toEqual([]);
      now += GATE_RETRY;
      askAbout(request);
      expect(asked).toEqual([request.id]);
      await answerAll();
    });
  });
});
