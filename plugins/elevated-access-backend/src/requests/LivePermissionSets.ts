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

import { toError } from '@backstage/errors';
import { AwsFailure } from '../aws/AwsFailure';
import type {
  AwsDirectoryReader,
  AwsPermissionSetContents,
} from '../aws/types';
import { problem } from '../domain/problems';
import type {
  Clock,
  DirectoryPermissionSet,
  DirectorySnapshot,
} from '../domain/types';

/** Permission sets as AWS has them at this moment, and as it had them when last asked. */
export class LivePermissionSets {
  readonly #reader: Pick<AwsDirectoryReader, 'describePermissionSet'>;
  readonly #clock: Clock;
  /** The last answer about each, by ARN. */
  readonly #answers = new Map<
    string,
    { set: AwsPermissionSetContents; askedAt: Date }
  >();

  constructor(options: {
    reader: Pick<AwsDirectoryReader, 'describePermissionSet'>;
    clock: Clock;
  }) {
    this.#reader = options.reader;
    this.#clock = options.clock;
  }

  /**
   * A permission set of the directory without asking AWS: as the directory has
   * it, or as AWS has said since that it is. What only AWS knows yet is found
   * when access is about to be given, and told here to those who ask next.
   */
  newest(
    known: DirectoryPermissionSet,
    { syncedAt }: Pick<DirectorySnapshot, 'syncedAt'>,
  ): DirectoryPermissionSet {
    const answer = this.#answers.get(known.arn);
    if (!answer || answer.askedAt <= syncedAt) {
      return known;
    }
    const { name, fingerprint, sessionDurationMs, policies } = answer.set;
    return { ...known, name, fingerprint, sessionDurationMs, policies };
  }

  /**
   * @throws NotAllowedError with code `unknown-permission-set` when it no longer exists
   * @throws ServiceUnavailableError with code `identity-center-unavailable`
   */
  async require(
    known: Pick<DirectoryPermissionSet, 'arn' | 'name'>,
  ): Promise<AwsPermissionSetContents> {
    const { arn, name } = known;
    try {
      return await this.#describe(arn);
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        throw problem('not-allowed', {
          code: 'unknown-permission-set',
          field: 'permissionSetArn',
          reason: `The permission set ${name} (${arn}) no longer exists.`,
          remedy: 'Ask again, for one from the list of what you may ask for.',
        });
      }
      throw problem('unavailable', {
        code: 'identity-center-unavailable',
        reason: `Identity Center could not be asked what ${name} permits: ${
          toError(error).message
        }`,
        remedy: 'Nothing: it is asked again until it answers.',
      });
    }
  }

  async #describe(arn: string): Promise<AwsPermissionSetContents> {
    const askedAt = this.#clock.now();
    const set = await this.#reader.describePermissionSet(arn);
    this.#answers.set(arn, { set, askedAt });
    return set;
  }
}
