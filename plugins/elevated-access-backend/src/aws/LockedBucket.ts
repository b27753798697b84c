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

import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { sharedClientConfig, type AwsClientOptions } from './clients';

const DAY = 24 * 60 * 60 * 1_000;

/** How long nobody may delete an object, and who `nobody` is. */
export interface ObjectLock {
  /** `compliance`: not even the root user; `governance`: those with a special permission may. */
  mode: 'compliance' | 'governance';
  days: number;
}

/** An S3 bucket that texts are put into, each kept from deletion for a time. */
export class LockedBucket {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #lock: ObjectLock | undefined;
  readonly #now: () => Date;

  constructor(options: {
    bucket: string;
    region: string;
    /** Something that speaks S3, instead of AWS itself. */
    endpoint?: string;
    /** The account whose credentials are used; the manager's main account by default. */
    accountId?: string;
    credentials?: AwsClientOptions['credentials'];
    credentialsManager?: AwsCredentialsManager;
    /** The bucket's own default retention where it is absent. */
    lock?: ObjectLock;
    version: string;
    now: () => Date;
  }) {
    this.#bucket = options.bucket;
    this.#lock = options.lock;
    this.#now = options.now;
    this.#client = new S3Client({
      ...sharedClientConfig(options),
      ...(options.endpoint ? { forcePathStyle: true } : {}),
    });
  }

  /** @throws when S3 did not take it; the same key may be put again, and becomes another version */
  async put(key: string, text: string, signal: AbortSignal): Promise<void> {
    const lock = this.#lock;
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        Body: text,
        ContentType: 'application/json',
        // S3 wants one with every locked object.
        ChecksumAlgorithm: 'SHA256',
        ...(lock
          ? {
              ObjectLockMode:
                lock.mode === 'compliance' ? 'COMPLIANCE' : 'GOVERNANCE',
              ObjectLockRetainUntilDate: new Date(
                this.#now().getTime() + lock.days * DAY,
              ),
            }
          : {}),
      }),
      { abortSignal: signal },
    );
  }

  destroy(): void {
    this.#client.destroy();
  }
}
