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
import {
  canDecide,
  evaluateApproval,
  findSufficientApprovers,
  findUnapprovableStage,
  type ApproverPerson,
} from './approval';
import type { ApprovalRequirement, DecisionRecord } from './types';

const REQUESTER = {
  requesterRef: 'user:default/ann',
  requesterPrincipalId: 'id-ann',
};
const DIGEST = 'sha256:now';
const ASKED = new Date('2026-11-22T12:00:00Z');

function person(
  name: string,
  overrides: Partial<ApproverPerson> = {},
): ApproverPerson {
  return {
    entityRef: `user:default/${name}`,
    displayName: name,
    principalId: `id-${name}`,
    enabled: true,
    ...overrides,
  };
}

const [ann, bo, cleo, dana] = ['ann', 'bo', 'cleo', 'dana'].map(name =>
  person(name),
);

function requirement(
  ...stages: {
    approvers: string[];
    required?: number;
    escalation?: { afterMs: number; approvers: string[] }[];
  }[]
): ApprovalRequirement {
  return {
    policyName: 'p',
    policyVersion: 'v1',
    comment: 'on-reject',
    reminders: null,
    stages: stages.map(
      ({ approvers, required = 1, escalation = [] }, index) => ({
        name: `stage ${index}`,
        approvers,
        required,
        escalation,
      }),
    ),
  };
}

function decision(
  author: ApproverPerson,
  overrides: Partial<DecisionRecord> = {},
): DecisionRecord {
  return {
    id: `${author.entityRef} ${overrides.stage ?? 0}`,
    requestId: 'r',
    approverRef: author.entityRef,
    approverName: author.displayName,
    approverPrincipalId: author.principalId,
    verdict: 'approved',
    comment: '',
    digest: DIGEST,
    stage: 0,
    durationMs: null,
    decidedAt: ASKED,
    ...overrides,
  };
}

const LEADS = 'group:default/leads';
const SECURITY = 'group:default/security';

function evaluate(
  required: ApprovalRequirement,
  members: Record<string, ApproverPerson[]>,
  decisions: DecisionRecord[],
  now = ASKED,
) {
  return evaluateApproval({
    ...REQUESTER,
    digest: DIGEST,
    askedAt: ASKED,
    now,
    requirement: required,
    decisions,
    members: new Map(Object.entries(members)),
  });
}

function mayDecide(
  who: ApproverPerson & { groupRefs?: string[] },
  required: ApprovalRequirement,
  decisions: DecisionRecord[] = [],
  members?: Record<string, ApproverPerson[]>,
  now = ASKED,
) {
  return canDecide({
    ...REQUESTER,
    digest: DIGEST,
    askedAt: ASKED,
    now,
    requirement: required,
    decisions,
    person: { groupRefs: [], ...who },
    members: members && new Map(Object.entries(members)),
  });
}

// A world of few people, groups and stages in which everything meets.
const name = fc.constantFrom('ann', 'bo', 'cleo', 'dana', 'eli');
const someone: fc.Arbitrary<ApproverPerson> = fc.record({
  entityRef: name.map(it => `user:default/${it}`),
  displayName: name,
  // Two catalog users may be one Identity Center user, and one may have none.
  principalId: fc.constantFrom('id-ann', 'id-bo', 'id-cleo', 'id-dana', null),
  enabled: fc.boolean(),
});
const people = fc.uniqueArray(someone, {
  selector: it => it.entityRef,
  maxLength: 5,
});
const world = people.chain(everybody =>
  fc.record({
    everybody: fc.constant(everybody),
    members: fc.tuple(fc.subarray(everybody), fc.subarray(everybody)).map(
      ([leads, security]): Record<string, ApproverPerson[]> => ({
        [LEADS]: leads,
        [SECURITY]: security,
      }),
    ),
    required: fc
      .array(
        fc.record({
          approvers: fc.subarray([LEADS, SECURITY], { minLength: 1 }),
          required: fc.integer({ min: 1, max: 2 }),
        }),
        { minLength: 1, maxLength: 3 },
      )
      .map(stages => requirement(...stages)),
    decisions: fc.uniqueArray(
      fc.record({
        author: fc.constantFrom(...everybody, person('gone')),
        stage: fc.integer({ min: 0, max: 2 }),
        verdict: fc.oneof(
          { weight: 9, arbitrary: fc.constant('approved' as const) },
          { weight: 1, arbitrary: fc.constant('rejected' as const) },
        ),
        digest: fc.oneof(
          { weight: 9, arbitrary: fc.constant(DIGEST) },
          { weight: 1, arbitrary: fc.constant('sha256:before') },
        ),
      }),
      { selector: it => it.author.entityRef, maxLength: 5 },
    ),
  }),
);

const decisionsOf = (
  list: readonly (Partial<DecisionRecord> & { author: ApproverPerson })[],
) => list.map(({ author, ...rest }) => decision(author, rest));

describe('evaluateApproval', () => {
  it('approves only on enough different people, none of them the requester, all of them approvers now', () => {
    fc.assert(
      fc.property(world, ({ members, required, decisions }) => {
        const state = evaluate(required, members, decisionsOf(decisions));
        const current = decisions.filter(it => it.digest === DIGEST);
        const rejected = current.some(it => it.verdict === 'rejected');
        // The model: walk the decisions, and count whom the rules let count.
        const spent = new Set<string>();
        const approved = required.stages.map((stage, index) => {
          let count = 0;
          for (const it of current) {
            const member = stage.approvers
              .flatMap(ref => members[ref] ?? [])
              .find(({ entityRef }) => entityRef === it.author.entityRef);
            const self =
              it.author.entityRef === REQUESTER.requesterRef ||
              it.author.principalId === REQUESTER.requesterPrincipalId;
            const who = it.author.principalId ?? it.author.entityRef;
            if (
              it.verdict === 'approved' &&
              it.stage === index &&
              member?.enabled &&
              !self &&
              !spent.has(who)
            ) {
              spent.add(who);
              count += 1;
            }
          }
          return count;
        });
        expect(state.stages.map(stage => stage.approved)).toEqual(approved);
        const waiting = required.stages.findIndex(
          (stage, index) => approved[index] < stage.required,
        );
        const outcome = waiting < 0 ? 'approved' : 'waiting';
        expect(state.outcome).toBe(rejected ? 'rejected' : outcome);
        const stage = waiting < 0 ? approved.length : waiting;
        expect(rejected || state.stage === stage).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('shows as able to act exactly the enabled members who are not the requester, each once', () => {
    fc.assert(
      fc.property(world, ({ members, required }) => {
        const { stages } = evaluate(required, members, []);
        stages.forEach(({ approvers }, index) => {
          const able = required.stages[index].approvers
            .flatMap(ref => members[ref] ?? [])
            .filter(
              it =>
                it.enabled &&
                it.entityRef !== REQUESTER.requesterRef &&
                it.principalId !== REQUESTER.requesterPrincipalId,
            )
            .map(it => it.principalId ?? it.entityRef);
          expect(
            approvers.map(it => it.principalId ?? it.entityRef).sort(),
          ).toEqual([...new Set(able)].sort());
        });
      }),
    );
  });

  it('waits for the first stage even when a later one already has its approvals', () => {
    const two = requirement({ approvers: [LEADS] }, { approvers: [SECURITY] });
    const members = { [LEADS]: [bo], [SECURITY]: [cleo] };
    expect(
      evaluate(two, members, [decision(cleo, { stage: 1 })]),
    ).toMatchObject({ outcome: 'waiting', stage: 0 });
    expect(
      evaluate(two, members, [decision(bo), decision(cleo, { stage: 1 })]),
    ).toMatchObject({ outcome: 'approved', stage: 2 });
  });

  it('needs N different people of M', () => {
    const two = requirement({ approvers: [LEADS], required: 2 });
    const members = { [LEADS]: [bo, cleo, dana] };
    expect(evaluate(two, members, [decision(bo)])).toMatchObject({
      outcome: 'waiting',
      stages: [{ approved: 1, required: 2 }],
    });
    expect(evaluate(two, members, [decision(bo), decision(dana)]).outcome).toBe(
      'approved',
    );
  });

  it('counts a person once, whatever the number of groups, stages and catalog users', () => {
    const boAdmin = person('bo-admin', { principalId: bo.principalId });
    const two = requirement({ approvers: [LEADS, SECURITY], required: 2 });
    const members = { [LEADS]: [bo], [SECURITY]: [bo, boAdmin] };
    expect(
      evaluate(two, members, [decision(bo), decision(boAdmin)]),
    ).toMatchObject({ outcome: 'waiting', stages: [{ approved: 1 }] });
    const stages = requirement({ approvers: [LEADS] }, { approvers: [LEADS] });
    expect(
      evaluate(stages, members, [decision(bo), decision(bo, { stage: 1 })]),
    ).toMatchObject({ outcome: 'waiting', stage: 1 });
  });

  it('forgets the approval of somebody who has left the group or was disabled', () => {
    const one = requirement({ approvers: [LEADS] });
    const approvals = [decision(bo)];
    expect(evaluate(one, { [LEADS]: [bo] }, approvals).outcome).toBe(
      'approved',
    );
    for (const members of [[cleo], [{ ...bo, enabled: false }]]) {
      expect(evaluate(one, { [LEADS]: members }, approvals)).toMatchObject({
        outcome: 'waiting',
        stages: [{ approved: 0 }],
      });
    }
    expect(evaluate(one, {}, approvals).outcome).toBe('waiting');
  });

  it('does not count what was approved before the request changed', () => {
    expect(
      evaluate(requirement({ approvers: [LEADS] }), { [LEADS]: [bo] }, [
        decision(bo, { digest: 'sha256:before' }),
      ]).outcome,
    ).toBe('waiting');
  });

  it('ends with one rejection, whatever else was said', () => {
    const two = requirement({ approvers: [LEADS], required: 2 });
    const members = { [LEADS]: [bo, cleo, dana] };
    expect(
      evaluate(two, members, [
        decision(bo),
        decision(cleo, { verdict: 'rejected' }),
        decision(dana),
      ]).outcome,
    ).toBe('rejected');
  });

  it('never counts the requester, under another catalog user or in other letters (hole of TEAM)', () => {
    const one = requirement({ approvers: [LEADS] });
    const alias = person('ann-admin', { principalId: ann.principalId });
    const shouting = person('ann', {
      entityRef: 'User:Default/Ann',
      principalId: null,
    });
    for (const self of [ann, alias, shouting]) {
      expect(
        evaluate(one, { [LEADS]: [self, bo] }, [decision(self)]),
      ).toMatchObject({
        outcome: 'waiting',
        stages: [{ approvers: [expect.objectContaining(bo)] }],
      });
    }
  });

  it('does not let an approval pass for somebody else once the catalog names another Identity Center user', () => {
    // Bo's catalog user was mapped to Ann's Identity Center user when it decided.
    expect(
      evaluate(requirement({ approvers: [LEADS] }), { [LEADS]: [bo] }, [
        decision(bo, { approverPrincipalId: ann.principalId }),
      ]).outcome,
    ).toBe('waiting');
  });
});

describe('canDecide', () => {
  const one = requirement({ approvers: [LEADS, dana.entityRef] });

  it('lets a member of the waiting stage decide, by group or by name', () => {
    expect(mayDecide({ ...bo, groupRefs: [LEADS] }, one)).toEqual({
      allowed: true,
      stage: 0,
    });
    expect(mayDecide(dana, one)).toEqual({ allowed: true, stage: 0 });
    expect(
      mayDecide({ ...bo, groupRefs: ['Group:Default/Leads'] }, one).allowed,
    ).toBe(true);
  });

  it.each([
    ['by reference', person('ann')],
    ['by other letters', person('ann', { entityRef: 'user:default/ANN' })],
    ['by Identity Center user', person('x', { principalId: 'id-ann' })],
  ])('refuses the requester, told %s', (_, self) => {
    for (const verdicts of [[], [decision(bo, { verdict: 'rejected' })]]) {
      expect(
        mayDecide({ ...self, groupRefs: [LEADS] }, one, verdicts),
      ).toMatchObject({ allowed: false, code: 'self-approval' });
    }
  });

  it('refuses whoever is not an approver, or no longer', () => {
    expect(mayDecide(bo, one)).toMatchObject({
      allowed: false,
      code: 'not-approver',
    });
    expect(
      mayDecide({ ...bo, groupRefs: [LEADS], enabled: false }, one),
    ).toMatchObject({ allowed: false, code: 'not-approver' });
    // Nor is somebody else told what became of it.
    expect(mayDecide(bo, one, [decision(cleo)])).toMatchObject({
      allowed: false,
      code: 'not-approver',
    });
  });

  it('refuses a second decision of one person, under any catalog user', () => {
    const two = requirement({ approvers: [LEADS], required: 2 });
    const alias = person('bo-admin', { principalId: bo.principalId });
    for (const again of [bo, alias, { ...bo, principalId: null }]) {
      expect(
        mayDecide({ ...again, groupRefs: [LEADS] }, two, [decision(bo)]),
      ).toMatchObject({ allowed: false, code: 'already-decided' });
    }
  });

  it('asks the same person again when the request has changed since', () => {
    expect(
      mayDecide({ ...bo, groupRefs: [LEADS] }, one, [
        decision(bo, { digest: 'sha256:before' }),
      ]).allowed,
    ).toBe(true);
  });

  it('refuses what is decided', () => {
    for (const verdict of ['approved', 'rejected'] as const) {
      expect(
        mayDecide({ ...cleo, groupRefs: [LEADS] }, one, [
          decision(bo, { verdict }),
        ]),
      ).toMatchObject({ allowed: false, code: 'already-decided' });
    }
  });

  it('keeps the order of stages', () => {
    const two = requirement({ approvers: [LEADS] }, { approvers: [SECURITY] });
    const late = { ...cleo, groupRefs: [SECURITY] };
    expect(mayDecide(late, two)).toMatchObject({
      allowed: false,
      code: 'not-approver',
      reason: expect.stringContaining('stage 0'),
    });
    expect(mayDecide(late, two, [decision(bo)])).toEqual({
      allowed: true,
      stage: 1,
    });
    expect(
      mayDecide({ ...dana, groupRefs: [LEADS] }, two, [decision(bo)]),
    ).toMatchObject({ allowed: false, code: 'not-approver' });
  });

  it('opens a stage again when an approver of it has left', () => {
    const two = requirement({ approvers: [LEADS] }, { approvers: [SECURITY] });
    const next = { ...dana, groupRefs: [LEADS] };
    expect(
      mayDecide(next, two, [decision(bo)], {
        [LEADS]: [dana],
        [SECURITY]: [cleo],
      }),
    ).toEqual({ allowed: true, stage: 0 });
  });

  it('allows only decisions that evaluateApproval then counts', () => {
    fc.assert(
      fc.property(world, ({ everybody, members, required, decisions }) => {
        const before = decisionsOf(decisions);
        const gains = everybody.flatMap(who => {
          const groupRefs = [LEADS, SECURITY].filter(ref =>
            members[ref].includes(who),
          );
          const asking = { ...who, groupRefs };
          const permit = mayDecide(asking, required, before, members);
          if (!permit.allowed) {
            return [];
          }
          const { stage } = permit;
          const after = [...before, decision(who, { stage })];
          return [
            evaluate(required, members, after).stages[stage].approved -
              evaluate(required, members, before).stages[stage].approved,
          ];
        });
        expect(gains.filter(gain => gain !== 1)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('findUnapprovableStage', () => {
  const find = (
    required: ApprovalRequirement,
    members: Record<string, ApproverPerson[]>,
  ) =>
    findUnapprovableStage({
      ...REQUESTER,
      requirement: required,
      members: new Map(Object.entries(members)),
    });

  it('finds a stage whose only approver is the requester, or nobody', () => {
    const one = requirement({ approvers: [LEADS] });
    for (const members of [[], [ann], [{ ...bo, enabled: false }]]) {
      expect(find(one, { [LEADS]: members })).toMatchObject({
        index: 0,
        stage: { name: 'stage 0', required: 1, approvers: [] },
      });
    }
    expect(find(one, { [LEADS]: [ann, bo] })).toBeUndefined();
  });

  it('finds a stage that needs the same person as the one before', () => {
    const two = requirement({ approvers: [LEADS] }, { approvers: [SECURITY] });
    expect(find(two, { [LEADS]: [bo], [SECURITY]: [bo] })).toMatchObject({
      index: 1,
    });
    // Bo is needed in the second stage, so Cleo has to take the first.
    expect(
      find(two, { [LEADS]: [bo, cleo], [SECURITY]: [bo] }),
    ).toBeUndefined();
  });

  it('agrees with trying every way in which people could approve', () => {
    const canFinish = (
      required: ApprovalRequirement,
      members: Record<string, ApproverPerson[]>,
      stage = 0,
      used: readonly string[] = [],
      filled = 0,
    ): boolean => {
      if (stage === required.stages.length) {
        return true;
      }
      if (filled === required.stages[stage].required) {
        return canFinish(required, members, stage + 1, used);
      }
      return required.stages[stage].approvers
        .flatMap(ref => members[ref] ?? [])
        .some(it => {
          const who = it.principalId ?? it.entityRef;
          return (
            it.enabled &&
            it.entityRef !== REQUESTER.requesterRef &&
            who !== REQUESTER.requesterPrincipalId &&
            !used.includes(who) &&
            canFinish(required, members, stage, [...used, who], filled + 1)
          );
        });
    };
    fc.assert(
      fc.property(world, ({ members, required }) => {
        const found = find(required, members);
        const upTo = (count: number) => ({
          ...required,
          stages: required.stages.slice(0, count),
        });
        const stuck = required.stages.findIndex(
          (_, index) => !canFinish(upTo(index + 1), members),
        );
        expect(found?.index ?? -1).toBe(stuck);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('findSufficientApprovers', () => {
  it('names as few people as could approve all of it by themselves, or nobody when nobody could', () => {
    fc.assert(
      fc.property(world, ({ members, required }) => {
        const question = { ...REQUESTER, requirement: required };
        const all = new Map(Object.entries(members));
        const found = findSufficientApprovers({ ...question, members: all });
        const stuck = findUnapprovableStage({ ...question, members: all });
        expect(found === undefined).toBe(stuck !== undefined);
        if (!found) {
          return;
        }
        const seats = required.stages.map(stage => stage.required);
        expect(found).toHaveLength(seats.reduce((sum, it) => sum + it, 0));
        const alone = new Map(
          [...all].map(([ref, persons]) => [
            ref,
            persons.filter(({ entityRef }) => found.includes(entityRef)),
          ]),
        );
        expect(
          findUnapprovableStage({ ...question, members: alone }),
        ).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});
