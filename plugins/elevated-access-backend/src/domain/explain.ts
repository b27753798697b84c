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
  ConsideredApprovalPolicy,
  ConsideredPolicy,
  TargetSelector,
} from 'backstage-plugin-elevated-access-common';
import { selectApprovalPolicy } from './approvalPolicies';
import {
  evaluateEligibility,
  type EligibilityCheck,
  type EligibilityQuery,
} from './eligibility';
import type { LoadedApprovalPolicy, LoadedEligibilityPolicy } from './policies';
import { normalizeRef, refsOf } from './refs';
import { matchesPermissionSet, targetSpecificity } from './selection';
import { describeDuration, parseDurationMs } from './window';
import { describeWorkingHours } from './workingHours';

/** A question as eligibility policies see it, and how to speak of who asks it. */
export interface ExplainQuery extends EligibilityQuery {
  /** Null speaks to the person themselves. */
  displayName: string | null;
}

/**
 * What every eligibility policy says to a question, as `evaluateEligibility`
 * found it: first the one that answers, then those that apply, then those that
 * come closest.
 */
export function explainEligibility(
  query: ExplainQuery,
  policies: readonly LoadedEligibilityPolicy[],
): ConsideredPolicy[] {
  const { considered } = evaluateEligibility(query, policies);
  const byName = new Map(policies.map(policy => [policy.name, policy]));
  const deny = considered.find(it => it.answers && it.effect === 'deny');
  const said: Said = {
    refs: refsOf(query.person),
    asked: describeDuration(query.durationMs),
    longest: remembered(it => describeDuration(parseDurationMs(it))),
  };
  return considered
    .flatMap(({ policy: name, checks, answers }) => {
      const policy = byName.get(name);
      if (!policy) {
        return [];
      }
      const failed = checks.filter(({ ok }) => !ok).map(({ check }) => check);
      return [
        {
          failures: failed.length,
          explained: {
            policy: name,
            version: policy.version,
            description: policy.description,
            effect: policy.effect,
            priority: policy.effect === 'allow' ? policy.priority : 0,
            applies: failed.length === 0,
            answers,
            checks: checks.map(({ check, ok }) => ({
              check,
              ok,
              detail: DETAILS[check](policy, query, ok, said),
            })),
            change: changeOf(policy, query, failed, said, deny?.policy),
          },
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(b.explained.answers) - Number(a.explained.answers) ||
        a.failures - b.failures,
    )
    .map(({ explained }) => explained);
}

/**
 * What every approval policy says to a permission set in an account; first the
 * one that holds, then those that cover it too.
 */
export function explainApproval(
  query: Pick<
    EligibilityQuery,
    'person' | 'account' | 'ownerRefs' | 'permissionSet'
  > & {
    /** False where nobody has to approve, so that none of them answers. */
    required: boolean;
  },
  policies: readonly LoadedApprovalPolicy[],
): ConsideredApprovalPolicy[] {
  const { account, ownerRefs, permissionSet, person, required } = query;
  const ownership = { ownerRefs, askerRefs: refsOf(person) };
  const answering = required
    ? selectApprovalPolicy({ account, ownership, permissionSet }, policies)
    : undefined;
  return policies
    .map(policy => {
      const [closest] = policy.targets
        .flatMap(target => {
          const closeness = targetSpecificity(target, account, ownership);
          return closeness === undefined ? [] : [{ target, closeness }];
        })
        .sort((a, b) => b.closeness - a.closeness);
      const coversSet = policy.permissionSets.some(it =>
        matchesPermissionSet(it, permissionSet),
      );
      return {
        policy: policy.name,
        version: policy.version,
        description: policy.description,
        priority: policy.priority,
        applies: closest !== undefined && coversSet,
        answers: policy === answering,
        detail: `${
          closest
            ? `covers account ${account.name} by ${describeTarget(
                closest.target,
              )}`
            : `does not cover account ${account.name}`
        }; ${coversSet ? 'covers' : 'does not cover'} permission set ${
          permissionSet.name
        }`,
      };
    })
    .sort(
      (a, b) =>
        Number(b.answers) - Number(a.answers) ||
        Number(b.applies) - Number(a.applies) ||
        b.priority - a.priority ||
        (a.policy < b.policy ? -1 : 1),
    );
}

/** What is said of many policies, made once for all of them. */
interface Said {
  /** Names of whoever asks. */
  refs: ReadonlySet<string>;
  /** The duration asked for, for people. */
  asked: string;
  /** A maximum duration for people. */
  longest: (maxDuration: string) => string;
}

function remembered(describe: (text: string) => string): Said['longest'] {
  const known = new Map<string, string>();
  return text => {
    const description = known.get(text) ?? describe(text);
    known.set(text, description);
    return description;
  };
}

type Detail = (
  policy: LoadedEligibilityPolicy,
  query: ExplainQuery,
  ok: boolean,
  said: Said,
) => string;

const DETAILS: Readonly<Record<EligibilityCheck, Detail>> = {
  subject: (policy, { displayName }, ok, { refs }) => {
    const who = displayName ?? 'you';
    if (!ok) {
      return `names neither ${who} nor a group of ${
        displayName === null ? 'yours' : 'theirs'
      }`;
    }
    const through = policy.subjects.find(ref => refs.has(normalizeRef(ref)));
    return `names ${who} through ${through}`;
  },
  target: (_policy, { account }, ok) =>
    `${covers(ok)} account ${account.name} (${account.id})`,
  'permission-set': (_policy, { permissionSet }, ok) =>
    `${covers(ok)} permission set ${permissionSet.name}`,
  duration: (policy, _query, _ok, { asked, longest }) =>
    policy.effect === 'allow'
      ? `permits up to ${longest(policy.maxDuration)}; asked for ${asked}`
      : 'holds for any duration',
  'working-hours': (policy, { startsAt }, ok) =>
    policy.workingHours
      ? `holds ${describeWorkingHours(
          policy.workingHours,
        )}; the start ${startsAt.toISOString()} is ${ok ? 'within' : 'outside'}`
      : 'holds at any time',
};

function covers(ok: boolean): string {
  return ok ? 'covers' : 'does not cover';
}

/** What would have to be otherwise for a policy to permit what is asked for; null when it does or never would. */
function changeOf(
  policy: LoadedEligibilityPolicy,
  query: ExplainQuery,
  failed: readonly EligibilityCheck[],
  { longest }: Said,
  deny: string | undefined,
): string | null {
  if (policy.effect === 'deny') {
    return null;
  }
  const changes = failed.map(check => {
    switch (check) {
      case 'subject':
        return membershipIn(policy.subjects);
      case 'target':
        return `policy ${policy.name} would have to cover account ${query.account.name}`;
      case 'permission-set':
        return `policy ${policy.name} would have to cover permission set ${query.permissionSet.name}`;
      case 'duration':
        return `ask for at most ${longest(policy.maxDuration)}`;
      case 'working-hours':
        return policy.workingHours
          ? `start within ${describeWorkingHours(policy.workingHours)}`
          : 'start at another time';
      default:
        throw new Error(`Unknown check ${check satisfies never}`);
    }
  });
  if (deny !== undefined) {
    changes.push(`policy ${deny} would have to stop denying it`);
  }
  return changes.length > 0 ? changes.join('; ') : null;
}

function membershipIn(subjects: readonly string[]): string {
  const groups = subjects.filter(ref => normalizeRef(ref).startsWith('group:'));
  return groups.length > 0
    ? `be a member of ${groups.join(' or ')}`
    : `be ${subjects.join(' or ')}`;
}

function describeTarget(target: TargetSelector): string {
  if ('account' in target) {
    return 'its id';
  }
  if ('ou' in target) {
    return `organizational unit ${target.ou}`;
  }
  if ('tag' in target) {
    return `tag ${target.tag.key}=${target.tag.value}`;
  }
  if ('owned' in target) {
    return 'being owned by whoever asks';
  }
  return 'owner' in target
    ? `its owner ${target.owner}`
    : 'covering every account';
}
