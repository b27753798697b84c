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
  LintRule,
  PolicyKind,
} from 'backstage-plugin-elevated-access-common';
import type { ApproverPerson } from '../approvers';
import type {
  LoadedApprovalPolicy,
  LoadedEligibilityPolicy,
} from '../policies';
import type { DirectorySnapshot } from '../types';

/** Everything that policies are looked at against, read at one moment. */
export interface LintWorld {
  eligibility: readonly LoadedEligibilityPolicy[];
  approval: readonly LoadedApprovalPolicy[];
  directory: DirectorySnapshot;
  /** Owners of accounts by account id; needed where `usesOwners` says so. */
  owners: ReadonlyMap<string, readonly string[]>;
  /** The users behind each user and group ref; a ref that the catalog does not have is no key. */
  members: ReadonlyMap<string, readonly string[]>;
  /** Approvers by user ref, as they could act now. */
  approvers: ReadonlyMap<string, ApproverPerson>;
}

/** Something that is wrong with a policy. */
export interface LintClaim {
  rule: LintRule;
  severity: 'error' | 'warning' | 'info';
  policy: { kind: PolicyKind; name: string };
  /** The member of the policy, such as `subjects.0`. */
  path: string;
  /** Tells claims of one rule about one policy apart, wherever in the policy they are. */
  about: string;
  reason: string;
  remedy: string;
}

/** Lists names for people, the first few by name. */
export function some(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most);
  const more = names.length - shown.length;
  if (more > 0) {
    return `${shown.join(', ')} and ${more} more`;
  }
  const last = shown.at(-1) ?? 'none';
  return shown.length > 1
    ? `${shown.slice(0, -1).join(', ')} and ${last}`
    : last;
}

/** `1 account`, `2 accounts`. */
export function count(many: number, thing: string): string {
  return `${many} ${thing}${many === 1 ? '' : 's'}`;
}
