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
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  paginateListAccountAssignmentCreationStatus,
  paginateListAccountAssignmentDeletionStatus,
  type AccountAssignmentOperationStatus,
  type AccountAssignmentOperationStatusMetadata,
} from '@aws-sdk/client-sso-admin';
import type { AssignmentOperation } from '../domain/types';
import { AwsFailure } from './AwsFailure';
import type { AwsClients, CallUrgency } from './clients';
import type { InstanceLocator } from './instance';
import { toKey, toStatus } from './operationStatus';
import { carried, distinctPages } from './pages';
import type {
  AwsFailureKind,
  ListedOperations,
  OperationInProgress,
  OperationStatus,
} from './types';

/** What AWS still works on holds a place that others wait for. */
const UNDER_WAY: CallUrgency = { priority: 'status' };

/** Of what is over the outcome is wanted, by a person only where access is given. */
const OVER: Readonly<Record<AssignmentOperation, CallUrgency>> = {
  create: { priority: 'grant' },
  delete: { priority: 'outcome' },
};

/**
 * One list tells the outcome of many. AWS keeps 90 days of them: page after page
 * would take the places of what is due, so that nobody waits for removals' outcomes.
 */
const GATHERED: Readonly<Record<AssignmentOperation, CallUrgency>> = {
  create: { priority: 'status' },
  delete: { priority: 'outcome' },
};

type State = 'in-progress' | 'succeeded';

const FILTERS = {
  'in-progress': 'IN_PROGRESS',
  succeeded: 'SUCCEEDED',
} as const;

/** Unknown to the endpoint, or not permitted: then each operation is asked about by itself. */
const NO_SUCH_LIST: ReadonlySet<AwsFailureKind> = new Set([
  'denied',
  'permanent',
]);

type Item = Pick<
  AccountAssignmentOperationStatusMetadata,
  'RequestId' | 'CreatedDate'
>;

/** What became of creations and deletions that AWS accepted. */
export class OperationReader {
  readonly #clients: AwsClients;
  readonly #instance: Pick<InstanceLocator, 'get'>;
  readonly #canList: boolean;
  readonly #pageSize: number;

  constructor(options: {
    clients: AwsClients;
    instance: Pick<InstanceLocator, 'get'>;
    /** Whether the other side has lists of operations. */
    canList: boolean;
    pageSize: number;
  }) {
    this.#clients = options.clients;
    this.#instance = options.instance;
    this.#canList = options.canList;
    this.#pageSize = options.pageSize;
  }

  /** @throws AwsFailure */
  async status(
    operation: AssignmentOperation,
    awsRequestId: string,
    options: { isOver?: boolean; signal?: AbortSignal },
  ): Promise<OperationStatus> {
    const answer = await this.#describe(
      operation,
      awsRequestId,
      options.signal,
      options.isOver ? OVER[operation] : UNDER_WAY,
    );
    return answer ? toStatus(operation, answer) : { state: 'forgotten' };
  }

  /**
   * Nothing where it cannot be listed: what came of a lost answer is then found
   * out by asking for the same again.
   *
   * @throws AwsFailure
   */
  async inProgress(
    operation: AssignmentOperation,
    signal: AbortSignal | undefined,
    except: ReadonlySet<string> = new Set(),
  ): Promise<OperationInProgress[]> {
    if (!this.#canList) {
      return [];
    }
    const listed: Item[] = [];
    const canList = await this.#unlessNoSuchList(() =>
      this.#eachPage(operation, 'in-progress', signal, items => {
        listed.push(...items);
        return true;
      }),
    );
    if (!canList) {
      return [];
    }
    // AWS lists ids alone; what each is about has to be asked one by one.
    // There are never more than the 15 writes that AWS takes at a time.
    const described: OperationInProgress[] = [];
    for (const { RequestId, CreatedDate } of listed) {
      if (RequestId && !except.has(RequestId)) {
        const answer = await this.#describe(
          operation,
          RequestId,
          signal,
          UNDER_WAY,
        );
        described.push({
          awsRequestId: RequestId,
          createdAt: CreatedDate,
          key: answer && toKey(answer),
        });
      }
    }
    return described;
  }

  /** @throws AwsFailure */
  async ids(
    operation: AssignmentOperation,
    state: State,
    options: { until?: ReadonlySet<string>; signal?: AbortSignal },
  ): Promise<ListedOperations | undefined> {
    if (!this.#canList) {
      return undefined;
    }
    const ids = new Set<string>();
    const missing = new Set(options.until);
    let pages = 0;
    const canList = await this.#unlessNoSuchList(() =>
      this.#eachPage(operation, state, options.signal, items => {
        pages += 1;
        for (const { RequestId } of items) {
          if (RequestId) {
            ids.add(RequestId);
            missing.delete(RequestId);
          }
        }
        return !options.until || missing.size > 0;
      }),
    );
    return canList ? { ids, pages } : undefined;
  }

  /** Whether there is such a list. */
  async #unlessNoSuchList(read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      return true;
    } catch (error) {
      if (error instanceof AwsFailure && NO_SUCH_LIST.has(error.kind)) {
        return false;
      }
      throw error;
    }
  }

  /** Visits page after page until there are no more, or `visit` returns false. */
  async #eachPage(
    operation: AssignmentOperation,
    state: State,
    signal: AbortSignal | undefined,
    visit: (items: readonly Item[]) => boolean,
  ): Promise<void> {
    const { instanceArn } = await this.#instance.get();
    const urgency = state === 'succeeded' ? GATHERED[operation] : UNDER_WAY;
    const input = {
      InstanceArn: instanceArn,
      Filter: { Status: FILTERS[state] },
    };
    const paging = { client: this.#clients.ssoAdmin, pageSize: this.#pageSize };
    if (operation === 'create') {
      await this.#clients.read(
        'ListAccountAssignmentCreationStatus',
        signal,
        async http => {
          const pages = paginateListAccountAssignmentCreationStatus(
            paging,
            input,
            http,
          );
          for await (const page of distinctPages(pages, signal)) {
            if (!visit(carried(page.AccountAssignmentsCreationStatus))) {
              return;
            }
          }
        },
        urgency,
      );
      return;
    }
    await this.#clients.read(
      'ListAccountAssignmentDeletionStatus',
      signal,
      async http => {
        const pages = paginateListAccountAssignmentDeletionStatus(
          paging,
          input,
          http,
        );
        for await (const page of distinctPages(pages, signal)) {
          if (!visit(carried(page.AccountAssignmentsDeletionStatus))) {
            return;
          }
        }
      },
      urgency,
    );
  }

  /** Undefined when AWS does not know the id. */
  async #describe(
    operation: AssignmentOperation,
    awsRequestId: string,
    signal: AbortSignal | undefined,
    urgency: CallUrgency,
  ): Promise<AccountAssignmentOperationStatus | undefined> {
    try {
      return operation === 'create'
        ? await this.#describeCreation(awsRequestId, signal, urgency)
        : await this.#describeDeletion(awsRequestId, signal, urgency);
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async #describeCreation(
    awsRequestId: string,
    signal: AbortSignal | undefined,
    urgency: CallUrgency,
  ): Promise<AccountAssignmentOperationStatus | undefined> {
    const { instanceArn } = await this.#instance.get();
    const reply = await this.#clients.read(
      'DescribeAccountAssignmentCreationStatus',
      signal,
      http =>
        this.#clients.ssoAdmin.send(
          new DescribeAccountAssignmentCreationStatusCommand({
            InstanceArn: instanceArn,
            AccountAssignmentCreationRequestId: awsRequestId,
          }),
          http,
        ),
      urgency,
    );
    return reply.AccountAssignmentCreationStatus;
  }

  async #describeDeletion(
    awsRequestId: string,
    signal: AbortSignal | undefined,
    urgency: CallUrgency,
  ): Promise<AccountAssignmentOperationStatus | undefined> {
    const { instanceArn } = await this.#instance.get();
    const reply = await this.#clients.read(
      'DescribeAccountAssignmentDeletionStatus',
      signal,
      http =>
        this.#clients.ssoAdmin.send(
          new DescribeAccountAssignmentDeletionStatusCommand({
            InstanceArn: instanceArn,
            AccountAssignmentDeletionRequestId: awsRequestId,
          }),
          http,
        ),
      urgency,
    );
    return reply.AccountAssignmentDeletionStatus;
  }
}
