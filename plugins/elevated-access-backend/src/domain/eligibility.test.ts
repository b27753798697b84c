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
import * as arbitrary from './__testUtils__/arbitraries';
import { modelAnswer } from './__testUtils__/eligibilityModel';
import {
  aDeny,
  anAccount,
  anAllow,
  aPermissionSet,
  HOUR,
  NOON,
} from './__testUtils__/policyBuilders';
import {
  evaluateEligibility,
  type EligibilityQuery,
  type EligibilityResult,
} from './eligibility';

function ask(overrides: Partial<EligibilityQuery> = {}): EligibilityQuery {
  return {
    person: {
      entityRef: 'user:default/ann.li',
      groupRefs: ['group:default/payments'],
    },
    account: anAccount(),
    ownerRefs: [],
    permissionSet: aPermissionSet(),
    startsAt: NOON,
    durationMs: HOUR,
    ...overrides,
  };
}

/** Name of the policy that answered; undefined when the query was refused. */
function answerOf(result: EligibilityResult): string | undefined {
  return result.outcome === 'permitted' ? result.policy.name : undefined;
}

const OFFICE = {
  timeZone: 'UTC',
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  to: '11:00',
};

const query: fc.Arbitrary<EligibilityQuery> = fc.record({
  person: arbitrary.person,
  account: arbitrary.account,
  ownerRefs: arbitrary.ownerRefs,
  permissionSet: arbitrary.permissionSet,
  startsAt: arbitrary.instant,
  durationMs: fc.constantFrom(
    1,
    HOUR / 2,
    HOUR / 2 + 1,
    HOUR,
    12 * HOUR,
    13 * HOUR,
  ),
});

describe('evaluateEligibility', () => {
  it('agrees with the rules written a second time', () => {
    fc.assert(
      fc.property(query, arbitrary.policies, (asked, policies) => {
        expect(answerOf(evaluateEligibility(asked, policies))).toBe(
          modelAnswer(asked, policies),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same answer whatever the order of policies', () => {
    fc.assert(
      fc.property(query, arbitrary.policies, (asked, policies) => {
        expect(evaluateEligibility(asked, [...policies].reverse())).toEqual(
          evaluateEligibility(asked, policies),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('lets a deny only take away and an allow only add', () => {
    fc.assert(
      fc.property(query, arbitrary.policies, (asked, policies) => {
        const permitted = (list: typeof policies) =>
          evaluateEligibility(asked, list).outcome === 'permitted';
        const denies = policies.filter(it => it.effect === 'deny');
        const allows = policies.filter(it => it.effect === 'allow');
        expect(permitted(policies) && !permitted(allows)).toBe(false);
        for (let count = 0; count < allows.length; count += 1) {
          const fewer = [...denies, ...allows.slice(0, count)];
          const more = [...denies, ...allows.slice(0, count + 1)];
          expect(permitted(fewer) && !permitted(more)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('explains every policy, and marks the one that decided', () => {
    fc.assert(
      fc.property(query, arbitrary.policies, (asked, policies) => {
        const result = evaluateEligibility(asked, policies);
        expect(result.considered.map(it => it.policy).sort()).toEqual(
          policies.map(it => it.name).sort(),
        );
        const answering = result.considered.filter(it => it.answers);
        expect(answering.length).toBeLessThanOrEqual(1);
        for (const it of answering) {
          expect(it.checks.every(({ ok }) => ok)).toBe(true);
        }
        expect(answering.find(it => it.effect === 'allow')?.policy).toBe(
          answerOf(result),
        );
      }),
      { numRuns: 300 },
    );
  });

  describe('never puts together what two policies say (holes of TEAM)', () => {
    it('refuses 12 h of Admin on production when the 12 h policy is about another account', () => {
      const policies = [
        anAllow({
          name: 'admin-on-production',
          targets: [{ account: '111122223333' }],
          permissionSets: [{ name: 'Admin' }],
          maxDuration: 'PT1H',
        }),
        anAllow({
          name: 'long-elsewhere',
          targets: [{ account: '444455556666' }],
          permissionSets: [{ name: 'Admin' }],
          maxDuration: 'PT12H',
        }),
      ];
      expect(
        evaluateEligibility(
          ask({
            permissionSet: aPermissionSet('Admin'),
            durationMs: 12 * HOUR,
          }),
          policies,
        ),
      ).toMatchObject({
        outcome: 'refused',
        code: 'duration-too-long',
        field: 'duration',
        remedy: 'Ask for at most 1 h.',
      });
    });

    it('asks for approval of 8 h when only 1 h goes without', () => {
      const policies = [
        anAllow({ name: 'long', maxDuration: 'PT8H', approval: 'required' }),
        anAllow({
          name: 'short',
          maxDuration: 'PT1H',
          approval: 'not-required',
          priority: 10,
        }),
      ];
      expect(
        evaluateEligibility(ask({ durationMs: 8 * HOUR }), policies),
      ).toMatchObject({
        outcome: 'permitted',
        policy: { name: 'long', approval: 'required' },
      });
      expect(
        evaluateEligibility(ask({ durationMs: HOUR }), policies),
      ).toMatchObject({ outcome: 'permitted', policy: { name: 'short' } });
    });

    it('asks for approval when two policies of equal priority disagree', () => {
      const policies = [
        anAllow({ name: 'a', approval: 'not-required' }),
        anAllow({ name: 'b', approval: 'required' }),
      ];
      expect(evaluateEligibility(ask(), policies)).toMatchObject({
        policy: { name: 'b' },
      });
    });

    it('does not join the accounts of one policy to the permission sets of another', () => {
      const policies = [
        anAllow({ name: 'a', targets: [{ account: '111122223333' }] }),
        anAllow({
          name: 'b',
          targets: [{ account: '444455556666' }],
          permissionSets: [{ name: 'Admin' }],
        }),
      ];
      expect(
        evaluateEligibility(
          ask({ permissionSet: aPermissionSet('Admin') }),
          policies,
        ),
      ).toMatchObject({ outcome: 'refused', code: 'not-eligible' });
    });

    it('covers accounts below an OU, at the root as well as five levels down', () => {
      const policies = [
        anAllow({ targets: [{ ou: 'r-root', descendants: true }] }),
      ];
      const deep = anAccount({
        ouIds: ['r-root', 'ou-1', 'ou-2', 'ou-3', 'ou-4', 'ou-5'],
        ouPath: ['1', '2', '3', '4', '5'],
      });
      const atRoot = anAccount({ ouIds: ['r-root'], ouPath: [] });
      for (const account of [deep, atRoot]) {
        expect(evaluateEligibility(ask({ account }), policies).outcome).toBe(
          'permitted',
        );
      }
    });
  });

  describe('denies', () => {
    it('wins over any priority, however short the request', () => {
      const policies = [anAllow({ priority: 1000 }), aDeny()];
      expect(
        evaluateEligibility(ask({ durationMs: 1 }), policies),
      ).toMatchObject({
        outcome: 'refused',
        code: 'not-eligible',
        reason: expect.stringContaining('nobody'),
        considered: [
          { policy: 'nobody', answers: true },
          { policy: 'payments-engineers', answers: false },
        ],
      });
    });

    it('says so even when the request is too long as well', () => {
      expect(
        evaluateEligibility(ask({ durationMs: 9 * HOUR }), [
          anAllow(),
          aDeny(),
        ]),
      ).toMatchObject({ code: 'not-eligible' });
    });

    it('only within its hours, where it has some', () => {
      const policies = [anAllow(), aDeny({ workingHours: OFFICE })];
      expect(evaluateEligibility(ask(), policies).outcome).toBe('permitted');
      expect(
        evaluateEligibility(
          ask({ startsAt: new Date('2026-11-18T09:00:00Z') }),
          policies,
        ).outcome,
      ).toBe('refused');
    });
  });

  it.each([
    ['user:default/ann.li', true],
    ['User:Default/Ann.Li', true],
    ['user:ann.li', true],
    ['GROUP:default/Payments', true],
    ['group:other/payments', false],
    ['group:default/payment', false],
    ['user:default/payments', false],
  ])('takes %s for the person or a group of theirs: %p', (subject, named) => {
    expect(
      evaluateEligibility(ask(), [anAllow({ subjects: [subject] })]).outcome,
    ).toBe(named ? 'permitted' : 'refused');
  });

  describe('refuses with what helps most', () => {
    it('names the longest that is permitted, over all policies that cover it', () => {
      expect(
        evaluateEligibility(ask({ durationMs: 9 * HOUR }), [
          anAllow({ name: 'a', maxDuration: 'PT4H' }),
          anAllow({ name: 'b', maxDuration: 'PT1H', priority: 5 }),
          anAllow({
            name: 'c',
            maxDuration: 'PT12H',
            permissionSets: [{ name: 'Admin' }],
          }),
        ]),
      ).toMatchObject({
        code: 'duration-too-long',
        field: 'duration',
        remedy: 'Ask for at most 4 h.',
      });
    });

    it('names the hours when only the start is outside', () => {
      expect(
        evaluateEligibility(ask(), [anAllow({ workingHours: OFFICE })]),
      ).toMatchObject({
        code: 'outside-working-hours',
        field: 'startsAt',
        remedy: expect.stringContaining('08:00-11:00 (UTC)'),
      });
    });

    it('names both when one policy would need both', () => {
      expect(
        evaluateEligibility(ask({ durationMs: 2 * HOUR }), [
          anAllow({ workingHours: OFFICE }),
        ]),
      ).toMatchObject({
        code: 'not-eligible',
        remedy: expect.stringMatching(/08:00-11:00.*1 h/),
      });
    });

    it('says that nothing covers it when nothing does', () => {
      expect(evaluateEligibility(ask(), [])).toMatchObject({
        code: 'not-eligible',
        considered: [],
      });
    });
  });

  it.each([0, -1, NaN])('refuses a duration of %p', durationMs => {
    expect(() => evaluateEligibility(ask({ durationMs }), [anAllow()])).toThrow(
      expect.objectContaining({ name: 'InputError', field: 'duration' }),
    );
  });
});
