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

import { Role } from './types';
import { holdsAt, listedAt } from './History';
import { MultiMap } from './MultiMap';

/** The IAM roles that permission sets have, or had, in accounts. */
export class RoleTable {
  readonly #current = new Map<string, Role>();
  readonly #byAccount = new MultiMap<Role>();
  readonly #byPermissionSet = new MultiMap<Role>();

  add(role: Role): void {
    this.#current.set(key(role.accountId, role.permissionSetArn), role);
    this.#byAccount.add(role.accountId, role);
    this.#byPermissionSet.add(role.permissionSetArn, role);
  }

  remove(role: Role, at: number, listedUntil: number): void {
    role.until = at;
    role.listedUntil = listedUntil;
    this.#current.delete(key(role.accountId, role.permissionSetArn));
  }

  get(accountId: string, permissionSetArn: string): Role | undefined {
    return this.#current.get(key(accountId, permissionSetArn));
  }

  /** The role as it was at an instant. */
  at(
    accountId: string,
    permissionSetArn: string,
    instant: number,
  ): Role | undefined {
    return this.#byAccount
      .get(accountId)
      .find(
        role =>
          role.permissionSetArn === permissionSetArn && holdsAt(role, instant),
      );
  }

  current(): Role[] {
    return [...this.#current.values()];
  }

  inAccount(accountId: string): Role[] {
    return this.#byAccount.get(accountId).filter(r => r.until === undefined);
  }

  ofPermissionSet(permissionSetArn: string): Role[] {
    return this.#byPermissionSet
      .get(permissionSetArn)
      .filter(r => r.until === undefined);
  }

  listedInAccount(accountId: string, instant: number): Role[] {
    return distinct(this.#byAccount.get(accountId), instant);
  }

  listedOfPermissionSet(permissionSetArn: string, instant: number): Role[] {
    return distinct(this.#byPermissionSet.get(permissionSetArn), instant);
  }
}

function key(accountId: string, permissionSetArn: string): string {
  return `${accountId}|${permissionSetArn}`;
}

function distinct(roles: readonly Role[], instant: number): Role[] {
  const listed = new Map<string, Role>();
  for (const role of roles) {
    if (listedAt(role, instant)) {
      listed.set(key(role.accountId, role.permissionSetArn), role);
    }
  }
  return [...listed.values()];
}
