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

import { SimulatorClock } from '../clock/types';
import { LimitOptions } from '../options';
import { AwsError, errors, messages } from '../protocol/errors';
import { TokenBucket } from './TokenBucket';

/** Rate and burst per account, from Organizations' "Throttling limits". */
const organizationsBuckets: Record<string, { rate: number; burst: number }> = {
  DescribeAccount: { rate: 20, burst: 30 },
  DescribeOrganization: { rate: 1, burst: 2 },
  DescribeOrganizationalUnit: { rate: 2, burst: 2 },
  ListAccounts: { rate: 8, burst: 12 },
  ListAccountsForParent: { rate: 5, burst: 8 },
  ListChildren: { rate: 6, burst: 10 },
  ListOrganizationalUnitsForParent: { rate: 5, burst: 8 },
  ListParents: { rate: 5, burst: 8 },
  ListRoots: { rate: 1, burst: 2 },
  ListTagsForResource: { rate: 10, burst: 15 },
};

/** The error with which a service refuses a call that came too soon. */
export function throttlingError(
  service: string,
  reason: 'rate' | 'outstanding' = 'rate',
): AwsError {
  if (service === 'organizations') {
    return new AwsError(
      'TooManyRequestsException',
      'AWS Organizations can’t complete your request because another request is already in progress. Try again later.',
      { members: { Type: 'RATE_LIMIT' } },
    );
  }
  if (service === 'identitystore') {
    return errors.throttling(messages.rateExceeded, { RetryAfterSeconds: 1 });
  }
  return errors.throttling(
    reason === 'rate' ? messages.rateExceeded : messages.tooManyOutstanding,
  );
}

/** AWS's request rate limits, per service or per operation. */
export class RequestThrottle {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #clock: SimulatorClock;
  readonly #limits: LimitOptions;

  constructor(clock: SimulatorClock, limits: LimitOptions) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * Throws the service's own throttling error when there is no token left.
   *
   * @param place - the caller's account and Region, where they are counted each
   */
  admit(service: string, operation: string, place: string): void {
    const bucket = this.#bucket(service, operation, place);
    if (bucket && !bucket.take()) {
      throw throttlingError(service);
    }
  }

  #bucket(
    service: string,
    operation: string,
    place: string,
  ): TokenBucket | undefined {
    const size = this.#size(service, operation);
    if (!size) {
      return undefined;
    }
    // The size is part of it: limits may change, and then it starts full.
    const name = [
      service === 'organizations' ? `${service}.${operation}` : service,
      service === 'cloudtrail' ? place : '',
      size.rate,
      size.burst,
    ].join(' ');
    const existing = this.#buckets.get(name);
    if (existing) {
      return existing;
    }
    const bucket = new TokenBucket(this.#clock, size.rate, size.burst);
    this.#buckets.set(name, bucket);
    return bucket;
  }

  #size(
    service: string,
    operation: string,
  ): { rate: number; burst: number } | undefined {
    const { ssoAdminTps, identityStoreTps, organizations, lookupEventsTps } =
      this.#limits;
    switch (service) {
      case 'sso-admin':
        return ssoAdminTps > 0
          ? { rate: ssoAdminTps, burst: ssoAdminTps }
          : undefined;
      case 'identitystore':
        return identityStoreTps > 0
          ? { rate: identityStoreTps, burst: identityStoreTps }
          : undefined;
      case 'cloudtrail':
        return lookupEventsTps > 0
          ? { rate: lookupEventsTps, burst: lookupEventsTps }
          : undefined;
      case 'organizations':
        return organizations ? organizationsBuckets[operation] : undefined;
      default:
        return undefined;
    }
  }
}
