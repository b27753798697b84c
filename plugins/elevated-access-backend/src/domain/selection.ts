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
} from 'backstage-plugin-elevated-access-common';
import { normalizeRef } from './refs';
import type { DirectoryAccount, DirectoryPermissionSet } from './types';

// Organizations nests OUs a few levels deep, so that their depths (root 0) fit in between.
const ACCOUNT = 1001;
const TAG_OR_OWNERSHIP = 1000;
const ALL = -1;

/** What the catalog says of an account and of whoever asks for it. */
export interface Ownership {
  /** Who owns the account, as full lower-case refs. */
  ownerRefs: readonly string[];
  /** Whoever asks: their own ref and those of all their groups, full and lower-case. */
  askerRefs: ReadonlySet<string>;
}

/** Whether a policy's target selector covers an account. */
export function matchesTarget(
  selector: TargetSelector,
  account: DirectoryAccount,
  ownership: Ownership,
): boolean {
  return targetSpecificity(selector, account, ownership) !== undefined;
}

/**
 * How closely a selector names an account, as a number to compare: the account
 * itself, then a tag or who owns it, then the nearest OU before those above it,
 * then all.
 * Undefined when the selector does not cover the account.
 */
export function targetSpecificity(
  selector: TargetSelector,
  account: DirectoryAccount,
  ownership: Ownership,
): number | undefined {
  if ('account' in selector) {
    return selector.account === account.id ? ACCOUNT : undefined;
  }
  if ('tag' in selector) {
    return hasTag(account.tags, selector.tag) ? TAG_OR_OWNERSHIP : undefined;
  }
  if ('ou' in selector) {
    const depth = depthOf(selector.ou, account);
    return depth === account.ouPath.length || selector.descendants
      ? depth
      : undefined;
  }
  if ('owned' in selector) {
    const { ownerRefs, askerRefs } = ownership;
    return ownerRefs.some(ref => askerRefs.has(ref))
      ? TAG_OR_OWNERSHIP
      : undefined;
  }
  if ('owner' in selector) {
    return ownership.ownerRefs.includes(normalizeRef(selector.owner))
      ? TAG_OR_OWNERSHIP
      : undefined;
  }
  return ALL;
}

/** `targetSpecificity` of one selector, made ready for many accounts. */
export function compileTarget(
  selector: TargetSelector,
): (account: DirectoryAccount, ownership: Ownership) => number | undefined {
  if ('owner' in selector) {
    const owner = normalizeRef(selector.owner);
    return (_account, { ownerRefs }) =>
      ownerRefs.includes(owner) ? TAG_OR_OWNERSHIP : undefined;
  }
  return (account, ownership) =>
    targetSpecificity(selector, account, ownership);
}

/** Whether who owns an account decides what some policies cover. */
export function usesOwnership(
  policies: readonly { targets: readonly TargetSelector[] }[],
): boolean {
  return policies.some(({ targets }) =>
    targets.some(target => 'owned' in target || 'owner' in target),
  );
}

/** Whether tags of accounts decide what some policies cover. */
export function usesAccountTags(
  policies: readonly { targets: readonly TargetSelector[] }[],
): boolean {
  return policies.some(({ targets }) =>
    targets.some(target => 'tag' in target),
  );
}

/** Whether a policy's selector covers a permission set. */
export function matchesPermissionSet(
  selector: PermissionSetSelector,
  permissionSet: DirectoryPermissionSet,
): boolean {
  if ('name' in selector) {
    return selector.name === permissionSet.name;
  }
  if ('arn' in selector) {
    return selector.arn === permissionSet.arn;
  }
  if ('tag' in selector) {
    return hasTag(permissionSet.tags, selector.tag);
  }
  return selector.all;
}

/**
 * How deep below the root (0) the named OU lies on the way to an account;
 * undefined when it is not on that way. Paths are compared name by name, so an
 * OU whose own name contains a slash can only be named by its id.
 */
function depthOf(
  ou: string,
  { ouPath, ouIds }: DirectoryAccount,
): number | undefined {
  if (!ou.startsWith('/')) {
    const depth = ouIds.indexOf(ou);
    return depth < 0 ? undefined : depth;
  }
  // Hundreds of policies are compared for one question: nothing is copied.
  let depth = 0;
  let at = 0;
  while (at < ou.length) {
    if (ou[at] === '/') {
      at += 1;
      continue;
    }
    const slash = ou.indexOf('/', at);
    const end = slash < 0 ? ou.length : slash;
    const name = ouPath[depth];
    if (name?.length !== end - at || !ou.startsWith(name, at)) {
      return undefined;
    }
    depth += 1;
    at = end;
  }
  return depth;
}

function hasTag(
  tags: Readonly<Record<string, string>>,
  wanted: { key: string; value: string },
): boolean {
  return Object.hasOwn(tags, wanted.key) && tags[wanted.key] === wanted.value;
}
