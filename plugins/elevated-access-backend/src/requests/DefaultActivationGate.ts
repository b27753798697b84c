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

import type { CatalogPeople } from '../directory/CatalogPeople';
import type { DirectoryService } from '../directory/DirectoryService';
import type { IdentityMapper } from '../directory/IdentityMapper';
import { problem } from '../domain/problems';
import type { Protection } from '../domain/protection';
import type {
  CatalogPerson,
  DirectoryPermissionSet,
  RequestRecord,
} from '../domain/types';
import type { PolicyService } from '../policies/types';
import { isProblem } from './Checklist';
import { requireAccount, requirePermissionSet, requirePolicy } from './checks';

/** Whether access may still be given. `retry`: it cannot be told now, ask again. */
export type GateAnswer =
  | { ok: true }
  | { ok: false; reason: string; retry: boolean };

/**
 * Looks again at everything that was true when a request was made, at the moment
 * in which access is about to be given: the person is enabled and still who they
 * were, a policy still permits it, and the permission set is what was approved.
 */
export class DefaultActivationGate {
  readonly #people: Pick<CatalogPeople, 'getPerson'>;
  readonly #identity: Pick<IdentityMapper, 'requireEnabled'>;
  readonly #directory: Pick<DirectoryService, 'requireSnapshot'>;
  readonly #policies: PolicyService;
  readonly #protection: Protection;

  constructor(options: {
    people: Pick<CatalogPeople, 'getPerson'>;
    identity: Pick<IdentityMapper, 'requireEnabled'>;
    directory: Pick<DirectoryService, 'requireSnapshot'>;
    policies: PolicyService;
    protection: Protection;
  }) {
    this.#people = options.people;
    this.#identity = options.identity;
    this.#directory = options.directory;
    this.#policies = options.policies;
    this.#protection = options.protection;
  }

  /** Rejects only for reasons that nobody foresaw, which is as good as `retry`. */
  async check(request: RequestRecord): Promise<GateAnswer> {
    try {
      const person = await this.#requirePerson(request);
      await this.#requireTarget(request, person);
      await this.#requireSameUser(request, person);
      return { ok: true };
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      const retry = error.name === 'ServiceUnavailableError';
      return { ok: false, reason: error.reason, retry };
    }
  }

  async #requirePerson(request: RequestRecord): Promise<CatalogPerson> {
    const person = await this.#people.getPerson(request.requesterRef);
    if (!person) {
      throw problem('not-allowed', {
        code: 'not-eligible',
        reason: `${request.requesterRef} is no longer in the catalog.`,
        remedy: 'Ask again once the person is back.',
      });
    }
    return person;
  }

  async #requireTarget(
    request: RequestRecord,
    person: CatalogPerson,
  ): Promise<void> {
    const snapshot = await this.#directory.requireSnapshot();
    const account = requireAccount(
      request.accountId,
      snapshot,
      this.#protection,
    );
    const permissionSet = requirePermissionSet(
      request.permissionSetArn,
      snapshot,
      this.#protection,
    );
    requireUnchanged(request, permissionSet);
    const { eligibility } = await this.#policies.getPolicies();
    const policy = requirePolicy(
      {
        person,
        account,
        permissionSet,
        startsAt: request.startsAt ?? request.createdAt,
        durationMs: request.durationMs,
      },
      eligibility,
    );
    if (policy.approval === 'required' && request.approval === null) {
      throw problem('not-allowed', {
        code: 'not-eligible',
        reason: `Policy ${policy.name} now asks for approval, and nobody approved this.`,
        remedy: 'Ask again.',
      });
    }
  }

  async #requireSameUser(
    request: RequestRecord,
    person: CatalogPerson,
  ): Promise<void> {
    const { userId, userName } = await this.#identity.requireEnabled(person);
    if (userId !== request.principalId) {
      throw problem('not-allowed', {
        code: 'no-identity-center-user',
        reason: `${request.requesterRef} was ${request.principalUserName} (${request.principalId}) in Identity Center and is ${userName} (${userId}) now.`,
        remedy: 'Ask again.',
      });
    }
  }
}

function requireUnchanged(
  request: RequestRecord,
  permissionSet: DirectoryPermissionSet,
): void {
  if (permissionSet.fingerprint !== request.permissionSetFingerprint) {
    throw problem('conflict', {
      code: 'digest-changed',
      reason: `What ${permissionSet.name} permits has changed since this was asked for.`,
      remedy: 'Ask again, so that it is approved as it is now.',
    });
  }
}
