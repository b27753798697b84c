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
  coversAccount,
  coversSet,
  MILLISECONDS,
} from '../../domain/__testUtils__/eligibilityModel';
import type {
  LoadedAllowPolicy,
  LoadedEligibilityPolicy,
} from '../../domain/policies';
import type {
  DirectoryAccount,
  DirectoryPermissionSet,
} from '../../domain/types';

/** What there is to ask for, and who asks. */
export interface PlainWorld {
  accounts: readonly DirectoryAccount[];
  permissionSets: readonly DirectoryPermissionSet[];
  /** As normalised refs: the person's own and all of their groups'. */
  askerRefs: readonly string[];
  owners: ReadonlyMap<string, readonly string[]>;
  policies: readonly LoadedEligibilityPolicy[];
}

export interface PlainRow {
  account: DirectoryAccount;
  permissionSet: DirectoryPermissionSet;
  maxDurationMs: number;
  approval: string;
}

/**
 * The list of what a person may ask for, made row by row and then sorted, for
 * the small worlds of `arbitraries.ts`: the rules of the index written a second
 * time without any index.
 */
export function plainCatalogue(world: PlainWorld, search: string): PlainRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const misses = (row: PlainRow, word: string) =>
    ![row.account.name, row.permissionSet.name].some(it =>
      it.toLowerCase().includes(word),
    );
  const order = (row: PlainRow) => [
    words.filter(word => misses(row, word)).length,
    row.account.name.toLowerCase(),
    row.account.id,
    row.permissionSet.name.toLowerCase(),
    row.permissionSet.arn,
  ];
  return world.accounts
    .flatMap(account =>
      world.permissionSets.flatMap(set => rowOf(account, set, world)),
    )
    .filter(row => words.every(word => textOf(row).includes(word)))
    .map(row => ({ row, key: order(row) }))
    .sort((a, b) => {
      const at = a.key.findIndex((part, index) => part !== b.key[index]);
      return at < 0 || a.key[at] < b.key[at] ? -1 : 1;
    })
    .map(({ row }) => row);
}

function rowOf(
  account: DirectoryAccount,
  permissionSet: DirectoryPermissionSet,
  { policies, askerRefs, owners }: PlainWorld,
): PlainRow[] {
  const covering = policies.filter(
    policy =>
      policy.subjects.some(it => askerRefs.includes(plainRef(it))) &&
      policy.permissionSets.some(it => coversSet(it, permissionSet)) &&
      policy.targets.some(it =>
        coversAccount(it, account, owners.get(account.id) ?? [], askerRefs),
      ),
  );
  const denied = covering.some(
    ({ effect, workingHours }) => effect === 'deny' && !workingHours,
  );
  if (account.state !== 'ACTIVE' || denied) {
    return [];
  }
  // A policy answers a duration at some time unless one that goes before it always does.
  const allows = covering.flatMap(it => (it.effect === 'allow' ? it : []));
  const answering = allows.filter(
    policy =>
      !allows.some(
        other =>
          !other.workingHours &&
          goesBefore(other, policy) &&
          lengthOf(other) >= lengthOf(policy),
      ),
  );
  const approvals = new Set(answering.map(({ approval }) => approval));
  return answering.length === 0
    ? []
    : [
        {
          account,
          permissionSet,
          maxDurationMs: Math.max(...answering.map(lengthOf)),
          approval: approvals.size > 1 ? 'depends' : [...approvals][0],
        },
      ];
}

function goesBefore(a: LoadedAllowPolicy, b: LoadedAllowPolicy): boolean {
  const rank = (policy: LoadedAllowPolicy) => [
    -policy.priority,
    policy.approval === 'required' ? 0 : 1,
    lengthOf(policy),
    policy.name,
  ];
  const at = rank(a).findIndex((part, index) => part !== rank(b)[index]);
  return at >= 0 && rank(a)[at] < rank(b)[at];
}

function lengthOf({ maxDuration }: LoadedAllowPolicy): number {
  return MILLISECONDS[maxDuration];
}

function textOf({ account, permissionSet }: PlainRow): string {
  const { name, id, ouPath, tags } = account;
  return [
    name,
    id,
    ouPath.join('/'),
    ...Object.keys(tags),
    ...Object.values(tags),
    permissionSet.name,
  ]
    .join('\n')
    .toLowerCase();
}

function plainRef(ref: string): string {
  const [kind, rest] = ref.toLowerCase().split(':');
  return rest.includes('/') ? `${kind}:${rest}` : `${kind}:default/${rest}`;
}
