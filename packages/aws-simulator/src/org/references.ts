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

import { AccountEntry, OrganizationFile, UnitEntry } from './types';

interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Every account of the file with the place it stands at. */
export function accountsOf(
  file: OrganizationFile,
): Array<{ account: AccountEntry; path: string }> {
  const found: Array<{ account: AccountEntry; path: string }> = [];
  const visit = (
    node: Pick<UnitEntry, 'accounts' | 'organizationalUnits'>,
    path: string,
  ) => {
    node.accounts.forEach((account, index) =>
      found.push({ account, path: `${path}.accounts[${index}]` }),
    );
    node.organizationalUnits.forEach((unit, index) =>
      visit(unit, `${path}.organizationalUnits[${index}]`),
    );
  };
  visit(file.root, 'root');
  return found;
}

function duplicates(
  entries: Array<{ path: string; value: string | undefined }>,
  what: string,
): Problem[] {
  const seen = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { path, value } of entries) {
    if (value === undefined) {
      continue;
    }
    const first = seen.get(value);
    if (first) {
      problems.push({
        path,
        message: `${what} '${value}' is already at ${first}`,
      });
    } else {
      seen.set(value, path);
    }
  }
  return problems;
}

/** What the schema cannot see: names that point nowhere or at two things. */
export function referenceProblems(file: OrganizationFile): Problem[] {
  const accounts = accountsOf(file);
  const names = new Set(accounts.map(a => a.account.name));
  const groups = new Set(file.groups.map(g => g.displayName));
  const users = new Set(file.users.map(u => u.userName));
  const permissionSets = new Set(file.permissionSets.map(p => p.name));
  const problems: Problem[] = [];
  const mustExist = (
    set: Set<string>,
    value: string | undefined,
    path: string,
    what: string,
  ) => {
    if (value !== undefined && !set.has(value)) {
      problems.push({ path, message: `there is no ${what} '${value}'` });
    }
  };

  problems.push(
    ...duplicates(
      accounts.map(a => ({ path: `${a.path}.name`, value: a.account.name })),
      'account',
    ),
    ...duplicates(
      accounts.map(a => ({ path: `${a.path}.id`, value: a.account.id })),
      'account id',
    ),
    ...duplicates(
      file.permissionSets.map((p, i) => ({
        path: `permissionSets[${i}].name`,
        value: p.name,
      })),
      'permission set',
    ),
    ...duplicates(
      file.groups.map((g, i) => ({
        path: `groups[${i}].displayName`,
        value: g.displayName,
      })),
      'group',
    ),
    ...duplicates(
      file.users.map((u, i) => ({
        path: `users[${i}].userName`,
        value: u.userName.toLowerCase(),
      })),
      'user name',
    ),
    ...duplicates(
      file.users.map((u, i) => ({
        path: `users[${i}].email`,
        value: u.email.toLowerCase(),
      })),
      'e-mail',
    ),
  );

  const { managementAccount, delegatedAdministrator } = file.organization;
  mustExist(
    names,
    managementAccount,
    'organization.managementAccount',
    'account',
  );
  mustExist(
    names,
    delegatedAdministrator,
    'organization.delegatedAdministrator',
    'account',
  );
  file.users.forEach((user, i) =>
    user.groups.forEach((group, j) =>
      mustExist(groups, group, `users[${i}].groups[${j}]`, 'group'),
    ),
  );
  file.assignments.forEach((assignment, i) => {
    const path = `assignments[${i}]`;
    mustExist(users, assignment.user, `${path}.user`, 'user');
    mustExist(groups, assignment.group, `${path}.group`, 'group');
    mustExist(
      permissionSets,
      assignment.permissionSet,
      `${path}.permissionSet`,
      'permission set',
    );
    assignment.accounts.forEach((account, j) =>
      mustExist(names, account, `${path}.accounts[${j}]`, 'account'),
    );
  });
  return problems;
}
