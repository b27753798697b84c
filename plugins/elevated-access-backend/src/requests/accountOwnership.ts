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

import type { AccountOwners } from '../directory/AccountOwners';
import { usesOwnership } from '../domain/selection';
import type { Policies } from '../policies/types';

/**
 * Who owns an account at this moment, where a policy goes by it. Otherwise
 * nobody, without asking the catalog.
 *
 * @throws ServiceUnavailableError with code `catalog-unavailable`
 */
export async function liveOwnersOf(
  accountId: string,
  policies: Pick<Policies, 'eligibility' | 'approval'>,
  owners: Pick<AccountOwners, 'ownersOf'>,
): Promise<readonly string[]> {
  return usesOwnership([...policies.eligibility, ...policies.approval])
    ? owners.ownersOf(accountId)
    : [];
}

/** Like `liveOwnersOf`, but up to half a minute old: for what is only offered. */
export async function recentOwnersOf(
  accountId: string,
  policies: Pick<Policies, 'eligibility'>,
  owners: Pick<AccountOwners, 'snapshot'>,
): Promise<readonly string[]> {
  return usesOwnership(policies.eligibility)
    ? (await owners.snapshot()).get(accountId) ?? []
    : [];
}
