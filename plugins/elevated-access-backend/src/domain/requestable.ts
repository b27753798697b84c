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
  byAnswerOrder,
  type LoadedAllowPolicy,
  type LoadedDenyPolicy,
  type LoadedEligibilityPolicy,
} from './policies';
import {
  accountProtection,
  permissionSetProtection,
  type Protection,
} from './protection';
import { normalizeRef, refsOf } from './refs';
import { compileTarget, matchesPermissionSet } from './selection';
import type {
  CatalogPerson,
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
} from './types';
import { parseDurationMs } from './window';

/** Something that a person may ask for. */
export interface RequestableRow {
  account: DirectoryAccount;
  permissionSet: DirectoryPermissionSet;
  /** The longest that any single policy permits, in milliseconds. */
  maxDurationMs: number;
  /** `depends` when a shorter, longer or later request is answered differently. */
  approval: 'required' | 'not-required' | 'depends';
}

type Offer = Pick<RequestableRow, 'maxDurationMs' | 'approval'>;

/**
 * Everything that a person may ask for with some start or other, in the order
 * of the snapshot: account by account, permission set by permission set. It
 * leaves out accounts that are not active and whatever is protected. Working
 * hours narrow when access may begin, which only the start that is asked for
 * can tell.
 *
 * Policies are narrowed to the person first, and accounts that
 * the same policies cover share their answers, so that the cost grows with what
 * is listed and not with policies times accounts times permission sets.
 */
export function listRequestable(
  query: { person: Pick<CatalogPerson, 'entityRef' | 'groupRefs'> },
  snapshot: DirectorySnapshot,
  policies: readonly LoadedEligibilityPolicy[],
  protection: Protection,
): RequestableRow[] {
  const relevant = policiesFor(query, policies);
  if (!relevant.some(({ approval }) => approval !== 'denied')) {
    return [];
  }
  const permissionSets = [...snapshot.permissionSets.values()]
    .filter(it => permissionSetProtection(it, protection) === undefined)
    .map(permissionSet => ({
      permissionSet,
      coveredBy: new Set(relevant.filter(it => it.coversSet(permissionSet))),
    }));

  const offersByPolicies = new Map<
    string,
    { permissionSet: DirectoryPermissionSet; offer: Offer }[]
  >();
  const rows: RequestableRow[] = [];
  for (const account of snapshot.accounts.values()) {
    if (
      account.state !== 'ACTIVE' ||
      accountProtection(account, snapshot, protection)
    ) {
      continue;
    }
    const covering = relevant.filter(it => it.coversAccount(account));
    const key = covering.map(({ name }) => name).join();
    let offers = offersByPolicies.get(key);
    if (!offers) {
      offers = permissionSets.flatMap(({ permissionSet, coveredBy }) => {
        const offer = offerOf(covering.filter(it => coveredBy.has(it)));
        return offer ? [{ permissionSet, offer }] : [];
      });
      offersByPolicies.set(key, offers);
    }
    for (const { permissionSet, offer } of offers) {
      rows.push({ account, permissionSet, ...offer });
    }
  }
  return rows;
}

/** A policy that names the person and holds at the moment, made ready for many accounts. */
interface CompiledPolicy {
  name: string;
  /** It holds at any time, not within working hours only. */
  always: boolean;
  approval: LoadedAllowPolicy['approval'] | 'denied';
  maxDurationMs: number;
  coversAccount(account: DirectoryAccount): boolean;
  coversSet(permissionSet: DirectoryPermissionSet): boolean;
}

/** Denies first, then allows in the order in which they answer. */
function policiesFor(
  query: { person: Pick<CatalogPerson, 'entityRef' | 'groupRefs'> },
  policies: readonly LoadedEligibilityPolicy[],
): CompiledPolicy[] {
  const refs = refsOf(query.person);
  const denies: LoadedDenyPolicy[] = [];
  const allows: LoadedAllowPolicy[] = [];
  for (const policy of policies) {
    if (!policy.subjects.some(ref => refs.has(normalizeRef(ref)))) {
      continue;
    }
    if (policy.effect === 'allow') {
      allows.push(policy);
    } else if (!policy.workingHours) {
      // A denial for some hours leaves the others.
      denies.push(policy);
    }
  }
  return [
    ...denies.map(policy => compile(policy, 'denied', 0)),
    ...allows
      .sort(byAnswerOrder)
      .map(policy =>
        compile(policy, policy.approval, parseDurationMs(policy.maxDuration)),
      ),
  ];
}

function compile(
  policy: LoadedEligibilityPolicy,
  approval: CompiledPolicy['approval'],
  maxDurationMs: number,
): CompiledPolicy {
  const targets = policy.targets.map(compileTarget);
  return {
    name: policy.name,
    always: !policy.workingHours,
    approval,
    maxDurationMs,
    coversAccount: account =>
      targets.some(specificity => specificity(account) !== undefined),
    coversSet: permissionSet =>
      policy.permissionSets.some(selector =>
        matchesPermissionSet(selector, permissionSet),
      ),
  };
}

/** What policies that all cover a pair, in order, offer together; undefined when nothing. */
function offerOf(policies: readonly CompiledPolicy[]): Offer | undefined {
  // The first in order answers up to its limit, the next longer one beyond it,
  // and so on. One that holds within certain hours only leaves the others theirs.
  const answers = new Set<Offer['approval']>();
  let maxDurationMs = 0;
  let answeredMs = 0;
  for (const policy of policies) {
    if (policy.approval === 'denied') {
      return undefined;
    }
    if (policy.maxDurationMs > answeredMs) {
      answers.add(policy.approval);
      maxDurationMs = Math.max(maxDurationMs, policy.maxDurationMs);
      answeredMs = policy.always ? policy.maxDurationMs : answeredMs;
    }
  }
  const [answer] = answers;
  return answer === undefined
    ? undefined
    : { maxDurationMs, approval: answers.size > 1 ? 'depends' : answer };
}
