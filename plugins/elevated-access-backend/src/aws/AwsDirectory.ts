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

import type { AwsClients } from './clients';
import { IdentityStoreReader } from './IdentityStoreReader';
import type { InstanceLocator } from './instance';
import { OrganizationReader } from './OrganizationReader';
import type { Pacer, PacerRate } from './Pacer';
import { PermissionSetReader } from './PermissionSetReader';
import type {
  AwsDirectoryReader,
  AwsOrganization,
  AwsPermissionSet,
  AwsPermissionSetContents,
  AwsUser,
  UnitMemory,
} from './types';

/** Accounts, permission sets and people, read from AWS at AWS's pace. */
export class AwsDirectory implements AwsDirectoryReader {
  readonly #organization: OrganizationReader;
  readonly #permissionSets: PermissionSetReader;
  readonly #users: IdentityStoreReader;

  static create(options: {
    clients: AwsClients;
    instance: InstanceLocator;
    /** The other side is a fake that does not know everything. */
    lenient?: boolean;
    /** Keeps to the rates of Organizations; tests need not wait. */
    createPacer?: (rate: PacerRate) => Pacer;
  }): AwsDirectory {
    return new AwsDirectory(options);
  }

  private constructor(options: {
    clients: AwsClients;
    instance: InstanceLocator;
    lenient?: boolean;
    createPacer?: (rate: PacerRate) => Pacer;
  }) {
    this.#organization = new OrganizationReader(
      options.clients,
      options.createPacer,
    );
    this.#permissionSets = new PermissionSetReader(options);
    this.#users = new IdentityStoreReader(options);
  }

  describeOrganization(
    signal?: AbortSignal,
  ): Promise<{ managementAccountId: string; organizationArn?: string }> {
    return this.#organization.describe(signal);
  }

  listAccounts(
    options: { memory?: UnitMemory; signal?: AbortSignal } = {},
  ): Promise<AwsOrganization> {
    return this.#organization.accounts(options);
  }

  getAccountTags(
    accountId: string,
    signal?: AbortSignal,
  ): Promise<Record<string, string> | undefined> {
    return this.#organization.tagsOf(accountId, signal);
  }

  listPermissionSetArns(signal?: AbortSignal): Promise<string[]> {
    return this.#permissionSets.arns(signal);
  }

  readPermissionSet(
    arn: string,
    signal?: AbortSignal,
  ): Promise<AwsPermissionSet | undefined> {
    return this.#permissionSets.readIfThere(arn, signal);
  }

  describePermissionSet(
    arn: string,
    signal?: AbortSignal,
  ): Promise<AwsPermissionSetContents> {
    return this.#permissionSets.describe(arn, signal);
  }

  listPermissionSetsProvisionedTo(
    accountId: string,
    signal?: AbortSignal,
  ): Promise<string[]> {
    return this.#permissionSets.provisionedTo(accountId, signal);
  }

  listUsers(signal?: AbortSignal): Promise<AwsUser[]> {
    return this.#users.list(signal);
  }

  getUser(
    userId: string,
    options?: { signal?: AbortSignal; atOnce?: boolean },
  ): Promise<AwsUser | undefined> {
    return this.#users.get(userId, options);
  }

  findUserId(
    attribute: 'userName' | 'email',
    value: string,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    return this.#users.findId(attribute, value, signal);
  }
}
