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

import type { AwsFailureKind } from './types';

/** How AWS tells its limit of outstanding writes from its limit of calls a second. */
const TOO_MANY_OUTSTANDING = /too many requests processing/i;

/**
 * A call to AWS that did not do what it was asked to.
 *
 * The message says which operation failed, why, and what to do about it; the
 * kind says what the caller may conclude.
 */
export class AwsFailure extends Error {
  readonly kind: AwsFailureKind;
  /** The API operation, for example `CreateAccountAssignment`. */
  readonly operation: string;
  /** The id to name when asking AWS support; undefined when AWS never answered. */
  readonly awsRequestId: string | undefined;
  /** What is wrong, without the remedy. */
  readonly reason: string;
  readonly remedy: string;
  /** AWS already works on as many assignments as it takes at a time. */
  readonly tooManyOutstanding: boolean;

  constructor(options: {
    kind: AwsFailureKind;
    operation: string;
    reason: string;
    remedy: string;
    awsRequestId?: string;
    cause?: unknown;
  }) {
    const id = options.awsRequestId
      ? ` (AWS request id ${options.awsRequestId})`
      : '';
    super(
      `${options.operation} failed: ${options.reason}${id}. ${options.remedy}`,
      { cause: options.cause },
    );
    this.name = 'AwsFailure';
    this.kind = options.kind;
    this.operation = options.operation;
    this.awsRequestId = options.awsRequestId;
    this.reason = options.reason;
    this.remedy = options.remedy;
    this.tooManyOutstanding =
      options.kind === 'throttled' && TOO_MANY_OUTSTANDING.test(options.reason);
  }
}
