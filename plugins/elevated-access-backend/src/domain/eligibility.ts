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

import type {
  ProblemCode,
  WorkingHours,
} from 'backstage-plugin-elevated-access-common';
import {
  byAnswerOrder,
  byName,
  type LoadedAllowPolicy,
  type LoadedEligibilityPolicy,
} from './policies';
import { problem } from './problems';
import { normalizeRef, refsOf } from './refs';
import { matchesPermissionSet, matchesTarget } from './selection';
import type {
  CatalogPerson,
  DirectoryAccount,
  DirectoryPermissionSet,
} from './types';
import { describeDuration, parseDurationMs } from './window';
import { describeWorkingHours, isWithinWorkingHours } from './workingHours';

export type {
  LoadedAllowPolicy,
  LoadedDenyPolicy,
  LoadedEligibilityPolicy,
} from './policies';
export { listRequestable } from './listRequestable';
export type { RequestableRow } from './requestable';

/** What somebody asks for, as eligibility policies see it. */
export interface EligibilityQuery {
  person: Pick<CatalogPerson, 'entityRef' | 'groupRefs'>;
  account: DirectoryAccount;
  /** Who owns the account, as full lower-case refs; it matters where `usesOwnership` says so. */
  ownerRefs: readonly string[];
  permissionSet: DirectoryPermissionSet;
  startsAt: Date;
  /** Milliseconds. */
  durationMs: number;
}

export type EligibilityCheck =
  | 'subject'
  | 'target'
  | 'permission-set'
  | 'duration'
  | 'working-hours';

/** What one policy has to say about a query, check by check. */
export interface PolicyConsideration {
  policy: string;
  version: string;
  effect: 'allow' | 'deny';
  /** This policy decided the outcome. */
  answers: boolean;
  /** A policy applies when every check is ok. */
  checks: { check: EligibilityCheck; ok: boolean }[];
}

export type EligibilityResult =
  | {
      outcome: 'permitted';
      policy: LoadedAllowPolicy;
      considered: PolicyConsideration[];
    }
  | {
      outcome: 'refused';
      code: ProblemCode;
      reason: string;
      remedy: string;
      field?: string;
      considered: PolicyConsideration[];
    };

/**
 * Whether a person may ask for a permission set in an account, and under which
 * policy.
 *
 * A policy has to permit person, account, permission set, duration and time all
 * by itself: nothing is put together from two of them, so that duration and
 * approval always come from the policy that covers what is asked for. A deny
 * policy that applies wins over every other, whatever the duration. Of several
 * that permit, the first in `byAnswerOrder` answers. The order in which
 * policies are given means nothing.
 *
 * @throws InputError when the duration is not a positive number
 * @throws Error when a policy names an unknown time zone
 */
export function evaluateEligibility(
  query: EligibilityQuery,
  policies: readonly LoadedEligibilityPolicy[],
): EligibilityResult {
  if (!(query.durationMs > 0)) {
    throw problem('input', {
      code: 'duration-too-short',
      field: 'duration',
      reason: 'The duration has to be longer than nothing.',
      remedy: 'Give an ISO 8601 duration such as PT1H.',
    });
  }
  const person = refsOf(query.person);
  const isOpen = rememberHours(query.startsAt);
  const judged = [...policies].sort(byName).map(policy => ({
    policy,
    checks: checksOf(policy, query, person, isOpen),
  }));
  const applying = judged
    .filter(({ checks }) => checks.every(check => check.ok))
    .map(({ policy }) => policy);
  const explain = (answering?: LoadedEligibilityPolicy) =>
    judged.map(({ policy, checks }) => ({
      policy: policy.name,
      version: policy.version,
      effect: policy.effect,
      answers: policy === answering,
      checks,
    }));

  const deny = applying.find(policy => policy.effect === 'deny');
  if (deny) {
    return {
      outcome: 'refused',
      code: 'not-eligible',
      reason: `Policy ${deny.name} denies you ${query.permissionSet.name} on ${query.account.name}.`,
      remedy:
        'Ask for something else, or ask the platform team about that policy.',
      considered: explain(deny),
    };
  }

  const [answering] = applying.filter(isAllow).sort(byAnswerOrder);
  if (answering) {
    return {
      outcome: 'permitted',
      policy: answering,
      considered: explain(answering),
    };
  }
  return { ...refusal(query, judged), considered: explain() };
}

interface Judged {
  policy: LoadedEligibilityPolicy;
  checks: PolicyConsideration['checks'];
}

function checksOf(
  policy: LoadedEligibilityPolicy,
  query: EligibilityQuery,
  person: ReadonlySet<string>,
  isOpen: (hours: WorkingHours) => boolean,
): PolicyConsideration['checks'] {
  const { account, ownerRefs, permissionSet, durationMs } = query;
  const checks: PolicyConsideration['checks'] = [
    {
      check: 'subject',
      ok: policy.subjects.some(ref => person.has(normalizeRef(ref))),
    },
    {
      check: 'target',
      ok: policy.targets.some(it =>
        matchesTarget(it, account, { ownerRefs, askerRefs: person }),
      ),
    },
    {
      check: 'permission-set',
      ok: policy.permissionSets.some(it =>
        matchesPermissionSet(it, permissionSet),
      ),
    },
  ];
  if (policy.effect === 'allow') {
    checks.push({
      check: 'duration',
      ok: durationMs <= parseDurationMs(policy.maxDuration),
    });
  }
  if (policy.workingHours) {
    checks.push({
      check: 'working-hours',
      ok: isOpen(policy.workingHours),
    });
  }
  return checks;
}

/** Many policies hold within the same hours, and clocks of time zones are slow to read. */
function rememberHours(at: Date): (hours: WorkingHours) => boolean {
  const known = new Map<string, boolean>();
  return hours => {
    const { timeZone, days, from, to } = hours;
    const key = [timeZone, days, from, to].join(' ');
    const open = known.get(key) ?? isWithinWorkingHours(hours, at);
    known.set(key, open);
    return open;
  };
}

/** Says what is closest to being permitted: a shorter time, another start, or nothing. */
function refusal(query: EligibilityQuery, judged: readonly Judged[]) {
  const failingOnly = (...wanted: EligibilityCheck[]) =>
    judged
      .filter(({ checks }) =>
        checks.every(({ check, ok }) => ok || wanted.includes(check)),
      )
      .map(({ policy }) => policy)
      .filter(isAllow);
  const what = `${query.permissionSet.name} on ${query.account.name}`;

  const tooShort = failingOnly('duration');
  if (tooShort.length > 0) {
    const longest = describeDuration(longestOf(tooShort));
    return {
      outcome: 'refused' as const,
      code: 'duration-too-long' as const,
      field: 'duration',
      reason: `${describeDuration(
        query.durationMs,
      )} is longer than you may have ${what}.`,
      remedy: `Ask for at most ${longest}.`,
    };
  }

  const closed = failingOnly('working-hours');
  if (closed.length > 0) {
    return {
      outcome: 'refused' as const,
      code: 'outside-working-hours' as const,
      field: 'startsAt',
      reason: `You may ask for ${what} only within certain hours, and the start is outside them.`,
      remedy: `Choose a start within ${hoursOf(closed)}.`,
    };
  }

  const both = failingOnly('duration', 'working-hours');
  if (both.length > 0) {
    return {
      outcome: 'refused' as const,
      code: 'not-eligible' as const,
      reason: `You may not ask for ${what} at that time and for that long.`,
      remedy: `Choose a start within ${hoursOf(
        both,
      )} and at most ${describeDuration(longestOf(both))}.`,
    };
  }

  return {
    outcome: 'refused' as const,
    code: 'not-eligible' as const,
    reason: `No policy lets you ask for ${what}.`,
    remedy:
      'Choose from the list of what you may ask for, or ask the platform team for a policy.',
  };
}

function isAllow(policy: LoadedEligibilityPolicy): policy is LoadedAllowPolicy {
  return policy.effect === 'allow';
}

function longestOf(policies: readonly LoadedAllowPolicy[]): number {
  return Math.max(...policies.map(it => parseDurationMs(it.maxDuration)));
}

function hoursOf(policies: readonly LoadedAllowPolicy[]): string {
  const hours = policies.flatMap(({ workingHours }) =>
    workingHours ? [describeWorkingHours(workingHours)] : [],
  );
  return [...new Set(hours)].join(' or ');
}
