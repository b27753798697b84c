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
import { aRequest, START } from '../__testUtils__/builders';
import {
  anAccount,
  anAllow,
  aPermissionSet,
  someSettings,
} from './__testUtils__/policyBuilders';
import { evaluateEligibility } from './eligibility';
import {
  extensionLimits,
  familyOf,
  newestOf,
  offerExtension,
  prolongs,
  type Chain,
} from './extension';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const settings = someSettings();

const person = {
  entityRef: 'user:default/ann.li',
  groupRefs: ['group:default/payments'],
};

/** An hour of access, prolonged by half an hour some times. */
function aChain(extensions: number): Chain {
  const member = (index: number, extendsId: string | null) =>
    aRequest({
      id: `r${index}`,
      assignmentId: 'a',
      status: 'active',
      extendsId,
      createdAt: new Date(START.getTime() + index * MINUTE),
      startsAt: START,
      endsAt: new Date(START.getTime() + HOUR + (index * HOUR) / 2),
    });
  const rest = Array.from({ length: extensions }, (_, index) =>
    member(index + 1, `r${index}`),
  );
  return [member(0, null), ...rest];
}

const anExtendable = (overrides: Parameters<typeof anAllow>[0] = {}) =>
  anAllow({
    extension: { maximum: 2, maxTotalDuration: 'PT3H' },
    ...overrides,
  });

const offer = (
  policies: Parameters<typeof offerExtension>[2],
  extensions = 0,
) =>
  offerExtension(
    {
      person,
      account: anAccount(),
      ownerRefs: [],
      permissionSet: aPermissionSet(),
      now: START,
    },
    aChain(extensions),
    policies,
    settings,
  );

describe('an extension', () => {
  it.each([
    [0, 2, 2 * HOUR],
    [1, 1, 1.5 * HOUR],
    [2, 0, HOUR],
  ])(
    'after %d of them may come %d more times, within what is left of the whole',
    (extensions, remaining, leftMs) => {
      expect(
        extensionLimits(
          { maximum: 2, maxTotalDuration: 'PT3H' },
          aChain(extensions),
        ),
      ).toEqual({ remaining, leftMs });
    },
  );

  it('is offered for no longer than one request, the whole, and anybody may have', () => {
    expect(offer([anExtendable()])).toEqual({
      maxDurationMs: HOUR,
      remaining: 2,
    });
    expect(offer([anExtendable({ maxDuration: 'PT8H' })])).toEqual({
      maxDurationMs: 2 * HOUR,
      remaining: 2,
    });
    expect(offer([anExtendable()], 2)).toBeUndefined();
    expect(offer([anAllow()])).toBeUndefined();
  });

  it('is offered only for durations that a policy with extensions would answer', () => {
    const short = anAllow({ name: 'short', maxDuration: 'PT30M', priority: 1 });
    expect(offer([short, anExtendable()])).toEqual({
      maxDurationMs: HOUR,
      remaining: 2,
    });
    expect(
      offer([anAllow({ name: 'first', priority: 1 }), anExtendable()]),
    ).toBeUndefined();
  });

  it('is offered exactly when asking for that long would be answered with one', () => {
    const policy = fc.record({
      maxDuration: fc.constantFrom('PT30M', 'PT1H', 'PT2H'),
      priority: fc.integer({ min: 0, max: 2 }),
      extension: fc.option(
        fc.constant({ maximum: 2, maxTotalDuration: 'PT3H' }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(fc.array(policy, { maxLength: 4 }), drawn => {
        const policies = drawn.map((it, index) => ({
          ...anAllow({ name: `p${index}`, ...it }),
        }));
        const offered = offer(policies);
        for (let ms = 5 * MINUTE; ms <= 2 * HOUR; ms += 5 * MINUTE) {
          const result = evaluateEligibility(
            {
              person,
              account: anAccount(),
              ownerRefs: [],
              permissionSet: aPermissionSet(),
              startsAt: START,
              durationMs: ms,
            },
            policies,
          );
          const permitted =
            result.outcome === 'permitted' &&
            result.policy.extension !== undefined;
          if (ms === offered?.maxDurationMs) {
            expect(permitted).toBe(true);
          } else if (ms > (offered?.maxDurationMs ?? 0)) {
            expect(permitted).toBe(false);
          }
        }
      }),
    );
  });

  it('prolongs nothing when a strict window would end it before what it prolongs', () => {
    const base = newestOf(aChain(0));
    const strict = { strictWindow: true, sessionDurationMs: HOUR };
    expect(prolongs(base, { ...strict, durationMs: HOUR })).toBe(false);
    expect(prolongs(base, { ...strict, durationMs: HOUR + 1 })).toBe(true);
    expect(
      prolongs({ ...base, strictWindow: true }, { ...strict, durationMs: 1 }),
    ).toBe(true);
  });

  it('belongs to all that it prolongs and that prolongs it, and to nothing else', () => {
    const chain = aChain(3);
    const stranger = aRequest({ id: 'x', assignmentId: 'a' });
    for (const member of chain) {
      expect(
        familyOf(member, [stranger, ...chain].reverse()).map(({ id }) => id),
      ).toEqual(['r0', 'r1', 'r2', 'r3']);
    }
    expect(familyOf(stranger, chain)).toEqual([stranger]);
  });
});
