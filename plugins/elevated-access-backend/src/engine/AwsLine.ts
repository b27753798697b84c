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

import type { LoggerService } from '@backstage/backend-plugin-api';
import { AwsFailure } from '../aws/AwsFailure';
import type { AssignmentProvisioner } from '../aws/types';
import type { Contact } from './Contact';
import { NotLeaderError } from './Leadership';
import type { EngineMetrics } from './metrics';
import type { Failure } from './steps';
import type { AgreedTime } from './time';
import type { TokenBucket } from './TokenBucket';
import type { WriteLimit } from './WriteLimit';

/** What AWS answered, or why it did not. */
export type Answer<T> =
  | { ok: true; value: T }
  | { ok: false; failure: Failure };

export interface AwsLineOptions {
  provisioner: AssignmentProvisioner;
  contact: Contact;
  bucket: TokenBucket;
  limit: WriteLimit;
  time: AgreedTime;
  logger: LoggerService;
  metrics: Pick<EngineMetrics, 'throttled' | 'conflict'>;
  /** Called when AWS answers again after it was out of reach. */
  onBack: () => void;
}

/** Something to ask AWS. */
export type Question<T> = (provisioner: AssignmentProvisioner) => Promise<T>;

/**
 * The engine's way to AWS. Every answer and every failure also says something
 * about AWS as a whole: whether it is there, and whether it is asked too much.
 */
export class AwsLine {
  readonly #options: AwsLineOptions;

  constructor(options: AwsLineOptions) {
    this.#options = options;
  }

  /** Asks for something that changes nothing. */
  read<T>(question: Question<T>): Promise<Answer<T>> {
    return this.#call(question, 'unavailable');
  }

  /**
   * Asks for a change; without an answer nobody knows whether it was made.
   *
   * @throws NotLeaderError when another replica may have taken over before it was sent
   */
  write<T>(question: Question<T>): Promise<Answer<T>> {
    return this.#call(question, 'unknown-outcome');
  }

  async #call<T>(
    question: Question<T>,
    otherwise: Failure['kind'],
  ): Promise<Answer<T>> {
    try {
      const value = await question(this.#options.provisioner);
      this.#reached();
      return { ok: true, value };
    } catch (error) {
      if (error instanceof NotLeaderError) {
        throw error;
      }
      return { ok: false, failure: this.#judge(error, otherwise) };
    }
  }

  #reached(): void {
    const { contact, time, onBack } = this.#options;
    if (contact.succeeded(time.now())) {
      onBack();
    }
  }

  #judge(error: unknown, otherwise: Failure['kind']): Failure {
    const { contact, bucket, limit, time, logger, metrics } = this.#options;
    // Something that is no `AwsFailure` was thrown by us, after who knows what.
    const failure: Failure =
      error instanceof AwsFailure
        ? { kind: error.kind, message: error.message }
        : { kind: otherwise, message: String(error) };
    switch (failure.kind) {
      case 'unavailable':
      case 'unknown-outcome':
        contact.failed(time.now(), failure.message);
        logger.warn(failure.message);
        break;
      case 'throttled':
        this.#reached();
        if (error instanceof AwsFailure && error.tooManyOutstanding) {
          limit.reduce();
        }
        bucket.slowDown();
        metrics.throttled();
        break;
      case 'denied':
      case 'permanent':
        this.#reached();
        logger.error(failure.message);
        break;
      case 'conflict':
        this.#reached();
        metrics.conflict();
        break;
      case 'not-found':
      case 'retry':
        this.#reached();
        break;
      default:
        throw new Error(`Unknown failure ${failure.kind satisfies never}`);
    }
    return failure;
  }
}
