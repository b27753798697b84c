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

import { HttpRequest } from '../http/types';
import { World } from '../model/World';
import { SimulatorCredentials } from '../options';
import { Caller, Service } from '../services/operation';
import { TemporaryCredentials } from '../services/sts/TemporaryCredentials';
import { AwsError } from './errors';
import { checkFreshness, checkSignature, readClaim } from './sigv4';

interface AuthenticatorOptions {
  readonly world: World;
  readonly credentials: readonly SimulatorCredentials[];
  readonly temporary: TemporaryCredentials;
  readonly delegatedAdmin: boolean;
  readonly maxSkewMs: number;
  readonly now: () => number;
}

/** Finds out who signed a request, or refuses it as AWS would. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #regions: ReadonlySet<string>;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    const { primaryRegion, additionalRegions } = options.world.identity;
    this.#regions = new Set([primaryRegion, ...additionalRegions]);
  }

  authenticate(
    request: HttpRequest,
    service: Service,
  ): { caller: Caller; region: string } {
    const claim = readClaim(request);
    const temporary = this.#options.temporary.find(claim.accessKeyId);
    const credentials =
      temporary?.credentials ??
      this.#options.credentials.find(c => c.accessKeyId === claim.accessKeyId);
    if (
      !credentials ||
      (credentials.sessionToken ?? '') !==
        (request.headers.get('x-amz-security-token') ?? '')
    ) {
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    }
    if (temporary && temporary.expiresAt <= this.#options.now()) {
      throw new AwsError(
        'ExpiredTokenException',
        'The security token included in the request is expired',
      );
    }
    if (claim.service !== service.signingName) {
      throw new AwsError(
        'InvalidSignatureException',
        `Credential should be scoped to correct service: '${service.signingName}'.`,
      );
    }
    // Every account has a trail wherever it works.
    const isEverywhere = service.name === 'cloudtrail';
    const isGlobal = service.name === 'organizations' || service.name === 'sts';
    if (
      !isEverywhere &&
      !this.#regions.has(claim.region) &&
      !(isGlobal && claim.region === 'us-east-1')
    ) {
      throw new AwsError(
        'InvalidSignatureException',
        `Credential should be scoped to a valid Region, not '${claim.region}'.`,
      );
    }
    checkFreshness(claim, this.#options.now(), this.#options.maxSkewMs);
    checkSignature(request, claim, credentials.secretAccessKey);
    return { caller: this.#caller(credentials), region: claim.region };
  }

  #caller({ accessKeyId, account }: SimulatorCredentials): Caller {
    const { world, delegatedAdmin } = this.#options;
    const { managementAccountId, delegatedAdministratorId } = world.identity;
    const fallback = delegatedAdmin
      ? delegatedAdministratorId ?? managementAccountId
      : managementAccountId;
    const accountId = account ? this.#accountId(account) : fallback;
    if (accountId === managementAccountId) {
      return { accountId, accessKeyId, role: 'management' };
    }
    return {
      accountId,
      accessKeyId,
      role:
        accountId === delegatedAdministratorId
          ? 'delegated-administrator'
          : 'member',
    };
  }

  #accountId(nameOrId: string): string {
    const { accounts } = this.#options.world;
    const found =
      accounts.get(nameOrId) ??
      [...accounts.values()].find(a => a.name === nameOrId);
    return found?.id ?? nameOrId;
  }
}
