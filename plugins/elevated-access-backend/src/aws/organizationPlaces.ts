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

import type { Account } from '@aws-sdk/client-organizations';
import { AwsFailure } from './AwsFailure';

/** Most accounts that one error names. */
const MAX_NAMED = 5;

/** Where an OU or an account hangs, from the root down to its parent. */
export interface Place {
  ids: readonly string[];
  /** Without the root's name. */
  names: readonly string[];
}

/** From `o-a/r-b/ou-c/ou-d/123456789012/`; undefined when it leads nowhere that is known. */
export function placeOf(
  account: Account,
  places: ReadonlyMap<string, Place>,
): Place | undefined {
  const parent = ancestorsOf(account).at(-1);
  return parent ? places.get(parent) : undefined;
}

/** The root and the units above an account, from the root down; empty where it does not say so itself. */
export function ancestorsOf(account: Account): string[] {
  const [path] = account.Paths ?? [];
  return path?.split('/').filter(part => /^(r|ou)-/.test(part)) ?? [];
}

/** Accounts that no policy on OUs could be applied to. */
export function withoutPlace(lost: readonly Account[]): AwsFailure {
  const names = lost
    .slice(0, MAX_NAMED)
    .map(({ Id, Name }) => `${Name ?? 'unnamed'} (${Id})`)
    .join(', ');
  const more =
    lost.length > MAX_NAMED ? ` and ${lost.length - MAX_NAMED} more` : '';
  return new AwsFailure({
    kind: 'retry',
    operation: 'ListAccounts',
    reason: `no organizational unit that AWS lists holds ${names}${more}, so policies on OUs cannot be applied`,
    remedy:
      'The next reading tries again; if it stays so, check that the credentials may list roots, OUs and the accounts in them',
  });
}
