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

import { createHash } from 'node:crypto';
import {
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  paginateListCustomerManagedPolicyReferencesInPermissionSet,
  paginateListManagedPoliciesInPermissionSet,
  paginateListPermissionSets,
  paginateListPermissionSetsProvisionedToAccount,
  paginateListTagsForResource,
} from '@aws-sdk/client-sso-admin';
import { Duration } from 'luxon';
import { AwsFailure } from './AwsFailure';
import type { AwsClients, CallUrgency } from './clients';
import type { InstanceLocator } from './instance';
import { collect } from './pages';
import { SharedReadings } from './SharedReadings';
import type { AwsPermissionSet, AwsPermissionSetContents } from './types';

/** What every sso-admin list takes at most. */
const PAGE_SIZE = 100;

/** What AWS uses where a permission set says nothing. */
const DEFAULT_SESSION = 'PT1H';

const SOMEBODY_WAITS: CallUrgency = { priority: 'grant' };
const NOBODY_WAITS: CallUrgency = { priority: 'directory' };

type Http = { abortSignal?: AbortSignal };

/** One call, as urgent as what it is for. */
type Read = <T>(
  operation: string,
  call: (http: Http) => Promise<T>,
) => Promise<T>;

/** Permission sets and what they permit. */
export class PermissionSetReader {
  readonly #clients: AwsClients;
  readonly #instance: InstanceLocator;
  readonly #lenient: boolean;
  /** For those who wait, so that reads before access do not hold up access. */
  readonly #shared: SharedReadings<AwsPermissionSetContents>;

  constructor(options: {
    clients: AwsClients;
    instance: InstanceLocator;
    /** The other side is a fake that may know neither tags nor boundaries. */
    lenient?: boolean;
  }) {
    this.#clients = options.clients;
    this.#instance = options.instance;
    this.#lenient = options.lenient ?? false;
    const { pace } = options.clients;
    this.#shared = new SharedReadings({
      read: arn => this.#describe(arn, SOMEBODY_WAITS, undefined),
      now: () => pace?.now ?? 0,
      mayFollow: async beganAt => pace?.mayRepeat(beganAt),
    });
  }

  /** @throws AwsFailure */
  async arns(signal?: AbortSignal): Promise<string[]> {
    const { instanceArn } = await this.#instance.get();
    const read = this.#reading(NOBODY_WAITS, signal);
    return read('ListPermissionSets', http =>
      collect(
        paginateListPermissionSets(
          this.#paging(),
          { InstanceArn: instanceArn },
          http,
        ),
        page => page.PermissionSets,
        signal,
      ),
    );
  }

  /**
   * One permission set, for nobody who waits; undefined when it was deleted
   * after it was listed.
   *
   * @throws AwsFailure
   */
  async readIfThere(
    arn: string,
    signal?: AbortSignal,
  ): Promise<AwsPermissionSet | undefined> {
    try {
      const [contents, tags] = await Promise.all([
        this.#describe(arn, NOBODY_WAITS, signal),
        this.#tags(arn, this.#reading(NOBODY_WAITS, signal), signal),
      ]);
      return { ...contents, tags };
    } catch (error) {
      if (error instanceof AwsFailure && error.kind === 'not-found') {
        return undefined;
      }
      throw error;
    }
  }

  /**
   * What one permission set permits, for somebody who waits. Others who wait for
   * the same may share the answer, unless one may be given up by `signal`.
   *
   * @throws AwsFailure of kind `not-found` when there is none
   */
  describe(
    arn: string,
    signal?: AbortSignal,
  ): Promise<AwsPermissionSetContents> {
    return signal
      ? this.#describe(arn, SOMEBODY_WAITS, signal)
      : this.#shared.next(arn);
  }

  async #describe(
    arn: string,
    urgency: CallUrgency,
    signal: AbortSignal | undefined,
  ): Promise<AwsPermissionSetContents> {
    const { instanceArn } = await this.#instance.get();
    const input = { InstanceArn: instanceArn, PermissionSetArn: arn };
    const client = this.#clients.ssoAdmin;
    const read = this.#reading(urgency, signal);
    const [
      { PermissionSet },
      managed,
      customerManaged,
      { InlinePolicy },
      boundary,
    ] = await Promise.all([
      read('DescribePermissionSet', http =>
        client.send(new DescribePermissionSetCommand(input), http),
      ),
      read('ListManagedPoliciesInPermissionSet', http =>
        collect(
          paginateListManagedPoliciesInPermissionSet(
            this.#paging(),
            input,
            http,
          ),
          page => page.AttachedManagedPolicies,
          signal,
        ),
      ),
      read('ListCustomerManagedPolicyReferencesInPermissionSet', http =>
        collect(
          paginateListCustomerManagedPolicyReferencesInPermissionSet(
            this.#paging(),
            input,
            http,
          ),
          page => page.CustomerManagedPolicyReferences,
          signal,
        ),
      ),
      read('GetInlinePolicyForPermissionSet', http =>
        client.send(new GetInlinePolicyForPermissionSetCommand(input), http),
      ),
      this.#boundary(input, read),
    ]);
    const session = PermissionSet?.SessionDuration ?? DEFAULT_SESSION;
    const attached = managed.map(({ Arn }) => Arn ?? '').sort();
    const own = customerManaged
      .map(({ Path, Name }) => `${Path ?? '/'}${Name ?? ''}`)
      .sort();
    return {
      arn,
      name: PermissionSet?.Name ?? arn,
      description: PermissionSet?.Description ?? '',
      sessionDurationMs: sessionMs(session),
      fingerprint: fingerprint({
        session,
        managed: attached,
        customerManaged: own,
        inline: InlinePolicy ?? '',
        boundary,
      }),
      policies: {
        managed: [...attached, ...own],
        inline: Boolean(InlinePolicy),
        boundary: boundary !== '',
      },
    };
  }

  /** @throws AwsFailure */
  async provisionedTo(
    accountId: string,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const { instanceArn } = await this.#instance.get();
    const read = this.#reading(NOBODY_WAITS, signal);
    return read('ListPermissionSetsProvisionedToAccount', http =>
      collect(
        paginateListPermissionSetsProvisionedToAccount(
          this.#paging(),
          { InstanceArn: instanceArn, AccountId: accountId },
          http,
        ),
        page => page.PermissionSets,
        signal,
      ),
    );
  }

  async #tags(
    arn: string,
    read: Read,
    signal: AbortSignal | undefined,
  ): Promise<Record<string, string>> {
    const { instanceArn } = await this.#instance.get();
    try {
      const tags = await read('sso:ListTagsForResource', http =>
        collect(
          paginateListTagsForResource(
            { client: this.#clients.ssoAdmin },
            { InstanceArn: instanceArn, ResourceArn: arn },
            http,
          ),
          page => page.Tags,
          signal,
        ),
      );
      return Object.fromEntries(
        tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']),
      );
    } catch (error) {
      if (this.#lenient) {
        return {};
      }
      throw error;
    }
  }

  /** The boundary's name, or empty: AWS says with an error that there is none. */
  async #boundary(
    input: { InstanceArn: string; PermissionSetArn: string },
    read: Read,
  ): Promise<string> {
    try {
      const { PermissionsBoundary: boundary } = await read(
        'GetPermissionsBoundaryForPermissionSet',
        http =>
          this.#clients.ssoAdmin.send(
            new GetPermissionsBoundaryForPermissionSetCommand(input),
            http,
          ),
      );
      const own = boundary?.CustomerManagedPolicyReference;
      return (
        boundary?.ManagedPolicyArn ??
        (own ? `${own.Path ?? '/'}${own.Name ?? ''}` : '')
      );
    } catch (error) {
      if (
        error instanceof AwsFailure &&
        (error.kind === 'not-found' || this.#lenient)
      ) {
        return '';
      }
      throw error;
    }
  }

  #reading(urgency: CallUrgency, signal: AbortSignal | undefined): Read {
    return (operation, call) =>
      this.#clients.read(operation, signal, call, urgency);
  }

  #paging() {
    return { client: this.#clients.ssoAdmin, pageSize: PAGE_SIZE };
  }
}

function fingerprint(contents: {
  session: string;
  managed: readonly string[];
  customerManaged: readonly string[];
  inline: string;
  boundary: string;
}): string {
  return createHash('sha256').update(JSON.stringify(contents)).digest('hex');
}

function sessionMs(iso: string): number {
  const duration = Duration.fromISO(iso);
  return (
    duration.isValid ? duration : Duration.fromISO(DEFAULT_SESSION)
  ).toMillis();
}
