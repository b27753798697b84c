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

import { paginateListInstances } from '@aws-sdk/client-sso-admin';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { AwsFailure } from './AwsFailure';
import type { AwsClients } from './clients';
import { collect } from './pages';

/** The Identity Center instance that everything happens in. */
export interface IdentityCenterInstance {
  instanceArn: string;
  identityStoreId: string;
  /** The only Region that grants and revocations can be made in; undefined where AWS does not say. */
  primaryRegion: string | undefined;
}

interface DiscoverOptions {
  clients: AwsClients;
  logger: LoggerService;
  /** Which one to take where the Region shows several. */
  instanceArn?: string;
  signal?: AbortSignal;
}

/**
 * Finds the Identity Center instance of the configured Region.
 *
 * @throws AwsFailure that names Region and endpoint when there is none, when there are several, or when nothing answers
 */
export async function discoverInstance(
  options: DiscoverOptions,
): Promise<IdentityCenterInstance> {
  const { clients, logger, signal } = options;
  const all = await clients.read('ListInstances', signal, http =>
    collect(
      paginateListInstances({ client: clients.ssoAdmin }, {}, http),
      page => page.Instances,
      signal,
    ),
  );
  const found = options.instanceArn
    ? all.filter(({ InstanceArn }) => InstanceArn === options.instanceArn)
    : all;
  const [first] = found;
  if (!first?.InstanceArn || !first.IdentityStoreId) {
    throw new AwsFailure({
      kind: 'unavailable',
      operation: 'ListInstances',
      reason: `there is no ${
        options.instanceArn ?? 'IAM Identity Center instance'
      } in region ${clients.region}${at(clients)}`,
      remedy:
        'Set the region to the one that Identity Center was set up in (Identity Center console, Settings, "Primary Region"), and use credentials of the management account or of its delegated administrator',
    });
  }
  if (found.length > 1) {
    throw new AwsFailure({
      kind: 'permanent',
      operation: 'ListInstances',
      reason: `region ${clients.region} shows ${
        found.length
      } Identity Center instances: ${found
        .map(({ InstanceArn }) => InstanceArn)
        .join(', ')}`,
      remedy: 'Name the instance ARN to use in the configuration',
    });
  }
  if (first.PrimaryRegion && first.PrimaryRegion !== clients.region) {
    logger.warn(
      `Identity Center's primary region is ${first.PrimaryRegion}, but ${clients.region} is configured: access can only be granted and removed in the primary region. Set the region to ${first.PrimaryRegion}`,
    );
  }
  return {
    instanceArn: first.InstanceArn,
    identityStoreId: first.IdentityStoreId,
    primaryRegion: first.PrimaryRegion,
  };
}

/** Remembers the instance once it was found, so that a backend can start while AWS is away. */
export class InstanceLocator {
  readonly #options: Omit<DiscoverOptions, 'signal'>;
  #found: Promise<IdentityCenterInstance> | undefined;

  static create(options: Omit<DiscoverOptions, 'signal'>): InstanceLocator {
    return new InstanceLocator(options);
  }

  private constructor(options: Omit<DiscoverOptions, 'signal'>) {
    this.#options = options;
  }

  /** @throws AwsFailure when it was not found yet and cannot be found now */
  async get(): Promise<IdentityCenterInstance> {
    // No caller's signal: the answer is shared by all of them.
    this.#found ??= discoverInstance(this.#options);
    try {
      return await this.#found;
    } catch (error) {
      this.#found = undefined;
      throw error;
    }
  }
}

function at(clients: AwsClients): string {
  return clients.endpoint ? ` at ${clients.endpoint}` : '';
}
