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

import type { OwnersByAccount } from '../directory/AccountOwners';
import type { ReviewScope, UnusedPolicy } from '../database/reviewTypes';
import type {
  LoadedAllowPolicy,
  LoadedEligibilityPolicy,
} from '../domain/policies';
import { byName } from '../domain/policies';
import { normalizeRef } from '../domain/refs';
import { compileTarget } from '../domain/selection';
import type { DirectoryAccount } from '../domain/types';
import type { ReviewPeriod } from '../domain/reviewPeriod';

/** Who looks at which access. */
export interface Assignment {
  reviewerRef: string;
  about: ReviewScope;
}

/** A policy by which nothing was given in a period. */
export type IdlePolicy = LoadedAllowPolicy & Pick<UnusedPolicy, 'lastUsedAt'>;

/** One review for each owner of accounts, and one for each group. */
export function assignmentsOf(world: {
  owners: OwnersByAccount;
  /** Users behind each group, by its full lower-case ref. */
  members: ReadonlyMap<string, readonly string[]>;
}): Assignment[] {
  const accountsOf = new Map<string, string[]>();
  for (const [accountId, refs] of world.owners) {
    for (const ref of refs) {
      accountsOf.set(ref, [...(accountsOf.get(ref) ?? []), accountId]);
    }
  }
  return [
    ...[...accountsOf].map(([reviewerRef, accountIds]) => ({
      reviewerRef,
      about: { scope: 'accounts' as const, accountIds },
    })),
    ...[...world.members].map(([reviewerRef, personRefs]) => ({
      reviewerRef,
      about: { scope: 'people' as const, personRefs },
    })),
  ];
}

/** The groups that policies permit something. */
export function permittedGroups(
  policies: readonly LoadedEligibilityPolicy[],
): string[] {
  const refs = policies
    .filter(({ effect }) => effect === 'allow')
    .flatMap(({ subjects }) => subjects.map(normalizeRef))
    .filter(ref => ref.startsWith('group:'));
  return [...new Set(refs)].sort();
}

/**
 * Policies by which nothing was given to anybody in a period. One that is
 * younger than the period has not had the time.
 */
export function idlePolicies(
  policies: readonly LoadedEligibilityPolicy[],
  use: ReadonlyMap<string, { since: Date | null; lastUsedAt: Date | null }>,
  { from }: ReviewPeriod,
): IdlePolicy[] {
  return policies
    .flatMap(policy => {
      const { since = null, lastUsedAt = null } = use.get(policy.name) ?? {};
      const idle =
        policy.effect === 'allow' &&
        since !== null &&
        since <= from &&
        (lastUsedAt === null || lastUsedAt < from);
      return idle ? [{ ...policy, lastUsedAt }] : [];
    })
    .sort(byName);
}

/** Those of some policies that permit something in the accounts, or to the people, of a review. */
export function policiesAbout(
  { reviewerRef, about }: Assignment,
  idle: readonly IdlePolicy[],
  world: {
    accounts: ReadonlyMap<string, DirectoryAccount>;
    owners: OwnersByAccount;
  },
): UnusedPolicy[] {
  const concerns =
    about.scope === 'accounts'
      ? coversOneOf(about.accountIds, world)
      : namesOneOf([reviewerRef, ...about.personRefs]);
  return idle
    .filter(concerns)
    .map(({ name, lastUsedAt }) => ({ name, lastUsedAt }));
}

function coversOneOf(
  accountIds: readonly string[],
  {
    accounts,
    owners,
  }: {
    accounts: ReadonlyMap<string, DirectoryAccount>;
    owners: OwnersByAccount;
  },
): (policy: IdlePolicy) => boolean {
  const theirs = accountIds.flatMap(id => accounts.get(id) ?? []);
  return ({ subjects, targets }) => {
    const askerRefs = new Set(subjects.map(normalizeRef));
    return targets.map(compileTarget).some(closeness =>
      theirs.some(
        account =>
          closeness(account, {
            ownerRefs: owners.get(account.id) ?? [],
            askerRefs,
          }) !== undefined,
      ),
    );
  };
}

function namesOneOf(refs: readonly string[]): (policy: IdlePolicy) => boolean {
  const named = new Set(refs);
  return ({ subjects }) => subjects.some(ref => named.has(normalizeRef(ref)));
}
