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

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import { sharedClientConfig, type AwsClientOptions } from '../clients';
import { toActivityFailure } from './activityFailure';

/** How long assumed credentials are asked for, seconds; the shortest that AWS gives. */
const LIFETIME = 900;

/** Credentials are not used in their last minutes, milliseconds. */
const MARGIN = 5 * 60_000;

/** By which the calls can be told in the accounts' own logs. */
const SESSION_NAME = 'elevated-access';

/** What an AWS client is made of, and who it then is. */
interface ReaderConfig {
  config: ReturnType<typeof sharedClientConfig>;
  endpoint: string | undefined;
  /** Who calls, in words. */
  caller: string;
}

/** Becomes the roles that may read records, in whatever account they are. */
export class MemberAccess {
  readonly #options: AwsClientOptions;
  readonly #sts: STSClient;
  readonly #roles = new Map<string, AwsCredentialIdentity>();

  constructor(options: AwsClientOptions) {
    this.#options = options;
    this.#sts = new STSClient(sharedClientConfig(options));
  }

  get region(): string {
    return this.#options.region;
  }

  /**
   * Who to be in a Region: a role where one is named, the backend itself otherwise.
   *
   * @throws ActivityUnavailableError with code `activity-role-missing` and others
   */
  async become(who: {
    region: string;
    roleArn: string | undefined;
    externalId: string | undefined;
    signal: AbortSignal;
  }): Promise<ReaderConfig> {
    const { region, roleArn } = who;
    const options = { ...this.#options, region };
    const { endpoint } = options;
    if (!roleArn) {
      return {
        config: sharedClientConfig(options),
        endpoint,
        caller: 'the role of the backend',
      };
    }
    const credentials = await this.#assume(roleArn, who);
    return {
      config: sharedClientConfig({ ...options, credentials }),
      endpoint,
      caller: roleArn,
    };
  }

  destroy(): void {
    this.#sts.destroy();
  }

  async #assume(
    roleArn: string,
    { externalId, signal }: { externalId?: string; signal: AbortSignal },
  ): Promise<AwsCredentialIdentity> {
    const known = this.#roles.get(roleArn);
    if (known && isFresh(known)) {
      return known;
    }
    this.#roles.delete(roleArn);
    try {
      const { Credentials: given } = await this.#sts.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: SESSION_NAME,
          DurationSeconds: LIFETIME,
          ...(externalId ? { ExternalId: externalId } : {}),
        }),
        { abortSignal: signal },
      );
      if (!given?.AccessKeyId || !given.SecretAccessKey) {
        throw new Error('the answer carries no credentials');
      }
      const credentials: AwsCredentialIdentity = {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        sessionToken: given.SessionToken,
        expiration: given.Expiration,
      };
      this.#forgetStale();
      this.#roles.set(roleArn, credentials);
      return credentials;
    } catch (error) {
      signal.throwIfAborted();
      throw toActivityFailure(error, {
        operation: 'AssumeRole',
        region: this.#options.region,
        endpoint: this.#options.endpoint,
        caller: roleArn,
      });
    }
  }

  #forgetStale(): void {
    for (const [role, credentials] of this.#roles) {
      if (!isFresh(credentials)) {
        this.#roles.delete(role);
      }
    }
  }
}

/** By the wall clock, which AWS holds credentials against. */
function isFresh({ expiration }: AwsCredentialIdentity): boolean {
  return (
    expiration !== undefined &&
    expiration.getTime() - MARGIN > new Date().getTime()
  );
}

/** The role of one account: its ARN, or its name, or a pattern with `{accountId}` in it. */
export function roleArnIn(
  accountId: string,
  role: string,
  partition: string,
): string {
  const filled = role.replaceAll('{accountId}', accountId);
  return filled.startsWith('arn:')
    ? filled
    : `arn:${partition}:iam::${accountId}:role/${filled}`;
}

/** The partition that a Region belongs to, as ARNs name it. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** Where IAM, sign-in and other services without a Region write their records. */
export function globalRegionOf(region: string): string {
  const regions: Readonly<Record<string, string>> = {
    'aws-cn': 'cn-north-1',
    'aws-us-gov': 'us-gov-west-1',
  };
  return regions[partitionOf(region)] ?? 'us-east-1';
}
