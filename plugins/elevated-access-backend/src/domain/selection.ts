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
import type { DirectoryAccount, DirectoryPermissionSet } from './types';

// OUs nest at most five deep, so that their depths (root 0) fit in between.
const ACCOUNT = 1001;
const TAG = 1000;
const ALL = -1;

/** Whether a policy's target selector covers an account. */
export function matchesTarget(
  selector: TargetSelector,
  account: DirectoryAccount,
): boolean {
  return targetSpecificity(selector, account) !== undefined;
}

/**
 * How closely a selector names an account, as a number to compare: the account
 * itself, then a tag, then the nearest OU before those above it, then all.
 * Undefined when the selector does not cover the account.
 */
export function targetSpecificity(
  selector: TargetSelector,
  account: DirectoryAccount,
): number | undefined {
  return compileTarget(selector)(account);
}

/** `targetSpecificity` of one selector, made ready for many accounts. */
export function compileTarget(
  selector: TargetSelector,
): (account: DirectoryAccount) => number | undefined {
  if ('account' in selector) {
    return account => (selector.account === account.id ? ACCOUNT : undefined);
  }
  if ('tag' in selector) {
    return account => (hasTag(account.tags, selector.tag) ? TAG : undefined);
  }
  if ('ou' in selector) {
    const depthIn = compileOu(selector.ou);
    return account => {
      const depth = depthIn(account);
      return depth === account.ouPath.length || selector.descendants
        ? depth
        : undefined;
    };
  }
  if ('all' in selector) {
    return () => ALL;
  }
  return () => undefined;
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
function compileOu(
  ou: string,
): (account: DirectoryAccount) => number | undefined {
  if (ou.startsWith('/')) {
    const names = ou.split('/').filter(Boolean);
    return ({ ouPath }) =>
      names.every((name, index) => name === ouPath[index])
        ? names.length
        : undefined;
  }
  return ({ ouIds }) => {
    const depth = ouIds.indexOf(ou);
    return depth < 0 ? undefined : depth;
  };
}

function hasTag(
  tags: Readonly<Record<string, string>>,
  wanted: { key: string; value: string },
): boolean {
  return Object.hasOwn(tags, wanted.key) && tags[wanted.key] === wanted.value;
}
