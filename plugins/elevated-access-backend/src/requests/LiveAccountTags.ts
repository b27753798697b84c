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
import type { AwsDirectoryReader } from '../aws/types';
import { problem } from '../domain/problems';

/** The tags of accounts as AWS has them at this moment; the directory's may be hours old. */
export class LiveAccountTags {
  readonly #reader: Pick<AwsDirectoryReader, 'getAccountTags'>;

  constructor(options: { reader: Pick<AwsDirectoryReader, 'getAccountTags'> }) {
    this.#reader = options.reader;
  }

  /**
   * @throws InputError with code `unknown-account` when the account is gone
   * @throws ServiceUnavailableError with code `directory-unavailable`
   */
  async require(account: {
    id: string;
    name: string;
  }): Promise<Readonly<Record<string, string>>> {
    const tags = await this.#read(account);
    if (!tags) {
      throw problem('input', {
        code: 'unknown-account',
        field: 'accountIds',
        reason: `Account ${account.name} (${account.id}) is no longer in the organization.`,
        remedy: 'Choose another account.',
      });
    }
    return tags;
  }

  async #read({ id, name }: { id: string; name: string }) {
    try {
      return await this.#reader.getAccountTags(id);
    } catch (error) {
      throw problem('unavailable', {
        code: 'directory-unavailable',
        reason: `The tags of account ${name} (${id}), by which policies go, could not be read from AWS: ${
          toError(error).message
        }`,
        remedy:
          'It is tried again. If it stays so, ask your platform team to look at the health page.',
      });
    }
  }
}
