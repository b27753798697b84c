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

import type { Problem } from 'backstage-plugin-elevated-access-common';
import { problem } from './problems';
import type {
  DirectoryAccount,
  DirectoryPermissionSet,
  DirectorySnapshot,
} from './types';

/** What nobody may be given access to through this tool, whatever a policy says. */
export interface Protection {
  /** Account ids beside the management account, which is always protected. */
  protectedAccountIds: readonly string[];
  /** Whether the backend acts as a delegated administrator rather than from the management account. */
  delegatedAdministrator: boolean;
}

/** An account with a permission set, judged by what the directory last saw. */
export interface ProtectedTargetQuery extends Protection {
  account: DirectoryAccount;
  permissionSet: DirectoryPermissionSet;
  snapshot: Pick<DirectorySnapshot, 'managementAccountId'>;
}

/** Why an account is off limits; undefined when it is not. */
export function accountProtection(
  account: DirectoryAccount,
  snapshot: Pick<DirectorySnapshot, 'managementAccountId'>,
  protection: Protection,
): Problem | undefined {
  if (!snapshot.managementAccountId) {
    return {
      code: 'directory-unavailable',
      reason:
        'It is not known which account is the management account, so nothing can be granted safely.',
      remedy: 'Ask the platform team to look at the directory on Health.',
    };
  }
  if (account.id === snapshot.managementAccountId) {
    return {
      code: 'account-protected',
      field: 'accountIds',
      reason: `${account.name} (${account.id}) is the organization's management account; access to it is not given here.`,
      remedy: 'Choose another account, or ask the platform team.',
    };
  }
  if (protection.protectedAccountIds.includes(account.id)) {
    return {
      code: 'account-protected',
      field: 'accountIds',
      reason: `${account.name} (${account.id}) is protected by configuration; access to it is not given here.`,
      remedy: 'Choose another account, or ask the platform team.',
    };
  }
  return undefined;
}

/** Why a permission set is off limits; undefined when it is not. */
export function permissionSetProtection(
  permissionSet: DirectoryPermissionSet,
  protection: Protection,
): Problem | undefined {
  // AWS refuses a delegated administrator such a set even for member accounts.
  if (protection.delegatedAdministrator && permissionSet.inManagementAccount) {
    return {
      code: 'permission-set-protected',
      field: 'permissionSetArn',
      reason: `${permissionSet.name} is provisioned in the management account, where a delegated administrator may not use it.`,
      remedy:
        'Choose another permission set, or ask the platform team for a copy of it that the management account does not use.',
    };
  }
  return undefined;
}

/** Why an account or a permission set is off limits; undefined when neither is. */
export function findProtection(
  query: ProtectedTargetQuery,
): Problem | undefined {
  return (
    accountProtection(query.account, query.snapshot, query) ??
    permissionSetProtection(query.permissionSet, query)
  );
}

export function isProtected(query: ProtectedTargetQuery): boolean {
  return findProtection(query) !== undefined;
}

/**
 * @throws NotAllowedError with code `account-protected` or `permission-set-protected`
 * @throws ServiceUnavailableError when the management account is not known
 */
export function assertTargetAllowed(query: ProtectedTargetQuery): void {
  const found = findProtection(query);
  if (found) {
    throw problem(
      found.code === 'directory-unavailable' ? 'unavailable' : 'not-allowed',
      found,
    );
  }
}
