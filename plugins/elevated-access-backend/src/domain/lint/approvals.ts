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

import type { LoadedAllowPolicy, LoadedApprovalPolicy } from '../policies';
import { Approvability } from './Approvability';
import { ApprovalCover, type CoveredAccounts } from './ApprovalCover';
import type { LintGround } from './LintGround';
import { countOf } from './sets';
import { count, some, type LintClaim } from './types';

/** An approval policy that answers for accounts of certain owners. */
interface Use {
  policy: LoadedApprovalPolicy;
  ownerRefs: readonly string[];
  /** Names of accounts. */
  accounts: string[];
}

/**
 * Whether what policies permit with approval can be approved: that an approval
 * policy covers it, that enough people can act, and that these are not the very
 * people who ask. Rests between policies.
 */
export function* lintApprovals(
  ground: LintGround,
): Generator<LintClaim[], void> {
  const approvability = new Approvability(ground);
  const byOwner = new Set<LoadedApprovalPolicy>();
  for (const policy of ground.world.approval) {
    if (approvability.needsOwner(policy)) {
      byOwner.add(policy);
    }
    yield [];
  }
  const preparing = ApprovalCover.prepare(ground, it => byOwner.has(it));
  let step = preparing.next();
  while (!step.done) {
    yield [];
    step = preparing.next();
  }
  const uses = new Map<string, Use>();
  for (const policy of ground.world.eligibility) {
    if (policy.effect === 'allow' && policy.approval === 'required') {
      const region = ground.regionOf(policy);
      const covered = region.isEmpty() ? [] : step.value.of(region);
      const own = usesOf(covered, byOwner);
      own.forEach((use, key) => uses.set(key, use));
      yield [
        ...withoutPolicy(policy, covered),
        ...[...own.values()].flatMap(
          use => barred(policy, use, ground, approvability) ?? [],
        ),
      ];
    }
  }
  for (const policy of ground.world.approval) {
    const inUse = [...uses.values()].filter(use => use.policy === policy);
    yield lintApprovers(
      policy,
      byOwner.has(policy) ? inUse : [{ ownerRefs: [], accounts: [] }],
      approvability,
    );
  }
}

/** The approval policies that answer, apart by owner where that matters. */
function usesOf(
  covered: readonly CoveredAccounts[],
  byOwner: ReadonlySet<LoadedApprovalPolicy>,
): Map<string, Use> {
  const uses = new Map<string, Use>();
  for (const { names, ownerRefs, answers } of covered) {
    for (const answer of answers) {
      if (answer !== 'nobody' && answer !== 'depends') {
        const owners = byOwner.has(answer) ? ownerRefs : [];
        const key = `${answer.name} ${owners.join()}`;
        const use = uses.get(key);
        if (use) {
          use.accounts.push(...names);
        } else {
          uses.set(key, {
            policy: answer,
            ownerRefs: owners,
            accounts: [...names],
          });
        }
      }
    }
  }
  return uses;
}

function withoutPolicy(
  { name }: LoadedAllowPolicy,
  all: readonly CoveredAccounts[],
): LintClaim[] {
  const accounts = all.flatMap(({ names, answers }) =>
    answers.has('nobody') ? names : [],
  );
  if (accounts.length === 0) {
    return [];
  }
  const covered = all.some(({ answers }) =>
    [...answers].some(answer => answer !== 'nobody'),
  );
  return [
    {
      rule: 'no-approval-policy',
      severity: covered ? 'warning' : 'error',
      policy: { kind: 'eligibility', name },
      path: 'approval',
      about: '',
      reason: `It requires approval, and no approval policy covers ${
        covered ? 'some of what it permits' : 'anything that it permits'
      }: ${some(accounts)}. What is asked for there is refused.`,
      remedy:
        'Extend the targets and permission sets of an approval policy, or add one for them.',
    },
  ];
}

/** Of those who may ask, the ones whose requests nobody else could approve. */
function barred(
  policy: LoadedAllowPolicy,
  use: Use,
  ground: LintGround,
  approvability: Approvability,
): LintClaim | undefined {
  const { dead, candidates } = approvability.of(use.policy, use.ownerRefs);
  if (dead) {
    // Said of the approval policy.
    return undefined;
  }
  const askers = ground.regionOf(policy).people;
  const stuck = [...askers]
    .map(place => ground.people[place])
    .filter(
      ref =>
        candidates.has(ref) &&
        approvability.isBarred(ref, use.policy, use.ownerRefs),
    );
  if (stuck.length === 0) {
    return undefined;
  }
  const all = stuck.length === countOf(askers);
  return {
    rule: 'nobody-can-approve',
    severity: all ? 'error' : 'warning',
    policy: { kind: 'eligibility', name: policy.name },
    path: 'subjects',
    about: JSON.stringify([use.policy.name, use.ownerRefs]),
    reason: `${
      all
        ? 'Nobody who may ask can be approved'
        : `Nobody can approve what ${some(stuck)} ask${
            stuck.length === 1 ? 's' : ''
          } for`
    } on ${some(use.accounts)}: the approvers of ${
      use.policy.name
    } are too few without whoever asks, and nobody approves themselves.`,
    remedy: `Add approvers to ${use.policy.name} who are not subjects of this policy.`,
  };
}

function lintApprovers(
  policy: LoadedApprovalPolicy,
  uses: readonly Pick<Use, 'ownerRefs' | 'accounts'>[],
  approvability: Approvability,
): LintClaim[] {
  const at = { policy: { kind: 'approval', name: policy.name } } as const;
  const claims = new Map<string, LintClaim>();
  for (const { ownerRefs, accounts } of uses) {
    const where = accounts.length > 0 ? ` on ${some(accounts)}` : '';
    const { dead, lone } = approvability.of(policy, ownerRefs);
    if (dead) {
      const about = JSON.stringify(['dead', dead.stage, ownerRefs]);
      claims.set(about, {
        ...at,
        rule: 'nobody-can-approve',
        severity: 'error',
        path: `stages.${dead.stage}`,
        about,
        reason: `Stage ${dead.name} needs ${count(
          dead.required,
          'approval',
        )}${where} and can never have them: ${count(
          dead.able,
          'person',
        ).replace(
          'persons',
          'people',
        )} can act in it, beside the stages before it.`,
        remedy:
          'Name approvers who exist, are enabled and are enough for all stages. Until then requests that need it are refused.',
      });
    }
    for (const { stage, name, person } of dead ? [] : lone) {
      const about = JSON.stringify(['lone', stage, ownerRefs]);
      claims.set(about, {
        ...at,
        rule: 'only-one-can-approve',
        severity: 'warning',
        path: `stages.${stage}`,
        about,
        reason: `Only ${person.displayName} can act in stage ${name}${where}: requests wait while they are away, and their own are refused.`,
        remedy: 'Add a second approver.',
      });
    }
  }
  return [...claims.values()];
}
