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
import type {
  LoadedAllowPolicy,
  LoadedApprovalPolicy,
  LoadedEligibilityPolicy,
} from '../policies';
import {
  TIME_ZONES,
  type Question,
  type World,
  type WorldAccount,
  type WorldSet,
} from './worlds';

/**
 * The rules of eligibility and approval written a second time, to be read
 * rather than to be fast, and without the code under test: the name of the
 * eligibility policy that answers, undefined when the question is refused.
 */
export function referenceAnswer(
  question: Question,
  world: World,
): string | undefined {
  const permitting: LoadedAllowPolicy[] = [];
  for (const policy of world.eligibility) {
    if (!applies(policy, question, world)) {
      continue;
    }
    if (policy.effect === 'deny') {
      return undefined;
    }
    permitting.push(policy);
  }
  return permitting.find(policy =>
    permitting.every(other => other === policy || goesBefore(policy, other)),
  )?.name;
}

/** The name of the approval policy that holds; undefined when none covers what is asked for. */
export function referenceApproval(
  question: Pick<Question, 'person' | 'account' | 'set'>,
  world: World,
): string | undefined {
  const covering = world.approval.filter(
    policy =>
      policy.permissionSets.some(it => coversSet(it, question.set)) &&
      policy.targets.some(it => coversAccount(it, question, world)),
  );
  return covering.find(policy =>
    covering.every(
      other => other === policy || isCloser(policy, other, question, world),
    ),
  )?.name;
}

/** A policy applies when it fits person, account, permission set, duration and time all by itself. */
function applies(
  policy: LoadedEligibilityPolicy,
  question: Question,
  world: World,
): boolean {
  const named = refsOf(question.person, world);
  return (
    policy.subjects.some(subject => named.includes(plainRef(subject))) &&
    policy.targets.some(it => coversAccount(it, question, world)) &&
    policy.permissionSets.some(it => coversSet(it, question.set)) &&
    (policy.effect === 'deny' ||
      question.durationMs <= lengthOf(policy.maxDuration)) &&
    (!policy.workingHours ||
      referenceOpen(policy.workingHours, question.startsAt))
  );
}

/** Priority, then approval before none, then the shorter maximum, then the name. */
function goesBefore(a: LoadedAllowPolicy, b: LoadedAllowPolicy): boolean {
  if (a.priority !== b.priority) {
    return a.priority > b.priority;
  }
  if (a.approval !== b.approval) {
    return a.approval === 'required';
  }
  if (lengthOf(a.maxDuration) !== lengthOf(b.maxDuration)) {
    return lengthOf(a.maxDuration) < lengthOf(b.maxDuration);
  }
  return a.name < b.name;
}

/** Priority, then closeness to the account, then the name. */
function isCloser(
  a: LoadedApprovalPolicy,
  b: LoadedApprovalPolicy,
  question: Pick<Question, 'person' | 'account'>,
  world: World,
): boolean {
  if (a.priority !== b.priority) {
    return a.priority > b.priority;
  }
  const [closeA, closeB] = [a, b].map(policy =>
    Math.max(
      ...policy.targets
        .filter(it => coversAccount(it, question, world))
        .map(it => closeness(it, question.account, world)),
    ),
  );
  return closeA === closeB ? a.name < b.name : closeA > closeB;
}

/** The account itself, then a tag or its owner, then the nearest OU upwards, then all. */
function closeness(
  target: TargetSelector,
  account: WorldAccount,
  world: World,
): number {
  if ('account' in target) {
    return 1003;
  }
  if ('tag' in target || 'owned' in target || 'owner' in target) {
    return 1002;
  }
  return 'ou' in target
    ? unitsAbove(account, world).findIndex(unit =>
        isUnit(target.ou, unit, world),
      )
    : -1;
}

function coversAccount(
  target: TargetSelector,
  { person, account }: Pick<Question, 'person' | 'account'>,
  world: World,
): boolean {
  if ('account' in target) {
    return target.account === account.id;
  }
  if ('tag' in target) {
    return account.tags[target.tag.key] === target.tag.value;
  }
  if ('owner' in target) {
    return account.owners.map(plainRef).includes(plainRef(target.owner));
  }
  if ('owned' in target) {
    const refs = refsOf(person, world);
    return account.owners.some(owner => refs.includes(plainRef(owner)));
  }
  if ('ou' in target) {
    const units = unitsAbove(account, world);
    const reachable = target.descendants ? units : units.slice(-1);
    return reachable.some(unit => isUnit(target.ou, unit, world));
  }
  return true;
}

function coversSet(selector: PermissionSetSelector, set: WorldSet): boolean {
  if ('name' in selector) {
    return selector.name === set.name;
  }
  if ('arn' in selector) {
    return selector.arn === set.arn;
  }
  return 'tag' in selector
    ? set.tags[selector.tag.key] === selector.tag.value
    : true;
}

/** The person and every group that they are in, directly or through a group of groups. */
function refsOf(person: string, world: World): string[] {
  const refs = [person];
  for (const ref of refs) {
    const above = ref === person ? world.memberOf[person] : [world.groups[ref]];
    refs.push(
      ...above.flatMap(group => (group && !refs.includes(group) ? group : [])),
    );
  }
  return refs;
}

/** Ids of the OUs that hold an account, from the root down. */
function unitsAbove(account: WorldAccount, world: World): string[] {
  const ids: string[] = [];
  for (let id: string | null = account.unit; id; id = world.units[id].parent) {
    ids.unshift(id);
  }
  return ids;
}

/** Whether a selector means an OU, by its id or by its path from the root. */
function isUnit(ou: string, id: string, world: World): boolean {
  const path: string[] = [];
  for (let at = id; world.units[at].parent; at = world.units[at].parent ?? '') {
    path.unshift(world.units[at].name);
  }
  return ou === id || ou === `/${path.join('/')}`;
}

/** The clocks on the walls of the world; one takes a while to make. */
const CLOCKS: ReadonlyMap<string, Intl.DateTimeFormat> = new Map(
  TIME_ZONES.map(timeZone => [
    timeZone,
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
  ]),
);

/** Hours that reach past midnight belong to the day on which they begin. */
export function referenceOpen(hours: WorkingHours, at: Date): boolean {
  const parts = CLOCKS.get(hours.timeZone)?.formatToParts(at) ?? [];
  const part = (type: string) =>
    parts.find(it => it.type === type)?.value ?? '';
  const today =
    ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) +
    1;
  const yesterday = today === 1 ? 7 : today - 1;
  const now = `${part('hour')}:${part('minute')}`;
  return hours.from < hours.to
    ? hours.days.includes(today) && hours.from <= now && now < hours.to
    : (hours.days.includes(today) && hours.from <= now) ||
        (hours.days.includes(yesterday) && now < hours.to);
}

const UNIT_MS: Record<string, number> = {
  D: 86_400_000,
  H: 3_600_000,
  M: 60_000,
  S: 1000,
};

function lengthOf(duration: string): number {
  return [...duration.matchAll(/(\d+)([DHMS])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNIT_MS[unit],
    0,
  );
}

function plainRef(ref: string): string {
  const [kind, rest] = ref.toLowerCase().split(':');
  return rest.includes('/') ? `${kind}:${rest}` : `${kind}:default/${rest}`;
}
