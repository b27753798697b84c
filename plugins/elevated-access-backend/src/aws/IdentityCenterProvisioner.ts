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
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  paginateListAccountAssignmentCreationStatus,
  paginateListAccountAssignmentDeletionStatus,
  paginateListAccountAssignments,
  paginateListInstances,
  type AccountAssignmentOperationStatus,
  type SSOAdminPaginationConfiguration,
} from '@aws-sdk/client-sso-admin';
import type { AssignmentKey, AssignmentOperation } from '../domain/types';
import { AwsFailure } from './AwsFailure';
import type { AwsClients } from './clients';
import type { InstanceLocator } from './instance';
import { collect, distinctPages } from './pages';
import type {
  AssignmentProvisioner,
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

/** How AWS says, late, that there was nothing to delete. */
const NOTHING_TO_DELETE = /EntitlementItem doesn't exist|404 status error/i;

/** Account assignments through permission sets of IAM Identity Center. */
export class IdentityCenterProvisioner implements AssignmentProvisioner {
  readonly #clients: AwsClients;
  readonly #instance: Pick<InstanceLocator, 'get'>;
  readonly #lenient: boolean;
  readonly #pageSize: number;

  static create(options: ProvisionerOptions): IdentityCenterProvisioner {
    return new IdentityCenterProvisioner(options);
  }

  private constructor(options: ProvisionerOptions) {
    this.#clients = options.clients;
    this.#instance = options.instance;
    this.#lenient = options.lenient ?? false;
    this.#pageSize = options.pageSize ?? PAGE_SIZE;
  }

  async isListed(key: AssignmentKey, signal?: AbortSignal): Promise<boolean> {
    const { instanceArn } = await this.#instance.get();
    try {
      return await this.#clients.read(
        'ListAccountAssignments',
        signal,
        async http => {
          const pages = paginateListAccountAssignments(
            this.#paging(),
            {
              InstanceArn: instanceArn,
              AccountId: key.accountId,
              PermissionSetArn: key.permissionSetArn,
            },
            http,
          );
          for await (const page of distinctPages(pages, signal)) {
            const found = page.AccountAssignments?.some(
              item =>
                item.PrincipalType === 'USER' &&
                item.PrincipalId === key.principalId,
            );
            if (found) {
              return true;
            }
          }
          return false;
        },
      );
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        await this.#confirmInstance(instanceArn, error, signal);
        return false;
      }
      throw error;
    }
  }

  async start(
    operation: AssignmentOperation,
    key: AssignmentKey,
    signal?: AbortSignal,
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
    const answer = await this.#clients.write(name, signal, async http => {
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
    });
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

  async getStatus(
    operation: AssignmentOperation,
    awsRequestId: string,
    signal?: AbortSignal,
  ): Promise<OperationStatus> {
    try {
      const answer = await this.#describe(operation, awsRequestId, signal);
      return answer ? toStatus(operation, answer) : { state: 'forgotten' };
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        return { state: 'forgotten' };
      }
      throw error;
    }
  }

  async listInProgress(
    operation: AssignmentOperation,
    signal?: AbortSignal,
  ): Promise<OperationInProgress[]> {
    if (this.#lenient) {
      return [];
    }
    const listed = await this.#listInProgressIds(operation, signal);
    // AWS lists ids alone; what each is about has to be asked one by one.
    // There are never more than the 15 writes that AWS takes at a time.
    const described: OperationInProgress[] = [];
    for (const { awsRequestId, createdAt } of listed) {
      const answer = await this.#describeIfKnown(
        operation,
        awsRequestId,
        signal,
      );
      described.push({
        awsRequestId,
        createdAt,
        key: answer && toKey(answer),
      });
    }
    return described;
  }

  async #listInProgressIds(
    operation: AssignmentOperation,
    signal: AbortSignal | undefined,
  ): Promise<{ awsRequestId: string; createdAt: Date | undefined }[]> {
    const { instanceArn } = await this.#instance.get();
    const input = {
      InstanceArn: instanceArn,
      Filter: { Status: 'IN_PROGRESS' as const },
    };
    const items =
      operation === 'create'
        ? await this.#clients.read(
            'ListAccountAssignmentCreationStatus',
            signal,
            http =>
              collect(
                paginateListAccountAssignmentCreationStatus(
                  this.#paging(),
                  input,
                  http,
                ),
                page => page.AccountAssignmentsCreationStatus,
                signal,
              ),
          )
        : await this.#clients.read(
            'ListAccountAssignmentDeletionStatus',
            signal,
            http =>
              collect(
                paginateListAccountAssignmentDeletionStatus(
                  this.#paging(),
                  input,
                  http,
                ),
                page => page.AccountAssignmentsDeletionStatus,
                signal,
              ),
          );
    return items.flatMap(({ RequestId, CreatedDate }) =>
      RequestId ? [{ awsRequestId: RequestId, createdAt: CreatedDate }] : [],
    );
  }

  async #describeIfKnown(
    operation: AssignmentOperation,
    awsRequestId: string,
    signal: AbortSignal | undefined,
  ): Promise<AccountAssignmentOperationStatus | undefined> {
    try {
      return await this.#describe(operation, awsRequestId, signal);
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async #describe(
    operation: AssignmentOperation,
    awsRequestId: string,
    signal: AbortSignal | undefined,
  ): Promise<AccountAssignmentOperationStatus | undefined> {
    const { instanceArn } = await this.#instance.get();
    const client = this.#clients.ssoAdmin;
    if (operation === 'create') {
      const reply = await this.#clients.read(
        'DescribeAccountAssignmentCreationStatus',
        signal,
        http =>
          client.send(
            new DescribeAccountAssignmentCreationStatusCommand({
              InstanceArn: instanceArn,
              AccountAssignmentCreationRequestId: awsRequestId,
            }),
            http,
          ),
      );
      return reply.AccountAssignmentCreationStatus;
    }
    const reply = await this.#clients.read(
      'DescribeAccountAssignmentDeletionStatus',
      signal,
      http =>
        client.send(
          new DescribeAccountAssignmentDeletionStatusCommand({
            InstanceArn: instanceArn,
            AccountAssignmentDeletionRequestId: awsRequestId,
          }),
          http,
        ),
    );
    return reply.AccountAssignmentDeletionStatus;
  }

  /**
   * A listing that knows nothing of the permission set or the account proves
   * absence only if the instance itself is there; a wrong Region says the same.
   */
  async #confirmInstance(
    instanceArn: string,
    failure: AwsFailure,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const instances = await this.#clients.read('ListInstances', signal, http =>
      collect(
        paginateListInstances({ client: this.#clients.ssoAdmin }, {}, http),
        page => page.Instances,
        signal,
      ),
    );
    if (!instances.some(({ InstanceArn }) => InstanceArn === instanceArn)) {
      throw failure;
    }
  }

  #paging(): SSOAdminPaginationConfiguration {
    return { client: this.#clients.ssoAdmin, pageSize: this.#pageSize };
  }
}

function toStatus(
  operation: AssignmentOperation,
  answer: AccountAssignmentOperationStatus,
): OperationStatus {
  switch (answer.Status) {
    case 'SUCCEEDED':
      return { state: 'succeeded' };
    case 'FAILED': {
      const reason = answer.FailureReason ?? 'AWS gave no reason';
      if (operation === 'delete' && NOTHING_TO_DELETE.test(reason)) {
        return { state: 'succeeded', nothingThere: true };
      }
      return { state: 'failed', reason };
    }
    case 'IN_PROGRESS':
    case undefined:
      return { state: 'in-progress' };
    default:
      // A state that this SDK does not know yet is not an end.
      return { state: 'in-progress' };
  }
}

function toKey(
  answer: AccountAssignmentOperationStatus,
): AssignmentKey | undefined {
  const { PrincipalId, PrincipalType, TargetId, PermissionSetArn } = answer;
  if (
    !PrincipalId ||
    !TargetId ||
    !PermissionSetArn ||
    PrincipalType === 'GROUP'
  ) {
    return undefined;
  }
  return {
    principalId: PrincipalId,
    accountId: TargetId,
    permissionSetArn: PermissionSetArn,
  };
}
