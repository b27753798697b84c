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
  PolicyKind,
  TargetSelector,
} from 'backstage-plugin-elevated-access-common';
import type { Bits } from '../Bits';
import { isApproverWord } from '../approvers';
import type {
  LoadedApprovalPolicy,
  LoadedEligibilityPolicy,
} from '../policies';
import { normalizeRef } from '../refs';
import type { LintGround } from './LintGround';
import { isEmpty } from './sets';
import type { LintClaim } from './types';

type Found = Pick<LintClaim, 'rule' | 'path' | 'about' | 'reason' | 'remedy'>;

const STILL_THERE =
  'Correct the reference, or remove it if what it named is gone for good.';

/** Subjects, targets and permission sets of an eligibility policy that mean nothing any more. */
export function lintEligibilityReferences(
  policy: LoadedEligibilityPolicy,
  ground: LintGround,
): LintClaim[] {
  const { name } = policy;
  const { people } = ground.regionOf(policy);
  return [
    ...claims(name, 'eligibility', subjects(policy.subjects, ground), () =>
      isEmpty(people),
    ),
    ...selections(policy, 'eligibility', ground, people),
  ];
}

/** Approvers, targets and permission sets of an approval policy that mean nothing any more. */
export function lintApprovalReferences(
  policy: LoadedApprovalPolicy,
  ground: LintGround,
): LintClaim[] {
  const found = policy.stages.flatMap((stage, index) => {
    const at = `stages.${index}`;
    const own = approvers(stage.approvers, `${at}.approvers`, ground);
    const later = stage.escalation.flatMap((step, number) =>
      approvers(step.approvers, `${at}.escalation.${number}.approvers`, ground),
    );
    return [...own, ...later];
  });
  return [
    // Whether enough of the others are left is another rule's to say.
    ...claims(policy.name, 'approval', found, () => false),
    ...selections(policy, 'approval', ground, undefined),
  ];
}

function subjects(refs: readonly string[], ground: LintGround): Found[] {
  return refs.flatMap((ref, index): Found[] => {
    const members = ground.membersOf(ref);
    const at = { path: `subjects.${index}`, about: normalizeRef(ref) };
    if (!members) {
      return [
        {
          ...at,
          rule: 'subject-gone',
          reason: `The catalog has no ${ref}.`,
          remedy: STILL_THERE,
        },
      ];
    }
    return members.length > 0
      ? []
      : [
          {
            ...at,
            rule: 'subject-empty',
            reason: `Nobody belongs to ${ref}.`,
            remedy:
              'Add members to the group in the catalog, or remove it from the policy.',
          },
        ];
  });
}

function approvers(
  refs: readonly string[],
  path: string,
  ground: LintGround,
): Found[] {
  return refs.flatMap((ref, index): Found[] => {
    const wanted = normalizeRef(ref);
    if (isApproverWord(wanted)) {
      return [];
    }
    const members = ground.membersOf(wanted);
    // Apart by stage: one group may be missing in two of them.
    const at = { path: `${path}.${index}`, about: `${path} ${wanted}` };
    if (!members) {
      return [
        {
          ...at,
          rule: 'approver-gone',
          reason: `The catalog has no ${ref}, so nobody approves through it.`,
          remedy: STILL_THERE,
        },
      ];
    }
    return members.some(it => ground.world.approvers.get(it)?.enabled)
      ? []
      : [
          {
            ...at,
            rule: 'approver-empty',
            reason: `Nobody who could act belongs to ${ref}: it has ${
              members.length === 0 ? 'no members' : 'only disabled members'
            }.`,
            remedy:
              'Add people who may approve to the group, or name another one.',
          },
        ];
  });
}

function selections(
  policy: {
    name: string;
    targets: readonly TargetSelector[];
    permissionSets: readonly PermissionSetSelector[];
  },
  kind: PolicyKind,
  ground: LintGround,
  people: Bits | undefined,
): LintClaim[] {
  const { name, targets, permissionSets } = policy;
  const dead = targets.flatMap(
    (target, index) => deadTarget(target, index, ground, people) ?? [],
  );
  const unmatched = permissionSets.flatMap(
    (selector, index) => deadPermissionSet(selector, index, ground) ?? [],
  );
  return [
    ...claims(name, kind, dead, () => dead.length === targets.length),
    ...claims(
      name,
      kind,
      unmatched,
      () => unmatched.length === permissionSets.length,
    ),
  ];
}

function deadTarget(
  target: TargetSelector,
  index: number,
  ground: LintGround,
  people: Bits | undefined,
): Found | undefined {
  const at = { path: `targets.${index}`, about: JSON.stringify(target) };
  if ('account' in target) {
    const account = ground.world.directory.accounts.get(target.account);
    if (account?.state === 'ACTIVE') {
      return undefined;
    }
    return account
      ? {
          ...at,
          rule: 'account-closed',
          reason: `Account ${account.name} (${
            account.id
          }) is ${account.state.toLowerCase()}, so nothing is given in it.`,
          remedy: 'Remove it from the policy, unless it will be opened again.',
        }
      : {
          ...at,
          rule: 'account-gone',
          reason: `The organization has no account ${target.account}.`,
          remedy: STILL_THERE,
        };
  }
  if ('owned' in target) {
    // An approval policy says so of whoever asks, who may be anybody.
    return !people || ground.ownAnything(people)
      ? undefined
      : {
          ...at,
          rule: 'nothing-selected',
          reason:
            'The catalog knows of no account that belongs to a subject of the policy.',
          remedy:
            'Set the owner of the accounts in the catalog, or select accounts in another way.',
        };
  }
  if (covers(ground, target)) {
    return undefined;
  }
  if ('ou' in target && !hasUnit(ground, target.ou)) {
    return {
      ...at,
      rule: 'ou-gone',
      reason: `The organization has no organizational unit ${target.ou}.`,
      remedy:
        'Correct the path or the id; after a unit was renamed its path is another one.',
    };
  }
  return {
    ...at,
    rule: 'nothing-selected',
    reason: `${describeTarget(target)} selects no active account.`,
    remedy: 'Correct the selector, or remove it if that is as it should be.',
  };
}

function deadPermissionSet(
  selector: PermissionSetSelector,
  index: number,
  ground: LintGround,
): Found | undefined {
  if (!isEmpty(ground.permissionSetsOf([selector]))) {
    return undefined;
  }
  const at = {
    path: `permissionSets.${index}`,
    about: JSON.stringify(selector),
  };
  return 'all' in selector
    ? {
        ...at,
        rule: 'nothing-selected',
        reason: 'Identity Center has no permission set at all.',
        remedy: 'Create permission sets in IAM Identity Center.',
      }
    : {
        ...at,
        rule: 'permission-set-gone',
        reason: `Identity Center has no permission set ${describePermissionSet(
          selector,
        )}.`,
        remedy: STILL_THERE,
      };
}

function covers(ground: LintGround, target: TargetSelector): boolean {
  return ground.accountsOf([target]).next(0) >= 0;
}

function hasUnit(ground: LintGround, ou: string): boolean {
  const { accounts, units } = ground.world.directory;
  const ways = [
    ...[...accounts.values()].map(it => ({ ids: it.ouIds, path: it.ouPath })),
    ...(units?.values() ?? []),
  ];
  if (!ou.startsWith('/')) {
    return ways.some(({ ids }) => ids.includes(ou));
  }
  const names = ou.split('/').filter(Boolean);
  return ways.some(({ path }) =>
    names.every((name, index) => name === path[index]),
  );
}

function describeTarget(target: TargetSelector): string {
  if ('tag' in target) {
    return `Tag ${target.tag.key}=${target.tag.value}`;
  }
  if ('ou' in target) {
    return `Organizational unit ${target.ou}${
      target.descendants ? '' : ', without those below it,'
    }`;
  }
  if ('owner' in target) {
    return `Ownership by ${target.owner}`;
  }
  return 'The selector';
}

function describePermissionSet(selector: PermissionSetSelector): string {
  if ('name' in selector) {
    return `named ${selector.name}`;
  }
  if ('arn' in selector) {
    return selector.arn;
  }
  return 'tag' in selector
    ? `with tag ${selector.tag.key}=${selector.tag.value}`
    : '';
}

/** A policy of which nothing is left does nothing; one of which something is left may still be what is wanted. */
function claims(
  name: string,
  kind: PolicyKind,
  found: readonly Found[],
  nothingLeft: () => boolean,
): LintClaim[] {
  const severity = found.length > 0 && nothingLeft() ? 'error' : 'warning';
  return found.map(it => ({ ...it, severity, policy: { kind, name } }));
}
