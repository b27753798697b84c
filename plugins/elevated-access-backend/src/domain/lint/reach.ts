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

import type { WorkingHours } from 'backstage-plugin-elevated-access-common';
import {
  byAnswerOrder,
  type LoadedAllowPolicy,
  type LoadedEligibilityPolicy,
} from '../policies';
import { describeDuration, parseDurationMs } from '../window';
import type { LintGround } from './LintGround';
import { Region } from './Region';
import { common, countOf } from './sets';
import { count, some, type LintClaim } from './types';

/** What is left of a policy in more pieces than these is not followed up; nothing is claimed then. */
const MAX_PIECES = 24;

/**
 * Whether a policy that permits ever answers anybody. What is claimed holds for
 * every person, account and permission set of the world as it is: each request
 * that the policy permits is denied, or another policy that permits it as well
 * comes before it.
 */
export function lintReach(
  policy: LoadedAllowPolicy,
  ground: LintGround,
): LintClaim[] {
  const region = ground.regionOf(policy);
  if (region.isEmpty()) {
    // Another rule says what of it is gone.
    return [];
  }
  const before = ground.world.eligibility.filter(
    other => other !== policy && alwaysComesBefore(other, policy),
  );
  const alone = before.find(other => ground.coverOf(other).covers(region));
  if (alone) {
    return [claimOf(policy, alone)];
  }
  const together = coveredTogether(region, before, ground);
  return together
    ? [
        {
          rule: 'unreachable',
          severity: 'warning',
          policy: { kind: 'eligibility', name: policy.name },
          path: 'priority',
          about: '',
          reason: `It never answers: ${some(
            together.map(({ name }) => name),
            5,
          )} together decide about everything that it permits.`,
          remedy:
            'Remove it, or give it a higher priority than those if it should answer.',
        },
      ]
    : [];
}

/**
 * Where a policy undoes what one beside it, for the same people, is careful
 * about: it gives without approval what the other one asks approval for, or it is
 * wider in every way and no stricter.
 */
export function lintBreadth(
  policy: LoadedAllowPolicy,
  ground: LintGround,
): LintClaim[] {
  const region = ground.regionOf(policy);
  if (region.isEmpty()) {
    return [];
  }
  return ground.world.eligibility.flatMap(other => {
    if (
      other === policy ||
      other.effect === 'deny' ||
      !sameOrAlways(policy.workingHours, other.workingHours)
    ) {
      return [];
    }
    const beside = ground.regionOf(other);
    if (!region.overlaps(beside) || !region.hasSamePeople(beside)) {
      return [];
    }
    const isHidden =
      alwaysComesBefore(policy, other) && ground.coverOf(policy).covers(beside);
    return isHidden ? [] : breadth(policy, other, ground) ?? [];
  });
}

function breadth(
  policy: LoadedAllowPolicy,
  other: LoadedAllowPolicy,
  ground: LintGround,
): LintClaim | undefined {
  const region = ground.regionOf(policy);
  const beside = ground.regionOf(other);
  const longest = parseDurationMs(policy.maxDuration);
  const othersLongest = parseDurationMs(other.maxDuration);
  const first = byAnswerOrder(policy, other) < 0;
  const at = {
    rule: 'broader-than-beside',
    policy: { kind: 'eligibility', name: policy.name },
    about: other.name,
  } as const;
  if (
    policy.approval === 'not-required' &&
    other.approval === 'required' &&
    (first || longest > othersLongest)
  ) {
    const shared = countOf(
      common(region.accounts, beside.accounts, ground.accounts.length + 1),
    );
    return {
      ...at,
      severity: 'warning',
      path: 'approval',
      reason: `It gives without approval, ${
        first
          ? `for up to ${describeDuration(longest)}`
          : `for more than ${describeDuration(othersLongest)}`
      }, what ${other.name} asks approval for, to the same people (${count(
        shared,
        'account',
      )}).`,
      remedy: first
        ? `Give ${other.name} a higher priority, or let this policy require approval.`
        : `Let it permit at most ${describeDuration(
            othersLongest,
          )}, or require approval.`,
    };
  }
  const wider =
    !ground.coverOf(other).coversTargets(region) ||
    longest > othersLongest ||
    !other.workingHours !== !policy.workingHours;
  return ground.coverOf(policy).coversTargets(beside) &&
    wider &&
    longest >= othersLongest &&
    policy.approval === other.approval
    ? {
        ...at,
        severity: 'info',
        path: 'targets',
        reason: `It permits the same people everything that ${other.name} does and more, under the same approval.`,
        remedy: `Remove ${other.name} if it was meant to be a limit: it is none. Keep it if only its reason, ticket or extension rules matter.`,
      }
    : undefined;
}

/** Whether a policy that covers a request decides about it before another one can, whenever that one would. */
function alwaysComesBefore(
  one: LoadedEligibilityPolicy,
  other: LoadedAllowPolicy,
): boolean {
  if (!sameOrAlways(one.workingHours, other.workingHours)) {
    return false;
  }
  return (
    one.effect === 'deny' ||
    (byAnswerOrder(one, other) < 0 &&
      parseDurationMs(one.maxDuration) >= parseDurationMs(other.maxDuration))
  );
}

/** Whether hours hold whenever others do: they are the same, or there are none. */
function sameOrAlways(
  hours: WorkingHours | undefined,
  others: WorkingHours | undefined,
): boolean {
  return !hours || (others !== undefined && keyOf(hours) === keyOf(others));
}

function keyOf({ timeZone, days, from, to }: WorkingHours): string {
  return JSON.stringify([timeZone, [...new Set(days)].sort(), from, to]);
}

/** The policies that leave nothing of a region; undefined when something is left, or too many pieces to follow. */
function coveredTogether(
  region: Region,
  policies: readonly LoadedEligibilityPolicy[],
  ground: LintGround,
): LoadedEligibilityPolicy[] | undefined {
  let left = [region];
  const used: LoadedEligibilityPolicy[] = [];
  for (const policy of policies) {
    const taken = ground.coverOf(policy);
    if (left.some(piece => piece.overlaps(taken))) {
      used.push(policy);
      left = left.flatMap(piece => piece.without(taken));
    }
    if (left.length === 0) {
      return used;
    }
    if (left.length > MAX_PIECES) {
      return undefined;
    }
  }
  return undefined;
}

function claimOf(
  { name }: LoadedAllowPolicy,
  by: LoadedEligibilityPolicy,
): LintClaim {
  const policy = { kind: 'eligibility', name } as const;
  return by.effect === 'deny'
    ? {
        rule: 'unreachable',
        severity: 'error',
        policy,
        path: 'effect',
        about: by.name,
        reason: `It permits nothing: ${by.name} denies all of it.`,
        remedy: `Remove it, or narrow ${by.name}.`,
      }
    : {
        rule: 'shadowed',
        severity: 'warning',
        policy,
        path: 'priority',
        about: by.name,
        reason: `It never answers: ${by.name} covers the same people, accounts and permission sets for as long or longer, and comes before it.`,
        remedy: `Remove it, or give it a higher priority than ${by.name} (${by.priority}).`,
      };
}
