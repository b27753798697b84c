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
import { canDecide, evaluateApproval, type ApproverPerson } from './approval';
import type { ApprovalRequirement, DecisionRecord } from './types';

const REQUESTER = {
  requesterRef: 'user:default/ann',
  requesterPrincipalId: 'id-ann',
};
const DIGEST = 'sha256:now';
const ASKED = Date.parse('2026-11-22T12:00:00Z');
const minute = (count: number) => new Date(ASKED + count * 60_000);

// A world of few people, names and stages in which everything meets.
const NAMES = [
  'group:default/leads',
  'group:default/security',
  'user:default/bo',
  'owner',
  'manager',
];
const named = fc.subarray(NAMES, { minLength: 1, maxLength: 2 });

const people: fc.Arbitrary<ApproverPerson[]> = fc.uniqueArray(
  fc.record({
    entityRef: fc
      .constantFrom('ann', 'bo', 'cleo', 'dana', 'eli')
      .map(name => `user:default/${name}`),
    displayName: fc.constant('x'),
    // Two catalog users may be one Identity Center user, and one may have none.
    principalId: fc.constantFrom('id-ann', 'id-bo', 'id-cleo', 'id-dana', null),
    enabled: fc.boolean(),
  }),
  { selector: it => it.entityRef, minLength: 1, maxLength: 5 },
);

const stage: fc.Arbitrary<ApprovalRequirement['stages'][number]> = fc.record({
  name: fc.constant('stage'),
  approvers: named,
  required: fc.integer({ min: 1, max: 2 }),
  escalation: fc
    .array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 4 }).map(it => it * 60_000),
        approvers: named,
      }),
      { maxLength: 2 },
    )
    .map(steps => steps.sort((a, b) => a.afterMs - b.afterMs)),
});

const world = people.chain(everybody =>
  fc.record({
    everybody: fc.constant(everybody),
    members: fc
      .tuple(...NAMES.map(() => fc.subarray(everybody)))
      .map(lists => new Map(NAMES.map((name, at) => [name, lists[at] ?? []]))),
    requirement: fc.array(stage, { minLength: 1, maxLength: 3 }).map(
      (stages): ApprovalRequirement => ({
        policyName: 'p',
        policyVersion: 'v1',
        comment: 'optional',
        reminders: null,
        stages,
      }),
    ),
    now: fc.integer({ min: 0, max: 9 }).map(minute),
    decisions: fc
      .uniqueArray(
        fc.record({
          author: fc.constantFrom(...everybody),
          stage: fc.integer({ min: 0, max: 2 }),
          decidedAt: fc.integer({ min: 0, max: 9 }).map(minute),
          durationMs: fc.constantFrom(null, 60_000, 120_000),
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
      )
      .map(list =>
        list
          .map(
            ({ author, ...rest }): DecisionRecord => ({
              id: author.entityRef,
              requestId: 'r',
              approverRef: author.entityRef,
              approverName: author.displayName,
              approverPrincipalId: author.principalId,
              comment: '',
              ...rest,
            }),
          )
          .sort((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime()),
      ),
  }),
);

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const isSelf = (it: ApproverPerson) =>
  it.entityRef === REQUESTER.requesterRef ||
  it.principalId === REQUESTER.requesterPrincipalId;
const who = (it: ApproverPerson) => it.principalId ?? it.entityRef;

/** The rules once more, in the plainest way. */
function model({ requirement, members, decisions, now }: World) {
  const current = decisions.filter(it => it.digest === DIGEST);
  const approvalsIn = (index: number) =>
    current.filter(it => it.stage === index && it.verdict === 'approved');

  /** When a stage was asked: the first at once, each other when the one before first had enough. */
  const sinceOf = (index: number): number | undefined => {
    if (index === 0) {
      return ASKED;
    }
    const before = sinceOf(index - 1);
    const last = approvalsIn(index - 1)[
      requirement.stages[index - 1].required - 1
    ];
    return before === undefined || !last
      ? undefined
      : Math.max(before, last.decidedAt.getTime());
  };
  const ableAt = (index: number, at: Date) => {
    const { approvers, escalation } = requirement.stages[index];
    const since = sinceOf(index) ?? Infinity;
    const late = escalation.filter(it => since + it.afterMs <= at.getTime());
    return [...approvers, ...late.flatMap(it => it.approvers)]
      .flatMap(name => members.get(name) ?? [])
      .filter(it => it.enabled && !isSelf(it));
  };
  const spent = new Set<string>();
  const limits: number[] = [];
  const approved = requirement.stages.map((_, index) => {
    let count = 0;
    for (const decision of approvalsIn(index)) {
      const author = ableAt(index, decision.decidedAt).find(
        it => it.entityRef === decision.approverRef,
      );
      if (author && !spent.has(who(author))) {
        spent.add(who(author));
        limits.push(decision.durationMs ?? Infinity);
        count += 1;
      }
    }
    return count;
  });
  const waiting = requirement.stages.findIndex(
    (it, index) => approved[index] < it.required,
  );
  const rejected = current.some(it => it.verdict === 'rejected');
  const open = waiting < 0 ? 'approved' : 'waiting';
  const shortest = Math.min(...limits);
  return {
    approved,
    waiting,
    outcome: rejected ? 'rejected' : open,
    approvedDurationMs: shortest === Infinity ? null : shortest,
    able: requirement.stages.map((_, index) => [
      ...new Set(ableAt(index, now).map(who)),
    ]),
    /** People who may decide now. */
    deciders:
      rejected || waiting < 0
        ? []
        : ableAt(waiting, now).filter(
            it =>
              !current.some(
                made =>
                  made.approverRef === it.entityRef ||
                  (it.principalId !== null &&
                    made.approverPrincipalId === it.principalId),
              ),
          ),
  };
}

const evaluate = (given: World, decisions = given.decisions) =>
  evaluateApproval({
    ...REQUESTER,
    ...given,
    decisions,
    digest: DIGEST,
    askedAt: minute(0),
  });

/** Asked with the memberships that the catalog would give the person. */
const permitOf = (given: World, person: ApproverPerson, knowing: boolean) => {
  const refs = NAMES.filter(name => given.members.get(name)?.includes(person));
  return canDecide({
    ...REQUESTER,
    ...given,
    digest: DIGEST,
    askedAt: minute(0),
    members: knowing ? given.members : undefined,
    person: {
      ...person,
      groupRefs: refs.filter(ref => ref.startsWith('group:')),
      words: (['owner', 'manager'] as const).filter(it => refs.includes(it)),
    },
  });
};

/** In the catalog a user ref stands for that user and nobody else. */
const asInCatalog = (given: World): World => ({
  ...given,
  members: new Map(given.members).set(
    'user:default/bo',
    given.everybody.filter(it => it.entityRef === 'user:default/bo'),
  ),
});

describe('the rules of approval', () => {
  it('count, wait, reject and shorten as a plain model of them does', () => {
    fc.assert(
      fc.property(world, given => {
        const expected = model(given);
        const state = evaluate(given);
        expect(state.outcome).toBe(expected.outcome);
        expect(state.stages.map(it => it.approved)).toEqual(expected.approved);
        expect(state.approvedDurationMs).toBe(expected.approvedDurationMs);
        expect(state.stages.map(it => it.approvers.map(who).sort())).toEqual(
          expected.able.map(it => [...it].sort()),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('say of everybody who can act why it is them', () => {
    fc.assert(
      fc.property(world, given => {
        evaluate(given).stages.forEach(({ approvers }, index) => {
          const own = given.requirement.stages[index].approvers;
          for (const { via, escalated } of approvers) {
            expect(via.length).toBeGreaterThan(0);
            expect(new Set(via).size).toBe(via.length);
            expect(own.includes(via[0])).toBe(!escalated);
          }
        });
      }),
    );
  });

  it('let exactly those decide whose decision then counts', () => {
    fc.assert(
      fc.property(world.map(asInCatalog), given => {
        const { deciders, waiting } = model(given);
        for (const person of given.everybody) {
          const permit = permitOf(given, person, true);
          expect(permit.allowed).toBe(deciders.includes(person));
          if (permit.allowed) {
            expect(permit.stage).toBe(waiting);
            const [before, after] = [
              given.decisions,
              [
                ...given.decisions,
                {
                  ...given.decisions[0],
                  id: 'new',
                  requestId: 'r',
                  approverRef: person.entityRef,
                  approverName: 'x',
                  approverPrincipalId: person.principalId,
                  verdict: 'approved' as const,
                  comment: '',
                  digest: DIGEST,
                  stage: permit.stage,
                  durationMs: null,
                  decidedAt: given.now,
                },
              ],
            ].map(it => evaluate(given, it).stages[permit.stage].approved);
            expect(after - before).toBe(1);
          }
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('offer a decision without knowing the others to nobody who could never make one', () => {
    fc.assert(
      fc.property(world.map(asInCatalog), given => {
        for (const person of given.everybody) {
          if (permitOf(given, person, false).allowed) {
            expect(person.enabled && !isSelf(person)).toBe(true);
            expect(
              given.requirement.stages
                .flatMap(it => [
                  ...it.approvers,
                  ...it.escalation.flatMap(step => step.approvers),
                ])
                .some(name => given.members.get(name)?.includes(person)),
            ).toBe(true);
          }
        }
      }),
    );
  });
});
