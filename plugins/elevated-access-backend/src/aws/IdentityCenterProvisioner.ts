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
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
} from '@aws-sdk/client-sso-admin';
import type { AssignmentKey, AssignmentOperation } from '../domain/types';
import { AssignmentListing } from './AssignmentListing';
import { AwsFailure } from './AwsFailure';
import type { AwsClients } from './clients';
import type { InstanceLocator } from './instance';
import { OperationReader } from './OperationReader';
import { toStatus } from './operationStatus';
import type {
  AssignmentProvisioner,
  ListedOperations,
  OperationInProgress,
  OperationStatus,
} from './types';

/** What every sso-admin list takes at most. */
const PAGE_SIZE = 100;

interface ProvisionerOptions {
  clients: AwsClients;
  instance: Pick<InstanceLocator, 'get'>;
  /** The other side is a fake that cannot list operations in progress. */
  lenient?: boolean;
  /** Items asked for in one page; as many as AWS gives by default. */
  pageSize?: number;
}

/** Account assignments through permission sets of IAM Identity Center. */
export class IdentityCenterProvisioner implements AssignmentProvisioner {
  readonly #clients: AwsClients;
  readonly #instance: Pick<InstanceLocator, 'get'>;
  readonly #listing: AssignmentListing;
  readonly #operations: OperationReader;

  static create(options: ProvisionerOptions): IdentityCenterProvisioner {
    return new IdentityCenterProvisioner(options);
  }

  private constructor(options: ProvisionerOptions) {
    const { clients, instance, lenient = false } = options;
    const pageSize = options.pageSize ?? PAGE_SIZE;
    this.#clients = clients;
    this.#instance = instance;
    this.#listing = new AssignmentListing({ clients, instance, pageSize });
    this.#operations = new OperationReader({
      clients,
      instance,
      canList: !lenient,
      pageSize,
    });
  }

  isListed(
    key: AssignmentKey,
    options: { somebodyWaits?: boolean; holdsPlace?: boolean } = {},
  ): Promise<boolean> {
    const { somebodyWaits, holdsPlace } = options;
    const otherwise = somebodyWaits ? 'grant' : 'verification';
    return this.#listing.has(key, holdsPlace ? 'status' : otherwise);
  }

  async start(
    operation: AssignmentOperation,
    key: AssignmentKey,
    options: { signal?: AbortSignal; onDeparture?: () => void } = {},
  ): Promise<{ awsRequestId: string; status: OperationStatus }> {
    const { instanceArn } = await this.#instance.get();
    const input = {
      InstanceArn: instanceArn,
      TargetId: key.accountId,
      TargetType: 'AWS_ACCOUNT' as const,
      PermissionSetArn: key.permissionSetArn,
      PrincipalType: 'USER' as const,
      PrincipalId: key.principalId,
    };
    const client = this.#clients.ssoAdminWrites;
    const name =
      operation === 'create'
        ? 'CreateAccountAssignment'
        : 'DeleteAccountAssignment';
    const answer = await this.#clients.write(
      name,
      options.signal,
      async http => {
        if (operation === 'create') {
          const reply = await client.send(
            new CreateAccountAssignmentCommand(input),
            http,
          );
          return reply.AccountAssignmentCreationStatus;
        }
        const reply = await client.send(
          new DeleteAccountAssignmentCommand(input),
          http,
        );
        return reply.AccountAssignmentDeletionStatus;
      },
      options.onDeparture,
    );
    if (!answer?.RequestId) {
      throw new AwsFailure({
        kind: 'unknown-outcome',
        operation: name,
        reason: 'the answer names no request id',
        remedy: 'The state is read before it is sent again',
      });
    }
    return {
      awsRequestId: answer.RequestId,
      status: toStatus(operation, answer),
    };
  }

  getStatus(
    operation: AssignmentOperation,
    awsRequestId: string,
    options: { isOver?: boolean; signal?: AbortSignal } = {},
  ): Promise<OperationStatus> {
    return this.#operations.status(operation, awsRequestId, options);
  }

  listInProgress(
    operation: AssignmentOperation,
    signal?: AbortSignal,
    except?: ReadonlySet<string>,
  ): Promise<OperationInProgress[]> {
    return this.#operations.inProgress(operation, signal, except);
  }

  listRequestIds(
    operation: AssignmentOperation,
    state: 'in-progress' | 'succeeded',
    options: { until?: ReadonlySet<string>; signal?: AbortSignal } = {},
  ): Promise<ListedOperations | undefined> {
    return this.#operations.ids(operation, state, options);
  }
}
