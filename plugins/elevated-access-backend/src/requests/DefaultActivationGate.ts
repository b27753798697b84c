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

import type { AwsDirectoryReader } from '../aws/types';
import type { Stores } from '../database/types';
import {
  askAgain,
  type DelayTerms,
  type Reapproval,
} from '../domain/reapproval';
import type { RequestRecord } from '../domain/types';
import { accessEndsAt, parseDurationMs } from '../domain/window';
import type { PolicyService } from '../policies/types';
import {
  ActivationChecks,
  type ActivationChecksOptions,
} from './ActivationChecks';
import { isProblem } from './Checklist';
import { LivePermissionSets } from './LivePermissionSets';

/** Whether access may still be given. */
export type GateAnswer =
  | { ok: true }
  /** It cannot be told now: ask again. */
  | { ok: false; retry: true; reason: string }
  /** Not as it was approved. `reapproval`: how to ask its approvers again; without one it fails. */
  | { ok: false; retry: false; reason: string; reapproval?: Reapproval };

/**
 * Looks again at everything that was true when a request was made, at the moment
 * in which access is about to be given: the person is enabled and still who they
 * were, a policy still permits it, the approvers still are approvers, the
 * permission set is in AWS what was approved, and not too much time has passed.
 *
 * Whatever is found wrong is put to the approvers once more, with what is true
 * now. What nobody had to approve fails.
 */
export class DefaultActivationGate {
  readonly #stores: { requests: Pick<Stores['requests'], 'get'> } & Pick<
    Stores,
    'now'
  >;
  readonly #policies: PolicyService;
  readonly #permissionSets: LivePermissionSets;
  readonly #checks: ActivationChecks;

  constructor(
    options: ActivationChecksOptions & {
      stores: { requests: Pick<Stores['requests'], 'get'> };
      reader: Pick<AwsDirectoryReader, 'describePermissionSet'>;
    },
  ) {
    this.#stores = options.stores;
    this.#policies = options.policies;
    this.#permissionSets = new LivePermissionSets(options);
    this.#checks = new ActivationChecks(options);
  }

  /** Rejects only for reasons that nobody foresaw, which is as good as `retry`. */
  async check(request: RequestRecord): Promise<GateAnswer> {
    try {
      const live = await this.#permissionSets.require({
        arn: request.permissionSetArn,
        name: request.permissionSetName,
      });
      const base =
        request.extendsId === null
          ? undefined
          : await this.#stores.requests.get(request.extendsId);
      const reason = await complaintOf(() =>
        this.#checks.require(request, { live, base }),
      );
      return reason === undefined
        ? { ok: true }
        : {
            ok: false,
            retry: false,
            reason,
            reapproval: askAgain(request, {
              reason,
              permissionSet: live,
              now: await this.#stores.now(),
              expiryMs: await this.#expiryMs(request),
              prolongsUntil:
                base?.status === 'active'
                  ? accessEndsAt(base) ?? undefined
                  : undefined,
            }),
          };
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      return { ok: false, retry: isUnavailable(error), reason: error.reason };
    }
  }

  /** For how long access may be late, and how long approvers have when asked again. */
  async delayTerms(): Promise<DelayTerms> {
    return (await this.#policies.getPolicies()).settings;
  }

  async #expiryMs({ approval }: RequestRecord): Promise<number> {
    const policies = await this.#policies.getPolicies();
    const own = policies.approval.find(
      ({ name }) => name === approval?.policyName,
    )?.requestExpiry;
    return Math.min(
      policies.settings.requestExpiryMs,
      own === undefined ? Infinity : parseDurationMs(own),
    );
  }
}

/** What is wrong; undefined when nothing is. Rejects when that cannot be told. */
async function complaintOf(
  check: () => Promise<void>,
): Promise<string | undefined> {
  try {
    await check();
    return undefined;
  } catch (error) {
    if (!isProblem(error) || isUnavailable(error)) {
      throw error;
    }
    return error.reason;
  }
}

function isUnavailable(error: Error): boolean {
  return error.name === 'ServiceUnavailableError';
}
