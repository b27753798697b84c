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
  paginateListAccountAssignments,
  paginateListAccountsForProvisionedPermissionSet,
  paginateListInstances,
} from '@aws-sdk/client-sso-admin';
import { AwsFailure } from './AwsFailure';
import type { AwsClients } from './clients';
import type { InstanceLocator } from './instance';
import type { Pacer } from './Pacer';
import { carried, collect } from './pages';

/** What every sso-admin list takes at most. */
const PAGE_SIZE = 100;

/** Someone or some group that AWS lists for a permission set in an account. */
export interface AwsPrincipal {
  type: 'USER' | 'GROUP';
  id: string;
}

/** Whole lists of account assignments, for comparisons that nobody waits for. */
export class AssignmentReader {
  readonly #clients: AwsClients;
  readonly #instance: Pick<InstanceLocator, 'get'>;
  readonly #pacer: Pick<Pacer, 'turn'>;

  constructor(options: {
    clients: AwsClients;
    instance: Pick<InstanceLocator, 'get'>;
    /** Every page waits for its turn. */
    pacer: Pick<Pacer, 'turn'>;
  }) {
    this.#clients = options.clients;
    this.#instance = options.instance;
    this.#pacer = options.pacer;
  }

  /**
   * Ids of the accounts in which a permission set is provisioned; none when there is no such set.
   *
   * @throws AwsFailure
   */
  async accountsWith(
    permissionSetArn: string,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const { instanceArn } = await this.#instance.get();
    return this.#noneWhereUnknown(instanceArn, signal, () =>
      this.#clients.read(
        'ListAccountsForProvisionedPermissionSet',
        signal,
        http =>
          collect(
            this.#inTurn(
              paginateListAccountsForProvisionedPermissionSet(
                this.#paging(),
                {
                  InstanceArn: instanceArn,
                  PermissionSetArn: permissionSetArn,
                },
                http,
              ),
              signal,
            ),
            page => carried(page.AccountIds),
            signal,
          ),
      ),
    );
  }

  /**
   * Who is assigned a permission set in an account, directly or as a group; nobody when there is no such set.
   *
   * @throws AwsFailure
   */
  async principalsWith(
    target: { accountId: string; permissionSetArn: string },
    signal?: AbortSignal,
  ): Promise<AwsPrincipal[]> {
    const { instanceArn } = await this.#instance.get();
    const items = await this.#noneWhereUnknown(instanceArn, signal, () =>
      this.#clients.read('ListAccountAssignments', signal, http =>
        collect(
          this.#inTurn(
            paginateListAccountAssignments(
              this.#paging(),
              {
                InstanceArn: instanceArn,
                AccountId: target.accountId,
                PermissionSetArn: target.permissionSetArn,
              },
              http,
            ),
            signal,
          ),
          page => carried(page.AccountAssignments),
          signal,
        ),
      ),
    );
    return items.flatMap(({ PrincipalType: type, PrincipalId: id }) =>
      type && id ? [{ type, id }] : [],
    );
  }

  /** A wrong Region knows nothing of a permission set either: the instance itself has to be there. */
  async #noneWhereUnknown<T>(
    instanceArn: string,
    signal: AbortSignal | undefined,
    read: () => Promise<T[]>,
  ): Promise<T[]> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AwsFailure && error.kind === 'not-found')) {
        throw error;
      }
      const instances = await this.#clients.read(
        'ListInstances',
        signal,
        http =>
          collect(
            paginateListInstances({ client: this.#clients.ssoAdmin }, {}, http),
            page => page.Instances,
            signal,
          ),
      );
      if (!instances.some(({ InstanceArn }) => InstanceArn === instanceArn)) {
        throw error;
      }
      return [];
    }
  }

  async *#inTurn<TPage extends { NextToken?: string | undefined }>(
    pages: AsyncIterable<TPage>,
    signal: AbortSignal | undefined,
  ): AsyncIterable<TPage> {
    await this.#pacer.turn(signal);
    for await (const page of pages) {
      yield page;
      if (page.NextToken) {
        await this.#pacer.turn(signal);
      }
    }
  }

  #paging() {
    return { client: this.#clients.ssoAdmin, pageSize: PAGE_SIZE };
  }
}
