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

import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type {
  AwsCredentialIdentity,
  AwsCredentialIdentityProvider,
  DeserializeMiddleware,
  FinalizeRequestMiddleware,
} from '@aws-sdk/types';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ApiPace,
  NoRoomError,
  type ApiPaceOptions,
  type Turn,
} from './ApiPace';
import { toAwsFailure } from './classify';

/** Tries of a read, the first included. Writes are tried once. */
const READ_ATTEMPTS = 4;

/**
 * AWS takes 20 calls a second for everybody together, of sso-admin and of
 * identitystore each; the rest is for consoles, Terraform and the like, and more of
 * it while nothing is due.
 */
const CALLS_PER_SECOND = 18;

/** How AWS says that calls come too fast. */
const THROTTLED = /^(ThrottlingException|TooManyRequestsException)$/;

export interface AwsClientOptions {
  /** The Region that Identity Center was set up in. */
  region: string;
  /** Where all services answer, instead of AWS's own endpoints. */
  endpoint?: string;
  /** Credentials to use as they are; otherwise `credentialsManager` is asked. */
  credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** Gives the credentials that Backstage's `aws` configuration describes. */
  credentialsManager?: AwsCredentialsManager;
  /** Account whose credentials to ask the manager for; its main account by default. */
  accountId?: string;
  /** Longest time that one call may take, milliseconds. */
  requestTimeoutMs?: number;
  /** Longest time until a connection has to stand, milliseconds. */
  connectionTimeoutMs?: number;
  /** This plugin's version, for the user agent. */
  version: string;
  /**
   * How fast calls of sso-admin and of identitystore may go, each: 16 a second
   * by default, `false` for as fast as they come.
   */
  pace?: Partial<ApiPaceOptions> | false;
}

type Signal = { abortSignal?: AbortSignal };

/** How urgent a call is. */
export interface CallUrgency extends Pick<Turn, 'priority' | 'atOnce'> {
  /** Called each time that its turn has come; of a write, once more right before it goes out. */
  onDeparture?: () => void;
}

/** A reading of everything, unless somebody says otherwise. */
const NOBODY_WAITS: Turn & CallUrgency = { priority: 'directory' };

/** The AWS clients, and the one way to call them. */
export class AwsClients {
  /** For reads: retries by itself, within bounds. */
  readonly ssoAdmin: SSOAdminClient;
  /**
   * For writes: tries once. After a broken connection the SDK would send the
   * write again without knowing whether AWS had heard the first.
   */
  readonly ssoAdminWrites: SSOAdminClient;
  readonly identityStore: IdentitystoreClient;
  readonly organizations: OrganizationsClient;
  readonly region: string;
  readonly endpoint: string | undefined;
  /** The pace of all sso-admin calls; undefined when they go as they come. */
  readonly pace: ApiPace | undefined;
  readonly #turns = new AsyncLocalStorage<Turn & CallUrgency>();

  static create(options: AwsClientOptions): AwsClients {
    return new AwsClients(options);
  }

  private constructor(options: AwsClientOptions) {
    this.region = options.region;
    this.endpoint = options.endpoint;
    const reads = sharedClientConfig(options);
    this.ssoAdmin = new SSOAdminClient(reads);
    this.ssoAdminWrites = new SSOAdminClient({ ...reads, maxAttempts: 1 });
    this.identityStore = new IdentitystoreClient(reads);
    this.organizations = new OrganizationsClient(reads);
    // The last step before the request is handed to the connection.
    this.ssoAdminWrites.middlewareStack.add(this.#ifStillWanted(), {
      step: 'deserialize',
      priority: 'low',
      name: 'elevatedAccessIfStillWanted',
    });
    if (options.pace === false) {
      this.pace = undefined;
      return;
    }
    const paceOptions = { perSecond: CALLS_PER_SECOND, ...options.pace };
    this.pace = new ApiPace(paceOptions);
    // Right before signing, so that every page and every retry takes its turn.
    const place = {
      relation: 'after',
      toMiddleware: 'retryMiddleware',
      name: 'elevatedAccessPace',
    } as const;
    this.ssoAdmin.middlewareStack.addRelativeTo(this.#inTurn(this.pace), place);
    this.ssoAdminWrites.middlewareStack.addRelativeTo(
      this.#inTurn(this.pace),
      place,
    );
    this.identityStore.middlewareStack.addRelativeTo(
      this.#inTurn(new ApiPace(paceOptions)),
      place,
    );
  }

  /**
   * Runs a read.
   *
   * @throws AwsFailure, or NoRoomError when it was to go out at once and could not
   */
  async read<T>(
    operation: string,
    signal: AbortSignal | undefined,
    call: (options: Signal) => Promise<T>,
    urgency: CallUrgency = NOBODY_WAITS,
  ): Promise<T> {
    return this.#call({ operation, writes: false }, signal, call, urgency);
  }

  /**
   * Runs a write. `onDeparture` is called when its turn has come, and again once
   * it is signed; when it throws, nothing is sent.
   *
   * @throws AwsFailure, or what `onDeparture` throws
   */
  async write<T>(
    operation: string,
    signal: AbortSignal | undefined,
    call: (options: Signal) => Promise<T>,
    onDeparture: () => void = () => {},
  ): Promise<T> {
    return this.#call({ operation, writes: true }, signal, call, {
      priority: 'write',
      onDeparture,
    });
  }

  destroy(): void {
    this.ssoAdmin.destroy();
    this.ssoAdminWrites.destroy();
    this.identityStore.destroy();
    this.organizations.destroy();
  }

  async #call<T>(
    what: { operation: string; writes: boolean },
    signal: AbortSignal | undefined,
    call: (options: Signal) => Promise<T>,
    urgency: CallUrgency,
  ): Promise<T> {
    let objection: { reason: unknown } | undefined;
    const { priority, atOnce } = urgency;
    const onDeparture = () => {
      try {
        urgency.onDeparture?.();
      } catch (reason) {
        objection = { reason };
        throw reason;
      }
    };
    try {
      if (!this.pace) {
        onDeparture();
      }
      return await this.#turns.run(
        { priority, atOnce, signal, onDeparture },
        () => call(signal ? { abortSignal: signal } : {}),
      );
    } catch (error) {
      if (objection) {
        throw objection.reason;
      }
      if (error instanceof NoRoomError) {
        throw error;
      }
      throw toAwsFailure(error, {
        ...what,
        region: this.region,
        endpoint: this.endpoint,
      });
    }
  }

  /** Signing takes a moment, in which the whole process may have slept. */
  #ifStillWanted<
    TInput extends object,
    TOutput extends object,
  >(): DeserializeMiddleware<TInput, TOutput> {
    return next => async args => {
      this.#turns.getStore()?.onDeparture?.();
      return next(args);
    };
  }

  #inTurn<TInput extends object, TOutput extends object>(
    pace: ApiPace,
  ): FinalizeRequestMiddleware<TInput, TOutput> {
    return next => async args => {
      const turn = this.#turns.getStore() ?? NOBODY_WAITS;
      await pace.turn(turn);
      turn.onDeparture?.();
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error && THROTTLED.test(error.name)) {
          pace.slowDown();
        }
        throw error;
      }
    };
  }
}

/** What a client of any service is made of; reads are tried again, within bounds. */
export function sharedClientConfig(options: AwsClientOptions) {
  return {
    region: options.region,
    ...(options.endpoint ? { endpoint: options.endpoint } : {}),
    ...credentialsOf(options),
    customUserAgent: `elevated-access/${options.version}`,
    requestHandler: {
      requestTimeout: options.requestTimeoutMs ?? 10_000,
      connectionTimeout: options.connectionTimeoutMs ?? 3_000,
      throwOnRequestTimeout: true,
    },
    maxAttempts: READ_ATTEMPTS,
  };
}

function credentialsOf(options: AwsClientOptions): {
  credentials?: AwsCredentialIdentity | AwsCredentialIdentityProvider;
} {
  if (options.credentials) {
    return { credentials: options.credentials };
  }
  const { credentialsManager, accountId } = options;
  if (!credentialsManager) {
    return {};
  }
  return {
    // Asked when it is first needed: the manager may have to reach STS.
    credentials: async () => {
      const provider = await credentialsManager.getCredentialProvider(
        accountId ? { accountId } : {},
      );
      return provider.sdkCredentialProvider();
    },
  };
}
