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
  DescribeUserCommand,
  GetUserIdCommand,
  ListUsersCommand,
  paginateListUsers,
  ResourceNotFoundException,
  ResourceType,
  type User,
} from '@aws-sdk/client-identitystore';
import { AwsFailure } from './AwsFailure';
import type { AwsClients, CallUrgency } from './clients';
import type { InstanceLocator } from './instance';
import { collect } from './pages';
import type { AwsUser } from './types';

/** What ListUsers takes at most. */
const PAGE_SIZE = 100;

const SOMEBODY_WAITS: CallUrgency = { priority: 'grant' };

const attributePaths = { userName: 'userName', email: 'emails.value' } as const;

/** People, as the Identity Store knows them. */
export class IdentityStoreReader {
  readonly #clients: AwsClients;
  readonly #instance: InstanceLocator;

  constructor(options: { clients: AwsClients; instance: InstanceLocator }) {
    this.#clients = options.clients;
    this.#instance = options.instance;
  }

  /** @throws AwsFailure */
  async list(signal?: AbortSignal): Promise<AwsUser[]> {
    const { identityStoreId } = await this.#instance.get();
    const users = await this.#clients.read('ListUsers', signal, http =>
      collect(
        paginateListUsers(
          { client: this.#clients.identityStore, pageSize: PAGE_SIZE },
          { IdentityStoreId: identityStoreId },
          http,
        ),
        page => page.Users,
        signal,
      ),
    );
    return users.map(toUser);
  }

  /** @throws AwsFailure, or NoRoomError when it is to go at once and would have to wait */
  async get(
    userId: string,
    { signal, atOnce }: { signal?: AbortSignal; atOnce?: boolean } = {},
  ): Promise<AwsUser | undefined> {
    const { identityStoreId } = await this.#instance.get();
    try {
      return toUser(
        await this.#clients.read(
          'DescribeUser',
          signal,
          http =>
            this.#clients.identityStore.send(
              new DescribeUserCommand({
                IdentityStoreId: identityStoreId,
                UserId: userId,
              }),
              http,
            ),
          { ...SOMEBODY_WAITS, atOnce },
        ),
      );
    } catch (error) {
      return this.#absent(error, identityStoreId);
    }
  }

  /** @throws AwsFailure */
  async findId(
    attribute: 'userName' | 'email',
    value: string,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const { identityStoreId } = await this.#instance.get();
    try {
      const { UserId } = await this.#clients.read(
        'GetUserId',
        signal,
        http =>
          this.#clients.identityStore.send(
            new GetUserIdCommand({
              IdentityStoreId: identityStoreId,
              AlternateIdentifier: {
                UniqueAttribute: {
                  AttributePath: attributePaths[attribute],
                  AttributeValue: value,
                },
              },
            }),
            http,
          ),
        SOMEBODY_WAITS,
      );
      return UserId;
    } catch (error) {
      return this.#absent(error, identityStoreId);
    }
  }

  /**
   * Nobody is there only where the Identity Store itself is: with a wrong id, or in
   * a wrong Region, AWS finds nobody either.
   *
   * @throws the error when it does not say so
   */
  async #absent(error: unknown, identityStoreId: string): Promise<undefined> {
    if (!(error instanceof AwsFailure) || error.kind !== 'not-found') {
      throw error;
    }
    const { cause } = error;
    const missing =
      cause instanceof ResourceNotFoundException
        ? cause.ResourceType
        : undefined;
    if (missing !== undefined && missing !== ResourceType.USER) {
      throw error;
    }
    if (missing === undefined) {
      await this.#confirmStore(identityStoreId);
    }
    return undefined;
  }

  /** @throws AwsFailure when there is no such Identity Store, or it cannot be told */
  async #confirmStore(identityStoreId: string): Promise<void> {
    await this.#clients.read(
      'ListUsers',
      undefined,
      http =>
        this.#clients.identityStore.send(
          new ListUsersCommand({
            IdentityStoreId: identityStoreId,
            MaxResults: 1,
          }),
          http,
        ),
      SOMEBODY_WAITS,
    );
  }
}

function toUser(
  user: Pick<
    User,
    'UserId' | 'UserName' | 'DisplayName' | 'Emails' | 'UserStatus'
  >,
): AwsUser {
  const userName = user.UserName ?? '';
  return {
    userId: user.UserId ?? '',
    userName,
    displayName: user.DisplayName ?? userName,
    emails: (user.Emails ?? []).flatMap(({ Value }) => (Value ? [Value] : [])),
    // Endpoints older than UserStatus say nothing; then everybody is enabled.
    enabled: user.UserStatus !== 'DISABLED',
  };
}
