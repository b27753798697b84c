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

import type { Entity } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import fc from 'fast-check';
import { CatalogPeople } from '../directory/CatalogPeople';
import { aSnapshot } from '../domain/__testUtils__/policyBuilders';
import {
  referenceAnswer,
  referenceApproval,
  referenceOpen,
} from '../domain/__testUtils__/referenceEvaluator';
import {
  anyWorld,
  DURATIONS_MS,
  groupsOf,
  instant,
  questionIn,
  timelessWorld,
  toAccount,
  toPermissionSet,
  workingHours,
  type Question,
  type World,
} from '../domain/__testUtils__/worlds';
import { selectApprovalPolicy } from '../domain/approvalPolicies';
import { evaluateEligibility, listRequestable } from '../domain/eligibility';
import { normalizeRef, refsOf } from '../domain/refs';
import { isWithinWorkingHours } from '../domain/workingHours';
import type { CatalogPerson } from '../domain/types';

type Named = Pick<CatalogPerson, 'entityRef' | 'groupRefs'>;

jest.setTimeout(120_000);

/** A world with something to ask in it. */
const asked = (world: fc.Arbitrary<World>) =>
  world.chain(it => fc.tuple(fc.constant(it), questionIn(it)));

function personIn(world: World, ref: string): Named {
  return { entityRef: ref, groupRefs: groupsOf(ref, world) };
}

/** The person as the product reads them from a catalog that is as the world. */
function readPerson(ref: string, world: World) {
  return new CatalogPeople({
    catalog: catalogServiceMock({ entities: entitiesOf(world) }),
    auth: mockServices.auth(),
  }).getPerson(ref);
}

function entitiesOf({ groups, memberOf }: World): Entity[] {
  const entity = (ref: string, type: string, targets: readonly string[]) => {
    const [, kind, namespace, name] = /^(.*):(.*)\/(.*)$/.exec(ref) ?? [];
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: kind === 'user' ? 'User' : 'Group',
      metadata: { namespace, name },
      relations: targets.map(targetRef => ({ type, targetRef })),
    };
  };
  return [
    ...Object.entries(groups).map(([ref, parent]) =>
      entity(ref, 'childOf', parent ? [parent] : []),
    ),
    ...Object.entries(memberOf).map(([ref, own]) =>
      entity(ref, 'memberOf', own),
    ),
  ];
}

function ownersIn({ accounts }: World): Map<string, string[]> {
  return new Map(
    accounts.map(({ id, owners }) => [id, owners.map(normalizeRef)]),
  );
}

function toQuery(question: Question, world: World) {
  const { account, set, startsAt, durationMs } = question;
  return {
    person: personIn(world, question.person),
    account: toAccount(account, world),
    ownerRefs: account.owners.map(normalizeRef),
    permissionSet: toPermissionSet(set),
    startsAt,
    durationMs,
  };
}

/** As `aSnapshot` has it. */
const MANAGEMENT_ACCOUNT = '000000000000';

const protection = fc.record({
  protectedAccountIds: fc.subarray(['222222222222']),
  delegatedAdministrator: fc.boolean(),
});

describe('the rules, against the same rules written a second time', () => {
  it('knows every group that a person is in, groups of groups included', async () => {
    await fc.assert(
      fc.asyncProperty(asked(anyWorld), async ([world, question]) => {
        const person = await readPerson(question.person, world);
        expect([...(person?.groupRefs ?? [])].sort()).toEqual(
          groupsOf(question.person, world).sort(),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is open at the same moments: past midnight, by the minute, while clocks change', () => {
    let open = 0;
    fc.assert(
      fc.property(workingHours, instant, (hours, at) => {
        const found = isWithinWorkingHours(hours, at);
        open += found ? 1 : 0;
        expect(found).toBe(referenceOpen(hours, at));
      }),
      { numRuns: 5000 },
    );
    expect(open).toBeGreaterThan(500);
  });

  it('lets the same policy answer, or none', () => {
    let permitted = 0;
    fc.assert(
      fc.property(asked(anyWorld), ([world, question]) => {
        const result = evaluateEligibility(
          toQuery(question, world),
          world.eligibility,
        );
        const answer =
          result.outcome === 'permitted' ? result.policy.name : undefined;
        permitted += answer ? 1 : 0;
        expect(answer).toBe(referenceAnswer(question, world));
      }),
      { numRuns: 4000 },
    );
    // A property of nothing but refusals would prove little.
    expect(permitted).toBeGreaterThan(400);
  });

  it('asks the same approval policy, or none', () => {
    fc.assert(
      fc.property(asked(timelessWorld), ([world, question]) => {
        const { person, account, ownerRefs, permissionSet } = toQuery(
          question,
          world,
        );
        const ownership = { ownerRefs, askerRefs: refsOf(person) };
        expect(
          selectApprovalPolicy(
            { account, ownership, permissionSet },
            world.approval,
          )?.name,
        ).toBe(referenceApproval(question, world));
      }),
      { numRuns: 4000 },
    );
  });

  it('lists exactly what is permitted, how long, and whether somebody has to approve', () => {
    fc.assert(
      fc.property(
        asked(timelessWorld),
        protection,
        ([world, { person: ref, startsAt }], protect) => {
          const person = personIn(world, ref);
          const rows = listRequestable(
            { person, owners: ownersIn(world) },
            aSnapshot(
              world.accounts.map(it => toAccount(it, world)),
              world.sets.map(toPermissionSet),
            ),
            world.eligibility,
            protect,
          );
          const offLimits = [
            MANAGEMENT_ACCOUNT,
            ...protect.protectedAccountIds,
          ];
          const expected = world.accounts
            .filter(it => it.state === 'ACTIVE' && !offLimits.includes(it.id))
            .flatMap(account =>
              world.sets.flatMap(set => {
                const answers = DURATIONS_MS.flatMap(durationMs => {
                  const name = referenceAnswer(
                    { person: ref, account, set, startsAt, durationMs },
                    world,
                  );
                  const policy = world.eligibility.find(it => it.name === name);
                  return policy?.effect === 'allow'
                    ? [{ durationMs, approval: policy.approval }]
                    : [];
                });
                const approvals = new Set(answers.map(it => it.approval));
                return answers.length === 0
                  ? []
                  : [
                      {
                        account: account.id,
                        set: set.name,
                        maxDurationMs: Math.max(
                          ...answers.map(it => it.durationMs),
                        ),
                        approval:
                          approvals.size > 1 ? 'depends' : [...approvals][0],
                      },
                    ];
              }),
            );
          expect(
            rows.map(({ account, permissionSet, ...offer }) => ({
              account: account.id,
              set: permissionSet.name,
              ...offer,
            })),
          ).toEqual(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('lists whatever is permitted at some time, for as long and with that approval', () => {
    let permitted = 0;
    fc.assert(
      fc.property(asked(anyWorld), ([world, question]) => {
        const { account, set, durationMs } = question;
        const name = referenceAnswer(question, world);
        const policy = world.eligibility.find(it => it.name === name);
        if (
          policy?.effect !== 'allow' ||
          account.state !== 'ACTIVE' ||
          account.id === MANAGEMENT_ACCOUNT
        ) {
          return;
        }
        permitted += 1;
        const [row] = listRequestable(
          {
            person: personIn(world, question.person),
            owners: ownersIn(world),
          },
          aSnapshot([toAccount(account, world)], [toPermissionSet(set)]),
          world.eligibility,
          { protectedAccountIds: [], delegatedAdministrator: true },
        );
        expect(row?.maxDurationMs).toBeGreaterThanOrEqual(durationMs);
        expect(['depends', policy.approval]).toContain(row?.approval);
      }),
      { numRuns: 2000 },
    );
    expect(permitted).toBeGreaterThan(100);
  });
});
