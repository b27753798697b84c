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
import { evaluateEligibility } from '../eligibility';
import { aSnapshot } from '../__testUtils__/policyBuilders';
import {
  anyWorld,
  DURATIONS_MS,
  groupsOf,
  instant,
  timelessWorld,
  toAccount,
  toPermissionSet,
  type World,
} from '../__testUtils__/worlds';
import { selectApprovalPolicy } from '../approvalPolicies';
import { normalizeRef } from '../refs';
import { lintPolicies } from './lintPolicies';
import type { LintClaim } from './types';

const NOON = new Date('2026-11-18T12:00:00.000Z');

function lint(world: World): LintClaim[] {
  const people = Object.keys(world.memberOf);
  const refs = [...Object.keys(world.groups), ...people];
  return [
    ...lintPolicies({
      eligibility: world.eligibility,
      approval: world.approval,
      directory: aSnapshot(
        world.accounts.map(it => toAccount(it, world)),
        world.sets.map(toPermissionSet),
      ),
      owners: new Map(
        world.accounts.map(({ id, owners }) => [
          id,
          [...new Set(owners.map(normalizeRef))],
        ]),
      ),
      members: new Map(
        refs.map(ref => [
          ref,
          people.filter(it => it === ref || groupsOf(it, world).includes(ref)),
        ]),
      ),
      approvers: new Map(),
    }),
  ].flat();
}

/** Everything that could be asked for at some instants. */
function* queries(world: World, instants: readonly Date[]) {
  for (const entityRef of Object.keys(world.memberOf)) {
    const groupRefs = groupsOf(entityRef, world);
    for (const item of world.accounts) {
      const account = toAccount(item, world);
      if (account.state !== 'ACTIVE') {
        continue;
      }
      const ownership = {
        ownerRefs: item.owners.map(normalizeRef),
        askerRefs: new Set([entityRef, ...groupRefs]),
      };
      for (const set of world.sets) {
        for (const durationMs of DURATIONS_MS) {
          for (const startsAt of instants) {
            yield {
              person: { entityRef, groupRefs },
              account,
              ownership,
              ownerRefs: ownership.ownerRefs,
              permissionSet: toPermissionSet(set),
              startsAt,
              durationMs,
            };
          }
        }
      }
    }
  }
}

/** Names of the policies that answer something. */
function answering(world: World, instants: readonly Date[]): Set<string> {
  const names = new Set<string>();
  for (const query of queries(world, instants)) {
    const result = evaluateEligibility(query, world.eligibility);
    if (result.outcome === 'permitted') {
      names.add(result.policy.name);
    }
  }
  return names;
}

const isDead = ({ rule }: LintClaim) =>
  rule === 'shadowed' || rule === 'unreachable';

describe('a policy that is said never to answer', () => {
  it('never does, whoever asks for what, how long and when', () => {
    let claimed = 0;
    fc.assert(
      fc.property(
        anyWorld,
        fc.array(instant, { minLength: 3, maxLength: 6 }),
        (world, instants) => {
          const dead = lint(world).filter(isDead);
          if (dead.length === 0) {
            return;
          }
          claimed += dead.length;
          const alive = answering(world, instants);
          for (const { policy } of dead) {
            expect(alive).not.toContain(policy.name);
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(claimed).toBeGreaterThan(20);
  });

  it('is every one that never does, where time and ownership do not matter', () => {
    fc.assert(
      fc.property(timelessWorld, world => {
        fc.pre(
          world.eligibility.every(({ targets }) =>
            targets.every(target => !('owned' in target)),
          ),
        );
        const claims = lint(world);
        const spoken = new Set(
          claims
            .filter(it => isDead(it) || it.severity === 'error')
            .map(({ policy }) => policy.name),
        );
        const alive = answering(world, [NOON]);
        for (const policy of world.eligibility) {
          if (policy.effect === 'allow' && !spoken.has(policy.name)) {
            expect(alive).toContain(policy.name);
          }
        }
      }),
      { numRuns: 250 },
    );
  });
});

describe('a policy that is said to lack an approval policy', () => {
  it('does, exactly where some of what it permits is covered by none', () => {
    fc.assert(
      fc.property(timelessWorld, world => {
        fc.pre(
          [...world.eligibility, ...world.approval].every(({ targets }) =>
            targets.every(target => !('owned' in target)),
          ),
        );
        const claims = lint(world).filter(
          ({ rule }) => rule === 'no-approval-policy',
        );
        const expected = new Map<string, Set<boolean>>();
        for (const query of queries(world, [NOON])) {
          const covered =
            selectApprovalPolicy(query, world.approval) !== undefined;
          for (const policy of world.eligibility) {
            if (policy.effect === 'allow' && policy.approval === 'required') {
              const alone = evaluateEligibility(query, [policy]);
              if (alone.outcome === 'permitted') {
                expected.set(
                  policy.name,
                  (expected.get(policy.name) ?? new Set()).add(covered),
                );
              }
            }
          }
        }
        const lacking = [...expected].filter(([, covered]) =>
          covered.has(false),
        );
        expect(
          claims.map(({ policy, severity }) => [policy.name, severity]).sort(),
        ).toEqual(
          lacking
            .map(([name, covered]) => [
              name,
              covered.has(true) ? 'warning' : 'error',
            ])
            .sort(),
        );
      }),
      { numRuns: 150 },
    );
  });
});
