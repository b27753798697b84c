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
  paginateListInstances,
} from '@aws-sdk/client-sso-admin';
import type { AssignmentKey } from '../domain/types';
import { AwsFailure } from './AwsFailure';
import type { CallPriority } from './CallQueues';
import type { AwsClients } from './clients';
import type { InstanceLocator } from './instance';
import { carried, collect, distinctPages } from './pages';

/** A listing that has not begun: whoever wants the same joins it. */
interface Gathering {
  principalIds: Set<string>;
  found: Promise<ReadonlySet<string>>;
}

/**
 * Who is listed for a permission set in an account. Several who ask while the
 * listing still waits for its turn share it: it begins after all of them asked,
 * so it is as fresh as each of them needs.
 */
export class AssignmentListing {
  readonly #clients: AwsClients;
  readonly #instance: Pick<InstanceLocator, 'get'>;
  readonly #pageSize: number;
  readonly #gatherings = new Map<string, Gathering>();

  constructor(options: {
    clients: AwsClients;
    instance: Pick<InstanceLocator, 'get'>;
    pageSize: number;
  }) {
    this.#clients = options.clients;
    this.#instance = options.instance;
    this.#pageSize = options.pageSize;
  }

  /** @throws AwsFailure */
  async has(key: AssignmentKey, priority: CallPriority): Promise<boolean> {
    const name = [priority, key.accountId, key.permissionSetArn].join(' ');
    const gathering =
      this.#gatherings.get(name) ?? this.#gather(name, key, priority);
    gathering.principalIds.add(key.principalId);
    return (await gathering.found).has(key.principalId);
  }

  #gather(
    name: string,
    target: Omit<AssignmentKey, 'principalId'>,
    priority: CallPriority,
  ): Gathering {
    const principalIds = new Set<string>();
    const begin = () => {
      if (this.#gatherings.get(name) === gathering) {
        this.#gatherings.delete(name);
      }
    };
    const gathering: Gathering = {
      principalIds,
      // A moment later, so that whoever opens it is in it before it begins.
      found: Promise.resolve()
        .then(() => this.#list(target, principalIds, { priority, begin }))
        .finally(begin),
    };
    this.#gatherings.set(name, gathering);
    return gathering;
  }

  /** Those of the wanted who are listed themselves, not through a group. */
  async #list(
    target: Omit<AssignmentKey, 'principalId'>,
    wanted: ReadonlySet<string>,
    options: { priority: CallPriority; begin: () => void },
  ): Promise<ReadonlySet<string>> {
    const { priority, begin } = options;
    const { instanceArn } = await this.#instance.get();
    try {
      return await this.#clients.read(
        'ListAccountAssignments',
        undefined,
        async http => {
          const pages = paginateListAccountAssignments(
            { client: this.#clients.ssoAdmin, pageSize: this.#pageSize },
            {
              InstanceArn: instanceArn,
              AccountId: target.accountId,
              PermissionSetArn: target.permissionSetArn,
            },
            http,
          );
          const found = new Set<string>();
          for await (const page of distinctPages(pages, undefined)) {
            for (const item of carried(page.AccountAssignments)) {
              const id = item.PrincipalId;
              if (item.PrincipalType === 'USER' && id && wanted.has(id)) {
                found.add(id);
              }
            }
            if (found.size === wanted.size) {
              break;
            }
          }
          return found;
        },
        { priority, onDeparture: begin },
      );
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        await this.#confirmInstance(instanceArn, error);
        return new Set();
      }
      throw error;
    }
  }

  /**
   * A listing that knows nothing of the permission set or the account proves
   * absence only if the instance itself is there; a wrong Region says the same.
   */
  async #confirmInstance(
    instanceArn: string,
    failure: AwsFailure,
  ): Promise<void> {
    const instances = await this.#clients.read(
      'ListInstances',
      undefined,
      http =>
        collect(
          paginateListInstances({ client: this.#clients.ssoAdmin }, {}, http),
          page => page.Instances,
          undefined,
        ),
      { priority: 'verification' },
    );
    if (!instances.some(({ InstanceArn }) => InstanceArn === instanceArn)) {
      throw failure;
    }
  }
}
