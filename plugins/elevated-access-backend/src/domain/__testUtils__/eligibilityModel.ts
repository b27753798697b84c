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
  PermissionSetSelector,
  TargetSelector,
  WorkingHours,
} from 'backstage-plugin-elevated-access-common';
import type { EligibilityQuery } from '../eligibility';
import type { LoadedAllowPolicy, LoadedEligibilityPolicy } from '../policies';
import type { DirectoryAccount, DirectoryPermissionSet } from '../types';

/**
 * Eligibility as product.md tells it, in the plainest way that works for the
 * small worlds of `arbitraries.ts`: the rules are written a second time, without
 * the code under test. Returns the name of the policy that answers; undefined
 * when the query is refused.
 */
export function modelAnswer(
  query: EligibilityQuery,
  policies: readonly LoadedEligibilityPolicy[],
): string | undefined {
  let best: LoadedAllowPolicy | undefined;
  for (const policy of policies) {
    if (!covers(policy, query)) {
      continue;
    }
    if (policy.effect === 'deny') {
      return undefined;
    }
    if (
      query.durationMs <= MILLISECONDS[policy.maxDuration] &&
      (!best || rank(policy) < rank(best))
    ) {
      best = policy;
    }
  }
  return best?.name;
}

export const MILLISECONDS: Record<string, number> = {
  PT30M: 1_800_000,
  PT1H: 3_600_000,
  PT12H: 43_200_000,
};

/** Text whose order is the order of answering, for priorities below 10. */
function rank(policy: LoadedAllowPolicy): string {
  return [
    9 - policy.priority,
    policy.approval === 'required' ? 0 : 1,
    String(MILLISECONDS[policy.maxDuration]).padStart(12, '0'),
    policy.name,
  ].join(' ');
}

function covers(
  policy: LoadedEligibilityPolicy,
  query: EligibilityQuery,
): boolean {
  const { person, account, ownerRefs, permissionSet, startsAt } = query;
  const askers = [person.entityRef, ...person.groupRefs];
  return (
    policy.subjects.some(subject =>
      askers.some(ref => sameRef(subject) === sameRef(ref)),
    ) &&
    policy.targets.some(it => coversAccount(it, account, ownerRefs, askers)) &&
    policy.permissionSets.some(it => coversSet(it, permissionSet)) &&
    (!policy.workingHours || modelWithinHours(policy.workingHours, startsAt))
  );
}

function sameRef(ref: string): string {
  const [kind, rest] = ref.toLowerCase().split(':');
  return rest.includes('/') ? `${kind}:${rest}` : `${kind}:default/${rest}`;
}

const OU_IDS: Record<string, string> = {
  '/': 'r-root',
  '/A': 'ou-a',
  '/A/B': 'ou-ab',
  '/B': 'ou-b',
};

export function coversAccount(
  selector: TargetSelector,
  account: DirectoryAccount,
  ownerRefs: readonly string[],
  askerRefs: readonly string[],
): boolean {
  if ('owned' in selector) {
    return ownerRefs.some(owner =>
      askerRefs.some(asker => sameRef(owner) === sameRef(asker)),
    );
  }
  if ('owner' in selector) {
    return ownerRefs.some(owner => sameRef(owner) === sameRef(selector.owner));
  }
  if ('account' in selector) {
    return selector.account === account.id;
  }
  if ('ou' in selector) {
    const id = OU_IDS[selector.ou] ?? selector.ou;
    return selector.descendants
      ? account.ouIds.includes(id)
      : account.ouIds[account.ouIds.length - 1] === id;
  }
  return 'tag' in selector
    ? account.tags[selector.tag.key] === selector.tag.value
    : true;
}

export function coversSet(
  selector: PermissionSetSelector,
  permissionSet: DirectoryPermissionSet,
): boolean {
  if ('name' in selector) {
    return selector.name === permissionSet.name;
  }
  if ('arn' in selector) {
    return selector.arn === permissionSet.arn;
  }
  return 'tag' in selector
    ? permissionSet.tags[selector.tag.key] === selector.tag.value
    : true;
}

const WEEK = 7 * 1440;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Paints every minute of a week that working hours cover, then looks one up. */
export function modelWithinHours(hours: WorkingHours, instant: Date): boolean {
  const from = minutes(hours.from);
  const length = (minutes(hours.to) - from + 1440) % 1440 || 1440;
  const open = new Set<number>();
  for (const day of hours.days) {
    for (let minute = 0; minute < length; minute += 1) {
      open.add(((day - 1) * 1440 + from + minute) % WEEK);
    }
  }
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: hours.timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string) =>
    parts.find(it => it.type === type)?.value ?? '';
  return open.has(
    DAYS.indexOf(part('weekday')) * 1440 +
      Number(part('hour')) * 60 +
      Number(part('minute')),
  );
}

function minutes(time: string): number {
  const [hour, minute] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}
