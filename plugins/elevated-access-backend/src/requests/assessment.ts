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

import type { CreateRequest } from 'backstage-plugin-elevated-access-common';
import type { Chain } from '../domain/extension';
import type { LoadedAllowPolicy } from '../domain/policies';
import type {
  CatalogPerson,
  DirectoryPermissionSet,
  DirectorySnapshot,
  IdentityCenterUser,
} from '../domain/types';
import type { Policies } from '../policies/types';
import type { Members, ResolvedApproval } from './ApprovalResolver';
import type { CheckOutcome } from './Checklist';
import type { RequestPlan } from './newRequest';

/** What would come of asking for one account. */
export interface Assessment {
  accountId: string;
  checks: readonly CheckOutcome[];
  /** Undefined unless every check passed. */
  plan?: RequestPlan;
  policy?: LoadedAllowPolicy;
  /** Null when no approval is needed, undefined when that is not known. */
  approval?: ResolvedApproval | null;
  /** As wished for; both are now when the wish itself was refused. */
  startsAt: Date;
  endsAt: Date;
  /** Zero when the permission set is not known. */
  sessionDurationMs: number;
}

/** What all accounts of one submission share. */
export interface Ground {
  input: CreateRequest;
  person: CatalogPerson;
  identity: () => Promise<IdentityCenterUser>;
  /** A permission set of the directory, as new as it is known without asking AWS. */
  upToDate: (known: DirectoryPermissionSet) => DirectoryPermissionSet;
  members: Members;
  /** Who owns an account at this moment, where a policy goes by it. */
  ownersOf: (accountId: string) => Promise<readonly string[]>;
  snapshot: DirectorySnapshot;
  policies: Policies;
  now: Date;
  /** Live access that is to last longer; null when something new is asked for. */
  prolonged: Chain | null;
}
