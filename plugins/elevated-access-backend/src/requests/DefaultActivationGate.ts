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

import type { Stores } from '../database/types';
import {
  askAgain,
  type DelayTerms,
  type LivePermissionSet,
  type Reapproval,
  type Terms,
} from '../domain/reapproval';
import type { RequestRecord } from '../domain/types';
import { accessEndsAt } from '../domain/window';
import type { PolicyService } from '../policies/types';
import { isProblem } from '../domain/problems';
import {
  ActivationChecks,
  type ActivationChecksOptions,
} from './ActivationChecks';
import { CurrentTerms, type CurrentTermsOptions } from './CurrentTerms';
import type { LivePermissionSets } from './LivePermissionSets';

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
 * now. What nobody had to approve, then or now, fails.
 */
export class DefaultActivationGate {
  readonly #stores: { requests: Pick<Stores['requests'], 'get'> } & Pick<
    Stores,
    'now'
  >;
  readonly #policies: PolicyService;
  readonly #permissionSets: Pick<LivePermissionSets, 'require'>;
  readonly #checks: ActivationChecks;
  readonly #terms: CurrentTerms;

  constructor(
    options: ActivationChecksOptions &
      CurrentTermsOptions & {
        stores: { requests: Pick<Stores['requests'], 'get'> };
        permissionSets: Pick<LivePermissionSets, 'require'>;
      },
  ) {
    this.#stores = options.stores;
    this.#policies = options.policies;
    this.#permissionSets = options.permissionSets;
    this.#checks = new ActivationChecks(options);
    this.#terms = new CurrentTerms(options);
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
        : await this.#refuse(request, { reason, live, base });
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

  /**
   * What is pinned when approvers are asked again about access that comes too
   * late; what was pinned before where that cannot be told: what is late must not
   * wait for the catalog to be stopped.
   */
  async renewedTerms(request: RequestRecord): Promise<Terms | undefined> {
    try {
      return (await this.#terms.renew(request, await this.#stores.now())).terms;
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      return undefined;
    }
  }

  /** Puts it to the approvers whom the policies name now, unless nobody has to approve, or could. */
  async #refuse(
    request: RequestRecord,
    found: {
      reason: string;
      live: LivePermissionSet;
      base: RequestRecord | undefined;
    },
  ): Promise<GateAnswer> {
    const { reason, live, base } = found;
    const refusal = { ok: false, retry: false, reason } as const;
    const now = await this.#stores.now();
    try {
      const { terms, expiryMs } = await this.#terms.renew(request, now);
      const reapproval = askAgain(request, {
        reason,
        terms,
        expiryMs,
        permissionSet: live,
        now,
        prolongsUntil:
          base?.status === 'active'
            ? accessEndsAt(base) ?? undefined
            : undefined,
      });
      return { ...refusal, reapproval };
    } catch (error) {
      if (!isProblem(error) || isUnavailable(error)) {
        throw error;
      }
      return { ...refusal, reason: `${reason} ${error.reason}` };
    }
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
