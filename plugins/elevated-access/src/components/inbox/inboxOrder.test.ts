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

import {
  anExtension,
  aRequest,
  aStage,
  bo,
} from '../../__testUtils__/builders';
import { NOW } from '../../__testUtils__/renderPage';
import { inInboxOrder, urgencyOf } from './inboxOrder';

const now = Date.parse(NOW);
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

const escalated = aRequest({
  id: 'escalated',
  createdAt: at(-5),
  expiresAt: at(300),
  approval: {
    policy: 'prod',
    comment: 'optional',
    stages: [aStage({ approvers: [{ ...bo, via: [], escalated: true }] })],
  },
});

describe('The order of the inbox', () => {
  it('has what expires within the hour and what was escalated first, by when it expires', () => {
    const old = aRequest({ id: 'old', createdAt: at(-90), expiresAt: at(90) });
    const soon = aRequest({ id: 'soon', createdAt: at(-1), expiresAt: at(20) });
    const more = anExtension({ id: 'more', expiresAt: at(40) });
    const young = aRequest({ id: 'young', createdAt: at(-2) });
    expect(
      inInboxOrder([young, escalated, old, more, soon], now).map(it => it.id),
    ).toEqual(['soon', 'more', 'escalated', 'old', 'young']);
  });

  it('has high risk before everything else, and in each risk what cannot wait first', () => {
    const danger = { risk: 'high' as const };
    const highOld = aRequest({
      ...danger,
      id: 'high-old',
      createdAt: at(-80),
      expiresAt: at(90),
    });
    const highYoung = aRequest({
      ...danger,
      id: 'high-young',
      createdAt: at(-1),
      expiresAt: at(170),
    });
    const highSoon = aRequest({
      ...danger,
      id: 'high-soon',
      createdAt: at(-2),
      expiresAt: at(30),
    });
    const old = aRequest({ id: 'old', createdAt: at(-95), expiresAt: at(85) });
    expect(
      inInboxOrder([old, highYoung, escalated, highOld, highSoon], now).map(
        it => it.id,
      ),
    ).toEqual(['high-soon', 'high-old', 'high-young', 'escalated', 'old']);
  });

  it('does not call a stage escalated that has agreed already', () => {
    const [stage] = escalated.approval?.stages ?? [];
    expect(urgencyOf(escalated, now)).toBe('escalated');
    expect(
      urgencyOf(
        aRequest({
          expiresAt: at(300),
          approval: {
            policy: 'prod',
            comment: 'optional',
            stages: stage ? [{ ...stage, approved: stage.required }] : [],
          },
        }),
        now,
      ),
    ).toBeUndefined();
  });

  it('is the same however the requests arrive', () => {
    const all = [5, 59, 60, 200].flatMap((left, index) => [
      aRequest({ id: `a${left}`, createdAt: at(-index), expiresAt: at(left) }),
      aRequest({
        id: `b${left}`,
        createdAt: at(-index - 50),
        expiresAt: at(left),
      }),
    ]);
    const ids = (list: typeof all) => inInboxOrder(list, now).map(it => it.id);
    const expected = ['b5', 'a5', 'b59', 'a59', 'b200', 'b60', 'a200', 'a60'];
    for (let turn = 0; turn < all.length; turn += 1) {
      const turned = [...all.slice(turn), ...all.slice(0, turn)];
      expect(ids(turned)).toEqual(expected);
      expect(ids(turned.reverse())).toEqual(expected);
    }
  });
});
